package sparse

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// Sum returns the sums of the values of t, of layout [torch.SparseCOO], of all or
// along [torch.Dim]: dense where no sparse dimension is left, else sparse. With a
// [torch.DType] the values are converted first. Its gradient in t has t's places,
// where that of [torch.Tensor.Sum] is dense.
//
// It panics for [torch.KeepDim], which Python's does not take.
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.sum.html
func Sum(t *torch.Tensor, options ...torch.SumOption) *torch.Tensor {
	var dims []int
	var dtype aten.Opt[torch.DType]
	option.Once(options)
	for _, option := range options {
		switch option := option.(type) {
		case torch.DimOption:
			dims = append([]int{}, option.Dims()...)
		case torch.DType:
			dtype = aten.Some(option)
		case torch.KeepDimOption:
			panic(&torch.Error{Op: "aten::_sparse_sum", Kind: "TypeError", Msg: "sum() got an unexpected keyword argument 'keepdim'"})
		}
	}
	to, converted := dtype.Get()
	switch {
	case dims == nil && converted:
		return aten.InternalSparseSumDType(t, to)
	case dims == nil:
		return aten.InternalSparseSum(t)
	case converted:
		return aten.InternalSparseSumDimDType(t, dims, to)
	}
	return aten.InternalSparseSumDim(t, dims)
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
