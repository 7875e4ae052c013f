package torch

var (
	opEinsum    = newOp("einsum")
	opTensordot = newOp("tensordot")
	opKron      = newOp("kron")
	opBlockDiag = newOp("block_diag")
	opVander    = newOp("vander")
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

// TensordotN is [Tensor.Tensordot] over the last n dimensions of t and the first n
// of other.
func (t *Tensor) TensordotN(other *Tensor, n int) *Tensor {
	if n < 0 {
		misuse(opTensordot.Name(), "RuntimeError", "tensordot expects dims >= 0, but got dims=%d", n)
	}
	if n > min(t.NDim(), other.NDim()) {
		misuse(opTensordot.Name(), "RuntimeError", "tensordot expects dims < ndim_a or ndim_b, but got dims=%d", n)
	}
	first := ascending(n)
	last := make([]int, n)
	for i := range last {
		last[i] = i - n
	}
	return t.Tensordot(other, last, first)
}

// ascending returns 0 … n-1.
func ascending(n int) []int {
	dims := make([]int, n)
	for i := range dims {
		dims[i] = i
	}
	return dims
}

// Kron returns the Kronecker product.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.kron.html
func (t *Tensor) Kron(other *Tensor) *Tensor { return binary(opKron, t, other) }

// BlockDiag returns a matrix with the given ones along its diagonal.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.block_diag.html
func BlockDiag(matrices ...*Tensor) *Tensor { return joined(opBlockDiag, matrices) }

// Vander returns the powers n-1 … 0 of the elements of a vector t (N) as the rows of
// a matrix (N, n), or ascending ones.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vander.html
func (t *Tensor) Vander(n int, ascending bool) *Tensor {
	c := call{op: opVander}
	c.tensor(t)
	c.Int(int64(n))
	c.Bool(ascending)
	return c.one()
}
