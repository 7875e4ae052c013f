package torch

var (
	opEinsum       = newOp("einsum")
	opTensordot    = newOp("tensordot")
	opKron         = newOp("kron")
	opCross        = newOp("linalg_cross")
	opMultiDot     = newOp("linalg_multi_dot")
	opBlockDiag    = newOp("block_diag")
	opCdist        = newOp("cdist")
	opVectorNorm   = newOp("linalg_vector_norm")
	opMatrixNorm   = newOp("linalg_matrix_norm")
	opMatrixNormBy = newOp("linalg_matrix_norm.str_ord")
)

// Einsum sums products of tensors' elements along the dimensions that equation
// names with letters in Einstein's notation, "..." for those left to broadcast:
// "bij,bjk->bik" is the batched matrix product.
//
// Of three and more tensors the first two are contracted first, as Python does
// where opt_einsum is not installed.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
func Einsum(equation string, tensors ...*Tensor) *Tensor {
	c := call{op: opEinsum}
	c.String(equation)
	c.tensors(tensors)
	return c.one()
}

// Tensordot sums the products of t's and other's elements over pairs of
// dimensions: dims of t and otherDims of other, of the same sizes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tensordot.html
func (t *Tensor) Tensordot(other *Tensor, dims, otherDims []int) *Tensor {
	c := call{op: opTensordot}
	c.tensor(t)
	c.tensor(other)
	c.Ints(dims)
	c.Ints(otherDims)
	return c.one()
}

// Kron returns the Kronecker product.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.kron.html
func (t *Tensor) Kron(other *Tensor) *Tensor { return binary(opKron, t, other) }

// Cross returns the cross products of the vectors along dim, of size 3, of t and
// other, broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.cross.html
func (t *Tensor) Cross(other *Tensor, dim int) *Tensor {
	c := call{op: opCross}
	c.tensor(t)
	c.tensor(other)
	c.Int(int64(dim))
	return c.one()
}

// MultiDot returns the product of two or more matrices, multiplied in the order
// that takes the fewest operations.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html
func MultiDot(matrices ...*Tensor) *Tensor { return join(opMultiDot, matrices) }

// BlockDiag returns a matrix with the given ones along its diagonal.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.block_diag.html
func BlockDiag(matrices ...*Tensor) *Tensor { return join(opBlockDiag, matrices) }

// Cdist returns the p-norm distances (…, P, R) between the rows of t (…, P, M)
// and those of other (…, R, M).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cdist.html
func (t *Tensor) Cdist(other *Tensor, p float64) *Tensor {
	c := call{op: opCdist}
	c.tensor(t)
	c.tensor(other)
	c.Double(p)
	return c.one()
}

// NormOption is an argument of [Tensor.Norm] and [Tensor.MatrixNorm]: [P], [Dim],
// [KeepDim], or a [DType] to which the elements are converted first.
type NormOption interface{ applyNorm(*normOptions) }

type normOptions struct {
	reduceOptions
	p any
}

// POption is what [P] returns.
type POption struct{ p any }

// P chooses a norm: a number (infinities too), "fro" or "nuc".
func P(p any) POption { return POption{p} }

func (p POption) applyNorm(o *normOptions)       { o.p = p.p }
func (d DimOption) applyNorm(o *normOptions)     { d.applySum(&o.reduceOptions) }
func (k KeepDimOption) applyNorm(o *normOptions) { k.applySum(&o.reduceOptions) }
func (d DType) applyNorm(o *normOptions)         { d.applySum(&o.reduceOptions) }

// Norm returns the p-norm of t's elements, or of those along [Dim]: "fro" unless
// [P] chooses another. "fro" is 2, and panics where Dim names more than two
// dimensions; "nuc" takes the dimensions, two of them, as a matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.norm.html
func (t *Tensor) Norm(options ...NormOption) *Tensor {
	o := normOptions{p: "fro"}
	for _, option := range options {
		option.applyNorm(&o)
	}
	if name, ok := o.p.(string); ok {
		if name != "fro" || len(o.dims) > 2 {
			return t.matrixNorm(&o)
		}
		o.p = 2
	}
	c := call{op: opVectorNorm}
	c.tensor(t)
	c.scalar(o.p)
	c.optionalDims(&o.reduceOptions)
	c.normEnd(&o)
	return c.one()
}

// MatrixNorm returns the norm of the matrices in t's last two dimensions, or in
// the two that [Dim] names: the Frobenius norm "fro" unless [P] chooses "nuc", an
// infinity, 1, -1, 2 or -2.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html
func (t *Tensor) MatrixNorm(options ...NormOption) *Tensor {
	o := normOptions{p: "fro", reduceOptions: reduceOptions{dims: []int{-2, -1}, hasDims: true}}
	for _, option := range options {
		option.applyNorm(&o)
	}
	return t.matrixNorm(&o)
}

func (t *Tensor) matrixNorm(o *normOptions) *Tensor {
	c := call{op: opMatrixNorm}
	name, named := o.p.(string)
	if named {
		c.op = opMatrixNormBy
	}
	c.tensor(t)
	if named {
		c.String(name)
	} else {
		c.scalar(o.p)
	}
	if !o.hasDims {
		o.dims = ascending(t.Dim())
	}
	c.Ints(o.dims)
	c.normEnd(o)
	return c.one()
}

// ascending returns 0 … n-1.
func ascending(n int) []int {
	dims := make([]int, n)
	for i := range dims {
		dims[i] = i
	}
	return dims
}

func (c *call) normEnd(o *normOptions) {
	c.Bool(o.keep)
	if o.hasDType {
		c.Int(int64(o.dtype))
	}
}
