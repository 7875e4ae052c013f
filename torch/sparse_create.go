package torch

import "github.com/e0112027/gotorch/cgotorch"

// The functions that make sparse tensors are of this package, not of
// torch/sparse, because Python has them in torch too; torch/sparse holds what
// Python has in torch.sparse.

var (
	opSparseCOO            = newOp("sparse_coo_tensor.indices")
	opSparseCOOSize        = newOp("sparse_coo_tensor.indices_size")
	opSparseCOOEmpty       = newOp("sparse_coo_tensor.size")
	opSparseCompressed     = newOp("sparse_compressed_tensor.comp_plain_value")
	opSparseCompressedSize = newOp("sparse_compressed_tensor.comp_plain_value_size")
	opValidateCOO          = newOp("_validate_sparse_coo_tensor_args")
	opValidateCompressed   = newOp("_validate_sparse_compressed_tensor_args")
)

// sparseOptions are the keyword arguments that only sparse tensors have.
type sparseOptions struct {
	check, hasCheck         bool
	coalesced, hasCoalesced bool
}

// CheckInvariants has a function that makes a sparse tensor check its indices:
// that they lie within the size, and, for the compressed layouts, rise as they
// must. They are not checked unless this or [CheckSparseTensorInvariants] asks for
// it: it reads every index, and an operator on a tensor with wrong ones reads and
// writes memory that isn't the tensor's.
func CheckInvariants(on bool) TensorOption {
	return tensorOptionFunc(func(o *tensorOptions) {
		o.once(checkKind)
		o.sparse.check, o.sparse.hasCheck = on, true
	})
}

// CheckSparseTensorInvariants has every sparse tensor checked when it is made, in
// the whole process, those that operators return included; see [CheckInvariants].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.check_sparse_tensor_invariants.html
func CheckSparseTensorInvariants(on bool) {
	ready()
	cgotorch.SetSparseChecks(on)
}

// AreSparseTensorInvariantsChecked tells whether [CheckSparseTensorInvariants] is
// on.
func AreSparseTensorInvariantsChecked() bool {
	ready()
	return cgotorch.SparseChecks()
}

// IsCoalesced tells [SparseCOOTensor] that the indices are sorted and unlike each
// other, which spares a later [Tensor.Coalesce].
func IsCoalesced(on bool) TensorOption {
	return tensorOptionFunc(func(o *tensorOptions) {
		o.once(coalescedKind)
		o.sparse.coalesced, o.sparse.hasCoalesced = on, true
	})
}

// SparseCOOTensor returns a tensor of layout [SparseCOO] that shares the memory
// of values (nnz, …) and holds values[i] at the place that column i of indices
// (dimensions, nnz), integers, names; the dimensions of values beyond the first
// are dense. What is named twice is added up. A nil size is the smallest that
// fits; nil indices and values give a tensor of zeros of that size.
//
// It panics with [*Error] where the shapes disagree. A wrong index is found with
// [CheckInvariants] alone.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_coo_tensor.html
func SparseCOOTensor(indices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	o.layout, o.hasLayout = SparseCOO, true
	if indices == nil && values == nil {
		c := call{op: opSparseCOOEmpty}
		c.Ints(size)
		c.options(&o)
		return c.makeSparse(&o, checkKind)
	}
	values = o.asGiven(values, opSparseCOO)
	indices = besides(indices, values, opSparseCOO).To(Int64)
	c := call{op: opSparseCOO}
	c.tensor(indices)
	c.tensor(values)
	if size != nil {
		c.op = opSparseCOOSize
		c.Ints(size)
	}
	c.options(&o)
	if o.sparse.hasCoalesced {
		c.Bool(o.sparse.coalesced)
	}
	t := c.makeSparse(&o, checkKind|coalescedKind)
	if o.sparse.check {
		t.checkCOO(indices, values, &o.sparse)
	}
	return t
}

// SparseCSRTensor returns a tensor of layout [SparseCSR], compressed sparse rows,
// that shares the memory of its parts: row i of the matrix (M, N) has the values
// from crowIndices[i] to crowIndices[i+1], exclusive, at the columns that
// colIndices names. crowIndices has M+1 elements, colIndices and values as many
// as the matrix has values; dimensions before these are a batch. The indices are
// int32 or int64. A nil size is the smallest that fits.
//
// It panics with [*Error] where the parts don't fit together. A wrong index is
// found with [CheckInvariants] alone.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_csr_tensor.html
func SparseCSRTensor(crowIndices, colIndices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	return compressed(SparseCSR, crowIndices, colIndices, values, size, options)
}

// SparseCSCTensor is [SparseCSRTensor] for layout [SparseCSC], compressed sparse
// columns.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_csc_tensor.html
func SparseCSCTensor(ccolIndices, rowIndices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	return compressed(SparseCSC, ccolIndices, rowIndices, values, size, options)
}

// SparseBSRTensor is [SparseCSRTensor] for layout [SparseBSR], whose values
// (nnz, rows, columns) are blocks; the indices count blocks.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_bsr_tensor.html
func SparseBSRTensor(crowIndices, colIndices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	return compressed(SparseBSR, crowIndices, colIndices, values, size, options)
}

// SparseBSCTensor is [SparseCSCTensor] for layout [SparseBSC], whose values
// (nnz, rows, columns) are blocks; the indices count blocks.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_bsc_tensor.html
func SparseBSCTensor(ccolIndices, rowIndices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	return compressed(SparseBSC, ccolIndices, rowIndices, values, size, options)
}

// SparseCompressedTensor is [SparseCSRTensor] for the layout among options, which
// must be there.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse_compressed_tensor.html
func SparseCompressedTensor(compressedIndices, plainIndices, values *Tensor, size []int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	if !o.hasLayout {
		misuseOf([]*Tensor{compressedIndices, plainIndices, values}, "sparse_compressed_tensor", "RuntimeError", "expected sparse compressed tensor layout but got none")
	}
	return compressed(o.layout, compressedIndices, plainIndices, values, size, options)
}

func compressed(layout Layout, outer, inner, values *Tensor, size []int, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	values = o.asGiven(values, opSparseCompressed)
	outer = besides(outer, values, opSparseCompressed)
	inner = besides(inner, values, opSparseCompressed)
	o.layout, o.hasLayout = layout, true
	o.dtype, o.hasDType = values.dtype, true // libtorch takes the default one otherwise
	c := call{op: opSparseCompressed}
	c.tensor(outer)
	c.tensor(inner)
	c.tensor(values)
	if size != nil {
		c.op = opSparseCompressedSize
		c.Ints(size)
	}
	c.options(&o)
	t := c.makeSparse(&o, checkKind)
	if o.sparse.check {
		t.checkCompressed(outer, inner, values, layout)
	}
	return t
}

// asGiven returns values with the dtype and on the device that o names.
func (o *tensorOptions) asGiven(values *Tensor, op *Op) *Tensor {
	if values == nil {
		misuse(op.Name(), "TypeError", "values is nil")
	}
	if !o.hasDType && !o.hasDevice {
		return values
	}
	return values.To(toLike{o})
}

// besides returns indices on the device of values.
func besides(indices, values *Tensor, op *Op) *Tensor {
	if indices == nil {
		values.misuse(op.Name(), "TypeError", "an index tensor is nil")
	}
	return indices.To(values.Device())
}

// makeSparse runs a factory that takes options for sparse tensors too, without the
// checks that the process has asked for where o does not want them.
func (c *call) makeSparse(o *tensorOptions, kinds optionKinds) *Tensor {
	if o.sparse.hasCheck && !o.sparse.check && AreSparseTensorInvariantsChecked() {
		CheckSparseTensorInvariants(false)
		defer CheckSparseTensorInvariants(true)
	}
	return c.makeWith(o, factoryKinds|kinds)
}

// The checks run on the finished tensor, whose size may have been inferred: to
// make it from wrong indices is safe, to use it is not.

func (t *Tensor) checkCOO(indices, values *Tensor, o *sparseOptions) {
	c := call{op: opValidateCOO}
	c.tensor(indices)
	c.tensor(values)
	c.Ints(t.Shape())
	if o.hasCoalesced {
		c.Bool(o.coalesced)
	}
	c.finish(c.op.Call0(&c.Args))
}

func (t *Tensor) checkCompressed(outer, inner, values *Tensor, layout Layout) {
	c := call{op: opValidateCompressed}
	c.tensor(outer)
	c.tensor(inner)
	c.tensor(values)
	c.Ints(t.Shape())
	c.Int(int64(layout))
	c.finish(c.op.Call0(&c.Args))
}
