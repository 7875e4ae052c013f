package nn

import "github.com/e0112027/gotorch/torch"

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
