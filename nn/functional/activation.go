package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

//kw:options ActivationOption nn.Activation

// ReLU is [nn.ReLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html
func ReLU(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.ReLU{Activation: activationOf(options)}
	return m.Forward(x)
}

// ReLU6 is [nn.ReLU6] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
func ReLU6(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.ReLU6{Activation: activationOf(options)}
	return m.Forward(x)
}

// SELU is [nn.SELU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.selu.html
func SELU(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.SELU{Activation: activationOf(options)}
	return m.Forward(x)
}

// SiLU is [nn.SiLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
func SiLU(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.SiLU{Activation: activationOf(options)}
	return m.Forward(x)
}

// Mish is [nn.Mish] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html
func Mish(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.Mish{Activation: activationOf(options)}
	return m.Forward(x)
}

// Hardsigmoid is [nn.Hardsigmoid] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
func Hardsigmoid(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.Hardsigmoid{Activation: activationOf(options)}
	return m.Forward(x)
}

// Hardswish is [nn.Hardswish] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
func Hardswish(x *torch.Tensor, options ...ActivationOption) *torch.Tensor {
	m := nn.Hardswish{Activation: activationOf(options)}
	return m.Forward(x)
}

// Sigmoid is [nn.Sigmoid] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.sigmoid.html
func Sigmoid(x *torch.Tensor) *torch.Tensor {
	var m nn.Sigmoid
	return m.Forward(x)
}

// Tanh is [nn.Tanh] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanh.html
func Tanh(x *torch.Tensor) *torch.Tensor {
	var m nn.Tanh
	return m.Forward(x)
}

// LogSigmoid is [nn.LogSigmoid] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
func LogSigmoid(x *torch.Tensor) *torch.Tensor {
	var m nn.LogSigmoid
	return m.Forward(x)
}

// Softsign is [nn.Softsign] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html
func Softsign(x *torch.Tensor) *torch.Tensor {
	var m nn.Softsign
	return m.Forward(x)
}

// Tanhshrink is [nn.Tanhshrink] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html
func Tanhshrink(x *torch.Tensor) *torch.Tensor {
	var m nn.Tanhshrink
	return m.Forward(x)
}

//kw:options ELUOption nn.ELU

// ELU is [nn.ELU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
func ELU(x *torch.Tensor, options ...ELUOption) *torch.Tensor {
	m := eluOf(options)
	return m.Forward(x)
}

//kw:options CELUOption nn.CELU

// CELU is [nn.CELU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
func CELU(x *torch.Tensor, options ...CELUOption) *torch.Tensor {
	m := celuOf(options)
	return m.Forward(x)
}

//kw:options GELUOption nn.GELU

// GELU is [nn.GELU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
func GELU(x *torch.Tensor, options ...GELUOption) *torch.Tensor {
	m := geluOf(options)
	return m.Forward(x)
}

//kw:options GLUOption nn.GLU

// GLU is [nn.GLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html
func GLU(x *torch.Tensor, options ...GLUOption) *torch.Tensor {
	m := gluOf(options)
	return m.Forward(x)
}

//kw:options HardtanhOption nn.Hardtanh

// Hardtanh is [nn.Hardtanh] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
func Hardtanh(x *torch.Tensor, options ...HardtanhOption) *torch.Tensor {
	m := hardtanhOf(options)
	return m.Forward(x)
}

//kw:options LeakyReLUOption nn.LeakyReLU

// LeakyReLU is [nn.LeakyReLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
func LeakyReLU(x *torch.Tensor, options ...LeakyReLUOption) *torch.Tensor {
	m := leakyReLUOf(options)
	return m.Forward(x)
}

//kw:options SoftplusOption nn.Softplus

// Softplus is [nn.Softplus] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
func Softplus(x *torch.Tensor, options ...SoftplusOption) *torch.Tensor {
	m := softplusOf(options)
	return m.Forward(x)
}

//kw:options SoftshrinkOption nn.Softshrink

// Softshrink is [nn.Softshrink] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
func Softshrink(x *torch.Tensor, options ...SoftshrinkOption) *torch.Tensor {
	m := softshrinkOf(options)
	return m.Forward(x)
}

//kw:options HardshrinkOption nn.Hardshrink

// Hardshrink is [nn.Hardshrink] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html
func Hardshrink(x *torch.Tensor, options ...HardshrinkOption) *torch.Tensor {
	m := hardshrinkOf(options)
	return m.Forward(x)
}

//kw:options ThresholdOption nn.Threshold

// Threshold is [nn.Threshold] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html
func Threshold(x *torch.Tensor, threshold, value float64, options ...ThresholdOption) *torch.Tensor {
	m := thresholdOf(options)
	m.Threshold, m.Value = threshold, value
	return m.Forward(x)
}

// PReLU is [nn.PReLU] as a function: weight is (1) or (C) for x (N, C, ...).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html
func PReLU(x, weight *torch.Tensor) *torch.Tensor {
	m := nn.PReLU{Weight: weight}
	return m.Forward(x)
}

//kw:options RReLUOption nn.RReLU

type rReLUArgs struct {
	training bool `kw:"false"`
}

// RReLU is [nn.RReLU] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
func RReLU(x *torch.Tensor, options ...RReLUOption) *torch.Tensor {
	m, a := rReLUOf(options)
	m.Module = nn.InTraining(a.training)
	return m.Forward(x)
}

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

// Softmin is [nn.Softmin] along dim as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html
func Softmin(x *torch.Tensor, dim int, options ...SoftmaxOption) *torch.Tensor {
	return Softmax(x.Neg(), dim, options...)
}

// LogSoftmax is [nn.LogSoftmax] along dim as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
func LogSoftmax(x *torch.Tensor, dim int, options ...SoftmaxOption) *torch.Tensor {
	a := softmaxOf(options)
	return aten.LogSoftmaxInt(x, dim, &aten.LogSoftmaxIntOptions{DType: a.dtype})
}

type gumbelSoftmaxArgs struct {
	tau  float64 `kw:"1"`
	hard bool    `kw:"false"`
	dim  int     `kw:"-1"`
}

// GumbelSoftmax draws from the distribution of logits (..., C), softened by a temperature,
// or with Hard as one-hot vectors whose gradient is that of the soft ones.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
func GumbelSoftmax(logits *torch.Tensor, options ...GumbelSoftmaxOption) *torch.Tensor {
	a := gumbelSoftmaxOf(options)
	gumbels := torch.EmptyLike(logits, torch.ContiguousFormat).Exponential_(1).Log().Neg()
	soft := logits.Add(gumbels).Div(a.tau).Softmax(a.dim)
	if !a.hard {
		return soft
	}
	_, index := soft.MaxDim(a.dim, torch.KeepDim(true))
	hard := torch.ZerosLike(logits, torch.ContiguousFormat).Scatter_(a.dim, index, 1.0)
	return hard.Sub(soft.Detach()).Add(soft)
}

type normalizeArgs struct {
	p   float64 `kw:"2"`
	dim int     `kw:"1"`
	eps float64 `kw:"1e-12"`
}

// Normalize divides x by its norm along a dimension, or by Eps where that is larger.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html
func Normalize(x *torch.Tensor, options ...NormalizeOption) *torch.Tensor {
	a := normalizeOf(options)
	norm := aten.NormScalarOptDim(x, a.p, []int{a.dim}, &aten.NormScalarOptDimOptions{KeepDim: true})
	return x.Div(norm.ClampMin(a.eps).ExpandAs(x))
}
