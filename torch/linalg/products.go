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
	return aten.LinalgCross(a, b, &aten.LinalgCrossOptions{Dim: along(dim, "linalg_cross")})
}

// VecDot returns the dot products of the vectors along [torch.Dim], the last one
// unless given, of x, conjugated, and y, broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.vecdot.html
func VecDot(x, y *torch.Tensor, dim ...torch.DimOption) *torch.Tensor {
	return aten.LinalgVecdot(x, y, &aten.LinalgVecdotOptions{Dim: along(dim, "linalg_vecdot")})
}

// along is the one dimension that an operator works along, the last unless given.
func along(dim []torch.DimOption, op string) aten.Opt[int] {
	return aten.Some(chosen(dim, torch.Dim(-1)).One("aten::" + op))
}
