package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Solve returns the X of a X = b for square matrices a (*, N, N) and b (*, N, K) or
// vectors b (*, N); with Left(false) that of X a = b. Batches are broadcast; b is a
// batch of vectors where it has one dimension or the shape of a without its last.
//
// It panics with a LinAlgError where a matrix is singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve.html
func Solve(a, b *torch.Tensor, options ...LeftOption) *torch.Tensor {
	return aten.LinalgSolve(a, b, &aten.LinalgSolveOptions{Left: flag(chosen(options, true))})
}

// SolveExOption is an argument of [SolveEx]: [Left] or [CheckErrors].
type SolveExOption interface {
	applySolveEx(*aten.LinalgSolveExOptions)
}

func (l LeftOption) applySolveEx(o *aten.LinalgSolveExOptions)        { o.Left = flag(l) }
func (c CheckErrorsOption) applySolveEx(o *aten.LinalgSolveExOptions) { o.CheckErrors = bool(c) }

// SolveEx is [Solve] with the info of [LUFactorEx].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_ex.html
func SolveEx(a, b *torch.Tensor, options ...SolveExOption) (x, info *torch.Tensor) {
	return aten.LinalgSolveEx(a, b, applied(options, SolveExOption.applySolveEx))
}

// SolveTriangularOption is an argument of [SolveTriangular]: [Left] or
// [Unitriangular].
type SolveTriangularOption interface {
	applySolveTriangular(*aten.LinalgSolveTriangularOptions)
}

// UnitriangularOption is what [Unitriangular] returns.
type UnitriangularOption bool

// Unitriangular takes the diagonal for ones and does not read it.
func Unitriangular(on bool) UnitriangularOption { return UnitriangularOption(on) }

func (l LeftOption) applySolveTriangular(o *aten.LinalgSolveTriangularOptions) { o.Left = flag(l) }
func (u UnitriangularOption) applySolveTriangular(o *aten.LinalgSolveTriangularOptions) {
	o.Unitriangular = bool(u)
}

// SolveTriangular returns the X (*, N, K) of a X = b for triangular matrices a
// (*, N, N), of which only the upper or the lower triangle is read, and b (*, N, K);
// with Left(false) the X (*, K, N) of X a = b. Batches are broadcast. A 0 on the
// diagonal makes the result inf or nan.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html
func SolveTriangular(a, b *torch.Tensor, upper bool, options ...SolveTriangularOption) *torch.Tensor {
	return aten.LinalgSolveTriangular(a, b, upper, applied(options, SolveTriangularOption.applySolveTriangular))
}

// TensorSolve returns the X whose contraction with the last dimensions of a,
// a.TensordotN(X, X.NDim()), is b: a has b's sizes first, then those of X, and both
// have the same product. The dimensions of a that [torch.Dim] names are moved to its
// end before.
//
// It panics with a LinAlgError where a is singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorsolve.html
func TensorSolve(a, b *torch.Tensor, dims ...torch.DimOption) *torch.Tensor {
	return aten.LinalgTensorsolve(a, b, &aten.LinalgTensorsolveOptions{Dims: chosen(dims, torch.DimOption{}).Dims()})
}
