package nn

import "github.com/e0112027/gotorch/torch"

// ReLU is max(x, 0), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
type ReLU struct {
	Module
	Inplace bool `kw:"false"`
}

// NewReLU makes the layer.
func NewReLU(options ...ReLUOption) *ReLU {
	r := reLUOf(options)
	return &r
}

// Forward keeps x's shape and dtype.
func (r *ReLU) Forward(x *torch.Tensor) *torch.Tensor { return r.Call(x, r.forward) }

func (r *ReLU) forward(x *torch.Tensor) *torch.Tensor {
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

// Softmax is exp(x) divided by its sum along a dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html
type Softmax struct {
	Module
	Dim int
}

// NewSoftmax makes the layer for a dimension, counted from the end when negative.
func NewSoftmax(dim int) *Softmax { return &Softmax{Dim: dim} }

// Forward keeps x's shape.
func (s *Softmax) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *Softmax) forward(x *torch.Tensor) *torch.Tensor { return x.Softmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softmax) ExtraRepr() string { return extra(s, "dim=") }

// LogSoftmax is the logarithm of [Softmax], computed without its underflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html
type LogSoftmax struct {
	Module
	Dim int
}

// NewLogSoftmax makes the layer for a dimension, counted from the end when negative.
func NewLogSoftmax(dim int) *LogSoftmax { return &LogSoftmax{Dim: dim} }

// Forward keeps x's shape.
func (s *LogSoftmax) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *LogSoftmax) forward(x *torch.Tensor) *torch.Tensor { return x.LogSoftmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *LogSoftmax) ExtraRepr() string { return extra(s, "dim=") }
