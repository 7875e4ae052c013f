package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opToSparse    = newOp("to_sparse")
	opToSparseDim = newOp("to_sparse.sparse_dim")
	opToSparseCSR = newOp("to_sparse_csr")
	opToSparseCSC = newOp("to_sparse_csc")
	opToSparseBSR = newOp("to_sparse_bsr")
	opToSparseBSC = newOp("to_sparse_bsc")
	opToDense     = newOp("to_dense")
	opToMkldnn    = newOp("to_mkldnn")
	opSparseMask  = newOp("sparse_mask")

	opSparseResize   = newOp("sparse_resize_")
	opSparseResizeCl = newOp("sparse_resize_and_clear_")
	opResizeAsSparse = newOp("resize_as_sparse_")
)

// ToSparseOption is an argument of [Tensor.ToSparse]: a [Layout], [BlockSize],
// [DenseDim] or [SparseDim].
type ToSparseOption interface{ applyToSparse(*toSparseOptions) }

type toSparseOptions struct {
	option.Given

	layout    Layout
	hasLayout bool
	blockSize []int
	denseDim  DenseDimOption
	sparseDim int
	hasSparse bool
}

type toSparseFunc func(*toSparseOptions)

func (f toSparseFunc) applyToSparse(o *toSparseOptions)   { f(o) }
func (l Layout) applyToSparse(o *toSparseOptions)         { o.layout, o.hasLayout = l, true }
func (d DenseDimOption) applyToSparse(o *toSparseOptions) { o.denseDim = d }

// BlockSize is the size of the blocks of layouts [SparseBSR] and [SparseBSC],
// which must divide the matrix.
func BlockSize(rows, columns int) ToSparseOption {
	return toSparseFunc(func(o *toSparseOptions) { o.Once("BlockSize"); o.blockSize = []int{rows, columns} })
}

// SparseDim is how many dimensions, from the first, become indices in layout
// [SparseCOO]; all of them unless given. It goes with no other option.
func SparseDim(n int) ToSparseOption {
	return toSparseFunc(func(o *toSparseOptions) { o.Once("SparseDim"); o.sparseDim, o.hasSparse = n, true })
}

// DenseDimOption is what [DenseDim] returns.
type DenseDimOption struct {
	n     int
	given bool
}

// DenseDim is how many dimensions, from the last, stay dense: each value is a
// tensor of them.
func DenseDim(n int) DenseDimOption { return DenseDimOption{n, true} }

// ToSparse returns t in a sparse layout: [SparseCOO], coalesced, unless an option
// names another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse.html
func (t *Tensor) ToSparse(options ...ToSparseOption) *Tensor {
	var o toSparseOptions
	option.Once(options)
	for _, option := range options {
		option.applyToSparse(&o)
	}
	if o.hasSparse {
		return t.withInts(opToSparseDim, o.sparseDim)
	}
	c := call{op: opToSparse}
	c.tensor(t)
	if o.hasLayout {
		c.Int(int64(o.layout))
	} else {
		c.None()
	}
	if o.blockSize != nil {
		c.Ints(o.blockSize)
	} else {
		c.None()
	}
	c.denseDim(o.denseDim)
	return c.one()
}

func (c *call) denseDim(d DenseDimOption) {
	if d.given {
		c.Int(int64(d.n))
		return
	}
	c.None()
}

// ToSparseCOO is [Tensor.ToSparse] without options.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse_coo.html
func (t *Tensor) ToSparseCOO() *Tensor { return t.ToSparse() }

// ToSparseCSR returns t (…, M, N) in layout [SparseCSR]. The matrices of a batch
// must have equal numbers of values.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse_csr.html
func (t *Tensor) ToSparseCSR(denseDim ...DenseDimOption) *Tensor {
	return t.toCompressed(opToSparseCSR, nil, denseDim)
}

// ToSparseCSC is [Tensor.ToSparseCSR] for layout [SparseCSC].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse_csc.html
func (t *Tensor) ToSparseCSC(denseDim ...DenseDimOption) *Tensor {
	return t.toCompressed(opToSparseCSC, nil, denseDim)
}

// ToSparseBSR returns t (…, M, N) in layout [SparseBSR] with blocks of the given
// size, which must divide M and N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse_bsr.html
func (t *Tensor) ToSparseBSR(rows, columns int, denseDim ...DenseDimOption) *Tensor {
	return t.toCompressed(opToSparseBSR, []int{rows, columns}, denseDim)
}

// ToSparseBSC is [Tensor.ToSparseBSR] for layout [SparseBSC].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_sparse_bsc.html
func (t *Tensor) ToSparseBSC(rows, columns int, denseDim ...DenseDimOption) *Tensor {
	return t.toCompressed(opToSparseBSC, []int{rows, columns}, denseDim)
}

func (t *Tensor) toCompressed(op *Op, blockSize []int, denseDim []DenseDimOption) *Tensor {
	c := call{op: op}
	c.tensor(t)
	if blockSize != nil {
		c.Ints(blockSize)
	}
	if only, given := option.Only(denseDim); given {
		c.denseDim(only)
	}
	return c.one()
}

// ToDenseOption is an argument of [Tensor.ToDense]: a [DType] or [MaskedGrad].
type ToDenseOption interface{ applyToDense(*toDenseOptions) }

type toDenseOptions struct {
	option.Given

	dtype                   DType
	maskedGrad              bool
	hasDType, hasMaskedGrad bool
}

type toDenseFunc func(*toDenseOptions)

func (f toDenseFunc) applyToDense(o *toDenseOptions) { f(o) }
func (d DType) applyToDense(o *toDenseOptions)       { o.dtype, o.hasDType = d, true }

// MaskedGrad says whether the gradient of a sparse tensor that was made dense has
// only the places that the tensor has, which it does unless told, or all.
func MaskedGrad(on bool) ToDenseOption {
	return toDenseFunc(func(o *toDenseOptions) { o.Once("MaskedGrad"); o.maskedGrad, o.hasMaskedGrad = on, true })
}

// ToDense returns t with all of its elements stored. A strided tensor is returned
// as it is. A sparse one takes no dtype: convert it first, or the result.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_dense.html
func (t *Tensor) ToDense(options ...ToDenseOption) *Tensor {
	var o toDenseOptions
	option.Once(options)
	for _, option := range options {
		option.applyToDense(&o)
	}
	c := call{op: opToDense}
	c.tensor(t)
	if o.hasDType {
		c.Int(int64(o.dtype))
	} else {
		c.None()
	}
	if o.hasMaskedGrad {
		c.Bool(o.maskedGrad)
	}
	return c.one()
}

// ToMkldnn returns t in oneDNN's own layout, [Mkldnn], which few operators take;
// [Tensor.ToDense] leads back. With a dtype, t is converted first.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to_mkldnn.html
func (t *Tensor) ToMkldnn(dtype ...DType) *Tensor {
	c := call{op: opToMkldnn}
	c.tensor(t)
	for _, d := range dtype {
		c.Int(int64(d))
	}
	return c.one()
}

// IsMkldnn tells whether t's layout is [Mkldnn].
func (t *Tensor) IsMkldnn() bool { return t.Layout() == Mkldnn }

// SparseMask returns the elements of t at the places that mask, a sparse tensor of
// t's shape, has; mask's values do not count.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sparse_mask.html
func (t *Tensor) SparseMask(mask *Tensor) *Tensor { return binary(opSparseMask, t, mask) }

// SparseResize_ gives t, of layout [SparseCOO], another size and other numbers of
// sparse and dense dimensions. Where t has values, sizes may only grow and the
// numbers must stay.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sparse_resize_.html
func (t *Tensor) SparseResize_(size []int, sparseDim, denseDim int) *Tensor {
	return t.sparseResize(opSparseResize, size, sparseDim, denseDim)
}

// SparseResizeAndClear_ drops t's values and gives it any size.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sparse_resize_and_clear_.html
func (t *Tensor) SparseResizeAndClear_(size []int, sparseDim, denseDim int) *Tensor {
	return t.sparseResize(opSparseResizeCl, size, sparseDim, denseDim)
}

func (t *Tensor) sparseResize(op *Op, size []int, sparseDim, denseDim int) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Ints(size)
	c.Int(int64(sparseDim))
	c.Int(int64(denseDim))
	return c.inPlace(t)
}

// ResizeAsSparse_ gives t the size and the numbers of sparse and dense dimensions
// of template, also of layout [SparseCOO].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resize_as_sparse_.html
func (t *Tensor) ResizeAsSparse_(template *Tensor) *Tensor {
	c := call{op: opResizeAsSparse}
	c.tensor(t)
	c.tensor(template)
	return c.inPlace(t)
}
