package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RMSNorm divides by the root of the mean square over the last dimensions, each sample for
// itself, then scales each element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
type RMSNorm struct {
	Module
	Weight *torch.Tensor // NormalizedShape; nil without affine

	NormalizedShape   []int
	Eps               aten.Opt[float64] `kw:""` // the dtype's own where there is none
	ElementwiseAffine bool              `kw:"true"`
}

type rmsNormArgs struct{ factory }

// NewRMSNorm makes a layer for the sizes of the last dimensions: an int or a [Size].
func NewRMSNorm[S Sizes](normalizedShape S, options ...RMSNormOption) *RMSNorm {
	r, a := rmsNormOf(options)
	r.NormalizedShape = sizeOf(normalizedShape)
	r.Weight = a.parameter(r.ElementwiseAffine, r.NormalizedShape...)
	r.ResetParameters()
	return &r
}

// ResetParameters sets the weight to 1.
func (r *RMSNorm) ResetParameters() { fill(r.Weight, 1) }

// Forward keeps the shape of x (*, NormalizedShape).
func (r *RMSNorm) Forward(x *torch.Tensor) *torch.Tensor { return r.Call(x, r.forward) }

func (r *RMSNorm) forward(x *torch.Tensor) *torch.Tensor {
	return aten.RmsNorm(x, r.NormalizedShape, &aten.RmsNormOptions{Weight: r.Weight, Eps: r.Eps})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (r *RMSNorm) ExtraRepr() string { return extra(r, "normalized_shape eps= elementwise_affine=") }
