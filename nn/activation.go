package nn

import (
	"strconv"

	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// ReLU is max(x, 0), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
type ReLU struct{ Inplace bool }

// NewReLU makes the layer. Option: [Inplace].
func NewReLU(options ...functional.ReLUOption) *ReLU {
	r := &ReLU{}
	for _, option := range options {
		option.ApplyReLU(&r.Inplace)
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

// Sigmoid is 1/(1+exp(-x)), element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
type Sigmoid struct{}

// NewSigmoid makes the layer.
func NewSigmoid() *Sigmoid { return &Sigmoid{} }

// Forward keeps x's shape.
func (*Sigmoid) Forward(x *torch.Tensor) *torch.Tensor { return x.Sigmoid() }

// Tanh is the hyperbolic tangent, element by element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html
type Tanh struct{}

// NewTanh makes the layer.
func NewTanh() *Tanh { return &Tanh{} }

// Forward keeps x's shape.
func (*Tanh) Forward(x *torch.Tensor) *torch.Tensor { return x.Tanh() }

// Softmax is exp(x) divided by its sum along a dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html
type Softmax struct{ Dim int }

// NewSoftmax makes the layer for a dimension, counted from the end when negative.
func NewSoftmax(dim int) *Softmax { return &Softmax{dim} }

// Forward keeps x's shape.
func (s *Softmax) Forward(x *torch.Tensor) *torch.Tensor { return x.Softmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *Softmax) ExtraRepr() string { return "dim=" + strconv.Itoa(s.Dim) }

// LogSoftmax is the logarithm of [Softmax], computed without its underflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html
type LogSoftmax struct{ Dim int }

// NewLogSoftmax makes the layer for a dimension, counted from the end when
// negative.
func NewLogSoftmax(dim int) *LogSoftmax { return &LogSoftmax{dim} }

// Forward keeps x's shape.
func (s *LogSoftmax) Forward(x *torch.Tensor) *torch.Tensor { return x.LogSoftmax(s.Dim) }

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *LogSoftmax) ExtraRepr() string { return "dim=" + strconv.Itoa(s.Dim) }
