package nn

import "github.com/e0112027/gotorch/torch"

// Softmax is exp(x) divided by its sum along a dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html
type Softmax struct {
	Module
	Dim int
}

// NewSoftmax makes the layer for a dimension, counted from the end when negative.
func NewSoftmax(dim int) *Softmax { return &Softmax{Dim: dim} }

// Forward keeps x's shape.
func (s *Softmax) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *Softmax) forward(x *torch.Tensor) *torch.Tensor { return x.Softmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softmax) ExtraRepr() string { return extra(s, "dim=") }

// Softmin is [Softmax] of -x.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html
type Softmin struct {
	Module
	Dim int
}

// NewSoftmin makes the layer for a dimension, counted from the end when negative.
func NewSoftmin(dim int) *Softmin { return &Softmin{Dim: dim} }

// Forward keeps x's shape.
func (s *Softmin) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *Softmin) forward(x *torch.Tensor) *torch.Tensor { return x.Neg().Softmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softmin) ExtraRepr() string { return extra(s, "dim=") }

// LogSoftmax is the logarithm of [Softmax], computed without its underflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html
type LogSoftmax struct {
	Module
	Dim int
}

// NewLogSoftmax makes the layer for a dimension, counted from the end when negative.
func NewLogSoftmax(dim int) *LogSoftmax { return &LogSoftmax{Dim: dim} }

// Forward keeps x's shape.
func (s *LogSoftmax) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *LogSoftmax) forward(x *torch.Tensor) *torch.Tensor { return x.LogSoftmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *LogSoftmax) ExtraRepr() string { return extra(s, "dim=") }

// Softmax2d is [Softmax] over the channels of pictures.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html
type Softmax2d struct{ Module }

// NewSoftmax2d makes the layer.
func NewSoftmax2d() *Softmax2d { return &Softmax2d{} }

// Forward keeps the shape of x (N, C, H, W) or (C, H, W).
func (s *Softmax2d) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, softmax2d) }

func softmax2d(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d != 3 && d != 4 {
		refuse("Softmax2d", "Softmax2d: expected input to be 3D or 4D, got %dD instead", d)
	}
	return x.Softmax(-3)
}
