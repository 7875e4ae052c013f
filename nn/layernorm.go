package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LayerNorm normalises over the last dimensions, each sample for itself, then scales and
// shifts each element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
type LayerNorm struct {
	Module
	Weight *torch.Tensor // NormalizedShape; nil without affine
	Bias   *torch.Tensor // NormalizedShape, or nil

	NormalizedShape   []int
	Eps               float64 `kw:"1e-5"`
	ElementwiseAffine bool    `kw:"true"`
}

type layerNormArgs struct {
	bias bool `kw:"true"`
	factory
}

// NewLayerNorm makes a layer for the sizes of the last dimensions: an int or a [Size].
func NewLayerNorm[S Sizes](normalizedShape S, options ...LayerNormOption) *LayerNorm {
	l, a := layerNormOf(options)
	l.NormalizedShape = sizeOf(normalizedShape)
	l.Weight = a.parameter(l.ElementwiseAffine, l.NormalizedShape...)
	l.Bias = a.parameter(l.ElementwiseAffine && a.bias, l.NormalizedShape...)
	l.ResetParameters()
	return &l
}

// ResetParameters sets the weight to 1 and the bias to 0.
func (l *LayerNorm) ResetParameters() {
	fill(l.Weight, 1)
	fill(l.Bias, 0)
}

// Forward keeps the shape of x (*, NormalizedShape).
func (l *LayerNorm) Forward(x *torch.Tensor) *torch.Tensor { return l.Call(x, l.forward) }

func (l *LayerNorm) forward(x *torch.Tensor) *torch.Tensor {
	return aten.LayerNorm(x, l.NormalizedShape, &aten.LayerNormOptions{Weight: l.Weight, Bias: l.Bias, Eps: aten.Some(l.Eps)})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *LayerNorm) ExtraRepr() string {
	return extra(l, "normalized_shape eps= elementwise_affine= bias=")
}
