package torch_test

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// noCallbacksLeft fails the test where callbacks are registered at its end that
// were not at its begin.
func noCallbacksLeft(t *testing.T) {
	t.Helper()
	before := cgotorch.LiveCallbacks()
	t.Cleanup(func() {
		assert.Eventually(t, func() bool {
			runtime.GC()
			return cgotorch.LiveCallbacks() <= before
		}, 10*time.Second, 10*time.Millisecond, "callbacks are still registered")
	})
}

// Hooks and functions on 8 goroutines, while graphs that no one runs backward are
// dropped by the collector and one pass in four panics.
func TestCallbacks_OnManyGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	const goroutines, rounds = 8, 60
	shared := variable(1, 2, 3)
	var group sync.WaitGroup
	for g := range goroutines {
		group.Go(func() {
			for round := range rounds {
				scale := float64(g*rounds + round)
				x := shared.Mul(1)
				y := torch.Apply(cube{}, x)[0]
				torch.Apply(cube{}, x.Mul(2)) // dropped
				calls := 0
				hook := y.RegisterHook(func(grad *torch.Tensor) *torch.Tensor {
					calls++
					if round%4 == 3 {
						panic(scale)
					}
					return grad.Mul(scale)
				})
				pass := func() *torch.Tensor { return torch.Grad(tensors{y.Sum()}, tensors{shared})[0] }
				if round%4 == 3 {
					assert.PanicsWithValue(t, scale, func() { pass() })
				} else if torchtest.Diff([]float64{3 * scale, 12 * scale, 27 * scale}, pass()) != "" {
					t.Errorf("goroutine %d, round %d: a wrong gradient", g, round)
				}
				assert.Equal(t, 1, calls)
				if round%2 == 0 {
					hook.Remove()
				}
				if round%16 == 0 {
					runtime.GC()
				}
			}
		})
	}
	group.Wait()
}

// One graph, run backward by several goroutines at once.
func TestCallbacks_OneGraphOnManyGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2, 3)
	y := torch.Apply(cube{}, x.Mul(2))[0].Sum()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				grad := torch.Grad(tensors{y}, tensors{x}, torch.RetainGraph(true))[0]
				assert.Empty(t, torchtest.Diff([]float64{24, 96, 216}, grad))
			}
		})
	}
	group.Wait()
}

// nested runs, in its backward pass, a pass of its own, depth times.
type nested struct {
	depth int
	fail  bool
}

func (n nested) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(x[0])
	return tensors{x[0].Mul(1)}
}

func (n nested) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	if n.depth == 0 {
		if n.fail {
			panic("deep")
		}
		return tensors{grads[0].Add(1)}
	}
	x := ctx.SavedTensors()[0].Detach().SetRequiresGrad(true)
	torch.EnableGrad(func() {
		torch.Apply(nested{n.depth - 1, n.fail}, x)[0].Backward(torch.GradOutputs(grads[0]))
	})
	return tensors{x.Grad().Add(1)}
}

// From the 60th pass inside of a pass on, libtorch goes on in threads of its own,
// as it does for GPUs: Go is called on threads that it did not make.
func TestCallbacks_OnTheEnginesThreads(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1)
	torch.Apply(nested{depth: 150}, x)[0].Backward()
	torchtest.Equal(t, []float64{152}, x.Grad())
	assert.PanicsWithValue(t, "deep", func() { torch.Apply(nested{150, true}, x)[0].Backward() })
}
