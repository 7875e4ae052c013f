package nn

import "github.com/e0112027/gotorch/torch"

// ReLU is max(x, 0), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
type ReLU struct{ Inplace bool }

// ReLUOption is a keyword argument of [NewReLU]: [Inplace].
type ReLUOption interface{ applyReLU(inplace *bool) }

// NewReLU makes the layer.
func NewReLU(options ...ReLUOption) *ReLU {
	r := &ReLU{}
	for _, option := range options {
		option.applyReLU(&r.Inplace)
	}
	return r
}

// Forward keeps x's shape and dtype.
func (r *ReLU) Forward(x *torch.Tensor) *torch.Tensor {
	if r.Inplace {
		return x.ReLU_()
	}
	return x.ReLU()
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *ReLU) ExtraRepr() string {
	if r.Inplace {
		return "inplace=True"
	}
	return ""
}
