package torch

var (
	opView            = newOp("view")
	opViewDType       = newOp("view.dtype")
	opReshape         = newOp("reshape")
	opFlatten         = newOp("flatten.using_ints")
	opUnflatten       = newOp("unflatten.int")
	opSqueeze         = newOp("squeeze")
	opSqueezeDim      = newOp("squeeze.dim")
	opSqueezeDims     = newOp("squeeze.dims")
	opSqueezeInPl     = newOp("squeeze_")
	opSqueezeDimInPl  = newOp("squeeze_.dim")
	opSqueezeDimsInPl = newOp("squeeze_.dims")
	opUnsqueeze       = newOp("unsqueeze")
	opUnsqueezeInPl   = newOp("unsqueeze_")
	opExpand          = newOp("expand")
	opExpandAs        = newOp("expand_as")
	opRavel           = newOp("ravel")
	opAtLeast1D       = newOp("atleast_1d")
	opAtLeast2D       = newOp("atleast_2d")
	opAtLeast3D       = newOp("atleast_3d")
	opSumToSize       = newOp("sum_to_size")
)

// withInts runs an operator on t whose other arguments are ints.
func (t *Tensor) withInts(op *Op, ints ...int) *Tensor {
	c := call{op: op}
	c.tensor(t)
	for _, v := range ints {
		c.Int(int64(v))
	}
	return c.one()
}

// withList runs an operator on t whose other argument is a list of ints.
func (t *Tensor) withList(op *Op, ints []int) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Ints(ints)
	return c.one()
}

// View returns t's memory under other sizes, one of which may be -1 to be
// inferred. It panics where t's strides do not allow it; see [Tensor.Reshape].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html
func (t *Tensor) View(sizes ...int) *Tensor { return t.withList(opView, sizes) }

// ViewAs is [Tensor.View] with the sizes of other.
func (t *Tensor) ViewAs(other *Tensor) *Tensor { return t.View(other.Shape()...) }

// ViewDType returns t's memory read as another dtype. Where the elements' sizes
// differ the last dimension shrinks or grows, and must allow it.
func (t *Tensor) ViewDType(d DType) *Tensor { return t.withInts(opViewDType, int(d)) }

// Reshape returns t under other sizes, one of which may be -1 to be inferred: a
// view where t's strides allow it, else a copy.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.reshape.html
func (t *Tensor) Reshape(sizes ...int) *Tensor { return t.withList(opReshape, sizes) }

// ReshapeAs is [Tensor.Reshape] with the sizes of other.
func (t *Tensor) ReshapeAs(other *Tensor) *Tensor { return t.Reshape(other.Shape()...) }

// Flatten joins the dimensions start to end, both inclusive, into one:
// Flatten() all of them, Flatten(start) those from start on, Flatten(start, end).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
func (t *Tensor) Flatten(startEnd ...int) *Tensor {
	if len(startEnd) > 2 {
		t.misuse("flatten", "TypeError", "expected at most a start and an end dimension, got %d", len(startEnd))
	}
	return t.withInts(opFlatten, startEnd...)
}

// Ravel returns t as one dimension, as Flatten().
func (t *Tensor) Ravel() *Tensor { return t.withInts(opRavel) }

// Unflatten splits a dimension into sizes, one of which may be -1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unflatten.html
func (t *Tensor) Unflatten(dim int, sizes ...int) *Tensor {
	c := call{op: opUnflatten}
	c.tensor(t)
	c.Int(int64(dim))
	c.Ints(sizes)
	return c.one()
}

// Squeeze returns a view of t without the dimensions of size 1: all of them, or
// those that [Dim] names.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html
func (t *Tensor) Squeeze(dims ...DimOption) *Tensor {
	c := call{op: opSqueeze}
	c.squeeze(t, dims, opSqueezeDim, opSqueezeDims)
	return c.one()
}

// Squeeze_ is [Tensor.Squeeze] in place.
func (t *Tensor) Squeeze_(dims ...DimOption) *Tensor {
	c := call{op: opSqueezeInPl}
	c.squeeze(t, dims, opSqueezeDimInPl, opSqueezeDimsInPl)
	return c.inPlace(t)
}

// squeeze takes the overload that Python takes for an int, or for several: their
// nodes in a graph have different names.
func (c *call) squeeze(t *Tensor, dims []DimOption, one, several *Op) {
	c.tensor(t)
	if len(dims) == 0 {
		return
	}
	if names := dimsOf(dims); len(names) == 1 {
		c.op = one
		c.Int(int64(names[0]))
	} else {
		c.op = several
		c.Ints(names)
	}
}

// Unsqueeze returns a view of t with a dimension of size 1 put in before dim,
// counted from the end of the result when negative.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html
func (t *Tensor) Unsqueeze(dim int) *Tensor { return t.withInts(opUnsqueeze, dim) }

// Unsqueeze_ is [Tensor.Unsqueeze] in place.
func (t *Tensor) Unsqueeze_(dim int) *Tensor {
	c := call{op: opUnsqueezeInPl}
	c.tensor(t)
	c.Int(int64(dim))
	return c.inPlace(t)
}

// Expand returns a view of t with the dimensions of size 1 grown to sizes, where
// -1 keeps a size; new dimensions come first. The elements share memory.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
func (t *Tensor) Expand(sizes ...int) *Tensor { return t.withList(opExpand, sizes) }

// ExpandAs is [Tensor.Expand] to the sizes of other.
func (t *Tensor) ExpandAs(other *Tensor) *Tensor {
	c := call{op: opExpandAs}
	c.tensor(t)
	c.tensor(other)
	return c.one()
}

// BroadcastTo is [Tensor.Expand] under the name of torch.broadcast_to.
func (t *Tensor) BroadcastTo(sizes ...int) *Tensor { return t.Expand(sizes...) }

// AtLeast1D returns t, or a view (1) of a t of no dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.atleast_1d.html
func (t *Tensor) AtLeast1D() *Tensor { return unary(opAtLeast1D, t) }

// AtLeast2D returns t, or a view (1, N) of a vector, (1, 1) of a t of no
// dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.atleast_2d.html
func (t *Tensor) AtLeast2D() *Tensor { return unary(opAtLeast2D, t) }

// AtLeast3D returns t, or a view (M, N, 1) of a matrix, (1, N, 1) of a vector and
// (1, 1, 1) of a t of no dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.atleast_3d.html
func (t *Tensor) AtLeast3D() *Tensor { return unary(opAtLeast3D, t) }

// SumToSize undoes [Tensor.Expand]: it sums t over the dimensions that sizes,
// from which t's shape can be broadcast, have less or have with size 1. Where
// nothing is summed the result is t's memory.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
func (t *Tensor) SumToSize(sizes ...int) *Tensor { return t.withList(opSumToSize, sizes) }
