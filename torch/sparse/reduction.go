package sparse

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SumOption is a keyword argument of [Sum]: [Dim] or [DType].
type SumOption func(*sumOptions)

type sumOptions struct {
	dims  []int
	dtype aten.Opt[torch.DType]
}

// Dim names the dimensions to add up, counted from the end where negative; all of
// them unless given.
func Dim(dims ...int) SumOption { return func(o *sumOptions) { o.dims = dims } }

// DType converts the values first.
func DType(d torch.DType) SumOption { return func(o *sumOptions) { o.dtype = aten.Some(d) } }

// Sum returns the sums of the values of t, of layout [torch.SparseCOO]: dense where
// no sparse dimension is left, else sparse. Its gradient in t has t's places, where
// that of [torch.Tensor.Sum] is dense.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.sum.html
func Sum(t *torch.Tensor, options ...SumOption) *torch.Tensor {
	var o sumOptions
	for _, option := range options {
		option(&o)
	}
	dtype, converted := o.dtype.Get()
	switch {
	case o.dims == nil && converted:
		return aten.InternalSparseSumDType(t, dtype)
	case o.dims == nil:
		return aten.InternalSparseSum(t)
	case converted:
		return aten.InternalSparseSumDimDType(t, o.dims, dtype)
	}
	return aten.InternalSparseSumDim(t, o.dims)
}

// Softmax returns the softmax along dim of the values that t, of layout
// [torch.SparseCOO], has: those that it lacks count as -Inf, not as 0. The result
// is coalesced. With a dtype, t is converted first.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.softmax.html
func Softmax(t *torch.Tensor, dim int, dtype ...torch.DType) *torch.Tensor {
	return aten.InternalSparseSoftmaxInt(t, dim, &aten.InternalSparseSoftmaxIntOptions{DType: optional(dtype)})
}

// LogSoftmax returns the logarithm of [Softmax], without overflow on the way.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.log_softmax.html
func LogSoftmax(t *torch.Tensor, dim int, dtype ...torch.DType) *torch.Tensor {
	return aten.InternalSparseLogSoftmaxInt(t, dim, &aten.InternalSparseLogSoftmaxIntOptions{DType: optional(dtype)})
}

func optional(dtype []torch.DType) (o aten.Opt[torch.DType]) {
	for _, d := range dtype {
		o = aten.Some(d)
	}
	return o
}
