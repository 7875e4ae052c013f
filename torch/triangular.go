package torch

var (
	opTril        = newOp("tril")
	opTrilInPl    = newOp("tril_")
	opTriu        = newOp("triu")
	opTriuInPl    = newOp("triu_")
	opTrilIndices = newOp("tril_indices")
	opTriuIndices = newOp("triu_indices")
	opDiag        = newOp("diag")
	opDiagflat    = newOp("diagflat")
	opDiagEmbed   = newOp("diag_embed")
	opFillDiag    = newOp("fill_diagonal_")
	opTrace       = newOp("trace")
)

// Tril returns a copy of t (…, M, N) with zeros above a diagonal: 0 is the main
// one, 1 the one above it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tril.html
func (t *Tensor) Tril(diagonal int) *Tensor { return t.withInts(opTril, diagonal) }

// Tril_ is [Tensor.Tril] in place.
func (t *Tensor) Tril_(diagonal int) *Tensor { return t.triangle(opTrilInPl, diagonal) }

// Triu returns a copy of t (…, M, N) with zeros below a diagonal.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.triu.html
func (t *Tensor) Triu(diagonal int) *Tensor { return t.withInts(opTriu, diagonal) }

// Triu_ is [Tensor.Triu] in place.
func (t *Tensor) Triu_(diagonal int) *Tensor { return t.triangle(opTriuInPl, diagonal) }

func (t *Tensor) triangle(op *Op, diagonal int) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Int(int64(diagonal))
	return c.inPlace(t)
}

// TrilIndices returns the indices (2, K), Int64, of the lower triangle of a
// (rows, cols) matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tril_indices.html
func TrilIndices(rows, cols, offset int, options ...TensorOption) *Tensor {
	return triangleIndices(opTrilIndices, rows, cols, offset, options)
}

// TriuIndices returns the indices (2, K), Int64, of the upper triangle of a
// (rows, cols) matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.triu_indices.html
func TriuIndices(rows, cols, offset int, options ...TensorOption) *Tensor {
	return triangleIndices(opTriuIndices, rows, cols, offset, options)
}

func triangleIndices(op *Op, rows, cols, offset int, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	if !o.hasDType {
		o.dtype, o.hasDType = Int64, true
	}
	c := call{op: op}
	c.Int(int64(rows))
	c.Int(int64(cols))
	c.Int(int64(offset))
	c.options(&o)
	return c.make(&o)
}

// Diag returns a square matrix with a vector on its diagonal, or the diagonal of
// a matrix as a copy.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diag.html
func (t *Tensor) Diag(diagonal int) *Tensor { return t.withInts(opDiag, diagonal) }

// Diagflat returns a square matrix with all of t's elements on its diagonal.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diagflat.html
func (t *Tensor) Diagflat(offset int) *Tensor { return t.withInts(opDiagflat, offset) }

// DiagEmbed returns matrices in dimensions dim1 and dim2 of the result whose
// diagonals are t's last dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diag_embed.html
func (t *Tensor) DiagEmbed(offset, dim1, dim2 int) *Tensor {
	return t.withInts(opDiagEmbed, offset, dim1, dim2)
}

// FillDiagonal_ writes a Go number to t's main diagonal and returns t. With wrap
// the diagonal starts again below the end of a tall matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_diagonal_.html
func (t *Tensor) FillDiagonal_(value any, wrap bool) *Tensor {
	c := call{op: opFillDiag}
	c.tensor(t)
	c.scalar(value)
	c.Bool(wrap)
	return c.inPlace(t)
}

// Trace returns the sum of the main diagonal of a matrix, a scalar.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.trace.html
func (t *Tensor) Trace() *Tensor { return t.withInts(opTrace) }
