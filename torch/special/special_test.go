package special_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/special"
)

// rounding is what two ways to compute a function of float64 may differ by.
var rounding = torchtest.Tolerance{Abs: 1e-12, Rel: 1e-12, Why: "two formulas of one function in float64"}

func TestFunctions_KeepTheirIdentities(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Linspace(0.1, 3, 12, torch.Float64).View(3, 4).T()
	half := torch.Linspace(0.02, 0.98, 9, torch.Float64)
	for _, c := range []struct {
		name      string
		want, got *torch.Tensor
	}{
		{"entr", x.XLogY(x).Neg(), special.Entr(x)},
		{"erfcx", x.Square().Exp().Mul(x.Erfc()), special.Erfcx(x)},
		{"i0e", x.I0().Mul(x.Neg().Exp()), special.I0e(x)},
		{"i1e", special.I1(x).Mul(x.Neg().Exp()), special.I1e(x)},
		{"modified_bessel_i0", x.I0(), special.ModifiedBesselI0(x)},
		{"modified_bessel_i1", special.I1(x), special.ModifiedBesselI1(x)},
		{"scaled_modified_bessel_k0", x.Exp().Mul(special.ModifiedBesselK0(x)), special.ScaledModifiedBesselK0(x)},
		{"scaled_modified_bessel_k1", x.Exp().Mul(special.ModifiedBesselK1(x)), special.ScaledModifiedBesselK1(x)},
		{"spherical_bessel_j0", x.Sin().Div(x), special.SphericalBesselJ0(x)},
		{"log_ndtr", special.Ndtr(x).Log(), special.LogNdtr(x)},
		{"ndtri", half, special.Ndtr(special.Ndtri(half))},
		{"xlog1py", x.Mul(x.Log1p()), special.Xlog1py(x, x)},
		{"zeta", torch.Full([]int{1}, math.Pi*math.Pi/6, torch.Float64), special.Zeta(2, torch.Ones(1, torch.Float64))},
		{"airy_ai", torch.NewTensor([]float64{0.355028053887817239}), special.AiryAi(torch.Zeros(1, torch.Float64))},
	} {
		torchtest.AllClose(t, c.want, c.got, rounding, c.name)
	}
}

func TestBesselFunctions_AtOne(t *testing.T) {
	torchtest.NoLeaks(t)
	one := torch.Ones(1, torch.Float64)
	for name, c := range map[string]struct {
		f    func(*torch.Tensor) *torch.Tensor
		want float64 // Abramowitz and Stegun, tables 9.1 and 9.8
	}{
		"j0": {special.BesselJ0, 0.7651976865579666},
		"j1": {special.BesselJ1, 0.4400505857449335},
		"y0": {special.BesselY0, 0.0882569642156769},
		"y1": {special.BesselY1, -0.7812128213002887},
		"i1": {special.I1, 0.5651591039924851},
		"k0": {special.ModifiedBesselK0, 0.4210244382407083},
		"k1": {special.ModifiedBesselK1, 0.6019072301972346},
	} {
		torchtest.AllClose(t, []float64{c.want}, c.f(one), rounding, name)
	}
	assert.Equal(t, math.Inf(-1), special.BesselY0(torch.Zeros(1)).Item())
	assert.True(t, math.IsNaN(special.BesselY0(one.Neg()).Item()))
}

func TestPolynomials_OfTheThirdDegree(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Linspace(-1, 1, 7, torch.Float64)
	shifted := x.Add(1).Div(2)
	// polynomial evaluates a + bx + cx² + dx³.
	polynomial := func(a, b, c, d float64) *torch.Tensor {
		return x.Mul(d).Add(c).Mul(x).Add(b).Mul(x).Add(a)
	}
	for _, c := range []struct {
		name      string
		want, got *torch.Tensor
	}{
		{"chebyshev t", polynomial(0, -3, 0, 4), special.ChebyshevPolynomialT(x, 3)},
		{"chebyshev u", polynomial(0, -4, 0, 8), special.ChebyshevPolynomialU(x, 3)},
		{"chebyshev v", polynomial(1, -4, -4, 8), special.ChebyshevPolynomialV(x, 3)},
		{"chebyshev w", polynomial(-1, -4, 4, 8), special.ChebyshevPolynomialW(x, 3)},
		{"shifted chebyshev t", polynomial(0, -3, 0, 4), special.ShiftedChebyshevPolynomialT(shifted, 3)},
		{"shifted chebyshev u", polynomial(0, -4, 0, 8), special.ShiftedChebyshevPolynomialU(shifted, 3)},
		{"shifted chebyshev v", polynomial(1, -4, -4, 8), special.ShiftedChebyshevPolynomialV(shifted, 3)},
		{"shifted chebyshev w", polynomial(-1, -4, 4, 8), special.ShiftedChebyshevPolynomialW(shifted, 3)},
		{"hermite h", polynomial(0, -12, 0, 8), special.HermitePolynomialH(x, 3)},
		{"hermite he", polynomial(0, -3, 0, 1), special.HermitePolynomialHe(x, 3)},
		{"laguerre", polynomial(1, -3, 1.5, -1./6), special.LaguerrePolynomialL(x, 3)},
		{"legendre", polynomial(0, -1.5, 0, 2.5), special.LegendrePolynomialP(x, 3)},
	} {
		torchtest.AllClose(t, c.want, c.got, rounding, c.name)
	}
}

func TestTwoArguments_TensorsAndNumbers(t *testing.T) {
	torchtest.NoLeaks(t)
	x, n := torch.NewTensor([][]float64{{0.5}, {2}}), torch.Arange(4)
	both := special.ChebyshevPolynomialT(x, n)
	torchtest.Equal(t, [][]float64{{1, 0.5, -0.5, -1}, {1, 2, 7, 26}}, both)
	torchtest.Equal(t, both.Select(1, 2), special.ChebyshevPolynomialT(x, 2).Squeeze())
	torchtest.Equal(t, both.Index(1).Float(), special.ChebyshevPolynomialT(2.0, n))
	torchtest.Equal(t, []float64{7, 0}, special.ChebyshevPolynomialT(2.0, torch.NewTensor([]float64{2.9, -1})))
	torchtest.Equal(t, torch.Empty(0, 4), special.Zeta(torch.Empty(0, 1), torch.Ones(4)))
}

func TestDTypes(t *testing.T) {
	torchtest.NoLeaks(t)
	assert.Equal(t, torch.Float32, special.BesselJ0(torch.Arange(3)).DType())
	assert.Equal(t, torch.Float32, special.Zeta(torch.Ones(1, torch.Bool), 2).DType())
	assert.Equal(t, torch.Float16, special.Entr(torch.Ones(1, torch.Float16)).DType())
	assert.Equal(t, torch.Float64, special.Xlog1py(torch.Ones(1), torch.Ones(1, torch.Float64)).DType())
	assert.Empty(t, special.Ndtri(torch.Ones(0, 2)).ToSlice())
	assert.Equal(t, 1.0, special.Erfcx(torch.ScalarTensor(0.0)).Item())
}

func TestFunctions_RefuseWrongArguments(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(3)
	for message, f := range map[string]func(){
		"not implemented for 'ComplexFloat'":                                      func() { special.Ndtri(x.CFloat()) },
		"not implemented for 'Half'":                                              func() { special.AiryAi(x.Half()) },
		"special_zeta: one argument must be a *torch.Tensor, got int and float64": func() { special.Zeta(2, 3.0) },
		"expected a number, got string":                                           func() { special.Zeta(x, "q") },
		"must match the size of tensor b":                                         func() { special.Xlog1py(x, torch.Ones(2)) },
		"an input tensor is nil":                                                  func() { special.Entr(nil) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestFunctions_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Linspace(0.2, 0.8, 4, torch.Float64, torch.RequiresGrad(true))
	for name, f := range map[string]func(x *torch.Tensor) *torch.Tensor{
		"i0e":      special.I0e,
		"i1":       special.I1,
		"i1e":      special.I1e,
		"entr":     special.Entr,
		"erfcx":    special.Erfcx,
		"ndtr":     special.Ndtr,
		"log_ndtr": special.LogNdtr,
		"ndtri":    special.Ndtri,
		"xlog1py":  func(x *torch.Tensor) *torch.Tensor { return special.Xlog1py(x, x) },
		"zeta":     func(x *torch.Tensor) *torch.Tensor { return special.Zeta(2.5, x) },
	} {
		assert.NoError(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
			return []*torch.Tensor{f(in[0])}
		}, []*torch.Tensor{x}), name)
	}
	for name, f := range map[string]func(x *torch.Tensor) *torch.Tensor{
		"airy_ai":                   special.AiryAi,
		"scaled_modified_bessel_k0": special.ScaledModifiedBesselK0,
		"legendre":                  func(x *torch.Tensor) *torch.Tensor { return special.LegendrePolynomialP(x, 2) },
	} {
		assert.False(t, f(x).RequiresGrad(), name)
	}
}
