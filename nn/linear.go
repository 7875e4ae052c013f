package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
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

// LinearOption is a keyword argument of [NewLinear]: [Bias], [DType] or [Device].
type LinearOption interface{ applyLinear(*linearOptions) }

type linearOptions struct {
	operator.Factory
	bias bool
}

// NewLinear makes a layer whose weight and bias are drawn uniformly from ±1/√in.
func NewLinear(in, out int, options ...LinearOption) *Linear {
	o := linearOptions{bias: true}
	for _, option := range options {
		option.applyLinear(&o)
	}
	l := &Linear{InFeatures: in, OutFeatures: out, Weight: Parameter(o.Empty(out, in))}
	if o.bias {
		l.Bias = Parameter(o.Empty(out))
	}
	l.ResetParameters()
	return l
}

// ResetParameters draws weight and bias anew.
func (l *Linear) ResetParameters() { initWeights(l.Weight, l.Bias) }

// Forward maps x (*, InFeatures) to (*, OutFeatures).
func (l *Linear) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *Linear) forward(x *torch.Tensor) *torch.Tensor {
	return operator.Linear(x, l.Weight, l.Bias)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *Linear) ExtraRepr() string {
	return fmt.Sprintf("in_features=%d, out_features=%d, bias=%s", l.InFeatures, l.OutFeatures, pyBool(l.Bias != nil))
}
