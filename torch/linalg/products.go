package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// MultiDot returns the product of two or more matrices, multiplied in the order
// that takes the fewest operations. The first may be a vector, taken as a row, and
// the last one, taken as a column.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html
func MultiDot(matrices ...*torch.Tensor) *torch.Tensor { return aten.LinalgMultiDot(matrices) }

// Cross returns the cross products of the vectors along [torch.Dim], the last one
// unless given, of size 3, of a and b, broadcast from the same number of dimensions.
// They may be of integers. torch.cross without a dim takes the first dimension of
// size 3, which Python deprecates.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.cross.html
func Cross(a, b *torch.Tensor, dim ...torch.DimOption) *torch.Tensor {
	return aten.LinalgCross(a, b, &aten.LinalgCrossOptions{Dim: aten.Some(oneDim("linalg_cross", dim))})
}

// VecDot returns the dot products of the vectors along [torch.Dim], the last one
// unless given, of x, conjugated, and y, broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.vecdot.html
func VecDot(x, y *torch.Tensor, dim ...torch.DimOption) *torch.Tensor {
	return aten.LinalgVecdot(x, y, &aten.LinalgVecdotOptions{Dim: aten.Some(oneDim("linalg_vecdot", dim))})
}

// oneDim is the dimension of an operator that works along a single one.
func oneDim(op string, option []torch.DimOption) int {
	dims := chosen(option, torch.Dim(-1)).Dims()
	if len(dims) != 1 {
		refuse("aten::"+op, "the operator works along one dimension, Dim names %d of them", len(dims))
	}
	return dims[0]
}
