package nn

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Flatten makes one dimension of those from StartDim to EndDim.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html
type Flatten struct {
	Module
	StartDim int `kw:"1"`
	EndDim   int `kw:"-1"`
}

// NewFlatten makes the layer.
func NewFlatten(options ...FlattenOption) *Flatten {
	f := flattenOf(options)
	return &f
}

// Forward maps x (N, *) to (N, everything else), by default.
func (f *Flatten) Forward(x *torch.Tensor) *torch.Tensor { return f.Call(x, f.forward) }

func (f *Flatten) forward(x *torch.Tensor) *torch.Tensor { return x.Flatten(f.StartDim, f.EndDim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (f *Flatten) ExtraRepr() string { return extra(f, "start_dim= end_dim=") }

// Unflatten makes several dimensions of one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html
type Unflatten struct {
	Module
	Dim             int
	UnflattenedSize Size
}

// NewUnflatten makes the layer for a dimension, counted from the end when negative, and the
// sizes that take its place.
func NewUnflatten(dim int, unflattenedSize Size) *Unflatten {
	return &Unflatten{Dim: dim, UnflattenedSize: slices.Clone(unflattenedSize)}
}

// Forward returns a view of x with more dimensions.
func (u *Unflatten) Forward(x *torch.Tensor) *torch.Tensor { return u.Call(x, u.forward) }

func (u *Unflatten) forward(x *torch.Tensor) *torch.Tensor {
	return x.Unflatten(u.Dim, u.UnflattenedSize...)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (u *Unflatten) ExtraRepr() string { return extra(u, "dim= unflattened_size=()") }
