package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Linear maps the last dimension: (*, InFeatures) to (*, OutFeatures), x @ Wᵀ + b.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
type Linear struct {
	Module
	Weight *torch.Tensor // (OutFeatures, InFeatures)
	Bias   *torch.Tensor // (OutFeatures), or nil

	InFeatures, OutFeatures int
}

type linearArgs struct {
	bias bool `kw:"true"`
	factory
}

// NewLinear makes a layer whose weight and bias are drawn uniformly from ±1/√in.
func NewLinear(inFeatures, outFeatures int, options ...LinearOption) *Linear {
	l, a := linearOf(options)
	l.InFeatures, l.OutFeatures = inFeatures, outFeatures
	l.Weight, l.Bias = a.parameter(true, outFeatures, inFeatures), a.parameter(a.bias, outFeatures)
	l.ResetParameters()
	return &l
}

// ResetParameters draws weight and bias anew.
func (l *Linear) ResetParameters() { initWeights(l.Weight, l.Bias) }

// Forward maps x (*, InFeatures) to (*, OutFeatures).
func (l *Linear) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *Linear) forward(x *torch.Tensor) *torch.Tensor {
	return aten.Linear(x, l.Weight, &aten.LinearOptions{Bias: l.Bias})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *Linear) ExtraRepr() string { return extra(l, "in_features= out_features= bias=") }

// Identity returns its input, in place of a layer that is not wanted.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html
type Identity struct{ Module }

// NewIdentity makes the layer.
func NewIdentity() *Identity { return &Identity{} }

// Forward returns x itself.
func (i *Identity) Forward(x *torch.Tensor) *torch.Tensor {
	return i.Call(x, func(x *torch.Tensor) *torch.Tensor { return x })
}
