package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LDLFactor returns the factors of a = L D Lᵀ, or L D Lᴴ with [Hermitian], for
// symmetric matrices a (*, N, N), of which the lower triangle is read: ld (*, N, N)
// packs L and D as LAPACK does, the int32 pivots (*, N) tell the exchanges of rows
// and the 2 by 2 blocks of D. It is what [LDLSolve] reads.
//
// It panics where D is singular; libtorch's error is not a LinAlgError here.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_factor.html
func LDLFactor(a *torch.Tensor, options ...HermitianOption) (ld, pivots *torch.Tensor) {
	return aten.LinalgLdlFactor(a, &aten.LinalgLdlFactorOptions{Hermitian: bool(chosen(options, false))})
}

// LDLFactorExOption is an argument of [LDLFactorEx]: [Hermitian] or [CheckErrors].
type LDLFactorExOption interface {
	applyLDLFactorEx(*aten.LinalgLdlFactorExOptions)
}

func (h HermitianOption) applyLDLFactorEx(o *aten.LinalgLdlFactorExOptions) { o.Hermitian = bool(h) }
func (c CheckErrorsOption) applyLDLFactorEx(o *aten.LinalgLdlFactorExOptions) {
	o.CheckErrors = bool(c)
}

// LDLFactorEx is [LDLFactor] with an int32 info (*): k where the k-th diagonal
// element of D is 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_factor_ex.html
func LDLFactorEx(a *torch.Tensor, options ...LDLFactorExOption) (ld, pivots, info *torch.Tensor) {
	return aten.LinalgLdlFactorEx(a, applied(options, LDLFactorExOption.applyLDLFactorEx))
}

// LDLSolve returns the X (*, N, K) of A X = b for b (*, N, K) and what [LDLFactor]
// made of A (*, N, N), with the same [Hermitian].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_solve.html
func LDLSolve(ld, pivots, b *torch.Tensor, options ...HermitianOption) *torch.Tensor {
	return aten.LinalgLdlSolve(ld, pivots, b, &aten.LinalgLdlSolveOptions{Hermitian: bool(chosen(options, false))})
}
