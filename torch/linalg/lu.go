package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// LU returns the factors of a = P L U for matrices a (*, M, N) and K = min(M, N): a
// permutation p (*, M, M), a lower triangular l (*, M, K) with ones along its
// diagonal, and an upper triangular u (*, K, N). Without [Pivot] p is empty.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu.html
func LU(a *torch.Tensor, options ...PivotOption) (p, l, u *torch.Tensor) {
	return aten.LinalgLu(a, &aten.LinalgLuOptions{Pivot: flag(chosen(options, true))})
}

// LUFactor returns [LU]'s factors as LAPACK packs them: in lu (*, M, N) the upper
// triangle is U, below it lies L without its diagonal; the int32 pivots
// (*, min(M, N)) name the rows, counted from 1, that were exchanged one after
// another. It is what [LUSolve] reads. torch.lu is the same.
//
// It panics where a matrix is singular, or so nearly that a diagonal element of U
// is 0; libtorch's error is not a LinAlgError here.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor.html
func LUFactor(a *torch.Tensor, options ...PivotOption) (lu, pivots *torch.Tensor) {
	return aten.LinalgLuFactor(a, &aten.LinalgLuFactorOptions{Pivot: flag(chosen(options, true))})
}

// LUFactorExOption is an argument of [LUFactorEx]: [Pivot] or [CheckErrors].
type LUFactorExOption interface {
	applyLUFactorEx(*aten.LinalgLuFactorExOptions)
}

func (p PivotOption) applyLUFactorEx(o *aten.LinalgLuFactorExOptions) { o.Pivot = flag(p) }
func (c CheckErrorsOption) applyLUFactorEx(o *aten.LinalgLuFactorExOptions) {
	o.CheckErrors = bool(c)
}

// LUFactorEx is [LUFactor] with an int32 info (*): k where the k-th diagonal
// element of U is 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor_ex.html
func LUFactorEx(a *torch.Tensor, options ...LUFactorExOption) (lu, pivots, info *torch.Tensor) {
	return aten.LinalgLuFactorEx(a, applied(options, LUFactorExOption.applyLUFactorEx))
}

// LUSolveOption is an argument of [LUSolve]: [Left] or [Adjoint].
type LUSolveOption interface {
	applyLUSolve(*aten.LinalgLuSolveOptions)
}

// AdjointOption is what [Adjoint] returns.
type AdjointOption bool

// Adjoint solves with the conjugate transposes of the matrices that were factored.
func Adjoint(on bool) AdjointOption { return AdjointOption(on) }

func (l LeftOption) applyLUSolve(o *aten.LinalgLuSolveOptions)    { o.Left = flag(l) }
func (a AdjointOption) applyLUSolve(o *aten.LinalgLuSolveOptions) { o.Adjoint = bool(a) }

// LUSolve returns the X (*, N, K) of A X = b for b (*, N, K) and what [LUFactor]
// made of A (*, N, N). With Left(false) it is the X (*, K, N) of X A = b (*, K, N).
// Batches are broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_solve.html
func LUSolve(lu, pivots, b *torch.Tensor, options ...LUSolveOption) *torch.Tensor {
	return aten.LinalgLuSolve(lu, pivots, b, applied(options, LUSolveOption.applyLUSolve))
}

// LUUnpackOption is an argument of [LUUnpack]: [UnpackData] or [UnpackPivots].
type LUUnpackOption func(*luUnpackOptions)

type luUnpackOptions struct {
	option.Given
	aten.LuUnpackOptions
}

// UnpackData tells whether [LUUnpack] makes L and U; without, they are empty.
func UnpackData(on bool) LUUnpackOption {
	return func(o *luUnpackOptions) { o.Once("UnpackData"); o.UnpackData = aten.Some(on) }
}

// UnpackPivots tells whether [LUUnpack] makes P; without, it is empty.
func UnpackPivots(on bool) LUUnpackOption {
	return func(o *luUnpackOptions) { o.Once("UnpackPivots"); o.UnpackPivots = aten.Some(on) }
}

// LUUnpack returns [LU]'s factors from [LUFactor]'s.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.lu_unpack.html
func LUUnpack(lu, pivots *torch.Tensor, options ...LUUnpackOption) (p, l, u *torch.Tensor) {
	o := applied(options, func(f LUUnpackOption, o *luUnpackOptions) { f(o) })
	return aten.LuUnpack(lu, pivots, &o.LuUnpackOptions)
}
