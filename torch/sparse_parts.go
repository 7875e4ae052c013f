package torch

var (
	opNNZ         = newOp("_nnz")
	opSparseDim   = newOp("sparse_dim")
	opDenseDim    = newOp("dense_dim")
	opIndices     = newOp("indices")
	opValues      = newOp("values")
	opCRowIndices = newOp("crow_indices")
	opColIndices  = newOp("col_indices")
	opCColIndices = newOp("ccol_indices")
	opRowIndices  = newOp("row_indices")
	opCoalesce    = newOp("coalesce")
	opIsCoalesced = newOp("is_coalesced")
)

// IsSparse tells whether t's layout is [SparseCOO]. It is false for the
// compressed layouts, as in Python; [Tensor.Layout] tells them all apart.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_sparse.html
func (t *Tensor) IsSparse() bool { return t.Layout() == SparseCOO }

// IsSparseCSR tells whether t's layout is [SparseCSR].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_sparse_csr.html
func (t *Tensor) IsSparseCSR() bool { return t.Layout() == SparseCSR }

// NNZ returns how many values a sparse tensor holds; those that are zero, and of
// an uncoalesced one those that share a place, count too.
func (t *Tensor) NNZ() int { return t.number(opNNZ) }

// SparseDim returns the number of dimensions that t's indices name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sparse_dim.html
func (t *Tensor) SparseDim() int { return t.number(opSparseDim) }

// DenseDim returns the number of dimensions that each of a sparse tensor's values
// has.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dense_dim.html
func (t *Tensor) DenseDim() int { return t.number(opDenseDim) }

// number runs an operator on t that returns an int.
func (t *Tensor) number(op *Op) int {
	c := call{op: op}
	c.tensor(t)
	return int(c.value().Int)
}

// Indices returns the indices (dimensions, nnz), Int64, of a coalesced tensor of
// layout [SparseCOO], which it shares. It panics for any other.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.indices.html
func (t *Tensor) Indices() *Tensor { return unary(opIndices, t) }

// Values returns the values of a sparse tensor, which it shares: (nnz, …) of a
// coalesced one of layout [SparseCOO], (…, nnz) of the compressed layouts, with
// the dimensions of a block after them in [SparseBSR] and [SparseBSC].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.values.html
func (t *Tensor) Values() *Tensor { return unary(opValues, t) }

// CRowIndices returns where each row's values begin and end, (…, rows+1), for
// layouts [SparseCSR] and [SparseBSR].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.crow_indices.html
func (t *Tensor) CRowIndices() *Tensor { return unary(opCRowIndices, t) }

// ColIndices returns the column of each value, (…, nnz), for layouts [SparseCSR]
// and [SparseBSR].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.col_indices.html
func (t *Tensor) ColIndices() *Tensor { return unary(opColIndices, t) }

// CColIndices returns where each column's values begin and end, (…, columns+1),
// for layouts [SparseCSC] and [SparseBSC].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ccol_indices.html
func (t *Tensor) CColIndices() *Tensor { return unary(opCColIndices, t) }

// RowIndices returns the row of each value, (…, nnz), for layouts [SparseCSC] and
// [SparseBSC].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.row_indices.html
func (t *Tensor) RowIndices() *Tensor { return unary(opRowIndices, t) }

// Coalesce returns a tensor of layout [SparseCOO] with its indices sorted and the
// values that share a place added up: t itself where it is coalesced.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.coalesce.html
func (t *Tensor) Coalesce() *Tensor { return unary(opCoalesce, t) }

// IsCoalesced tells whether t's indices are known to be sorted and unlike each
// other.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_coalesced.html
func (t *Tensor) IsCoalesced() bool {
	c := call{op: opIsCoalesced}
	c.tensor(t)
	return c.value().Int != 0
}
