package torch_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// rootOfNegative makes a graph whose gradient is nan; errors must name it.
func rootOfNegative(x *torch.Tensor) *torch.Tensor {
	return x.Sqrt()
}

func TestDetectAnomaly_NamesTheForwardCall(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	torch.DetectAnomaly(func() {
		x := variable(-1)
		y := rootOfNegative(x).Sum()
		err := torchtest.Panics(t, "Function 'SqrtBackward0' returned nan values in its 0th output.", func() { y.Backward() })
		assert.Contains(t, err.Msg, "Error detected in SqrtBackward0.")
		assert.Regexp(t, `call that caused the error:\n\t.*torch_test\.rootOfNegative\n\t\t.*anomaly_test\.go:15\n\t`, err.Msg)
	})
	x := variable(-1)
	x.Sqrt().Sum().Backward() // no check outside
}

func TestDetectAnomaly_SecondOrder(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	torch.DetectAnomaly(func() {
		x := variable(0)
		y := x.Pow(1.5)
		first := torch.Grad(tensors{y.Sum()}, tensors{x}, torch.CreateGraph(true))[0]
		// The gradient of sqrt at 0 is infinite, and times 0 it is nan.
		err := torchtest.Panics(t, "returned nan values", func() { first.Mul(0).Sum().Backward() })
		assert.Contains(t, err.Msg, "Previous calculation that induced")
		assert.Contains(t, err.Msg, "PowBackward0:\n\t")
	})
}

func TestDetectAnomaly_FunctionsAndPanics(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	fail := func(value any) *function {
		return &function{
			func(_ *torch.FunctionContext, x []*torch.Tensor) tensors { return tensors{x[0].Mul(1)} },
			func(*torch.FunctionContext, []*torch.Tensor) tensors { panic(value) },
		}
	}
	torch.DetectAnomaly(func() {
		assert.PanicsWithValue(t, 7, func() { torch.Apply(fail(7), variable(1))[0].Backward() })
	})
}

// The mode is switched while other goroutines run operators.
func TestDetectAnomaly_BesideOtherGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	stop := make(chan struct{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for x := variable(4); ; {
				select {
				case <-stop:
					return
				default:
					x.Sqrt().Mul(2).Sum().Backward()
				}
			}
		})
	}
	for range 50 {
		torch.DetectAnomaly(func() { torch.DetectAnomaly(func() { variable(4).Sqrt().Sum().Backward() }) })
	}
	close(stop)
	group.Wait()
}

func TestIsAnomalyEnabled(t *testing.T) {
	assert.False(t, torch.IsAnomalyEnabled())
	assert.True(t, torch.IsAnomalyCheckNaNEnabled(), "as in Python where the mode is off")
	torch.DetectAnomaly(func() {
		assert.True(t, torch.IsAnomalyEnabled())
		assert.False(t, torch.IsAnomalyCheckNaNEnabled())
		torch.DetectAnomaly(func() { assert.True(t, torch.IsAnomalyCheckNaNEnabled()) })
		assert.False(t, torch.IsAnomalyCheckNaNEnabled())
	}, torch.CheckNaN(false))
	assert.False(t, torch.IsAnomalyEnabled())
	assert.True(t, torch.IsAnomalyCheckNaNEnabled())
}
