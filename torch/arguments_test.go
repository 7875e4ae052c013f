package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestNumberFirst_NeedsATensor(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.FromSliceIn(s, []int{1, 2, 3})
		for name, f := range map[string]func(a, b any) *torch.Tensor{
			"pow": torch.Pow, "float_power": torch.FloatPower, "remainder": torch.Remainder, "xlogy": torch.XLogY,
			"bitwise_and": torch.BitwiseAnd, "bitwise_or": torch.BitwiseOr, "bitwise_xor": torch.BitwiseXor,
			"bitwise_left_shift": torch.BitwiseLeftShift, "bitwise_right_shift": torch.BitwiseRightShift,
			"isin":      func(a, b any) *torch.Tensor { return torch.IsIn(a, b) },
			"bucketize": func(a, _ any) *torch.Tensor { return torch.Bucketize(a, x.To(torch.Float32)) },
		} {
			t.Run(name, func(t *testing.T) {
				assert.NotNil(t, f(2, x), "a number first")
				assert.Equal(t, x.Shape(), f(x, x).Shape(), "two tensors")
				err := torchtest.Panics(t, "", func() { f("two", x) })
				assert.Equal(t, "TypeError", err.Kind)
				torchtest.Panics(t, "", func() { f(nil, x) })
				torchtest.Panics(t, "", func() { f((*torch.Tensor)(nil), x) })
				if name != "bucketize" {
					torchtest.Panics(t, "must be a *torch.Tensor", func() { f(2, 3) })
				}
			})
		}
	})
}

// Graphics processors alone multiply in another dtype.
func TestMM_InDType(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, 2, torch.BFloat16, torch.In(s))
		batch, sum := x.Unsqueeze(0), torch.Ones(2, 2, torch.In(s))
		for name, f := range map[string]func(){
			"aten::mm.dtype":      func() { x.MM(x, torch.Float32) },
			"aten::bmm.dtype":     func() { batch.BMM(batch, torch.Float32) },
			"aten::addmm.dtype":   func() { sum.AddMM(x, x, torch.Float32, torch.Beta(2)) },
			"aten::baddbmm.dtype": func() { sum.BAddBMM(batch, batch, torch.Float32) },
		} {
			err := torchtest.Panics(t, "'CPU' backend", f)
			assert.Equal(t, "NotImplementedError", err.Kind, name)
			assert.Equal(t, name, err.Op)
		}
		torchtest.Panics(t, "at most one dtype", func() { x.MM(x, torch.Float32, torch.Float32) })
	})
}

func TestPinMemory_NeedsAnAccelerator(t *testing.T) {
	torchtest.NoLeaks(t)
	if torch.CUDAIsAvailable() {
		t.Skip("there is one")
	}
	for _, f := range []func(on torch.TensorOption) *torch.Tensor{
		func(on torch.TensorOption) *torch.Tensor { return torch.Zeros(2, on) },
		func(on torch.TensorOption) *torch.Tensor { return torch.NewTensor(2, on) },
		func(on torch.TensorOption) *torch.Tensor { return torch.Randn(2, on) },
		func(on torch.TensorOption) *torch.Tensor { return torch.Zeros(2).NewFull([]int{2}, 1, on) },
	} {
		assert.False(t, f(torch.PinMemory(false)).IsPinned())
		assert.Panics(t, func() { f(torch.PinMemory(true)) })
	}
}

func TestSetStrided_KeepsItsTensorWhereItFails(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		source := torch.Arange(6.0, torch.In(s))
		for _, test := range []struct {
			name           string
			source         *torch.Tensor
			offset         int
			sizes, strides []int
		}{
			{"a negative offset", source, -1, []int{2}, []int{2}},
			{"a negative size", source, 1, []int{-2}, []int{2}},
			{"a negative stride", source, 1, []int{2}, []int{-2}},
			{"an offset past all memory", source, 1 << 62, []int{2}, []int{2}},
			{"sizes past all memory", source, 1, []int{1 << 62}, []int{1}},
			{"fewer strides than sizes", source, 1, []int{2, 2}, []int{2}},
			{"a source that is not contiguous", source.View(2, 3).T(), 0, []int{2}, []int{1}},
			{"a source of another dtype", source.To(torch.Int64), 0, []int{2}, []int{1}},
		} {
			t.Run(test.name, func(t *testing.T) {
				x := torch.Ones(3, torch.In(s))
				assert.Panics(t, func() { x.SetStrided_(test.source, test.offset, test.sizes, test.strides) })
				assert.Equal(t, []float32{1, 1, 1}, torch.Data[float32](x))
			})
		}
		x := torch.Ones(3, torch.In(s))
		x.SetStrided_(source, 1, []int{2}, []int{3})
		x.Fill_(9)
		assert.Equal(t, []float32{0, 9, 2, 3, 9, 5}, torch.Data[float32](source), "memory is shared")
	})
}

func TestOptionsOfTheOtherFunction(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.FromSliceIn(s, []int{3, 1, 1})
		torchtest.Panics(t, "at most one way to reduce", func() { x.Scatter(0, x, x, "add", "multiply") })
		torchtest.Panics(t, "reduce argument must be", func() { x.Scatter(0, torch.Zeros(1, torch.Int64), 2, "mean") })
		torchtest.Panics(t, "at most one memory format", func() { x.ResizeAs_(x, torch.ChannelsLast, torch.ChannelsLast) })
		torchtest.Panics(t, "required rank 4", func() { x.ResizeFormat_(torch.ChannelsLast, 2, 3) })
		torchtest.Panics(t, "should match", func() { x.Cumsum_(0, torch.Float32) })
		torchtest.Panics(t, "0-dimensional", func() { torch.Linspace(x, 1, 3) })
	})
}

func TestWithInferenceMode_LeavesIt(t *testing.T) {
	torch.InferenceMode(func() {
		torch.WithInferenceMode(false, func() {
			assert.False(t, torch.IsInferenceModeEnabled())
			w := torch.Ones(2, torch.RequiresGrad(true))
			assert.True(t, w.Mul(2).RequiresGrad())
		})
		assert.True(t, torch.IsInferenceModeEnabled())
	})
}

func TestDimOrder_Unambiguous(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(2, 3, 5, 7, torch.In(s))
		both := []torch.MemoryFormat{torch.ContiguousFormat, torch.ChannelsLast}
		assert.Equal(t, []int{0, 1, 2, 3}, x.DimOrder(torch.Unambiguous()))
		assert.Equal(t, []int{0, 2, 1, 3}, x.Transpose(1, 2).DimOrder(torch.Unambiguous()))
		one := torch.Zeros(1, 2, 3, 4, torch.In(s))
		assert.Equal(t, []int{0, 1, 2, 3}, one.DimOrder(torch.Unambiguous(both...)))
		const many = "does not have unique dim order"
		torchtest.Panics(t, many, func() { one.DimOrder(torch.Unambiguous()) })
		torchtest.Panics(t, many, func() { torch.Zeros(2, 1, 3, 4).DimOrder(torch.Unambiguous(both...)) })
		torchtest.Panics(t, many, func() { torch.Zeros(3, 1).Expand(3, 4).DimOrder(torch.Unambiguous()) })
		torchtest.Panics(t, many, func() { torch.Zeros(4).AsStrided([]int{2, 3, 2}, []int{0, 1, 0}).DimOrder(torch.Unambiguous()) })
	})
}
