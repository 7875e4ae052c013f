package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestAutocast_ChoosesTheDType(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 2)
	torch.Autocast(torch.DeviceCPU, func() {
		product := x.MatMul(x)
		assert.Equal(t, torch.BFloat16, product.DType())
		assert.Equal(t, torch.BFloat16, product.Add(product).DType(), "what has no rule keeps its dtype")
		assert.Equal(t, torch.Float64, x.Double().Sum().DType())
	})
	torch.Autocast(torch.DeviceCPU, func() { assert.Equal(t, torch.Float16, x.MatMul(x).DType()) }, torch.Float16)
	assert.Equal(t, torch.Float32, x.MatMul(x).DType())
}

func TestAutocast_NestsAndRestores(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 2)
	assert.False(t, torch.IsAutocastEnabled(torch.DeviceCPU))
	torch.Autocast(torch.DeviceCPU, func() {
		assert.True(t, torch.IsAutocastEnabled(torch.DeviceCPU))
		assert.Equal(t, torch.Float16, torch.AutocastDType(torch.DeviceCPU))
		torch.Autocast(torch.DeviceCPU, func() {
			assert.False(t, torch.IsAutocastEnabled(torch.DeviceCPU))
			assert.False(t, torch.IsAutocastCacheEnabled())
			assert.Equal(t, torch.Float32, x.MatMul(x).DType())
		}, torch.Enabled(false), torch.CacheEnabled(false))
		assert.True(t, torch.IsAutocastEnabled(torch.DeviceCPU))
		assert.True(t, torch.IsAutocastCacheEnabled())
		assert.Equal(t, torch.Float16, x.MatMul(x).DType())
	}, torch.Float16)
	assert.PanicsWithValue(t, 1, func() { torch.Autocast(torch.DeviceCPU, func() { panic(1) }) })
	assert.False(t, torch.IsAutocastEnabled(torch.DeviceCPU))
	assert.Equal(t, torch.BFloat16, torch.AutocastDType(torch.DeviceCPU))
}

func TestAutocast_KeepsCastsUntilTheOutermostEnd(t *testing.T) {
	weight := torch.Ones(2, 2, torch.RequiresGrad(true))
	x := torch.Ones(2, 2)
	// A weight that changes behind autograd's back shows whether its cast is kept.
	products := func(options ...torch.AutocastOption) (first, second float64) {
		torch.Autocast(torch.DeviceCPU, func() {
			torch.Autocast(torch.DeviceCPU, func() { first = x.MatMul(weight).Sum().Item() })
			torch.NoGrad(func() { weight.Mul_(2) })
			torch.Autocast(torch.DeviceCPU, func() { second = x.MatMul(weight).Sum().Item() })
		}, options...)
		torch.NoGrad(func() { weight.Fill_(1) })
		return first, second
	}
	first, second := products()
	assert.Equal(t, []float64{8, 8}, []float64{first, second}, "kept beyond an inner region")
	first, second = products()
	assert.Equal(t, []float64{8, 8}, []float64{first, second}, "dropped at the end of the outermost one")

	torch.Autocast(torch.DeviceCPU, func() {
		x.MatMul(weight)
		torch.NoGrad(func() { weight.Mul_(2) })
		assert.Equal(t, 16.0, x.MatMul(weight).Sum().Item(), "not kept")
	}, torch.CacheEnabled(false))
}

func TestAutocast_GradientsHaveTheWeightsDType(t *testing.T) {
	torchtest.NoLeaks(t)
	weight := torch.Full([]int{3, 2}, 0.1, torch.RequiresGrad(true))
	var loss *torch.Tensor
	torch.Autocast(torch.DeviceCPU, func() { loss = torch.Ones(4, 3).MatMul(weight).Softmax(1).Square().Sum() })
	loss.Backward()
	assert.Equal(t, torch.BFloat16, loss.DType())
	assert.Equal(t, torch.Float32, weight.Grad().DType())
}

func TestAutocast_Refuses(t *testing.T) {
	none := func() {}
	runPanics(t, []panicCase{
		{"a dtype without kernels", "autocast supports torch.float16 and torch.bfloat16, not torch.float64", func() { torch.Autocast(torch.DeviceCPU, none, torch.Float64) }},
		{"a device without autocast", "unsupported autocast device_type 'meta'", func() { torch.Autocast(torch.DeviceMeta, none) }},
		{"a device that is none", "99 is no device type", func() { torch.Autocast(99, none) }},
	})
	assert.True(t, torch.IsAutocastAvailable(torch.DeviceCPU))
	assert.True(t, torch.IsAutocastAvailable(torch.DeviceCUDA))
	assert.False(t, torch.IsAutocastAvailable(torch.DeviceMeta))
	torch.Autocast(torch.DeviceCUDA, func() {
		assert.Equal(t, torch.CUDAIsAvailable(), torch.IsAutocastEnabled(torch.DeviceCUDA), "without a GPU the region does nothing")
	})
}
