package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opWhere         = newOp("where.self")
	opWhereOther    = newOp("where.ScalarOther")
	opWhereSelf     = newOp("where.ScalarSelf")
	opWhereScalars  = newOp("where.Scalar")
	opGather        = newOp("gather")
	opTake          = newOp("take")
	opTakeAlongDim  = newOp("take_along_dim")
	opIndexSelect   = newOp("index_select")
	opMaskedSelect  = newOp("masked_select")
	opNonzero       = newOp("nonzero")
	opNonzeroTuple  = newOp("nonzero_numpy")
	opNonzeroStatic = newOp("nonzero_static")
	opArgwhere      = newOp("argwhere")
	opBinCount      = newOp("bincount")
	opHistc         = newOp("histc")
	opOneHot        = newOp("one_hot")
)

// Where returns a's elements where condition, a bool tensor, is true, and b's
// elsewhere, all broadcast. a and b are tensors or Go numbers; dtypes promote.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.where.html
func Where(condition *Tensor, a, b any) *Tensor {
	_, aTensor := a.(*Tensor)
	_, bTensor := b.(*Tensor)
	c := call{op: opWhere}
	switch {
	case aTensor && !bTensor:
		c.op = opWhereOther
	case bTensor && !aTensor:
		c.op = opWhereSelf
	case !aTensor:
		c.op = opWhereScalars
	}
	c.tensor(condition)
	c.operand(a)
	c.operand(b)
	return c.one()
}

// Where returns t where condition is true and other elsewhere; see [Where].
func (t *Tensor) Where(condition *Tensor, other any) *Tensor { return Where(condition, t, other) }

// dimIndex runs an operator on t, a dimension and an index tensor.
func (t *Tensor) dimIndex(op *Op, dim int, index *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Int(int64(dim))
	c.tensor(index)
	return c.one()
}

// Gather returns a tensor of index's shape whose element at (i, j, …) is t's
// element there, with the place along dim taken from index, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.gather.html
func (t *Tensor) Gather(dim int, index *Tensor, options ...SparseGradOption) *Tensor {
	sparse := false
	option.Once(options)
	for _, option := range options {
		sparse = bool(option)
	}
	c := call{op: opGather}
	c.tensor(t)
	c.Int(int64(dim))
	c.tensor(index)
	c.Bool(sparse)
	return c.one()
}

// SparseGradOption is what [SparseGrad] returns.
type SparseGradOption bool

// SparseGrad has the gradient of [Tensor.Gather] in t come as a sparse tensor.
func SparseGrad(on bool) SparseGradOption { return SparseGradOption(on) }

// IndexSelect returns a copy of t's slices along dim that index, a vector of
// int64 or int32, names.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
func (t *Tensor) IndexSelect(dim int, index *Tensor) *Tensor {
	return t.dimIndex(opIndexSelect, dim, index)
}

// MaskedSelect returns a vector of t's elements where mask, a bool tensor
// broadcast with t, is true.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.masked_select.html
func (t *Tensor) MaskedSelect(mask *Tensor) *Tensor { return binary(opMaskedSelect, t, mask) }

// Take returns t's elements, counted over all dimensions, that index, int64,
// names; the result has index's shape.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.take.html
func (t *Tensor) Take(index *Tensor) *Tensor { return binary(opTake, t, index) }

// TakeAlongDim is [Tensor.Gather] with t and indices broadcast; it takes the
// result of an Argmax or Argsort along [Dim]. Without it both are flattened.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.take_along_dim.html
func (t *Tensor) TakeAlongDim(indices *Tensor, dim ...DimOption) *Tensor {
	c := call{op: opTakeAlongDim}
	c.tensor(t)
	c.tensor(indices)
	if len(dim) > 0 {
		c.dim(dim, 0)
	}
	return c.one()
}

// Nonzero returns the indices (Z, Dim) of the Z elements that are not zero, int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nonzero.html
func (t *Tensor) Nonzero() *Tensor { return t.withInts(opNonzero) }

// NonzeroTuple is [Tensor.Nonzero] with one vector (Z) for each dimension, ready
// for [Tensor.Index].
func (t *Tensor) NonzeroTuple() []*Tensor {
	c := call{op: opNonzeroTuple}
	c.tensor(t)
	return c.list()
}

// NonzeroStatic is [Tensor.Nonzero] with a result of fixed shape (size, Dim): what
// is too much is left out, what is missing is filled with -1 or another fill.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nonzero_static.html
func (t *Tensor) NonzeroStatic(size int, fill ...int) *Tensor {
	if len(fill) > 1 {
		misuse("nonzero_static", "TypeError", "expected at most one fill value, got %d", len(fill))
	}
	return t.withInts(opNonzeroStatic, append([]int{size}, fill...)...)
}

// Argwhere is [Tensor.Nonzero] under NumPy's name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.argwhere.html
func (t *Tensor) Argwhere() *Tensor { return t.withInts(opArgwhere) }

// UnravelIndex turns t's indices, integers counted over all dimensions of a
// tensor of the given sizes, into one tensor of t's shape, int64, for each
// dimension, ready for [Tensor.Index]. Indices out of range come back wrapped
// around, as in Python.
//
//	where := x.Argmax().UnravelIndex(x.Shape()...)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
func (t *Tensor) UnravelIndex(sizes ...int) []*Tensor {
	if t.IsFloatingPoint() || t.IsComplex() || t.dtype == Bool {
		t.misuse("unravel_index", "TypeError", "expected 'indices' to be integer dtype, but got %v", t.DType())
	}
	steps := make([]int, len(sizes))
	step := 1
	for i := len(sizes) - 1; i >= 0; i-- {
		steps[i] = step
		step *= sizes[i]
		if sizes[i] < 0 || sizes[i] == 0 && t.Numel() > 0 {
			t.misuse("unravel_index", "ValueError", "no index lies in a tensor of sizes %v", sizes)
		}
	}
	device, s := t.Device(), t.Scope()
	indices := t.Unsqueeze(-1).FloorDivide(FromSliceIn(s, steps).To(device))
	return indices.Remainder(FromSliceIn(s, sizes).To(device)).Unbind(Dim(-1))
}

// BinCount returns how often each number occurs in t, a vector of integers that
// are not negative, for at least minLength numbers. With weights, a vector like
// t or nil, it sums their weights instead.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bincount.html
func (t *Tensor) BinCount(weights *Tensor, minLength int) *Tensor {
	c := call{op: opBinCount}
	c.tensor(t)
	c.optional(weights)
	c.Int(int64(minLength))
	return c.one()
}

// Histc returns how many elements fall in each of bins equal ranges between low
// and high, or between t's least and greatest elements where both are 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.histc.html
func (t *Tensor) Histc(bins int, low, high any) *Tensor {
	c := call{op: opHistc}
	c.tensor(t)
	c.Int(int64(bins))
	c.scalar(low)
	c.scalar(high)
	return c.one()
}

// OneHot returns int64 vectors (…, classes) with a 1 at each class of t, int64;
// classes -1 takes one more than the greatest.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
func (t *Tensor) OneHot(classes int) *Tensor { return t.withInts(opOneHot, classes) }
