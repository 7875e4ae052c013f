package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// layered is a chain of operators that save their inputs and outputs.
func layered(runs *int, w *torch.Tensor) func(...*torch.Tensor) []*torch.Tensor {
	return func(inputs ...*torch.Tensor) []*torch.Tensor {
		*runs++
		x := inputs[0].MM(w).Tanh().MM(w).Sigmoid()
		return tensors{x.Mul(inputs[1]), x.Exp()}
	}
}

func TestCheckpoint_GivesTheSameBits(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	torch.ManualSeed(1)
	w, x := torch.Rand(8, 8, torch.RequiresGrad(true)), torch.Rand(4, 8, torch.RequiresGrad(true))
	scale := torch.Rand(4, 8)
	runs := 0
	gradients := func(run func() tensors) tensors {
		y := run()
		return torch.Grad(tensors{y[0].Sum().Add(y[1].Sum())}, tensors{x, w})
	}
	want := gradients(func() tensors { return layered(&runs, w)(x, scale) })
	runs = 0
	got := gradients(func() tensors { return torch.Checkpoint(layered(&runs, w), x, scale) })
	assert.Equal(t, 2, runs)
	torchtest.Equal(t, want[0], got[0])
	torchtest.Equal(t, want[1], got[1])

	var nested int
	got = gradients(func() tensors {
		return torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor {
			return torch.Checkpoint(layered(&nested, w), in...)
		}, x, scale)
	})
	torchtest.Equal(t, want[0], got[0])
	torchtest.Equal(t, want[1], got[1])
}

func TestCheckpoint_SavesMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := torch.Rand(1<<18, torch.RequiresGrad(true)) // 1 MB
	deep := func(in ...*torch.Tensor) []*torch.Tensor {
		y := in[0]
		for range 20 {
			y = y.Sigmoid()
		}
		return tensors{y}
	}
	held := func(run func(in ...*torch.Tensor) []*torch.Tensor) int {
		before := torch.LiveBytes()
		var bytes int
		torch.Scoped(func(s *torch.Scope) {
			var y *torch.Tensor
			torch.Scoped(func(inner *torch.Scope) {
				y = run(x.Mul(torch.Ones(1, torch.In(inner))))[0].MoveTo(s)
			})
			bytes = torch.LiveBytes() - before
			y.Sum().Backward()
		})
		return bytes >> 20
	}
	assert.GreaterOrEqual(t, held(deep), 20)
	assert.LessOrEqual(t, held(func(in ...*torch.Tensor) []*torch.Tensor { return torch.Checkpoint(deep, in...) }), 5)
}

func TestCheckpoint_RepeatsRandomNumbers(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	torch.ManualSeed(3)
	x := torch.Ones(100, torch.RequiresGrad(true))
	y := torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor {
		return tensors{in[0].Mul(torch.Rand(100))}
	}, x)[0]
	torch.Rand(7)
	before := torch.RNGState()
	y.Sum().Backward()
	torchtest.Equal(t, y.Detach(), x.Grad())
	torchtest.Equal(t, before, torch.RNGState())
}

func TestCheckpoint_TwoPasses(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2)
	runs := 0
	y := torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor {
		runs++
		return tensors{in[0].Mul(in[0])}
	}, x)[0]
	y.Backward(torch.RetainGraph(true))
	y.Backward()
	assert.Equal(t, 3, runs)
	torchtest.Equal(t, []float64{8}, x.Grad())
	torch.NoGrad(func() { torch.Checkpoint(layered(&runs, torch.Ones(1, 1)), torch.Ones(1, 1), torch.Ones(1, 1)) })
	assert.Equal(t, 4, runs)
}

func TestCheckpoint_Errors(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2, 3)
	runs := 0
	varying := func(second func(x *torch.Tensor) *torch.Tensor) func() {
		return func() {
			runs = 0
			torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor {
				if runs++; runs == 1 {
					return tensors{in[0].Exp()}
				}
				return tensors{second(in[0])}
			}, x)[0].Sum().Backward()
		}
	}
	torchtest.Panics(t, "A different number of tensors was saved during the original forward and recomputation.\n"+
		"Number of tensors saved during forward: 1\nNumber of tensors saved during recomputation: 2.",
		varying(func(x *torch.Tensor) *torch.Tensor { return x.Exp().Exp() }))
	torchtest.Panics(t, "different metadata", varying(func(x *torch.Tensor) *torch.Tensor { return x.Sum().Exp() }))
	assert.PanicsWithValue(t, "second", varying(func(*torch.Tensor) *torch.Tensor { panic("second") }))

	middle := x.Mul(1)
	y := torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Exp()} }, middle)[0]
	middle.Add_(1)
	torchtest.Panics(t, "changed in place before the backward pass", func() { y.Sum().Backward() })
}
