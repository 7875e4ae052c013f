package torch_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestWithDualLevel(t *testing.T) {
	torchtest.NoLeaks(t)
	x, v := torch.NewTensor([]float64{1, 2, 3}), torch.NewTensor([]float64{1, 10, 100})
	var primal, tangent, none *torch.Tensor
	torch.WithDualLevel(func(level torch.DualLevel) {
		dual := level.Make(x, v)
		primal, tangent = level.Unpack(dual.Mul(dual).Add(dual))
		_, none = level.Unpack(x)
		torchtest.Panics(t, "Nested forward mode AD is not supported", func() {
			torch.WithDualLevel(func(torch.DualLevel) {})
		})
	})
	torchtest.Equal(t, []float64{2, 6, 12}, primal)
	torchtest.Equal(t, []float64{3, 50, 700}, tangent)
	assert.Nil(t, none)
	assert.PanicsWithValue(t, 1, func() { torch.WithDualLevel(func(torch.DualLevel) { panic(1) }) })
}

func TestWithDualLevel_OnManyGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for range 20 {
				x, v := torch.NewTensor([]float64{3}), torch.NewTensor([]float64{float64(g)})
				torch.WithDualLevel(func(level torch.DualLevel) {
					_, tangent := level.Unpack(level.Make(x, v).Pow(2))
					assert.Empty(t, torchtest.Diff([]float64{6 * float64(g)}, tangent))
				})
			}
		})
	}
	group.Wait()
}

func TestFunction_HasNoForwardMode(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1)
	torch.WithDualLevel(func(level torch.DualLevel) {
		torchtest.Panics(t, "must implement the jvp function", func() { torch.Apply(cube{}, level.Make(x, torch.Ones(1, torch.Float64))) })
	})
}
