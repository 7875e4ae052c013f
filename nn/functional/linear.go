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

// Bilinear returns x @ weight @ yᵀ + bias for x (*, in1), y (*, in2), weight
// (out, in1, in2) and bias (out), which may be nil: (*, out).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html
func Bilinear(x, y, weight, bias *torch.Tensor) *torch.Tensor {
	m := nn.Bilinear{Weight: weight, Bias: bias}
	return m.Forward(x, y)
}
