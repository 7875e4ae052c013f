package torch

var (
	opDiagonalScatter  = newOp("diagonal_scatter")
	opSelectScatter    = newOp("select_scatter")
	opSliceScatter     = newOp("slice_scatter")
	opAsStridedScatter = newOp("as_strided_scatter")
)

// Each view of a tensor that [Tensor.Diagonal], [Tensor.Select], a [Slice] and
// [Tensor.AsStrided] give has a function that returns a copy of the tensor with
// other elements there: writing to the view, without changing the tensor.

// DiagonalScatter returns a copy of t with src in the place of
// t.Diagonal(offset, dim1, dim2), whose shape src has.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diagonal_scatter.html
func (t *Tensor) DiagonalScatter(src *Tensor, offset, dim1, dim2 int) *Tensor {
	return t.scatterView(opDiagonalScatter, src, offset, dim1, dim2)
}

// SelectScatter returns a copy of t with src in the place of t.Select(dim, index),
// whose shape src has.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.select_scatter.html
func (t *Tensor) SelectScatter(src *Tensor, dim, index int) *Tensor {
	return t.scatterView(opSelectScatter, src, dim, index)
}

// SliceScatter returns a copy of t with src in the place of a slice along one
// dimension, [Dim] (the first one unless given), whose shape src has.
//
//	t.SliceScatter(src, torch.SliceFrom(2), torch.Dim(1)) // t[:, 2:] = src
//
// See https://docs.pytorch.org/docs/stable/generated/torch.slice_scatter.html
func (t *Tensor) SliceScatter(src *Tensor, s SliceIndex, dim ...DimOption) *Tensor {
	c := call{op: opSliceScatter}
	c.tensor(t)
	c.tensor(src)
	c.dim(dim, 0)
	c.Int(int64(s.start))
	c.Int(int64(s.stop))
	c.Int(int64(s.step))
	return c.one()
}

// scatterView runs an operator on t, what is written into a copy of it, and ints.
func (t *Tensor) scatterView(op *Op, src *Tensor, ints ...int) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.tensor(src)
	for _, v := range ints {
		c.Int(int64(v))
	}
	return c.one()
}

// AsStridedScatter returns a copy of t with src in the place of
// t.AsStrided(sizes, strides, offset...), whose shape src has. It panics where
// places overlap.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.as_strided_scatter.html
func (t *Tensor) AsStridedScatter(src *Tensor, sizes, strides []int, offset ...int) *Tensor {
	c := call{op: opAsStridedScatter}
	c.tensor(t)
	c.tensor(src)
	c.Ints(sizes)
	c.Ints(strides)
	c.optionalOffset(offset)
	return c.one()
}
