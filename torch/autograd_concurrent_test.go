package torch_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// As in Hogwild training: no gradient is lost while hooks come and go and scopes
// close under a pass.
func TestBackward_OfOneLeafOnSeveralGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	w := variable(1, 2)
	identity := func(g *torch.Tensor) *torch.Tensor { return g.Mul(1) }
	first := []*torch.HookHandle{w.RegisterHook(identity), w.RegisterPostAccumulateGradHook(func(*torch.Tensor) {})}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 30 {
				hooks := []*torch.HookHandle{
					w.RegisterHook(identity),
					w.RegisterPostAccumulateGradHook(func(w *torch.Tensor) { assert.Equal(t, []int{2}, w.Shape()) }),
					torch.RegisterMultiGradHook(tensors{w}, func(grads []*torch.Tensor) { assert.Len(t, grads, 1) }),
				}
				torch.Scoped(func(s *torch.Scope) {
					torch.Apply(cube{}, w.Mul(torch.Ones(2, torch.Float64, torch.In(s))))[0].Sum().Backward()
				})
				for _, h := range hooks {
					h.Remove()
				}
			}
		})
	}
	wg.Wait()
	for _, h := range first {
		h.Remove()
	}
	torchtest.Equal(t, []float64{4 * 30 * 3, 4 * 30 * 12}, w.Grad())
}

func TestBackward_WhileItsScopeCloses(t *testing.T) {
	torchtest.NoLeaks(t)
	w := variable(1, 2)
	for range 20 {
		s := torch.NewScope()
		y := w
		for range 20 {
			y = y.Mul(torch.Ones(2, torch.Float64, torch.In(s)))
		}
		loss, done := y.Sum(), make(chan error)
		go func() { done <- torch.Try(func() error { loss.Backward(); return nil }) }()
		s.Close()
		if err := <-done; err != nil { // it came too late
			assert.ErrorContains(t, err, "is closed")
		}
	}
}

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
