package linalg

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// lobpcgFunction gives [LOBPCG] its gradient.
type lobpcgFunction struct{ options *lobpcgOptions }

// Forward gets A and B, which may be nil.
func (f lobpcgFunction) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
	o := *f.options
	a := dense(inputs[0])
	o.b = dense(inputs[1])
	e, x := lobpcg(a, &o)
	ctx.SaveForBackward(a, o.b, e, x)
	return []*torch.Tensor{e, x}
}

// dense is a contiguous a, or a itself where it is sparse or nil.
func dense(a *torch.Tensor) *torch.Tensor {
	if a == nil || a.Layout() != torch.Strided {
		return a
	}
	return a.Contiguous()
}

func (f lobpcgFunction) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	saved := ctx.SavedTensors()
	a, b, e, x := saved[0], saved[1], saved[2], saved[3]
	switch {
	case a.Layout() == torch.SparseCOO, b != nil && b.Layout() == torch.SparseCOO && ctx.NeedsInputGrad(1):
		refuseValue("lobpcg", "lobpcg.backward does not support sparse input yet. Note that lobpcg.forward does though.")
	case a.DType().IsComplex(), b != nil && b.DType().IsComplex():
		refuseValue("lobpcg", "lobpcg.backward does not support complex input yet. Note that lobpcg.forward does though.")
	case b != nil:
		refuseValue("lobpcg", "lobpcg.backward does not support backward with B != I yet.")
	}
	grad := completeGradient(grads[0], grads[1], e, x)
	if x.Size(-1) != x.Size(-2) {
		grad = grad.Sub(orthogonalGradient(grads[1], a, e, x, !f.options.smallest))
	}
	return []*torch.Tensor{grad, nil}
}

// completeGradient is the part of a's gradient in the span of the eigenvectors u.
func completeGradient(dGrad, uGrad, d, u *torch.Tensor) *torch.Tensor {
	f := d.Unsqueeze(-2).Sub(d.Unsqueeze(-1))
	f.Diagonal(0, -2, -1).Fill_(math.Inf(1))
	f.Pow_(-1)
	ut := u.MT().Contiguous()
	return u.MatMul(dGrad.DiagEmbed(0, -2, -1).Add(ut.MatMul(uGrad).Mul(f)).MatMul(ut))
}

// orthogonalGradient is what is to take off that for the rest of the space: the
// solution of a Sylvester equation by the characteristic polynomial of d
// (Hu, Cheng: The polynomial solution to the Sylvester matrix equation, 2006).
func orthogonalGradient(uGrad, a, d, u *torch.Tensor, largest bool) *torch.Tensor {
	ut := u.MT().Contiguous()
	projection := u.Neg().MatMul(ut)
	projection.Diagonal(0, -2, -1).Add_(1)

	// A basis of the orthogonal complement, of the same draws each time.
	shape := a.Shape()
	shape[len(shape)-1] -= d.Size(-1)
	random := torch.Randn(shape, a.DType(), a.Device(), torch.WithGenerator(torch.NewGenerator(a.Device())), torch.In(u.Scope()))
	rest := projection.MatMul(random)
	restT := rest.MT().Contiguous()

	roots := polynomialOf(d)
	degree := roots.Size(-1) - 1
	series := torch.ZerosLike(uGrad)
	projected := uGrad
	for k := 1; k <= degree; k++ {
		value := polynomialAt(roots.Narrow(-1, k, degree+1-k), d)
		series = series.Add(projected.Mul(value.Unsqueeze(-2)))
		projected = a.MatMul(projected)
	}

	onRest := restT.MatMul(matrixPolynomialAt(roots, a).MatMul(rest))
	sign := 1
	if largest && degree%2 == 1 {
		sign = -1
	}
	l := Cholesky(onRest.Mul(sign))
	return rest.MatMul(CholeskySolve(restT.MatMul(series), l).Mul(sign)).MatMul(ut)
}

// polynomialOf returns the coefficients (*, N+1), the constant one first, of the
// polynomials with the given roots (*, N) and the leading coefficient 1.
func polynomialOf(roots *torch.Tensor) *torch.Tensor {
	n := roots.Size(-1)
	shape := roots.Shape()
	shape[len(shape)-1] += 2 // one more in front keeps the steps below of one form
	coefficients := torch.Zeros(shape, roots.DType(), roots.Device(), torch.In(roots.Scope()))
	coefficients.Select(-1, 0).Fill_(1)
	coefficients.Select(-1, n+1).Fill_(1)
	for i := 1; i <= n; i++ {
		next := coefficients.Clone()
		next.Narrow(-1, n-i, i+1).Sub_(roots.Narrow(-1, i-1, 1).Mul(coefficients.Narrow(-1, n-i+1, i+1)))
		coefficients = next
	}
	return coefficients.Narrow(-1, 1, n+1)
}

// polynomialAt evaluates polynomials at the elements of x by Horner's rule.
func polynomialAt(coefficients, x *torch.Tensor) *torch.Tensor {
	value := torch.OnesLike(x)
	for k := coefficients.Size(-1) - 2; k >= 0; k-- {
		value = coefficients.Select(-1, k).Unsqueeze(-1).Addcmul(x, value)
	}
	return value
}

// matrixPolynomialAt evaluates polynomials at the matrices x.
func matrixPolynomialAt(coefficients, x *torch.Tensor) *torch.Tensor {
	ones := slices.Repeat([]int{1}, x.NDim()-2)
	value := torch.Eye(x.Size(-1), x.DType(), x.Device(), torch.In(x.Scope())).View(append(ones, x.Shape()[x.NDim()-2:]...)...)
	for k := coefficients.Size(-1) - 2; k >= 0; k-- {
		value = x.MatMul(value)
		value.Diagonal(0, -2, -1).Add_(coefficients.Select(-1, k).Unsqueeze(-1))
	}
	return value
}
