package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// The options of norms are those of [torch.Tensor.Norm]: [torch.P], [torch.Dim],
// [torch.KeepDim], and a [torch.DType] to which the elements are converted first.

type normOptions struct {
	ord   any
	dims  []int // nil: not given
	keep  bool
	dtype aten.Opt[torch.DType]
}

func normOptionsOf(options []torch.NormOption, ord any) normOptions {
	o := normOptions{ord: ord}
	option.Once(options)
	for _, option := range options {
		switch option := option.(type) {
		case torch.POption:
			o.ord = option.Order()
		case torch.DimOption:
			o.dims = append([]int{}, option.Dims()...)
		case torch.KeepDimOption:
			o.keep = bool(option)
		case torch.DType:
			o.dtype = aten.Some(option)
		}
	}
	return o
}

// Norm returns a norm of matrices or of vectors. Without [torch.P] it is the 2-norm
// of all elements, or of those along [torch.Dim]. With it, it is [MatrixNorm] where
// Dim names two dimensions, or names none and a has two; and [VectorNorm] where Dim
// names one, or names none and a has one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.norm.html
func Norm(a *torch.Tensor, options ...torch.NormOption) *torch.Tensor {
	o := normOptionsOf(options, nil)
	if ord, ok := o.ord.(string); ok {
		return aten.LinalgNormOrdStr(a, ord, &aten.LinalgNormOrdStrOptions{Dim: o.dims, KeepDim: o.keep, DType: o.dtype})
	}
	return aten.LinalgNorm(a, &aten.LinalgNormOptions{Ord: o.ord, Dim: o.dims, KeepDim: o.keep, DType: o.dtype})
}

// VectorNorm returns the [torch.P]-norm, 2 unless given, of all elements of x, or of
// those along [torch.Dim], however many it names: the sum of |x|ᵖ to the power 1/p,
// the largest |x| for inf, the least for -inf, the number of those that are not 0
// for 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
func VectorNorm(x *torch.Tensor, options ...torch.NormOption) *torch.Tensor {
	o := normOptionsOf(options, 2)
	if ord, ok := o.ord.(string); ok {
		refuse("aten::linalg_vector_norm", "the order of a vector's norm is a number, got %q", ord)
	}
	return aten.LinalgVectorNorm(x, &aten.LinalgVectorNormOptions{Ord: o.ord, Dim: o.dims, KeepDim: o.keep, DType: o.dtype})
}

// MatrixNorm returns the norms of the matrices in a's last two dimensions, or in the
// two that [torch.Dim] names: the Frobenius norm "fro" unless [torch.P] chooses the
// nuclear norm "nuc", the largest sum of a row's absolute values inf, that of a
// column's 1, the largest singular value 2, or the least of each with -inf, -1, -2.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html
func MatrixNorm(a *torch.Tensor, options ...torch.NormOption) *torch.Tensor {
	o := normOptionsOf(options, "fro")
	if ord, ok := o.ord.(string); ok {
		return aten.LinalgMatrixNormStrOrd(a, &aten.LinalgMatrixNormStrOrdOptions{
			Ord: aten.Some(ord), Dim: o.dims, KeepDim: o.keep, DType: o.dtype,
		})
	}
	return aten.LinalgMatrixNorm(a, o.ord, &aten.LinalgMatrixNormOptions{Dim: o.dims, KeepDim: o.keep, DType: o.dtype})
}

// Cond returns the condition numbers (*) of matrices a (*, M, N): the product of the
// norms of a matrix and of its inverse, and of the largest and the least singular
// value for the default, the 2-norm, for which they need not be square. [torch.P]
// chooses one of [MatrixNorm]'s. A singular matrix has the condition number inf.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.cond.html
func Cond(a *torch.Tensor, p ...torch.POption) *torch.Tensor {
	ord := chosen(p, torch.P(nil)).Order()
	if name, ok := ord.(string); ok {
		return aten.LinalgCondPStr(a, name)
	}
	return aten.LinalgCond(a, &aten.LinalgCondOptions{P: ord})
}
