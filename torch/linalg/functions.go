package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// MatrixPower returns square matrices a (*, N, N) to the power n: the identity for
// 0, powers of the inverse for a negative n. Integers are allowed where n ≥ 0.
//
// It panics with a LinAlgError where n is negative and a matrix singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_power.html
func MatrixPower(a *torch.Tensor, n int) *torch.Tensor { return aten.LinalgMatrixPower(a, n) }

// MatrixExp returns the exponentials, the sums of aⁿ/n!, of square matrices a
// (*, N, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html
func MatrixExp(a *torch.Tensor) *torch.Tensor { return aten.LinalgMatrixExp(a) }

// MatrixSqrth returns the positive-definite X of X X = a for positive-definite
// matrices a (*, N, N), of which the lower triangle is read. It needs libtorch 2.15.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_sqrth.html
func MatrixSqrth(a *torch.Tensor) *torch.Tensor { return aten.LinalgMatrixSqrth(a) }

// Vander returns the Vandermonde matrices (*, N, n) of vectors x (*, N): the powers
// 0 … n-1 of x's elements, ascending; n is N unless given. [torch.Tensor.Vander]
// has them descending unless told otherwise. x may be of integers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.vander.html
func Vander(x *torch.Tensor, n ...int) *torch.Tensor {
	var o aten.LinalgVanderOptions
	if len(n) > 0 {
		o.N = aten.Some(chosen(n, 0))
	}
	return aten.LinalgVander(x, &o)
}
