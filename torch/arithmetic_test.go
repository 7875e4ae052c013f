package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/torch"
)

func TestArithmetic(t *testing.T) {
	column := torch.FromSlice([]float32{10, 20}, 2, 1)
	runResults(t, []resultCase{
		{"add broadcasts", func() *torch.Tensor { return column.Add(f32(1, 2)) }, [][]float32{{11, 12}, {21, 22}}},
		{"add a number", func() *torch.Tensor { return f32(1).Add(2) }, []float32{3}},
		{"integers and a float promote", func() *torch.Tensor { return i64(1, 2).Add(0.5) }, []float32{1.5, 2.5}},
		{"a number does not promote floats", func() *torch.Tensor { return f32(1).Add(2.0) }, []float32{3}},
		{"float32 and float64", func() *torch.Tensor { return f32(1).Add(f64(2)) }, []float64{3}},
		{"bool and a bool", func() *torch.Tensor { return bools(true, false).Add(true) }, []bool{true, true}},
		{"alpha", func() *torch.Tensor { return f32(1).Add(f32(2), torch.Alpha(10)) }, []float32{21}},
		{"sub", func() *torch.Tensor { return f32(1).Sub(f32(2), torch.Alpha(0.5)) }, []float32{0}},
		{"rsub", func() *torch.Tensor { return f32(1).RSub(5) }, []float32{4}},
		{"rsub a tensor", func() *torch.Tensor { return f32(1).RSub(f32(5), torch.Alpha(2)) }, []float32{3}},
		{"mul", func() *torch.Tensor { return i64(3).Mul(4) }, []int64{12}},
		{"div of integers is true", func() *torch.Tensor { return i64(-7, 7).Div(2) }, []float32{-3.5, 3.5}},
		{"div floor", func() *torch.Tensor { return i64(-7, 7).Div(2, torch.RoundFloor) }, []int64{-4, 3}},
		{"div trunc", func() *torch.Tensor { return i64(-7, 7).Div(i64(2), torch.RoundTrunc) }, []int64{-3, 3}},
		{"floor_divide", func() *torch.Tensor { return i64(-7, 7).FloorDivide(2) }, []int64{-4, 3}},
		{"remainder has the divisor's sign", func() *torch.Tensor { return i64(-7, 7).Remainder(3) }, []int64{2, 1}},
		{"fmod has the dividend's sign", func() *torch.Tensor { return i64(-7, 7).Fmod(3) }, []int64{-1, 1}},
		{"pow", func() *torch.Tensor { return f64(2, 3).Pow(2) }, []float64{4, 9}},
		{"pow of a tensor", func() *torch.Tensor { return i64(2, 3).Pow(i64(3, 2)) }, []int64{8, 9}},
		{"float_power", func() *torch.Tensor { return i64(2).FloatPower(-1) }, []float64{0.5}},
		{"complex", func() *torch.Tensor { return f32(1).Mul(2i) }, []complex64{2i}},
		{"addcmul", func() *torch.Tensor { return f32(1).Addcmul(f32(2), f32(3), torch.Value(0.5)) }, []float32{4}},
		{"addcdiv", func() *torch.Tensor { return f32(1).Addcdiv(f32(6), f32(3)) }, []float32{3}},
		{"lerp", func() *torch.Tensor { return f32(0, 10).Lerp(f32(8, 20), 0.25) }, []float32{2, 12.5}},
		{"lerp by a tensor", func() *torch.Tensor { return f32(0, 10).Lerp(f32(8, 20), f32(1, 0.5)) }, []float32{8, 15}},
		{"maximum", func() *torch.Tensor { return f32(1, 5).Maximum(f32(3, 2)) }, []float32{3, 5}},
		{"minimum", func() *torch.Tensor { return i64(1, 5).Minimum(i64(3, 2)) }, []int64{1, 2}},
		{"gcd", func() *torch.Tensor { return i64(12, 18).GCD(i64(8, 27)) }, []int64{4, 9}},
		{"lcm", func() *torch.Tensor { return i64(4, 6).LCM(i64(6, 8)) }, []int64{12, 24}},
		{"ldexp", func() *torch.Tensor { return f32(3).Ldexp(i64(4)) }, []float32{48}},
		{"heaviside", func() *torch.Tensor { return f32(-1, 0, 2).Heaviside(f32(0.5)) }, []float32{0, 0.5, 1}},
		{"copysign", func() *torch.Tensor { return f32(1, -2).CopySign(-1) }, []float32{-1, -2}},
		{"hypot", func() *torch.Tensor { return f64(3).Hypot(f64(4)) }, []float64{5}},
		{"empty", func() *torch.Tensor { return torch.Empty(0, 3).Add(1) }, [][]float32{}},
		{"scalar", func() *torch.Tensor { return torch.ScalarTensor(2).Mul(torch.ScalarTensor(3)) }, float32(6)},
	})
}

func TestArithmetic_InPlace(t *testing.T) {
	runResults(t, []resultCase{
		{"add_", func() *torch.Tensor { return f32(1).Add_(f32(2), torch.Alpha(10)) }, []float32{21}},
		{"sub_", func() *torch.Tensor { return f32(1).Sub_(2) }, []float32{-1}},
		{"div_", func() *torch.Tensor { return f32(1).Div_(2) }, []float32{0.5}},
		{"div_ floor", func() *torch.Tensor { return i64(-7).Div_(2, torch.RoundFloor) }, []int64{-4}},
		{"addcmul_", func() *torch.Tensor { return f32(1).Addcmul_(f32(2), f32(3)) }, []float32{7}},
		{"addcdiv_", func() *torch.Tensor { return f32(1).Addcdiv_(f32(6), f32(3), torch.Value(-1)) }, []float32{-1}},
		{"lerp_", func() *torch.Tensor { return f32(0).Lerp_(f32(8), 0.25) }, []float32{2}},
		{"lerp_ by a tensor", func() *torch.Tensor { return f32(0).Lerp_(f32(8), f32(0.5)) }, []float32{4}},
		{"writes through a view", func() *torch.Tensor {
			x := torch.Zeros(2, 2)
			x.Transpose(0, 1).Add_(f32(1, 2))
			return x
		}, [][]float32{{1, 1}, {2, 2}}},
	})
}

func TestArithmetic_Refuses(t *testing.T) {
	runPanics(t, []panicCase{
		{"shapes", "The size of tensor a (2) must match the size of tensor b (3)", func() { f32(1, 2).Add(f32(1, 2, 3)) }},
		{"a string", "expected a *torch.Tensor or a number, got string", func() { f32(1).Add("2") }},
		{"bool minus", "Subtraction, the `-` operator, with two bool tensors is not supported", func() { bools(true).Sub(true) }},
		{"integer to a negative power", "Integers to negative integer powers are not allowed", func() { i64(2).Pow(-1) }},
		{"integer divided in place", "result type Float can't be cast to the desired output type Long", func() { i64(1).Div_(2) }},
		{"unknown rounding mode", "rounding_mode to be one of None, 'trunc', or 'floor'", func() { f32(1).Div(2, "up") }},
		{"in-place broadcast of the receiver", "doesn't match the broadcast shape", func() { f32(1).Add_(f32(1, 2)) }},
		{"gcd of floats", "not implemented for 'Float'", func() { f32(1).GCD(f32(1)) }},
	})
}

// The overload shows in the graph: Python wraps numbers for add and its kin, and
// calls the Scalar overload of the others.
func TestArithmetic_OverloadsAsPython(t *testing.T) {
	x := torch.Ones(2, torch.RequiresGrad(true))
	for want, y := range map[string]*torch.Tensor{
		"AddBackward0":         x.Add(2),
		"SubBackward0":         x.Sub(2),
		"RsubBackward1":        x.RSub(2),
		"RsubBackward0":        x.RSub(torch.Ones(2)),
		"MulBackward0":         x.Mul(2),
		"DivBackward0":         x.Div(2),
		"DivBackward2":         x.Div(2, torch.RoundFloor),
		"PowBackward0":         x.Pow(2),
		"PowBackward1":         x.Pow(torch.Ones(2)),
		"RemainderBackward0":   x.Remainder(2),
		"LerpBackward0":        x.Lerp(torch.Ones(2), 0.5),
		"LerpBackward1":        x.Lerp(torch.Ones(2), torch.Ones(2)),
		"ClampBackward1":       x.Clamp(0, nil),
		"SumBackward0":         x.Sum(),
		"SumBackward1":         x.Sum(torch.Dim(0)),
		"MeanBackward0":        x.Mean(),
		"MeanBackward1":        x.Mean(torch.Dim(0)),
		"MaxBackward1":         x.Max(),
		"StdBackward0":         x.Std(),
		"SoftmaxBackward0":     x.Softmax(0),
		"LogSoftmaxBackward0":  x.LogSoftmax(-1),
		"ProdBackward1":        x.Prod(torch.Dim(0)),
		"LogsumexpBackward0":   x.LogSumExp([]int{0}),
		"LogSigmoidBackward0":  x.LogSigmoid(),
		"HardtanhBackward0":    x.ReLU6(),
		"PreluKernelBackward0": x.PReLU(torch.Ones(1)),
	} {
		assert.Equal(t, want, y.GradFnName())
	}
}
