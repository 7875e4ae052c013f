package torch_test

import (
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestSetNumThreads_ReachesEveryGoroutine(t *testing.T) {
	torchtest.NoLeaks(t)
	former := torch.NumThreads()
	defer torch.SetNumThreads(former)
	for _, n := range []int{1, 2, 1} {
		torch.SetNumThreads(n)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				_ = torch.OnThread(func() error {
					torch.Ones(1 << 16).Add(1)
					assert.Equal(t, n, torch.NumThreads())
					return nil
				})
			})
		}
		wg.Wait()
	}
	torchtest.Panics(t, "positive number of threads", func() { torch.SetNumThreads(0) })
}

func TestNoGrad_HoldsForTheGoroutineAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	w := torch.Ones(2, torch.RequiresGrad(true))
	torch.NoGrad(func() {
		assert.False(t, torch.IsGradEnabled())
		assert.False(t, w.Mul(2).RequiresGrad())
		var wg sync.WaitGroup
		wg.Go(func() { assert.True(t, torch.IsGradEnabled()) })
		wg.Wait()
		torch.EnableGrad(func() { assert.True(t, w.Mul(2).RequiresGrad()) })
		assert.False(t, torch.IsGradEnabled())
	})
	assert.True(t, w.Mul(2).RequiresGrad())
	assert.Panics(t, func() { torch.NoGrad(func() { panic("out") }) })
	assert.True(t, torch.IsGradEnabled(), "restored after a panic")
}

func TestInferenceMode(t *testing.T) {
	torchtest.NoLeaks(t)
	w := torch.Ones(2, torch.RequiresGrad(true))
	var y *torch.Tensor
	torch.InferenceMode(func() { y = w.Mul(2) })
	assert.True(t, y.IsInference())
	torchtest.Panics(t, "Inference tensors cannot be saved for backward", func() { w.Mul(y) })
}

func TestExecutor_BoundsThreads(t *testing.T) {
	torchtest.NoLeaks(t)
	if _, err := os.Stat("/proc/self/task"); err != nil {
		t.Skip("threads are counted in /proc, which this system lacks")
	}
	former := torch.NumThreads()
	defer torch.SetNumThreads(former)
	torch.SetNumThreads(4)
	e := torch.NewExecutor(2)
	defer e.Close()
	x := torch.Ones(256, 256)
	before := threads(t)
	var running, most atomic.Int32
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			err := e.Run(func() error {
				if now := running.Add(1); now > most.Load() {
					most.Store(now)
				}
				defer running.Add(-1)
				x.MatMul(x).Exp().Sum()
				time.Sleep(time.Millisecond)
				return nil
			})
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	assert.LessOrEqual(t, most.Load(), int32(2))
	// Two pools of 4, and a few threads that the runtime starts for itself; 64
	// handlers with pools of their own would be 256.
	assert.Less(t, threads(t)-before, 24)
}

func threads(t *testing.T) int {
	tasks, err := os.ReadDir("/proc/self/task")
	require.NoError(t, err)
	return len(tasks)
}

func TestExecutor_CarriesErrorsAndPanics(t *testing.T) {
	torchtest.NoLeaks(t)
	e := torch.NewExecutor(1)
	assert.ErrorIs(t, e.Run(func() error { return os.ErrClosed }), os.ErrClosed)
	assert.PanicsWithValue(t, "out", func() { _ = e.Run(func() error { panic("out") }) })
	err := torch.Try(func() error {
		return e.Run(func() error { torch.Ones(2).MatMul(torch.Ones(3)); return nil })
	})
	assert.ErrorContains(t, err, "inconsistent tensor size")
	assert.NoError(t, e.Run(func() error { return nil }), "the thread goes on")
	e.Close()
	e.Close()
	torchtest.Panics(t, "positive number of threads", func() { torch.NewExecutor(0) })
}

func TestGoroutines_TrainSeparateNets(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Linspace(-1, 1, 64).View(64, 1)
	y := x.Mul(3).Add(0.5)
	var wg sync.WaitGroup
	losses := make([]float64, 8)
	for i := range losses {
		wg.Go(func() {
			w := torch.Zeros(1, 1, torch.RequiresGrad(true))
			b := torch.Zeros(1, torch.RequiresGrad(true))
			for range 200 {
				torch.Scoped(func(s *torch.Scope) {
					input := x.Mul(torch.Ones(1, torch.In(s)))
					residual := input.MatMul(w).Add(b).Sub(y)
					loss := residual.Mul(residual).Mean()
					loss.Backward()
					torch.NoGrad(func() {
						for _, p := range []*torch.Tensor{w, b} {
							p.Sub_(p.Grad(torch.In(s)), torch.Alpha(0.1))
							p.SetGrad(nil)
						}
					})
					losses[i] = loss.Item()
				})
			}
			assert.InDelta(t, 3, w.Item(), 0.01)
			assert.InDelta(t, 0.5, b.Item(), 0.01)
		})
	}
	wg.Wait()
	for _, loss := range losses {
		assert.Equal(t, losses[0], loss, "every goroutine computes the same bits")
	}
}

func goexit() { runtime.Goexit() }

func TestExecutor_SurvivesGoexit(t *testing.T) {
	torchtest.NoLeaks(t)
	e := torch.NewExecutor(1)
	for range 3 {
		ended := make(chan bool)
		go func() {
			defer close(ended)
			_ = e.Run(func() error { goexit(); return nil })
			t.Error("Run returned, though its closure ended its goroutine")
		}()
		<-ended
	}
	assert.NoError(t, e.Run(func() error { return nil }), "another thread took over")
	e.Close()
}

func TestExecutor_RunAfterClose(t *testing.T) {
	torchtest.NoLeaks(t)
	e := torch.NewExecutor(2)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for {
				ran := false
				err := e.Run(func() error { ran = true; return nil })
				if err != nil {
					assert.ErrorIs(t, err, torch.ErrExecutorClosed)
					assert.False(t, ran)
					return
				}
				assert.True(t, ran)
			}
		})
	}
	time.Sleep(10 * time.Millisecond)
	e.Close()
	wg.Wait()
}

func TestExecutor_CloseInItsOwnTask(t *testing.T) {
	torchtest.NoLeaks(t)
	e := torch.NewExecutor(1)
	defer e.Close()
	torchtest.Panics(t, "Executor.Close is called by a closure that the executor runs", func() {
		_ = e.Run(func() error { e.Close(); return nil })
	})
	assert.NoError(t, e.Run(func() error { return nil }), "the executor goes on")
}
