package torch

var (
	opSplit         = newOp("split.Tensor")
	opSplitSizes    = newOp("split_with_sizes")
	opChunk         = newOp("chunk")
	opUnbind        = newOp("unbind.int")
	opTensorSplit   = newOp("tensor_split.sections")
	opTensorSplitAt = newOp("tensor_split.indices")
)

// The functions that cut t do so along one dimension, Dim, the first unless given.

// parts runs an operator that cuts t.
func (t *Tensor) parts(op *Op, n int, dim []DimOption) []*Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Int(int64(n))
	c.dim(dim, 0)
	return c.list()
}

func (t *Tensor) partsAt(op *Op, at []int, dim []DimOption) []*Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Ints(at)
	c.dim(dim, 0)
	return c.list()
}

// Split returns views of size elements along one dimension, [Dim] (the first one
// unless given); the last view may have fewer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.split.html
func (t *Tensor) Split(size int, dim ...DimOption) []*Tensor { return t.parts(opSplit, size, dim) }

// SplitSizes is [Tensor.Split] for views of given sizes, which sum up to the
// dimension's.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.split.html
func (t *Tensor) SplitSizes(sizes []int, dim ...DimOption) []*Tensor {
	return t.partsAt(opSplitSizes, sizes, dim)
}

// Chunk returns at most n views along one dimension, [Dim] (the first one unless
// given), of one size but the last; fewer where the sizes round up. See
// [Tensor.TensorSplit] for exactly n.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
func (t *Tensor) Chunk(n int, dim ...DimOption) []*Tensor { return t.parts(opChunk, n, dim) }

// TensorSplit returns exactly n views along one dimension, [Dim] (the first one
// unless given), whose sizes differ by one at most.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
func (t *Tensor) TensorSplit(n int, dim ...DimOption) []*Tensor {
	return t.parts(opTensorSplit, n, dim)
}

// TensorSplitAt cuts t along one dimension, [Dim] (the first one unless given),
// before each of the given indices.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
func (t *Tensor) TensorSplitAt(indices []int, dim ...DimOption) []*Tensor {
	return t.partsAt(opTensorSplitAt, indices, dim)
}

// Unbind returns the views of t at each index of one dimension, [Dim] (the first one
// unless given), without that dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unbind.html
func (t *Tensor) Unbind(dim ...DimOption) []*Tensor {
	c := call{op: opUnbind}
	c.tensor(t)
	c.dim(dim, 0)
	return c.list()
}
