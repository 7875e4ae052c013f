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
	varying := func(second func(x *torch.Tensor) *torch.Tensor, options ...torch.CheckpointOption) func() {
		return func() {
			runs = 0
			torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				if runs++; runs == 1 {
					return tensors{in[0].Exp()}
				}
				return tensors{second(in[0])}
			}, options...)(x)[0].Sum().Backward()
		}
	}
	torchtest.Panics(t, "A different number of tensors was saved during the original forward and recomputation.\n"+
		"Number of tensors saved during forward: 1\nNumber of tensors saved during recomputation: 0.",
		varying(func(x *torch.Tensor) *torch.Tensor { return x.Add(1) }))
	varying(func(x *torch.Tensor) *torch.Tensor { return x.Exp().Exp() })() // stopped early
	torchtest.Panics(t, "trying to save more tensors during recomputation",
		varying(func(x *torch.Tensor) *torch.Tensor { return x.Exp().Exp() }, torch.EarlyStop(false)))
	single := func(x *torch.Tensor) *torch.Tensor { return x.Sum().Exp() }
	torchtest.Panics(t, "tensor at position 0:\nsaved metadata: {'shape': torch.Size([2]), 'dtype': torch.float64, 'device': device(type='cpu')}\n"+
		"recomputed metadata: {'shape': torch.Size([]), 'dtype': torch.float64, 'device': device(type='cpu')}", varying(single))
	varying(single, torch.DeterminismCheck(false))()
	assert.PanicsWithValue(t, "second", varying(func(*torch.Tensor) *torch.Tensor { panic("second") }))

	middle := x.Mul(1)
	y := torch.Checkpoint(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Exp()} }, middle)[0]
	middle.Add_(1)
	torchtest.Panics(t, "modified by an inplace operation", func() { y.Sum().Backward() })
}

func TestCheckpoint_Options(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := torch.Ones(50, torch.RequiresGrad(true))
	var runs []bool
	late := 0
	dropped := func(in ...*torch.Tensor) []*torch.Tensor {
		y := in[0].Mul(torch.Rand(50))
		late++
		return tensors{y.Add(1)}
	}
	for name, options := range map[string][]torch.CheckpointOption{
		"not reentrant": nil,
		"to the end":    {torch.EarlyStop(false)},
		"reentrant":     {torch.UseReentrant(true)},
		"in contexts": {torch.CheckpointContext(func(recompute bool, run func()) {
			runs = append(runs, recompute)
			run()
		})},
	} {
		late = 0
		torch.ManualSeed(5)
		y := torch.Checkpointed(dropped, options...)(x)[0]
		x.SetGrad(nil)
		y.Sum().Backward()
		torchtest.Equal(t, y.Detach().Sub(1).Add(1), x.Grad().Add(1), name)
		assert.Equal(t, map[bool]int{true: 2, false: 1}[name == "to the end" || name == "reentrant"], late, name)
	}
	assert.Equal(t, []bool{false, true}, runs)
	torch.ManualSeed(5)
	y := torch.Checkpointed(dropped, torch.PreserveRNGState(false))(x)[0]
	x.SetGrad(nil)
	y.Sum().Backward()
	assert.False(t, y.Detach().Sub(1).Equal(x.Grad()))
}

func TestCheckpoint_Reentrant(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	double := torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(in[0]), in[0].Mul(2)} }, torch.UseReentrant(true))
	y := double(x, nil)
	assert.Equal(t, "CheckpointFunctionBackward", y[0].GradFnName())
	torchtest.Panics(t, "torch.utils.checkpoint is incompatible with .grad()", func() { torch.Grad(tensors{y[0].Sum()}, tensors{x}) })
	y = double(x, nil)
	y[0].Add(y[1]).Sum().Backward()
	torchtest.Equal(t, []float64{4, 6}, x.Grad())
	none := torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Detach()} }, torch.UseReentrant(true))
	torchtest.Panics(t, "none of output has requires_grad=True", func() { none(x)[0].Sum().Backward() })
}

func TestCheckpoint_BackwardWithin(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(0.5)
	within := func(in ...*torch.Tensor) []*torch.Tensor {
		y := in[0].Sin().Cos()
		g := torch.Grad(tensors{y.Sum()}, tensors{in[0]}, torch.RetainGraph(true))[0]
		return tensors{in[0].Cos().Mul(g), y}
	}
	gradient := func(y []*torch.Tensor) *torch.Tensor { return torch.Grad(tensors{y[0].Add(y[1]).Sum()}, tensors{x})[0] }
	want := gradient(within(x))
	for _, early := range []bool{true, false} {
		torchtest.Equal(t, want, gradient(torch.Checkpointed(within, torch.EarlyStop(early))(x)))
	}
}

func TestCheckpointSequential(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(0.5, 1)
	calls := 0
	step := func(x *torch.Tensor) *torch.Tensor { calls++; return x.Sin() }
	steps := []func(*torch.Tensor) *torch.Tensor{step, step, step, step, step}
	want := torch.Grad(tensors{torch.CheckpointSequential(steps, 1, x).Sum()}, tensors{x})[0]
	assert.Equal(t, 5, calls)
	calls = 0
	got := torch.Grad(tensors{torch.CheckpointSequential(steps, 2, x, torch.EarlyStop(false)).Sum()}, tensors{x})[0]
	assert.Equal(t, 7, calls, "2 of 5 run twice")
	torchtest.Equal(t, want, got)
	torchtest.Panics(t, "6 segments of 5 functions", func() { torch.CheckpointSequential(steps, 6, x) })
}
