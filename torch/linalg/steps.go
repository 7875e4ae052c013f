package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// The steps that the iterative algorithms share, in the order of operations of
// Python's torch/_linalg_utils.py, on which the bits of their results depend.

// product is a b; a may be sparse, and nil stands for the identity.
func product(a, b *torch.Tensor) *torch.Tensor {
	switch {
	case a == nil:
		return b
	case a.Layout() == torch.SparseCOO:
		return aten.InternalSparseMm(a, b)
	}
	return a.MatMul(b)
}

// quadraticForm is sᵀ a s.
func quadraticForm(a, s *torch.Tensor) *torch.Tensor { return product(s.MT(), product(a, s)) }

// basis returns orthonormal columns that span those of a.
func basis(a *torch.Tensor) *torch.Tensor {
	q, _ := QR(a)
	return q
}

// eigenpairs is Eigh of a symmetric matrix, with descending eigenvalues where the
// largest are wanted.
func eigenpairs(a *torch.Tensor, largest bool) (values, vectors *torch.Tensor) {
	values, vectors = Eigh(a, Upper(true))
	if largest {
		values, vectors = values.Flip(-1), vectors.Flip(-1)
	}
	return values, vectors
}

// floatingDType is the dtype to compute in with tensors of the dtype d.
func floatingDType(d torch.DType) torch.DType {
	switch d {
	case torch.Float16, torch.Float32, torch.Float64:
		return d
	}
	return torch.Float32
}
