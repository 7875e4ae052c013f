package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

func TestPointwise_ExactValues(t *testing.T) {
	runResults(t, []resultCase{
		{"abs", func() *torch.Tensor { return i64(-2, 3).Abs() }, []int64{2, 3}},
		{"abs of complex", func() *torch.Tensor { return vec(3 + 4i).Abs() }, []float64{5}},
		{"neg", func() *torch.Tensor { return f32(1, -2).Neg() }, []float32{-1, 2}},
		{"sign", func() *torch.Tensor { return f32(-3, 0, 7).Sign() }, []float32{-1, 0, 1}},
		{"signbit", func() *torch.Tensor { return f64(math.Copysign(0, -1), 0).SignBit() }, []bool{true, false}},
		{"ceil", func() *torch.Tensor { return f32(-1.5, 1.5).Ceil() }, []float32{-1, 2}},
		{"floor", func() *torch.Tensor { return f32(-1.5, 1.5).Floor() }, []float32{-2, 1}},
		{"trunc", func() *torch.Tensor { return f32(-1.5, 1.5).Trunc() }, []float32{-1, 1}},
		{"frac", func() *torch.Tensor { return f32(-1.5, 1.25).Frac() }, []float32{-0.5, 0.25}},
		{"round to even", func() *torch.Tensor { return f32(0.5, 1.5, -2.5).Round() }, []float32{0, 2, -2}},
		{"round decimals", func() *torch.Tensor { return f64(1234.5678).Round(2) }, []float64{1234.57}},
		{"round tens", func() *torch.Tensor { return f64(1234.5678).Round_(-2) }, []float64{1200}},
		{"square", func() *torch.Tensor { return i64(-3).Square() }, []int64{9}},
		{"sqrt", func() *torch.Tensor { return i64(9).Sqrt() }, []float32{3}},
		{"rsqrt", func() *torch.Tensor { return f64(4).Rsqrt() }, []float64{0.5}},
		{"reciprocal", func() *torch.Tensor { return i64(4).Reciprocal() }, []float32{0.25}},
		{"exp", func() *torch.Tensor { return f64(0, -inf).Exp() }, []float64{1, 0}},
		{"exp2", func() *torch.Tensor { return f64(3).Exp2() }, []float64{8}},
		{"expm1", func() *torch.Tensor { return f64(0).Expm1() }, []float64{0}},
		{"log", func() *torch.Tensor { return f64(1, 0).Log() }, []float64{0, -inf}},
		{"log2", func() *torch.Tensor { return f64(8).Log2() }, []float64{3}},
		{"log10", func() *torch.Tensor { return f64(1000).Log10() }, []float64{3}},
		{"log1p", func() *torch.Tensor { return f64(0).Log1p() }, []float64{0}},
		{"sin, cos", func() *torch.Tensor { return f64(0).Sin().Add(f64(0).Cos()) }, []float64{1}},
		{"tanh", func() *torch.Tensor { return f64(-inf, 0, inf).Tanh() }, []float64{-1, 0, 1}},
		{"atan2", func() *torch.Tensor { return f64(0).Atan2(f64(-1)) }, []float64{math.Pi}},
		{"sinc", func() *torch.Tensor { return f64(0).Sinc() }, []float64{1}},
		{"erf", func() *torch.Tensor { return f64(0, inf).Erf() }, []float64{0, 1}},
		{"erfc", func() *torch.Tensor { return f64(0, inf).Erfc() }, []float64{1, 0}},
		{"lgamma", func() *torch.Tensor { return f64(1, 2).Lgamma() }, []float64{0, 0}},
		{"angle", func() *torch.Tensor { return f64(-1, 1).Angle() }, []float64{math.Pi, 0}},
		{"deg2rad", func() *torch.Tensor { return f64(180).Deg2Rad() }, []float64{math.Pi}},
		{"clamp", func() *torch.Tensor { return f32(-1, 0.5, 2).Clamp(0, 1) }, []float32{0, 0.5, 1}},
		{"clamp from below", func() *torch.Tensor { return i64(-1, 2).Clamp(0, nil) }, []int64{0, 2}},
		{"clamp by tensors", func() *torch.Tensor { return f32(0, 9).Clamp(f32(1, 1), f32(5)) }, []float32{1, 5}},
		{"clamp_ by one tensor", func() *torch.Tensor { return f32(0, 9).Clamp_(nil, f32(5)) }, []float32{0, 5}},
		{"clamp_min", func() *torch.Tensor { return i64(-1, 2).ClampMin(0) }, []int64{0, 2}},
		{"clamp_max_ by a tensor", func() *torch.Tensor { return f32(0, 9).ClampMax_(f32(5)) }, []float32{0, 5}},
		{"igamma, igammac", func() *torch.Tensor { return f64(1).Igamma(f64(0)).Sub(f64(1).Igammac(f64(0))) }, []float64{-1}},
		{"mvlgamma", func() *torch.Tensor { return f64(1, 2).Mvlgamma(1) }, []float64{0, 0}},
		{"mvlgamma_ of no element", func() *torch.Tensor { return torch.Empty(0, 2).Mvlgamma_(3) }, [][]float32{}},
		{"mantissa", func() *torch.Tensor { m, _ := f32(3, 0, -8).Frexp(); return m }, []float32{0.75, 0, -0.5}},
		{"exponent", func() *torch.Tensor { _, e := f32(3, 0, -8).Frexp(); return e }, []int32{2, 0, 4}},
		{"nan_to_num", func() *torch.Tensor {
			return f64(nan, inf, -inf).NaNToNum(torch.NaNTo(1), torch.PosInfTo(2), torch.NegInfTo(3))
		}, []float64{1, 2, 3}},
		{"nan_to_num_", func() *torch.Tensor { return f64(nan, inf).NaNToNum_() }, []float64{0, math.MaxFloat64}},
		{"logit", func() *torch.Tensor { return f64(0.5).Logit() }, []float64{0}},
		{"logit_ with eps", func() *torch.Tensor { return f64(7).Logit_(0.5) }, []float64{0}},
		{"fill_", func() *torch.Tensor { return torch.Empty(2, torch.Int64).Fill_(3) }, []int64{3, 3}},
		{"fill_ by a tensor", func() *torch.Tensor { return torch.Empty(2).Fill_(torch.ScalarTensor(3)) }, []float32{3, 3}},
		{"zero_", func() *torch.Tensor { return f32(1, nanF32).Zero_() }, []float32{0, 0}},
	})
}

func TestPointwise_Polygamma(t *testing.T) {
	x := f64(0.5, 1, 3)
	torchtest.Equal(t, x.Digamma(), x.Polygamma(0))
	torchtest.Equal(t, x.Polygamma(2), x.Clone().Polygamma_(2))
	torchtest.AllClose(t, []float64{math.Pi * math.Pi / 2, math.Pi * math.Pi / 6}, x.Narrow(0, 0, 2).Polygamma(1),
		torchtest.Tolerance{Rel: 1e-9, Why: "libtorch cuts the series of the trigamma function"})
}

func TestPointwise_Gradients(t *testing.T) {
	x := torch.Linspace(0.6, 1.9, 4, torch.Float64, torch.RequiresGrad(true)) // no power of 2, where frexp jumps
	for name, f := range map[string]func(x *torch.Tensor) *torch.Tensor{
		"polygamma":             func(x *torch.Tensor) *torch.Tensor { return x.Polygamma(1) },
		"mvlgamma":              func(x *torch.Tensor) *torch.Tensor { return x.Mvlgamma(2) },
		"igamma, in its second": func(x *torch.Tensor) *torch.Tensor { return f64(1.5).Igamma(x) },
		"igammac, likewise":     func(x *torch.Tensor) *torch.Tensor { return f64(1.5).Igammac(x) },
		"clamp_min":             func(x *torch.Tensor) *torch.Tensor { return x.ClampMin(1) },
		"clamp_max of tensors":  func(x *torch.Tensor) *torch.Tensor { return x.Square().ClampMax(x) },
		"mantissa":              func(x *torch.Tensor) *torch.Tensor { m, _ := x.Frexp(); return m },
		"polar":                 func(x *torch.Tensor) *torch.Tensor { return torch.Polar(x, x.Square()).ViewAsReal() },
		"angle":                 func(x *torch.Tensor) *torch.Tensor { return torch.Complex(x, x.Log()).Angle() },
		"sgn of complex numbers": func(x *torch.Tensor) *torch.Tensor {
			return torch.Complex(x, x.Square()).Sgn().ConjPhysical().ViewAsReal()
		},
	} {
		assert.NoError(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
			return []*torch.Tensor{f(in[0])}
		}, []*torch.Tensor{x}), name)
	}
}

func TestPointwise_WrongArguments(t *testing.T) {
	runPanics(t, []panicCase{
		{"negative order", "polygamma(n, x) does not support negative n", func() { f64(1).Polygamma(-1) }},
		{"no dimension", "p has to be greater than or equal to 1", func() { f64(1).Mvlgamma(0) }},
		{"frexp of integers", "torch.frexp() only supports floating-point dtypes", func() { i64(1).Frexp() }},
		{"igamma of integers", "not implemented for 'Long'", func() { i64(1).Igamma(i64(1)) }},
		{"igamma in place of a smaller dtype", "result type Double can't be cast", func() { i64(1).Igamma_(f64(1)) }},
		{"clamp_min of complex numbers", "clamp is not supported for complex types", func() { vec(1i).ClampMin(0) }},
		{"clamp_max by a string", "got string", func() { f64(1).ClampMax("1") }},
	})
}

var nanF32 = float32(math.NaN())

func TestComparison(t *testing.T) {
	x := f32(1, 2, 3)
	runResults(t, []resultCase{
		{"eq", func() *torch.Tensor { return x.Eq(2) }, []bool{false, true, false}},
		{"ne", func() *torch.Tensor { return x.Ne(f32(1, 0, 3)) }, []bool{false, true, false}},
		{"lt", func() *torch.Tensor { return x.Lt(2) }, []bool{true, false, false}},
		{"le", func() *torch.Tensor { return x.Le(2) }, []bool{true, true, false}},
		{"gt", func() *torch.Tensor { return x.Gt(2.5) }, []bool{false, false, true}},
		{"ge across dtypes", func() *torch.Tensor { return x.Ge(i64(2)) }, []bool{false, true, true}},
		{"in place keeps the dtype", func() *torch.Tensor { return x.Clone().Eq_(2) }, []float32{0, 1, 0}},
		{"isnan", func() *torch.Tensor { return f64(nan, inf, 1).IsNaN() }, []bool{true, false, false}},
		{"isinf", func() *torch.Tensor { return f64(nan, inf, 1).IsInf() }, []bool{false, true, false}},
		{"isfinite", func() *torch.Tensor { return f64(nan, -inf, 1).IsFinite() }, []bool{false, false, true}},
		{"isposinf", func() *torch.Tensor { return f64(inf, -inf).IsPosInf() }, []bool{true, false}},
		{"isneginf", func() *torch.Tensor { return f64(inf, -inf).IsNegInf() }, []bool{false, true}},
		{"isreal", func() *torch.Tensor { return vec(1, 1i).IsReal() }, []bool{true, false}},
		{"isclose", func() *torch.Tensor { return f64(1, 2).IsClose(f64(1.1, 2), torch.ATol(0.01)) }, []bool{false, true}},
		{"isin", func() *torch.Tensor { return i64(1, 2, 3).IsIn(i64(3, 1)) }, []bool{true, false, true}},
		{"not in", func() *torch.Tensor { return i64(1, 2, 3).IsIn(i64(3, 1), torch.Invert(true)) }, []bool{false, true, false}},
		{"isin a number", func() *torch.Tensor { return i64(1, 2).IsIn(2) }, []bool{false, true}},
	})
	assert.True(t, x.Equal(f32(1, 2, 3)))
	assert.False(t, x.Equal(f32(1, 2)))
	assert.False(t, f64(nan).Equal(f64(nan)))
	assert.True(t, f64(nan).AllClose(f64(nan), torch.EqualNaN(true)))
	assert.True(t, f64(1).AllClose(f64(1.2), torch.RTol(0.5)))
	assert.False(t, f64(1).AllClose(f64(1.2)))
	runPanics(t, []panicCase{
		{"shapes", "must match the size", func() { x.Eq(f32(1, 2)) }},
		{"dtypes of isclose", "did not match", func() { x.IsClose(f64(1)) }},
	})
}

func TestLogical(t *testing.T) {
	a, b := bools(true, true, false, false), bools(true, false, true, false)
	runResults(t, []resultCase{
		{"not", func() *torch.Tensor { return f32(0, 2).LogicalNot() }, []bool{true, false}},
		{"and", func() *torch.Tensor { return a.LogicalAnd(b) }, []bool{true, false, false, false}},
		{"or", func() *torch.Tensor { return a.LogicalOr(b) }, []bool{true, true, true, false}},
		{"xor of floats", func() *torch.Tensor { return f32(0, 2).LogicalXor(f32(3, 4)) }, []bool{true, false}},
		{"bitwise not", func() *torch.Tensor { return i64(5).BitwiseNot() }, []int64{-6}},
		{"bitwise not of bools", func() *torch.Tensor { return a.BitwiseNot() }, []bool{false, false, true, true}},
		{"bitwise and", func() *torch.Tensor { return i64(6).BitwiseAnd(3) }, []int64{2}},
		{"bitwise or", func() *torch.Tensor { return i64(6).BitwiseOr(i64(1)) }, []int64{7}},
		{"bitwise xor", func() *torch.Tensor { return a.BitwiseXor(b) }, []bool{false, true, true, false}},
		{"shift left", func() *torch.Tensor { return i64(3).BitwiseLeftShift(2) }, []int64{12}},
		{"shift right keeps the sign", func() *torch.Tensor { return i64(-8).BitwiseRightShift(i64(1)) }, []int64{-4}},
	})
	runPanics(t, []panicCase{
		{"bits of floats", "not implemented for 'Float'", func() { f32(1).BitwiseAnd(f32(1)) }},
	})
}

func TestClamp_RefusesMixedBounds(t *testing.T) {
	runPanics(t, []panicCase{
		{"a number and a tensor", "both be numbers or both be tensors", func() { f32(1).Clamp(0, f32(1)) }},
		{"no bound", "At least one of 'min' or 'max' must not be None", func() { f32(1).Clamp(nil, nil) }},
	})
}
