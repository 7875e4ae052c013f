package torch_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func ExampleTensor_QuantizePerTensor() {
	x := torch.FromSlice([]float32{-1, 0, 0.26, 100})
	q := x.QuantizePerTensor(0.1, 10, torch.QUInt8)
	fmt.Println(q)
	fmt.Println(q.IntRepr(), q.QScheme())
	// Output:
	// tensor([-1.0000,  0.0000,  0.3000, 24.5000], size=(4,), dtype=torch.quint8,
	//        quantization_scheme=torch.per_tensor_affine, scale=0.1, zero_point=10)
	// tensor([  0,  10,  13, 255], dtype=torch.uint8) torch.per_tensor_affine
}

func ExampleTensor_QuantizePerChannel() {
	x := torch.NewTensor([][]float32{{-1, 1}, {-1, 1}})
	scales, zeroPoints := torch.FromSlice([]float32{0.5, 2}), torch.FromSlice([]int64{3, 0})
	fmt.Println(x.QuantizePerChannel(scales, zeroPoints, 0, torch.QInt8))
	// Output:
	// tensor([[-1.,  1.],
	//         [ 0.,  0.]], size=(2, 2), dtype=torch.qint8,
	//        quantization_scheme=torch.per_channel_affine,
	//        scale=tensor([0.5000, 2.0000], dtype=torch.float64),
	//        zero_point=tensor([3, 0]), axis=0)
}

func TestQuantize_LeadsBackToTheNearestMultiple(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{-1, -0.3, 0}, {0.2, 0.6, 9}})
	for dtype, integers := range map[torch.DType]any{
		torch.QInt8:  [][]int8{{-3, 0, 1}, {2, 3, 37}},
		torch.QUInt8: [][]uint8{{0, 0, 1}, {2, 3, 37}},
		torch.QInt32: [][]int32{{-3, 0, 1}, {2, 3, 37}},
	} {
		t.Run(dtype.String(), func(t *testing.T) {
			q := x.T().Contiguous().T().QuantizePerTensor(0.25, 1, dtype)
			assert.True(t, q.IsQuantized())
			assert.Equal(t, dtype, q.DType())
			assert.Equal(t, torch.PerTensorAffine, q.QScheme())
			assert.Equal(t, 0.25, q.QScale())
			assert.Equal(t, 1, q.QZeroPoint())
			torchtest.Equal(t, integers, q.IntRepr())
			torchtest.Equal(t, q.IntRepr().Float().Sub(1).Mul(0.25), q.Dequantize())
			torchtest.Equal(t, q.Dequantize(), torch.DequantizeAll(q, q)[1])
			assert.Equal(t, 0.25, torch.EmptyQuantized([]int{3}, q).QScale())
		})
	}
	assert.False(t, x.IsQuantized())
}

func TestQuantize_Channels(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 3)
	scales, zeroPoints := torch.FromSlice([]float32{1, 0.5, 0.25}), torch.FromSlice([]int64{0, 1, 2})
	q := x.QuantizePerChannel(scales, zeroPoints, 1, torch.QInt8)
	torchtest.Equal(t, [][]int8{{1, 3, 6}, {1, 3, 6}}, q.IntRepr())
	assert.Equal(t, torch.PerChannelAffine, q.QScheme())
	assert.Equal(t, 1, q.QPerChannelAxis())
	torchtest.Equal(t, scales.Double(), q.QPerChannelScales())
	torchtest.Equal(t, zeroPoints, q.QPerChannelZeroPoints())
	assert.Equal(t, "torch.QScheme(9)", torch.QScheme(9).String())
	called, err := torch.Call("qscheme", q)
	require.NoError(t, err)
	assert.Equal(t, []any{torch.PerChannelAffine}, called)
}

func TestFakeQuantize_GradientWithinTheRange(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([]float32{-1, 0.13, 0.4, 9}, torch.RequiresGrad(true))
	y := x.FakeQuantizePerTensorAffine(0.25, 0, 0, 3)
	torchtest.Equal(t, []float32{0, 0.25, 0.5, 0.75}, y.Detach())
	y.Sum().Backward()
	torchtest.Equal(t, []float32{0, 1, 1, 0}, x.Grad())
	by := x.FakeQuantizePerTensorAffine(torch.ScalarTensor(0.25), torch.ScalarTensor(0, torch.Int32), 0, 3)
	torchtest.Equal(t, y.Detach(), by.Detach())
}

func TestFusedMovingAvgObsFakeQuant_FollowsItsInput(t *testing.T) {
	torchtest.NoLeaks(t)
	o := torch.FakeQuantizeObserver{
		ObserverOn: torch.FromSlice([]int64{1}), FakeQuantOn: torch.FromSlice([]int64{0}),
		RunningMin: torch.Zeros(1), RunningMax: torch.Zeros(1),
		Scale: torch.Ones(1), ZeroPoint: torch.Zeros(1, torch.Int32),
		Averaging: 0.5, Most: 255,
	}
	x := torch.FromSlice([]float32{-2, 8})
	torchtest.Equal(t, x, x.FusedMovingAvgObsFakeQuant(o), "not quantized while that is off")
	torchtest.Equal(t, []float32{-1}, o.RunningMin)
	torchtest.Equal(t, []float32{4}, o.RunningMax)
}

func TestQuantize_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2)
	q := x.QuantizePerTensor(0.5, 0, torch.QInt8)
	s := torch.NewScope()
	closed := x.Clone(torch.In(s)).QuantizePerTensor(0.5, 0, torch.QInt8)
	s.Close()
	for _, test := range []struct {
		name, message string
		call          func()
	}{
		{"a dtype that isn't quantized", "", func() { x.QuantizePerTensor(0.5, 0, torch.Int8) }},
		{"a tensor and a number", "must both be numbers or both be tensors", func() { x.QuantizePerTensor(torch.Ones(1), 0, torch.QInt8) }},
		{"a string", "expected a number, got string", func() { x.QuantizePerTensor("1", 0, torch.QInt8) }},
		{"float64", "Quantize only works on Float", func() { x.Double().QuantizePerTensor(0.5, 0, torch.QInt8) }},
		{"scale of a dense tensor", "q_scale", func() { x.QScale() }},
		{"scales of a tensor quantized as a whole", "", func() { q.QPerChannelScales() }},
		{"integers of a dense tensor", "int_repr", func() { x.IntRepr() }},
		{"another number of channels", "", func() {
			torch.Ones(3, 2).QuantizePerChannel(torch.Ones(2), torch.Zeros(2, torch.Int64), 0, torch.QInt8)
		}},
		{"an operator that takes none", "QuantizedCPU", func() { q.Add(q) }},
		{"closed", "is closed", func() { closed.Dequantize() }},
		{"an observer without tensors", "an input tensor is nil", func() { x.FusedMovingAvgObsFakeQuant(torch.FakeQuantizeObserver{}) }},
	} {
		t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
	}
}
