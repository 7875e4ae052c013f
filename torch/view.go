package torch

var (
	opNarrow        = newOp("narrow")
	opSelect        = newOp("select.int")
	opSlice         = newOp("slice.Tensor")
	opUnfold        = newOp("unfold")
	opDiagonal      = newOp("diagonal")
	opAsStrided     = newOp("as_strided")
	opAsStridedInPl = newOp("as_strided_")
)

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
	c.optionalOffset(offset)
	return c
}

// optionalOffset appends an int, or None where there is none.
func (c *call) optionalOffset(offset []int) {
	c.atMostOne("offset", len(offset))
	if len(offset) == 0 {
		c.None()
		return
	}
	c.Int(int64(offset[0]))
}
