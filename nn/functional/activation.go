package functional

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

//kw:options ReLUOption nn.ReLU

// ReLU is [nn.ReLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
func ReLU(x *torch.Tensor, options ...ReLUOption) *torch.Tensor {
	m := reLUOf(options)
	return m.Forward(x)
}

// Sigmoid is [nn.Sigmoid] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.sigmoid.html
func Sigmoid(x *torch.Tensor) *torch.Tensor { return x.Sigmoid() }

// Tanh is [nn.Tanh] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanh.html
func Tanh(x *torch.Tensor) *torch.Tensor { return x.Tanh() }

type softmaxArgs struct {
	dtype aten.Opt[torch.DType] `kw:""` // x is converted to it first
}

// Softmax is [nn.Softmax] along dim as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
func Softmax(x *torch.Tensor, dim int, options ...SoftmaxOption) *torch.Tensor {
	a := softmaxOf(options)
	return aten.SoftmaxInt(x, dim, &aten.SoftmaxIntOptions{DType: a.dtype})
}

// LogSoftmax is [nn.LogSoftmax] along dim as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
func LogSoftmax(x *torch.Tensor, dim int, options ...SoftmaxOption) *torch.Tensor {
	a := softmaxOf(options)
	return aten.LogSoftmaxInt(x, dim, &aten.LogSoftmaxIntOptions{DType: a.dtype})
}

//kw:options LeakyReLUOption nn.LeakyReLU

// LeakyReLU is [nn.LeakyReLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
func LeakyReLU(x *torch.Tensor, options ...LeakyReLUOption) *torch.Tensor {
	m := leakyReLUOf(options)
	return m.Forward(x)
}
