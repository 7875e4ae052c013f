package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// Linear returns x @ weightᵀ + bias for x (*, in), weight (out, in) and bias (out), which
// may be nil: (*, out).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
func Linear(x, weight, bias *torch.Tensor) *torch.Tensor {
	m := nn.Linear{Weight: weight, Bias: bias}
	return m.Forward(x)
}
