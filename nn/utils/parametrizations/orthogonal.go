package parametrizations

import (
	"slices"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/utils/parametrize"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/linalg"
)

// OrthogonalOption is a keyword argument of [Orthogonal]: [OrthogonalMap] or
// [UseTrivialization].
type OrthogonalOption interface{ applyOrthogonal(*orthogonal) }

// OrthogonalMap is "matrix_exp", "cayley" or "householder"; unless given matrix_exp for
// square and for complex matrices, householder for others.
type OrthogonalMap string

// UseTrivialization keeps the matrix that it starts from as a buffer, so that one can be
// assigned; true unless given.
type UseTrivialization bool

func (o OrthogonalMap) applyOrthogonal(p *orthogonal)     { p.how = string(o) }
func (u UseTrivialization) applyOrthogonal(p *orthogonal) { p.plain = !bool(u) }

// orthogonal is Python's _Orthogonal.
type orthogonal struct {
	nn.Module
	Base *torch.Tensor `nn:",buffer"`

	how   string
	plain bool // without Base
	shape []int
}

// Orthogonal makes a parameter of a module, such as "weight", a matrix, or a batch of them,
// with orthonormal rows or columns, whichever are fewer.
//
// Values are assigned by [parametrize.Assign], as the field is computed before each Forward.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.orthogonal.html
func Orthogonal(m any, name string, options ...OrthogonalOption) {
	weight := weightOf(m, name)
	if weight.NDim() < 2 {
		refuse("Expected a matrix or batch of matrices. Got a tensor of %d dimensions.", weight.NDim())
	}
	o := &orthogonal{how: "householder", shape: weight.Shape()}
	if weight.Size(-2) == weight.Size(-1) || weight.DType().IsComplex() {
		o.how = "matrix_exp"
	}
	for _, option := range options {
		option.applyOrthogonal(o)
	}
	switch {
	case !slices.Contains([]string{"matrix_exp", "cayley", "householder"}, o.how):
		refuse(`orthogonal_map has to be one of "matrix_exp", "cayley", "householder". Got: %s`, o.how)
	case o.how == "householder" && weight.DType().IsComplex():
		refuse("The householder parametrization does not support complex tensors.")
	}
	registry.Of(o).Class = "_Orthogonal"
	parametrize.RegisterParametrization(m, name, o, parametrize.Unsafe(true))
}

// Forward makes an orthogonal matrix of any.
func (o *orthogonal) Forward(x *torch.Tensor) *torch.Tensor {
	n, k := x.Size(-2), x.Size(-1)
	wide := n < k
	if wide {
		x, n, k = x.MT(), k, n
	}
	var q *torch.Tensor
	if o.how == "householder" {
		a := x.Tril(-1)
		tau := a.Mul(a).Sum(torch.Dim(-2)).Add(1.0).Reciprocal().Mul(2.0)
		q = linalg.HouseholderProduct(a, tau)
		q = q.Mul(x.Diagonal(0, -2, -1).Int().Unsqueeze(-2))
	} else {
		q = o.mapped(x.Tril(0), n, k)
	}
	if !o.plain && o.Base != nil {
		q = o.Base.MatMul(q)
	}
	if wide {
		q = q.MT()
	}
	return q
}

// mapped is the orthogonal matrix of a skew-symmetric one.
func (o *orthogonal) mapped(x *torch.Tensor, n, k int) *torch.Tensor {
	if n != k {
		sizes := append(slices.Clone(x.Shape()[:x.NDim()-2]), -1, -1)
		x = torch.Cat([]*torch.Tensor{x, x.NewZeros(n, n-k).Expand(sizes...)}, torch.Dim(-1))
	}
	a := x.Sub(x.MH())
	var q *torch.Tensor
	if o.how == "matrix_exp" {
		q = linalg.MatrixExp(a)
	} else {
		one := torch.Eye(n, a.DType(), a.Device())
		q = linalg.Solve(one.Add(a, torch.Alpha(-0.5)), one.Add(a, torch.Alpha(0.5)))
	}
	if n != k {
		q = q.Narrow(-1, 0, k)
	}
	return q
}

// RightInverse returns what Forward makes the orthogonal q of, or the orthogonal matrix
// nearest to q in one sense where it is none.
func (o *orthogonal) RightInverse(q *torch.Tensor) *torch.Tensor {
	if !slices.Equal(q.Shape(), o.shape) {
		refuse("Expected a matrix or batch of matrices of shape %v. Got a tensor of shape %v.", o.shape, q.Shape())
	}
	start := q
	n, k := q.Size(-2), q.Size(-1)
	wide := n < k
	if wide {
		q, n, k = q.MT(), k, n
	}
	if o.plain {
		return o.reflectors(q, wide)
	}
	switch {
	case n != k:
		sizes := append(slices.Clone(q.Shape()[:q.NDim()-2]), n, n-k)
		q = madeOrthogonal(torch.Cat([]*torch.Tensor{q, torch.Randn(sizes, q.DType(), q.Device())}, torch.Dim(-1)))
	case !isOrthogonal(q):
		q = madeOrthogonal(q)
	default:
		q = q.Clone()
	}
	o.Base = q.Keep()
	minus := torch.ZerosLike(start)
	minus.Diagonal(0, -2, -1).Fill_(-1.0)
	return minus
}

func (o *orthogonal) reflectors(q *torch.Tensor, wide bool) *torch.Tensor {
	if o.how != "householder" {
		return q // as a parameter is taken where Python's right_inverse is not implemented
	}
	a, tau := linalg.Geqrf(q)
	diagonal := a.Diagonal(0, -2, -1)
	diagonal.Sign_()
	diagonal.Mul_(tau.Eq(0.0).To(a.DType()).Mul(-2).Add(1))
	if wide {
		return a.MT()
	}
	return a
}

func madeOrthogonal(a *torch.Tensor) *torch.Tensor {
	x, tau := linalg.Geqrf(a)
	q := linalg.HouseholderProduct(x, tau)
	return q.Mul_(x.Diagonal(0, -2, -1).Sgn().Unsqueeze(-2))
}

func isOrthogonal(q *torch.Tensor) bool {
	n, k := q.Size(-2), q.Size(-1)
	one := torch.Eye(k, q.DType(), q.Device())
	off := q.MH().MatMul(q).Sub(one).Abs()
	return off.Le(one.Abs().Mul(1e-5).Add(10*float64(n)*torch.FInfo(q.DType()).Eps)).All().Item() != 0
}
