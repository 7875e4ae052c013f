package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// InplaceOption is what [Inplace] returns.
type InplaceOption bool

// Inplace overwrites the input.
func Inplace(on bool) InplaceOption { return InplaceOption(on) }

// ApplyReLU sets whether the input is overwritten.
func (i InplaceOption) ApplyReLU(inplace *bool) { *inplace = bool(i) }

// ApplyDropout sets whether the input is overwritten.
func (i InplaceOption) ApplyDropout(a *operator.Dropout) { a.Inplace = bool(i) }

// ApplyDropoutLayer sets whether the input is overwritten.
func (i InplaceOption) ApplyDropoutLayer(a *operator.Dropout) { a.Inplace = bool(i) }

// ReLUOption is a keyword argument of [ReLU]: [Inplace].
type ReLUOption interface{ ApplyReLU(inplace *bool) }

// ReLU returns max(x, 0), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
func ReLU(x *torch.Tensor, options ...ReLUOption) *torch.Tensor {
	inplace := false
	for _, option := range options {
		option.ApplyReLU(&inplace)
	}
	if inplace {
		return x.ReLU_()
	}
	return x.ReLU()
}

// Sigmoid returns 1/(1+exp(-x)), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.sigmoid.html
func Sigmoid(x *torch.Tensor) *torch.Tensor { return x.Sigmoid() }

// Tanh returns the hyperbolic tangent, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanh.html
func Tanh(x *torch.Tensor) *torch.Tensor { return x.Tanh() }

// Softmax returns exp(x) divided by its sum along dim. x is converted to a dtype
// first where one is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
func Softmax(x *torch.Tensor, dim int, dtype ...torch.DType) *torch.Tensor {
	return x.Softmax(dim, dtype...)
}

// LogSoftmax returns the logarithm of [Softmax], computed without its underflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
func LogSoftmax(x *torch.Tensor, dim int, dtype ...torch.DType) *torch.Tensor {
	return x.LogSoftmax(dim, dtype...)
}
