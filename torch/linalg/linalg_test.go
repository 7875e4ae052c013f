package linalg_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/linalg"
)

type tensors = []*torch.Tensor

func list(ts ...*torch.Tensor) tensors { return ts }

// definite returns positive-definite matrices.
func definite(s *torch.Scope, sizes ...int) *torch.Tensor {
	m := torch.Randn(sizes, torch.Float64, torch.In(s))
	return m.MatMul(m.MT()).Add(torch.Eye(sizes[len(sizes)-1], torch.Float64, torch.In(s)))
}

func TestLinAlgErrors(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		singular := torch.Zeros(2, 3, 3, torch.Float64, torch.In(s))
		b := torch.Ones(3, 1, torch.Float64, torch.In(s))
		nan := torch.Full([]int{3, 3}, math.NaN(), torch.In(s))
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"Cholesky", "linalg.cholesky: (Batch element 0): The factorization could not be completed because the input is not positive-definite", func() { linalg.Cholesky(singular) }},
			{"CholeskyEx", "not positive-definite", func() { linalg.CholeskyEx(singular, linalg.CheckErrors(true)) }},
			{"Inv", "linalg.inv: (Batch element 0): The diagonal element 1 is zero, the inversion could not be completed because the input matrix is singular", func() { linalg.Inv(singular) }},
			{"InvEx", "input matrix is singular", func() { linalg.InvEx(singular, linalg.CheckErrors(true)) }},
			{"Solve", "The solver failed because the input matrix is singular", func() { linalg.Solve(singular, b) }},
			{"SolveEx", "input matrix is singular", func() { linalg.SolveEx(singular, b, linalg.CheckErrors(true)) }},
			{"MatrixPower", "input matrix is singular", func() { linalg.MatrixPower(singular, -1) }},
			{"TensorInv", "input matrix is singular", func() { linalg.TensorInv(singular.Index(0).View(3, 3), 1) }},
			{"Eigh", "linalg.eigh", func() { linalg.Eigh(nan) }},
			{"SVD", "linalg.svd", func() { linalg.SVD(nan) }},
		} {
			t.Run(test.name, func(t *testing.T) {
				err := torchtest.Panics(t, test.message, test.call)
				assert.Equal(t, "LinAlgError", err.Kind)
				assert.True(t, linalg.IsLinAlgError(err))
			})
		}
	})
	assert.False(t, linalg.IsLinAlgError(errors.New("LinAlgError")))
	assert.False(t, linalg.IsLinAlgError(nil))
}

func TestPanics(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		m := torch.Ones(3, 4, torch.Float64, torch.In(s))
		square := torch.Eye(3, torch.Float64, torch.In(s))
		vector := torch.Ones(4, torch.Float64, torch.In(s))
		ints := torch.Eye(3, torch.Int64, torch.In(s))
		half := torch.Eye(3, torch.Float16, torch.In(s))
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"not square", "A must be batches of square matrices, but they are 3 by 4 matrices", func() { linalg.Det(m) }},
			{"cholesky of a vector", "must have at least 2 dimensions", func() { linalg.Cholesky(vector) }},
			{"integers", "Expected a floating point or complex tensor as input. Got Long", func() { linalg.Inv(ints) }},
			{"half precision", "not implemented for 'Half'", func() { linalg.QR(half) }},
			{"mode of qr", "qr received unrecognized mode 'full'", func() { linalg.QR(m, "full") }},
			{"driver of svd", "keyword argument `driver=` is only supported on CUDA", func() { linalg.SVD(m, linalg.Driver("gesvd")) }},
			{"driver of lstsq", "`driver` should be one of (gels, gelsy, gelsd, gelss)", func() { linalg.Lstsq(m, m, linalg.Driver("gelsx")) }},
			{"shapes of solve", "Incompatible shapes of A and B", func() { linalg.Solve(square, torch.Ones(4, 2, torch.Float64, torch.In(s))) }},
			{"dtypes of solve", "Expected A and B to have the same dtype", func() { linalg.Solve(square, square.Float()) }},
			{"a zero pivot", "U[1,1] is zero", func() { linalg.LUFactor(m.Mul(0)) }},
			{"without pivots", "LU without pivoting is not implemented on the CPU", func() { linalg.LUFactor(m, linalg.Pivot(false)) }},
			{"one matrix", "expected at least 2 tensors but got 1", func() { linalg.MultiDot(m) }},
			{"no matrix", "expected at least 2 tensors but got 0", func() { linalg.MultiDot() }},
			{"cross along four", "must have length 3", func() { linalg.Cross(m, m) }},
			{"cross along two dims", "works along one dimension, Dim names 2", func() { linalg.Cross(m, m, torch.Dim(0, 1)) }},
			{"vecdot along none", "works along one dimension, Dim names 0", func() { linalg.VecDot(m, m, torch.Dim()) }},
			{"norm of a name", "Order odd not supported", func() { linalg.Norm(m, torch.P("odd")) }},
			{"vector norm of a name", `a number, got "fro"`, func() { linalg.VectorNorm(m, torch.P("fro")) }},
			{"matrix norm of 3", "Order 3 not supported", func() { linalg.MatrixNorm(m, torch.P(3)) }},
			{"matrix norm along one", "dim must be a 2-tuple", func() { linalg.MatrixNorm(m, torch.Dim(0)) }},
			{"matrix norm along none", "dim must be a 2-tuple", func() { linalg.MatrixNorm(m, torch.Dim()) }},
			{"norm by a tensor", "expected a number", func() { linalg.VectorNorm(m, torch.P(m)) }},
			{"condition", "invalid norm type: odd", func() { linalg.Cond(square, torch.P("odd")) }},
			{"tolerance", "a tolerance is a float64 or a *torch.Tensor, got string", func() { linalg.Pinv(m, linalg.ATol("1")) }},
			{"two kinds of tolerances", "both be numbers or both be tensors", func() { linalg.MatrixRank(m, linalg.ATol(1), linalg.RTol(vector)) }},
			{"q too large", "q(=4) must be non-negative integer and not greater than min(m, n)=3", func() { linalg.PCALowrank(m, linalg.Q(4)) }},
			{"q negative", "q(=-1) must be non-negative", func() { linalg.PCALowrank(m, linalg.Q(-1)) }},
			{"niter negative", "niter(=-1) must be non-negative", func() { linalg.PCALowrank(m, linalg.NIter(-1)) }},
			{"nil", "an input tensor is nil", func() { linalg.Det(nil) }},
			{"nil among others", "input tensor 1 is nil", func() { linalg.MultiDot(m, nil) }},
		} {
			t.Run(test.name, func(t *testing.T) {
				err := torchtest.Panics(t, test.message, test.call)
				assert.False(t, linalg.IsLinAlgError(err))
			})
		}
	})
}

func TestErrors_TellTheInputs(t *testing.T) {
	a := torch.Zeros(2, 3, 3)
	err := torchtest.Panics(t, "singular", func() { linalg.Solve(a, torch.Ones(3, 1)) })
	assert.Equal(t, "aten::linalg_solve", err.Op)
	assert.Equal(t, [][]int{{2, 3, 3}, {3, 1}}, err.Shapes)
}

func TestEx_ReturnsInfo(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		a := torch.Eye(2, torch.In(s)).Expand(2, 2, 2).Clone()
		a.SetIndex(0, 1, 1, 1)
		for name, info := range map[string]func() *torch.Tensor{
			"CholeskyEx": func() *torch.Tensor { _, info := linalg.CholeskyEx(a); return info },
			"InvEx":      func() *torch.Tensor { _, info := linalg.InvEx(a); return info },
			"SolveEx":    func() *torch.Tensor { _, info := linalg.SolveEx(a, a); return info },
			"LUFactorEx": func() *torch.Tensor { _, _, info := linalg.LUFactorEx(a); return info },
			"LDLFactorEx": func() *torch.Tensor {
				_, _, info := linalg.LDLFactorEx(a)
				return info
			},
		} {
			torchtest.Equal(t, []int32{0, 2}, info(), name)
		}
	})
}

// A batch of no matrices, and matrices of no rows, are no mistakes.
func TestZeroSizes(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		none := torch.Zeros(0, 3, 3, torch.In(s))
		empty := torch.Zeros(0, 0, torch.In(s))
		tall := torch.Zeros(3, 0, torch.In(s))
		for _, test := range []struct {
			name string
			want []int
			got  *torch.Tensor
		}{
			{"Cholesky", []int{0, 3, 3}, linalg.Cholesky(none)},
			{"Inv", []int{0, 3, 3}, linalg.Inv(none)},
			{"Inv of nothing", []int{0, 0}, linalg.Inv(empty)},
			{"Det of nothing", []int{}, linalg.Det(empty)},
			{"SVDVals", []int{0, 3}, linalg.SVDVals(none)},
			{"SVDVals of nothing", []int{0}, linalg.SVDVals(tall)},
			{"Eigvals", []int{0, 3}, linalg.Eigvals(none)},
			{"Eigvalsh", []int{0}, linalg.Eigvalsh(empty)},
			{"Pinv", []int{0, 3}, linalg.Pinv(tall)},
			{"MatrixExp", []int{0, 3, 3}, linalg.MatrixExp(none)},
			{"MatrixRank", []int{0}, linalg.MatrixRank(none)},
			{"MatrixNorm", []int{0}, linalg.MatrixNorm(none)},
			{"VectorNorm", []int{}, linalg.VectorNorm(tall)},
			{"MultiDot", []int{3, 3}, linalg.MultiDot(tall, tall.MT())},
			{"Vander", []int{0, 2}, linalg.Vander(torch.Zeros(0, torch.In(s)), 2)},
		} {
			assert.Equal(t, test.want, test.got.Shape(), test.name)
		}
		assert.Equal(t, 1.0, linalg.Det(empty).Item())
		torchtest.Equal(t, torch.Zeros(3, 3, torch.In(s)), linalg.MultiDot(tall, tall.MT()))
	})
}

// What a factorisation returns multiplies to what it was made of.
func TestFactors_Multiply(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	torch.Scoped(func(s *torch.Scope) {
		a := torch.Randn(2, 4, 4, torch.Complex128, torch.In(s))
		hermitian := a.MatMul(a.MH())
		for name, product := range map[string]func() (want, got *torch.Tensor){
			"Cholesky": func() (*torch.Tensor, *torch.Tensor) {
				l := linalg.Cholesky(hermitian)
				return hermitian, l.MatMul(l.MH())
			},
			"Cholesky, upper": func() (*torch.Tensor, *torch.Tensor) {
				u := linalg.Cholesky(hermitian, linalg.Upper(true))
				return hermitian, u.MH().MatMul(u)
			},
			"LU": func() (*torch.Tensor, *torch.Tensor) {
				p, l, u := linalg.LU(a)
				return a, p.MatMul(l).MatMul(u)
			},
			"LUUnpack": func() (*torch.Tensor, *torch.Tensor) {
				p, l, u := linalg.LUUnpack(linalg.LUFactor(a.MT()))
				return a.MT(), p.MatMul(l).MatMul(u)
			},
			"QR": func() (*torch.Tensor, *torch.Tensor) {
				q, r := linalg.QR(a)
				return a, q.MatMul(r)
			},
			"Geqrf": func() (*torch.Tensor, *torch.Tensor) {
				reflectors, tau := linalg.Geqrf(a)
				return a, linalg.Ormqr(reflectors, tau, reflectors.Triu(0))
			},
			"SVD": func() (*torch.Tensor, *torch.Tensor) {
				u, sv, vh := linalg.SVD(a)
				return a, u.Mul(sv.Unsqueeze(-2)).MatMul(vh)
			},
			"SVDLowrank": func() (*torch.Tensor, *torch.Tensor) {
				u, sv, v := linalg.SVDLowrank(a, linalg.Q(4))
				return a, u.Mul(sv.Unsqueeze(-2)).MatMul(v.MH())
			},
			"Eig": func() (*torch.Tensor, *torch.Tensor) {
				l, v := linalg.Eig(a)
				return a.MatMul(v), v.Mul(l.Unsqueeze(-2))
			},
			"Eigh": func() (*torch.Tensor, *torch.Tensor) {
				l, v := linalg.Eigh(hermitian)
				return hermitian.MatMul(v), v.Mul(l.Unsqueeze(-2))
			},
			"LDLSolve": func() (*torch.Tensor, *torch.Tensor) {
				ld, pivots := linalg.LDLFactor(hermitian, linalg.Hermitian(true))
				return a, hermitian.MatMul(linalg.LDLSolve(ld, pivots, a, linalg.Hermitian(true)))
			},
		} {
			want, got := product()
			assert.True(t, want.AllClose(got), name)
		}
	})
}

func TestGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	one := func(f func(a *torch.Tensor) *torch.Tensor) autograd.Func {
		return func(in ...*torch.Tensor) tensors { return list(f(in[0])) }
	}
	symmetric := func(a *torch.Tensor) *torch.Tensor { return a.Add(a.MT()) }
	for name, f := range map[string]autograd.Func{
		"Det":      one(linalg.Det),
		"Logdet":   one(linalg.Logdet),
		"Inv":      one(linalg.Inv),
		"Pinv":     one(func(a *torch.Tensor) *torch.Tensor { return linalg.Pinv(a) }),
		"Cholesky": one(func(a *torch.Tensor) *torch.Tensor { return linalg.Cholesky(symmetric(a)) }),
		"SVDVals":  one(func(a *torch.Tensor) *torch.Tensor { return linalg.SVDVals(a) }),
		"Eigvalsh": one(func(a *torch.Tensor) *torch.Tensor { return linalg.Eigvalsh(symmetric(a)) }),
		"Solve":    one(func(a *torch.Tensor) *torch.Tensor { return linalg.Solve(a, a.MT()) }),
		"QR": func(in ...*torch.Tensor) tensors {
			q, r := linalg.QR(in[0])
			return list(q, r)
		},
		"MatrixExp":  one(func(a *torch.Tensor) *torch.Tensor { return linalg.MatrixExp(a.Div(4)) }),
		"MatrixNorm": one(func(a *torch.Tensor) *torch.Tensor { return linalg.MatrixNorm(a, torch.P("nuc")) }),
	} {
		t.Run(name, func(t *testing.T) {
			torch.Scoped(func(s *torch.Scope) {
				require.NoError(t, autograd.Gradcheck(f, list(definite(s, 3, 3).SetRequiresGrad(true))))
			})
		})
	}
}

func TestResults_JoinTheScopeOfTheInputs(t *testing.T) {
	torch.Scoped(func(s *torch.Scope) {
		a := definite(s, 3, 3)
		u, _, v := linalg.SVDLowrank(a, linalg.Q(2))
		for _, result := range list(linalg.Inv(a), linalg.Pinv(a), u, v) {
			assert.Same(t, s, result.Scope())
		}
	})
}
