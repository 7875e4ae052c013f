package torch

var (
	opTranspose     = newOp("transpose.int")
	opTransposeInPl = newOp("transpose_")
	opT             = newOp("numpy_T")
	opTMatrix       = newOp("t")
	opTInPl         = newOp("t_")
	opMT            = newOp("mT")
	opH             = newOp("matrix_H")
	opMH            = newOp("mH")
	opPermute       = newOp("permute")
	opMoveDim       = newOp("movedim.intlist")
	opRoll          = newOp("roll")
	opFlip          = newOp("flip")
	opFlipLR        = newOp("fliplr")
	opFlipUD        = newOp("flipud")
	opRot90         = newOp("rot90")
)

// Transpose returns a view of t with two dimensions swapped.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.transpose.html
func (t *Tensor) Transpose(dim0, dim1 int) *Tensor { return t.withInts(opTranspose, dim0, dim1) }

// Transpose_ is [Tensor.Transpose] in place.
func (t *Tensor) Transpose_(dim0, dim1 int) *Tensor {
	c := call{op: opTransposeInPl}
	c.tensor(t)
	c.Int(int64(dim0))
	c.Int(int64(dim1))
	return c.inPlace(t)
}

// T returns a view of a matrix (M, N) transposed, (N, M); of other shapes with
// all dimensions in reverse order, which PyTorch discourages. It is Python's T and
// its t; a matrix of a compressed sparse layout, which has the second alone, comes
// back in the other one: of [SparseCSR] in [SparseCSC].
//
// See https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.T and
// https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t.html
func (t *Tensor) T() *Tensor {
	c := call{op: opT}
	c.tensor(t)
	if c.scope == nil {
		pace()
	}
	h, info, err := c.op.Call1(&c.Args)
	if err != nil && t.isCompressed() {
		h, info, err = opTMatrix.Call1(&c.Args)
	}
	if err != nil {
		c.finish(err)
	}
	view := c.wrap(h, info)
	c.finish(nil)
	return view
}

// T_ transposes a matrix in place and returns it; it leaves vectors and tensors
// of no dimension alone and panics for more than two.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t_.html
func (t *Tensor) T_() *Tensor { return unaryInPlace(opTInPl, t) }

// MT returns a view of t (…, M, N) with its last two dimensions swapped.
//
// See https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.mT
func (t *Tensor) MT() *Tensor { return t.withInts(opMT) }

// H returns a view of a matrix (M, N) transposed and conjugated.
//
// See https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.H
func (t *Tensor) H() *Tensor { return t.withInts(opH) }

// MH returns a view of t (…, M, N) with its last two dimensions swapped, and
// conjugated.
//
// See https://docs.pytorch.org/docs/stable/tensors.html#torch.Tensor.mH
func (t *Tensor) MH() *Tensor { return t.withInts(opMH) }

// Permute returns a view of t whose dimension i is t's dims[i].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.permute.html
func (t *Tensor) Permute(dims ...int) *Tensor { return t.withList(opPermute, dims) }

// MoveDim returns a view of t with dimension source at destination and the
// others in their order.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.movedim.html
func (t *Tensor) MoveDim(source, destination int) *Tensor {
	return t.MoveDims([]int{source}, []int{destination})
}

// MoveDims is [Tensor.MoveDim] for several dimensions at once.
func (t *Tensor) MoveDims(sources, destinations []int) *Tensor {
	c := call{op: opMoveDim}
	c.tensor(t)
	c.Ints(sources)
	c.Ints(destinations)
	return c.one()
}

// SwapAxes is [Tensor.Transpose] under NumPy's name.
func (t *Tensor) SwapAxes(axis0, axis1 int) *Tensor { return t.Transpose(axis0, axis1) }

// SwapDims is [Tensor.Transpose] under another of PyTorch's names.
func (t *Tensor) SwapDims(dim0, dim1 int) *Tensor { return t.Transpose(dim0, dim1) }

// Roll returns a copy of t shifted along each of the dimensions of [Dim]; what leaves
// at the end comes in at the start. Without it t is rolled as one dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.roll.html
func (t *Tensor) Roll(shifts []int, dims ...DimOption) *Tensor {
	c := call{op: opRoll}
	c.tensor(t)
	c.Ints(shifts)
	c.Ints(dimsOf(dims))
	return c.one()
}

// Flip returns a copy of t with the order reversed along dims.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.flip.html
func (t *Tensor) Flip(dims ...int) *Tensor { return t.withList(opFlip, dims) }

// FlipLR returns a copy of t (M, N, …) with the order of its columns reversed.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fliplr.html
func (t *Tensor) FlipLR() *Tensor { return unary(opFlipLR, t) }

// FlipUD returns a copy of t (M, …) with the order of its rows reversed.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.flipud.html
func (t *Tensor) FlipUD() *Tensor { return unary(opFlipUD, t) }

// Rot90 returns a copy of t turned k times by a quarter in the plane of two
// dimensions, [Dim] (0 and 1 unless given), from the first towards the second.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.rot90.html
func (t *Tensor) Rot90(k int, dims ...DimOption) *Tensor {
	c := call{op: opRot90}
	c.tensor(t)
	c.Int(int64(k))
	if len(dims) > 0 {
		c.Ints(dimsOf(dims))
	}
	return c.one()
}
