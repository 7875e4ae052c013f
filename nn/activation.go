package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Activation is what activations have in common that take no argument but inplace.
type Activation struct {
	Module
	Inplace bool `kw:"false"`
}

// run calls one of two operators: that which makes a tensor, or that which writes to x.
func (a *Activation) run(x *torch.Tensor, fresh, inplace func(*torch.Tensor) *torch.Tensor) *torch.Tensor {
	if a.Inplace {
		fresh = inplace
	}
	return a.Call(x, fresh)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (a *Activation) ExtraRepr() string { return extra(a, "inplace=?") }

// ReLU is max(x, 0), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
type ReLU struct{ Activation }

// NewReLU makes the layer.
func NewReLU(options ...ActivationOption) *ReLU { return &ReLU{activationOf(options)} }

// Forward keeps x's shape and dtype.
func (r *ReLU) Forward(x *torch.Tensor) *torch.Tensor { return r.run(x, aten.Relu, aten.Relu_) }

// ReLU6 is min(max(x, 0), 6), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html
type ReLU6 struct{ Activation }

// NewReLU6 makes the layer.
func NewReLU6(options ...ActivationOption) *ReLU6 { return &ReLU6{activationOf(options)} }

// Forward keeps x's shape.
func (r *ReLU6) Forward(x *torch.Tensor) *torch.Tensor { return r.run(x, aten.Relu6, aten.Relu6_) }

// SELU is the scaled [ELU], which keeps mean and variance of a deep network, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html
type SELU struct{ Activation }

// NewSELU makes the layer.
func NewSELU(options ...ActivationOption) *SELU { return &SELU{activationOf(options)} }

// Forward keeps x's shape.
func (s *SELU) Forward(x *torch.Tensor) *torch.Tensor { return s.run(x, aten.Selu, aten.Selu_) }

// SiLU is x·sigmoid(x), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html
type SiLU struct{ Activation }

// NewSiLU makes the layer.
func NewSiLU(options ...ActivationOption) *SiLU { return &SiLU{activationOf(options)} }

// Forward keeps x's shape.
func (s *SiLU) Forward(x *torch.Tensor) *torch.Tensor { return s.run(x, aten.Silu, aten.Silu_) }

// Mish is x·tanh(log(1+exp(x))), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html
type Mish struct{ Activation }

// NewMish makes the layer.
func NewMish(options ...ActivationOption) *Mish { return &Mish{activationOf(options)} }

// Forward keeps x's shape.
func (m *Mish) Forward(x *torch.Tensor) *torch.Tensor { return m.run(x, aten.Mish, aten.Mish_) }

// Hardsigmoid is 0 below -3, 1 above 3, and x/6 + 1/2 between them, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html
type Hardsigmoid struct{ Activation }

// NewHardsigmoid makes the layer.
func NewHardsigmoid(options ...ActivationOption) *Hardsigmoid {
	return &Hardsigmoid{activationOf(options)}
}

// Forward keeps x's shape.
func (h *Hardsigmoid) Forward(x *torch.Tensor) *torch.Tensor {
	return h.run(x, aten.Hardsigmoid, aten.Hardsigmoid_)
}

// ExtraRepr returns what print(net) shows between the parentheses: nothing, as Python's.
func (*Hardsigmoid) ExtraRepr() string { return "" }

// Hardswish is x times [Hardsigmoid] of x, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html
type Hardswish struct{ Activation }

// NewHardswish makes the layer.
func NewHardswish(options ...ActivationOption) *Hardswish { return &Hardswish{activationOf(options)} }

// Forward keeps x's shape.
func (h *Hardswish) Forward(x *torch.Tensor) *torch.Tensor {
	return h.run(x, aten.Hardswish, aten.Hardswish_)
}

// ExtraRepr returns what print(net) shows between the parentheses: nothing, as Python's.
func (*Hardswish) ExtraRepr() string { return "" }

// Sigmoid is 1/(1+exp(-x)), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
type Sigmoid struct{ Module }

// NewSigmoid makes the layer.
func NewSigmoid() *Sigmoid { return &Sigmoid{} }

// Forward keeps x's shape.
func (s *Sigmoid) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, (*torch.Tensor).Sigmoid) }

// Tanh is the hyperbolic tangent, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html
type Tanh struct{ Module }

// NewTanh makes the layer.
func NewTanh() *Tanh { return &Tanh{} }

// Forward keeps x's shape.
func (t *Tanh) Forward(x *torch.Tensor) *torch.Tensor { return t.Call(x, (*torch.Tensor).Tanh) }

// LogSigmoid is the logarithm of [Sigmoid], element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html
type LogSigmoid struct{ Module }

// NewLogSigmoid makes the layer.
func NewLogSigmoid() *LogSigmoid { return &LogSigmoid{} }

// Forward keeps x's shape.
func (l *LogSigmoid) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, aten.LogSigmoid) }

// Softsign is x/(1+|x|), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html
type Softsign struct{ Module }

// NewSoftsign makes the layer.
func NewSoftsign() *Softsign { return &Softsign{} }

// Forward keeps x's shape.
func (s *Softsign) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, softsign) }

func softsign(x *torch.Tensor) *torch.Tensor { return x.Div(x.Abs().Add(1)) }

// Tanhshrink is x - tanh(x), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html
type Tanhshrink struct{ Module }

// NewTanhshrink makes the layer.
func NewTanhshrink() *Tanhshrink { return &Tanhshrink{} }

// Forward keeps x's shape.
func (t *Tanhshrink) Forward(x *torch.Tensor) *torch.Tensor { return t.Call(x, tanhshrink) }

func tanhshrink(x *torch.Tensor) *torch.Tensor { return x.Sub(x.Tanh()) }
