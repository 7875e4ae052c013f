package torch_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// Goroutines share a leaf and its hooks; modes, levels and passes are their own.
func TestAutograd_OnSeveralGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	var mu sync.Mutex
	calls := 0
	handle := torch.RegisterAnyGradHook(tensors{x}, func(*torch.Tensor) {
		mu.Lock()
		defer mu.Unlock()
		calls++
	})
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 5 {
				double := torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(2)} })
				y := torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{torch.Apply(cube{}, in[0])[0].Exp()} }, x)[0]
				var n *torch.Node
				for n = y.GradFn(); len(n.NextFunctions()) > 0; n = n.NextFunctions()[0].Node {
				}
				assert.True(t, n.Is(torch.GetGradientEdge(x).Node))
				g := torch.Grad(tensors{double(y)[0].Sum()}, tensors{x})[0]
				torch.WithDualLevel(func(level torch.DualLevel) {
					_, tangent := level.Unpack(torch.Apply(cubeBothWays{}, level.Make(x.Detach(), g))[0])
					assert.Equal(t, []int{2}, tangent.Shape())
				})
			}
		}()
	}
	wg.Wait()
	handle.Remove()
	assert.Equal(t, 20, calls)
}
