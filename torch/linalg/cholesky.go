package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Cholesky returns the lower triangular L (*, N, N) of a = L Lᴴ, or with [Upper] the
// upper triangular U of a = Uᴴ U, for positive-definite matrices a (*, N, N), of
// which only that triangle is read.
//
// It panics with a LinAlgError where a matrix is not positive-definite.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky.html
func Cholesky(a *torch.Tensor, options ...UpperOption) *torch.Tensor {
	return aten.LinalgCholesky(a, &aten.LinalgCholeskyOptions{Upper: bool(chosen(options, false))})
}

// CholeskyExOption is an argument of [CholeskyEx]: [Upper] or [CheckErrors].
type CholeskyExOption interface {
	applyCholeskyEx(*aten.LinalgCholeskyExOptions)
}

func (u UpperOption) applyCholeskyEx(o *aten.LinalgCholeskyExOptions) { o.Upper = bool(u) }
func (c CheckErrorsOption) applyCholeskyEx(o *aten.LinalgCholeskyExOptions) {
	o.CheckErrors = bool(c)
}

// CholeskyEx is [Cholesky] with an int32 info (*): k where the leading minor of
// order k is not positive-definite, and l then holds half a factor.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky_ex.html
func CholeskyEx(a *torch.Tensor, options ...CholeskyExOption) (l, info *torch.Tensor) {
	return aten.LinalgCholeskyEx(a, applied(options, CholeskyExOption.applyCholeskyEx))
}

// CholeskyInverse returns the inverses (*, N, N) of the matrices whose Cholesky
// factors are l (*, N, N); [Upper] where they are upper triangular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cholesky_inverse.html
func CholeskyInverse(l *torch.Tensor, options ...UpperOption) *torch.Tensor {
	return aten.CholeskyInverse(l, &aten.CholeskyInverseOptions{Upper: bool(chosen(options, false))})
}

// CholeskySolve returns the X (*, N, K) of A X = b for b (*, N, K) and the Cholesky
// factors l (*, N, N) of A; [Upper] where they are upper triangular. Batches are
// broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cholesky_solve.html
func CholeskySolve(b, l *torch.Tensor, options ...UpperOption) *torch.Tensor {
	return aten.CholeskySolve(b, l, &aten.CholeskySolveOptions{Upper: bool(chosen(options, false))})
}
