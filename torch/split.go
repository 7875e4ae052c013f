package torch

var (
	opSplit             = newOp("split.Tensor")
	opSplitSizes        = newOp("split_with_sizes")
	opChunk             = newOp("chunk")
	opUnbind            = newOp("unbind.int")
	opTensorSplit       = newOp("tensor_split.sections")
	opTensorSplitAt     = newOp("tensor_split.indices")
	opRepeatInterleave  = newOp("repeat_interleave.self_int")
	opRepeatInterleaveT = newOp("repeat_interleave.self_Tensor")
	opRepeatIndices     = newOp("repeat_interleave.Tensor")
	opNarrow            = newOp("narrow")
	opSelect            = newOp("select.int")
	opSlice             = newOp("slice.Tensor")
	opUnfold            = newOp("unfold")
	opDiagonal          = newOp("diagonal")
	opAsStrided         = newOp("as_strided")
	opAsStridedInPl     = newOp("as_strided_")
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

// RepeatInterleave repeats each element along dim, or each one of the flattened
// tensor where no dim is given. repeats is an int, or an int64 tensor (N) with a
// count for each element. The options are [Dim], of one dimension, and [OutputSize].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html
func (t *Tensor) RepeatInterleave(repeats any, options ...RepeatOption) *Tensor {
	c := call{op: opRepeatInterleave}
	if _, ok := repeats.(*Tensor); ok {
		c.op = opRepeatInterleaveT
	}
	c.tensor(t)
	c.operand(repeats)
	o := repeatOptions{}
	for _, option := range options {
		option.applyRepeat(&o)
	}
	c.optionalDim(&o.reduceOptions)
	c.optionalScalar(o.outputSize)
	return c.one()
}

// RepeatIndices returns each index of the counts repeats (N), int64, as often as its
// count says: 0, 2, 2 for 1, 0, 2. It is Python's torch.repeat_interleave(repeats);
// the option is [OutputSize].
func RepeatIndices(repeats *Tensor, options ...RepeatOption) *Tensor {
	o := repeatOptions{}
	for _, option := range options {
		option.applyRepeat(&o)
	}
	c := call{op: opRepeatIndices}
	c.tensor(repeats)
	if o.hasDims {
		c.misuse("TypeError", "Dim is for RepeatInterleave")
	}
	c.optionalScalar(o.outputSize)
	return c.one()
}

// RepeatOption is an argument of [Tensor.RepeatInterleave]: [Dim] or [OutputSize].
type RepeatOption interface{ applyRepeat(*repeatOptions) }

type repeatOptions struct {
	reduceOptions
	outputSize any
}

type outputSizeOption int

func (d DimOption) applyRepeat(o *repeatOptions)        { o.dims, o.hasDims = d.dims, true }
func (n outputSizeOption) applyRepeat(o *repeatOptions) { o.outputSize = int(n) }

// OutputSize is the size of the result along the repeated dimension, which spares
// a device the wait for the sum of the repeats.
func OutputSize(n int) RepeatOption { return outputSizeOption(n) }

// atMostOne appends an int, or None where there is none.
func (c *call) atMostOne(ints []int) {
	switch len(ints) {
	case 0:
		c.None()
	case 1:
		c.Int(int64(ints[0]))
	default:
		c.misuse("TypeError", "expected at most one optional int")
	}
}

// Narrow returns a view of t's elements start to start+length along dim.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.narrow.html
func (t *Tensor) Narrow(dim, start, length int) *Tensor {
	return t.withInts(opNarrow, dim, start, length)
}

// Select returns the view of t at an index of dim, without that dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.select.html
func (t *Tensor) Select(dim, index int) *Tensor { return t.withInts(opSelect, dim, index) }

// Unfold returns a view of all windows of size elements along dim, step apart;
// the windows' elements are a new last dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
func (t *Tensor) Unfold(dim, size, step int) *Tensor { return t.withInts(opUnfold, dim, size, step) }

// Diagonal returns a view of the diagonal of two dimensions as a new last one.
// offset 0 is the main diagonal, 1 the one above it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html
func (t *Tensor) Diagonal(offset, dim1, dim2 int) *Tensor {
	return t.withInts(opDiagonal, offset, dim1, dim2)
}

// AsStrided returns a view of t's storage with sizes and strides, in elements,
// from t's own storage offset, or another one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.as_strided.html
func (t *Tensor) AsStrided(sizes, strides []int, offset ...int) *Tensor {
	c := t.strided(opAsStrided, sizes, strides, offset)
	return c.one()
}

// AsStrided_ is [Tensor.AsStrided] in place: t itself gets the sizes and strides.
func (t *Tensor) AsStrided_(sizes, strides []int, offset ...int) *Tensor {
	c := t.strided(opAsStridedInPl, sizes, strides, offset)
	return c.inPlace(t)
}

func (t *Tensor) strided(op *Op, sizes, strides, offset []int) call {
	c := call{op: op}
	c.tensor(t)
	c.Ints(sizes)
	c.Ints(strides)
	c.atMostOne(offset)
	return c
}
