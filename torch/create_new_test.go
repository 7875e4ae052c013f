package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestNew_TakesDTypeFromTheReceiver(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(5, torch.Float64, torch.In(s))
		torchtest.Equal(t, [][]float64{{0, 0}}, x.NewZeros(1, 2))
		torchtest.Equal(t, []float64{1, 1}, x.NewOnes([]int{2}))
		torchtest.Equal(t, []float64{3}, x.NewFull([]int{1}, 3))
		torchtest.Equal(t, 3.0, x.NewFull(nil, 3))
		torchtest.Equal(t, []float64{1, 2}, x.NewTensor([]int{1, 2}))
		assert.Equal(t, torch.Float64, x.NewEmpty(0, 2).DType())
		assert.Equal(t, s, x.NewEmpty(0, 2).Scope())
		assert.Equal(t, s, x.NewZeros(2).Scope())
	})
}

func TestNew_OptionsComeFirst(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Zeros(5, torch.Float64, torch.In(s))
		torchtest.Equal(t, []bool{true}, x.NewOnes(1, torch.Bool))
		torchtest.Equal(t, []int32{7}, x.NewFull([]int{1}, 7, torch.Int32))
		torchtest.Equal(t, []float32{1.5}, x.NewTensor([]float64{1.5}, torch.Float32, torch.In(s)))
		assert.True(t, x.NewZeros(1, torch.RequiresGrad(true)).RequiresGrad())
		torchtest.Panics(t, "expected sizes (int, []int) or options, got string", func() { x.NewZeros("2") })
		torchtest.Panics(t, "negative dimension", func() { x.NewOnes(-1) })
		torchtest.Panics(t, "expected a number, got string", func() { x.NewFull([]int{1}, "1") })
	})
}

func TestEmptyStrided_LiesAsTold(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		x := torch.EmptyStrided([]int{2, 3}, []int{1, 4}, torch.Int64, in)
		assert.Equal(t, []int{1, 4}, x.Strides())
		assert.Equal(t, torch.Int64, x.DType())
		assert.Equal(t, 80, x.UntypedStorage().NBytes)
		torchtest.Equal(t, [][]int{{5, 5, 5}, {5, 5, 5}}, x.Fill_(5))
		like := x.NewEmptyStrided([]int{2}, []int{3})
		assert.Equal(t, []int{3}, like.Strides())
		assert.Equal(t, torch.Int64, like.DType())
		assert.Equal(t, []int{0, 3}, torch.EmptyStrided([]int{0, 3}, []int{1, 1}, in).Shape())
		torchtest.Panics(t, "must match dimensionality of strides", func() { torch.EmptyStrided([]int{2}, nil) })
	})
}

func TestEmptyPermuted_LiesAsTold(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.EmptyPermuted([]int{2, 3, 5}, []int{2, 0, 1}, torch.In(s))
		assert.Equal(t, []int{2, 3, 5}, x.Shape())
		assert.Equal(t, []int{3, 1, 6}, x.Strides())
		assert.Equal(t, []int{2, 0, 1}, x.DimOrder())
		torchtest.Panics(t, "Number of dimensions", func() { torch.EmptyPermuted([]int{2, 3}, []int{0}) })
		torchtest.Panics(t, "Duplicate dim not allowed", func() { torch.EmptyPermuted([]int{2, 3}, []int{0, 0}) })
	})
}
