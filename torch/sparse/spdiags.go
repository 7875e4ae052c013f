package sparse

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SPDiags returns a matrix (rows, columns) whose diagonal offsets[i] (Int64; 0 is
// the main one, negative ones lie below) holds row i of diagonals, element j of it
// in column j. The layout is [torch.SparseCOO] unless one is given:
// [torch.SparseCSR] or [torch.SparseCSC]. An offset may not be repeated.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.spdiags.html
func SPDiags(diagonals, offsets *torch.Tensor, rows, columns int, layout ...torch.Layout) *torch.Tensor {
	var o aten.InternalSpdiagsOptions
	for _, l := range layout {
		o.Layout = aten.Some(l)
	}
	return aten.InternalSpdiags(diagonals, offsets, []int{rows, columns}, &o)
}
