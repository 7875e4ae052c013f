package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Pad is what the paddings have in common.
type Pad struct {
	Module
	Padding Size // before and after the last dimension, before and after the one before it, ...
}

// newPad takes one number for all sides of n dimensions, or one for each side.
func newPad[S Sizes](n int, padding S) Pad {
	return Pad{Padding: expand(sizeOf(padding), "padding", 2*n)}
}

func (p *Pad) reflect(x *torch.Tensor) *torch.Tensor { return p.pad(x, "reflect") }

func (p *Pad) replicate(x *torch.Tensor) *torch.Tensor { return p.pad(x, "replicate") }

func (p *Pad) circular(x *torch.Tensor) *torch.Tensor {
	if n, d := len(p.Padding)/2, x.NDim(); d != n+1 && d != n+2 {
		refuse("CircularPad", "expected %dD or %dD input (got %dD input)", n+1, n+2, d)
	}
	return p.pad(x, "circular")
}

func (p *Pad) pad(x *torch.Tensor, mode string) *torch.Tensor {
	return aten.Pad(x, p.Padding, &aten.PadOptions{Mode: aten.Some(mode)})
}

func (p *Pad) constant(x *torch.Tensor, value float64) *torch.Tensor {
	return aten.Pad(x, p.Padding, &aten.PadOptions{Mode: aten.Some("constant"), Value: aten.Some(value)})
}

func (p *Pad) zeros(x *torch.Tensor) *torch.Tensor { return p.constant(x, 0) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *Pad) ExtraRepr() string { return extra(p, "padding") }

// ConstantPad is what the paddings with a value have in common.
type ConstantPad struct {
	Pad
	Value float64
}

func (p *ConstantPad) values(x *torch.Tensor) *torch.Tensor { return p.constant(x, p.Value) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *ConstantPad) ExtraRepr() string { return extra(p, "padding= value=") }

// ReflectionPad1d pads sequences with what lies inside of their edges, mirrored.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html
type ReflectionPad1d struct{ Pad }

// NewReflectionPad1d makes a layer for one number on all sides, or a [Size] of those left and right.
func NewReflectionPad1d[S Sizes](padding S) *ReflectionPad1d {
	return &ReflectionPad1d{newPad(1, padding)}
}

// Forward enlarges x (C, L) or (N, C, L).
func (p *ReflectionPad1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.reflect) }

// ReflectionPad2d pads pictures with what lies inside of their edges, mirrored.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html
type ReflectionPad2d struct{ Pad }

// NewReflectionPad2d makes a layer for one number on all sides, or a [Size] of those left, right, top and bottom.
func NewReflectionPad2d[S Sizes](padding S) *ReflectionPad2d {
	return &ReflectionPad2d{newPad(2, padding)}
}

// Forward enlarges x (C, H, W) or (N, C, H, W).
func (p *ReflectionPad2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.reflect) }

// ReflectionPad3d pads volumes with what lies inside of their edges, mirrored.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html
type ReflectionPad3d struct{ Pad }

// NewReflectionPad3d makes a layer for one number on all sides, or a [Size] of those left, right, top, bottom, front and back.
func NewReflectionPad3d[S Sizes](padding S) *ReflectionPad3d {
	return &ReflectionPad3d{newPad(3, padding)}
}

// Forward enlarges x (C, D, H, W) or (N, C, D, H, W).
func (p *ReflectionPad3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.reflect) }

// ReplicationPad1d pads sequences with the elements at their edges.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html
type ReplicationPad1d struct{ Pad }

// NewReplicationPad1d makes a layer for one number on all sides, or a [Size] of those left and right.
func NewReplicationPad1d[S Sizes](padding S) *ReplicationPad1d {
	return &ReplicationPad1d{newPad(1, padding)}
}

// Forward enlarges x (C, L) or (N, C, L).
func (p *ReplicationPad1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.replicate) }

// ReplicationPad2d pads pictures with the elements at their edges.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html
type ReplicationPad2d struct{ Pad }

// NewReplicationPad2d makes a layer for one number on all sides, or a [Size] of those left, right, top and bottom.
func NewReplicationPad2d[S Sizes](padding S) *ReplicationPad2d {
	return &ReplicationPad2d{newPad(2, padding)}
}

// Forward enlarges x (C, H, W) or (N, C, H, W).
func (p *ReplicationPad2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.replicate) }

// ReplicationPad3d pads volumes with the elements at their edges.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html
type ReplicationPad3d struct{ Pad }

// NewReplicationPad3d makes a layer for one number on all sides, or a [Size] of those left, right, top, bottom, front and back.
func NewReplicationPad3d[S Sizes](padding S) *ReplicationPad3d {
	return &ReplicationPad3d{newPad(3, padding)}
}

// Forward enlarges x (C, D, H, W) or (N, C, D, H, W).
func (p *ReplicationPad3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.replicate) }

// CircularPad1d pads sequences with what lies at their other ends.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html
type CircularPad1d struct{ Pad }

// NewCircularPad1d makes a layer for one number on all sides, or a [Size] of those left and right.
func NewCircularPad1d[S Sizes](padding S) *CircularPad1d {
	return &CircularPad1d{newPad(1, padding)}
}

// Forward enlarges x (C, L) or (N, C, L).
func (p *CircularPad1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.circular) }

// CircularPad2d pads pictures with what lies at their other ends.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html
type CircularPad2d struct{ Pad }

// NewCircularPad2d makes a layer for one number on all sides, or a [Size] of those left, right, top and bottom.
func NewCircularPad2d[S Sizes](padding S) *CircularPad2d {
	return &CircularPad2d{newPad(2, padding)}
}

// Forward enlarges x (C, H, W) or (N, C, H, W).
func (p *CircularPad2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.circular) }

// CircularPad3d pads volumes with what lies at their other ends.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html
type CircularPad3d struct{ Pad }

// NewCircularPad3d makes a layer for one number on all sides, or a [Size] of those left, right, top, bottom, front and back.
func NewCircularPad3d[S Sizes](padding S) *CircularPad3d {
	return &CircularPad3d{newPad(3, padding)}
}

// Forward enlarges x (C, D, H, W) or (N, C, D, H, W).
func (p *CircularPad3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.circular) }

// ZeroPad1d pads sequences with zeros.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html
type ZeroPad1d struct{ Pad }

// NewZeroPad1d makes a layer for one number on all sides, or a [Size] of those left and right.
func NewZeroPad1d[S Sizes](padding S) *ZeroPad1d {
	return &ZeroPad1d{newPad(1, padding)}
}

// Forward enlarges x (C, L) or (N, C, L).
func (p *ZeroPad1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.zeros) }

// ZeroPad2d pads pictures with zeros.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html
type ZeroPad2d struct{ Pad }

// NewZeroPad2d makes a layer for one number on all sides, or a [Size] of those left, right, top and bottom.
func NewZeroPad2d[S Sizes](padding S) *ZeroPad2d {
	return &ZeroPad2d{newPad(2, padding)}
}

// Forward enlarges x (C, H, W) or (N, C, H, W).
func (p *ZeroPad2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.zeros) }

// ZeroPad3d pads volumes with zeros.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html
type ZeroPad3d struct{ Pad }

// NewZeroPad3d makes a layer for one number on all sides, or a [Size] of those left, right, top, bottom, front and back.
func NewZeroPad3d[S Sizes](padding S) *ZeroPad3d {
	return &ZeroPad3d{newPad(3, padding)}
}

// Forward enlarges x (C, D, H, W) or (N, C, D, H, W).
func (p *ZeroPad3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.zeros) }

// ConstantPad1d pads sequences with a value.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html
type ConstantPad1d struct{ ConstantPad }

// NewConstantPad1d makes a layer for one number on all sides, or a [Size] of those left and right.
func NewConstantPad1d[S Sizes](padding S, value float64) *ConstantPad1d {
	return &ConstantPad1d{ConstantPad{newPad(1, padding), value}}
}

// Forward enlarges x (C, L) or (N, C, L).
func (p *ConstantPad1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.values) }

// ConstantPad2d pads pictures with a value.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html
type ConstantPad2d struct{ ConstantPad }

// NewConstantPad2d makes a layer for one number on all sides, or a [Size] of those left, right, top and bottom.
func NewConstantPad2d[S Sizes](padding S, value float64) *ConstantPad2d {
	return &ConstantPad2d{ConstantPad{newPad(2, padding), value}}
}

// Forward enlarges x (C, H, W) or (N, C, H, W).
func (p *ConstantPad2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.values) }

// ConstantPad3d pads volumes with a value.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html
type ConstantPad3d struct{ ConstantPad }

// NewConstantPad3d makes a layer for one number on all sides, or a [Size] of those left, right, top, bottom, front and back.
func NewConstantPad3d[S Sizes](padding S, value float64) *ConstantPad3d {
	return &ConstantPad3d{ConstantPad{newPad(3, padding), value}}
}

// Forward enlarges x (C, D, H, W) or (N, C, D, H, W).
func (p *ConstantPad3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.values) }
