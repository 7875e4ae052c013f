package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/torch"
)

func TestActivation_ExactValues(t *testing.T) {
	runResults(t, []resultCase{
		{"relu", func() *torch.Tensor { return f32(-1, 0, 2).ReLU() }, []float32{0, 0, 2}},
		{"relu of integers", func() *torch.Tensor { return i64(-1, 2).ReLU() }, []int64{0, 2}},
		{"relu_", func() *torch.Tensor { return f32(-1, 2).ReLU_() }, []float32{0, 2}},
		{"relu6", func() *torch.Tensor { return f32(-1, 3, 9).ReLU6() }, []float32{0, 3, 6}},
		{"sigmoid", func() *torch.Tensor { return f64(-inf, 0, inf).Sigmoid() }, []float64{0, 0.5, 1}},
		{"silu", func() *torch.Tensor { return f64(0).SiLU() }, []float64{0}},
		{"hardsigmoid", func() *torch.Tensor { return f64(-3, 0, 3).HardSigmoid() }, []float64{0, 0.5, 1}},
		{"hardswish", func() *torch.Tensor { return f64(-3, 0, 3).HardSwish() }, []float64{0, 0, 3}},
		{"leaky_relu", func() *torch.Tensor { return f32(-2, 2).LeakyReLU(0.5) }, []float32{-1, 2}},
		{"leaky_relu_", func() *torch.Tensor { return f32(-2, 2).LeakyReLU_(0.5) }, []float32{-1, 2}},
		{"elu", func() *torch.Tensor { return f64(-inf, 2).ELU(0.5) }, []float64{-0.5, 2}},
		{"elu_", func() *torch.Tensor { return f64(-inf, 2).ELU_(0.5) }, []float64{-0.5, 2}},
		{"celu", func() *torch.Tensor { return f64(-inf, 2).CELU(0.5) }, []float64{-0.5, 2}},
		{"celu_", func() *torch.Tensor { return f64(-inf, 2).CELU_(0.5) }, []float64{-0.5, 2}},
		{"hardtanh", func() *torch.Tensor { return f32(-9, 0, 9).HardTanh(-2, 3) }, []float32{-2, 0, 3}},
		{"hardtanh_", func() *torch.Tensor { return f32(-9, 0, 9).HardTanh_(-2, 3) }, []float32{-2, 0, 3}},
		{"softplus above its threshold", func() *torch.Tensor { return f64(30).Softplus(1, 20) }, []float64{30}},
		{"threshold", func() *torch.Tensor { return f32(0.5, 1, 2).Threshold(1, -7) }, []float32{-7, -7, 2}},
		{"threshold_", func() *torch.Tensor { return f32(0.5, 2).Threshold_(1, -7) }, []float32{-7, 2}},
		{"hardshrink", func() *torch.Tensor { return f32(-1, 0.25, 1).HardShrink(0.5) }, []float32{-1, 0, 1}},
		{"softshrink", func() *torch.Tensor { return f32(-1, 0.25, 1).SoftShrink(0.5) }, []float32{-0.5, 0, 0.5}},
		{"tanhshrink", func() *torch.Tensor { return f64(0, inf).TanhShrink() }, []float64{0, inf}},
		{"softsign", func() *torch.Tensor { return f64(-1, 0, 3).SoftSign() }, []float64{-0.5, 0, 0.75}},
		{"prelu per channel", func() *torch.Tensor { return torch.FromSlice([]float32{-1, -1, 4}, 1, 3).PReLU(f32(2, 3, 4)) },
			[][]float32{{-2, -3, 4}}},
		{"glu", func() *torch.Tensor { return f64(4, 6, 0, inf).GLU() }, []float64{2, 6}},
		{"gelu", func() *torch.Tensor { return f64(0).GELU() }, []float64{0}},
		{"gelu_ by tanh", func() *torch.Tensor { return f64(0).GELU_(torch.GELUTanh) }, []float64{0}},
		{"softmax of equals", func() *torch.Tensor { return torch.Zeros(2, 4, torch.Float64).Softmax(0) },
			[][]float64{{0.5, 0.5, 0.5, 0.5}, {0.5, 0.5, 0.5, 0.5}}},
		{"softmax converts first", func() *torch.Tensor { return i64(3, 3).Softmax(-1, torch.Float64) }, []float64{0.5, 0.5}},
		{"log_softmax of one", func() *torch.Tensor { return f32(7).LogSoftmax(0) }, []float32{0}},
		{"softmin", func() *torch.Tensor { return f64(-inf, 0).Neg().Softmin(0) }, []float64{0, 1}},
		{"softmax of a scalar", func() *torch.Tensor { return torch.ScalarTensor(3).Softmax(0) }, float32(1)},
		{"softmax of nothing", func() *torch.Tensor { return torch.Empty(0, 2).Softmax(1) }, [][]float32{}},
	})
}

// The normal distribution's value at 1 tells the exact form from the other one.
func TestGELU_Approximation(t *testing.T) {
	exact := 0.5 * (1 + math.Erf(math.Sqrt2/2))
	// The two libraries' erf may differ in the last bits.
	assert.InDelta(t, exact, f64(1).GELU().Item(), 1e-15)
	tanh := 0.5 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*1.044715))
	assert.InDelta(t, tanh, f64(1).GELU(torch.GELUTanh).Item(), 1e-15)
}

func TestActivation_Refuses(t *testing.T) {
	runPanics(t, []panicCase{
		{"softmax of integers", "not implemented for 'Long'", func() { i64(1).Softmax(0) }},
		{"softmax beyond the dimensions", "Dimension out of range", func() { f32(1).Softmax(1) }},
		{"gelu's approximation", "approximate argument must be either none or tanh", func() { f32(1).GELU("erf") }},
		{"glu of odd halves", "Halving dimension must be even", func() { f32(1, 2, 3).GLU(torch.Dim(0)) }},
	})
}
