package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LeakyReLU is x where x is positive, and a share of x elsewhere.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html
type LeakyReLU struct {
	Module
	NegativeSlope float64 `kw:"0.01"`
	Inplace       bool    `kw:"false"`
}

// NewLeakyReLU makes the layer.
func NewLeakyReLU(options ...LeakyReLUOption) *LeakyReLU {
	l := leakyReLUOf(options)
	return &l
}

// Forward keeps x's shape.
func (l *LeakyReLU) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *LeakyReLU) forward(x *torch.Tensor) *torch.Tensor {
	if l.Inplace {
		return aten.LeakyRelu_(x, &aten.LeakyRelu_Options{NegativeSlope: l.NegativeSlope})
	}
	return aten.LeakyRelu(x, &aten.LeakyReluOptions{NegativeSlope: l.NegativeSlope})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *LeakyReLU) ExtraRepr() string { return extra(l, "negative_slope= inplace=?") }
