package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func variable(values ...float64) *torch.Tensor {
	return torch.NewTensor(values, torch.RequiresGrad(true))
}

func TestRegisterHook_ReplacesTheGradient(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2, 3)
	y := x.Mul(2)
	var seen []any
	y.RegisterHook(func(grad *torch.Tensor) *torch.Tensor {
		seen = append(seen, grad.ToSlice())
		return grad.Mul(10)
	})
	y.RegisterHook(func(grad *torch.Tensor) *torch.Tensor {
		seen = append(seen, grad.ToSlice())
		return nil
	})
	x.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { return grad.Add(1) })
	y.Sum().Backward()
	assert.Equal(t, []any{[]float64{1, 1, 1}, []float64{10, 10, 10}}, seen)
	torchtest.Equal(t, []float64{21, 21, 21}, x.Grad())
}

func TestRegisterHook_Remove(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	calls := 0
	hook := x.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { calls++; return grad.Mul(100) })
	x.Sum().Backward()
	hook.Remove()
	hook.Remove()
	x.Sum().Backward()
	assert.Equal(t, 1, calls)
	torchtest.Equal(t, []float64{101, 101}, x.Grad())
}

func TestRegisterHook_GradientMayBeKept(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(3)
	var kept *torch.Tensor
	torch.Scoped(func(s *torch.Scope) {
		y := x.Mul(torch.Ones(1, torch.Float64, torch.In(s)))
		y.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { kept = grad; return nil })
		y.Mul(4).Sum().Backward()
	})
	torchtest.Equal(t, []float64{4}, kept)
}

func TestRegisterHook_RecordsWithCreateGraph(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2)
	y := x.Pow(3)
	y.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { return grad.Mul(grad) })
	scale := variable(5)
	// d/dx sum(scale*y) = (scale)^2 * 3x^2; by scale: 2*scale*3x^2.
	first := torch.Grad([]*torch.Tensor{y.Mul(scale).Sum()}, []*torch.Tensor{x}, torch.CreateGraph(true))[0]
	torchtest.Equal(t, []float64{25 * 12}, first)
	second := torch.Grad([]*torch.Tensor{first.Sum()}, []*torch.Tensor{scale})[0]
	torchtest.Equal(t, []float64{2 * 5 * 12}, second)
}

func TestRegisterPostAccumulateGradHook(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	var seen []any
	x.RegisterPostAccumulateGradHook(func(x *torch.Tensor) {
		seen = append(seen, x.Grad().ToSlice())
		torch.NoGrad(func() { x.Sub_(x.Grad()) })
		x.SetGrad(nil)
	})
	second := x.RegisterPostAccumulateGradHook(func(x *torch.Tensor) { seen = append(seen, x.Grad()) })
	x.Mul(3).Sum().Backward()
	second.Remove()
	x.Mul(4).Sum().Backward()
	assert.Equal(t, []any{[]float64{3, 3}, (*torch.Tensor)(nil), []float64{4, 4}}, seen)
	torchtest.Equal(t, []float64{-6, -5}, x.Detach())
}

func TestHooks_Misuse(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	same := func(grad *torch.Tensor) *torch.Tensor { return grad }
	torchtest.Panics(t, "cannot register a hook on a tensor that doesn't require gradient", func() {
		torch.Ones(1).RegisterHook(same)
	})
	torchtest.Panics(t, "post accumulate grad hooks cannot be registered on non-leaf tensors", func() {
		variable(1).Mul(2).RegisterPostAccumulateGradHook(func(*torch.Tensor) {})
	})
	x := variable(1, 2)
	x.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { return torch.Ones(3, torch.Float64) })
	torchtest.Panics(t, "hook '0' has changed the size of value", func() { x.Sum().Backward() })
}

// A change in place leaves the hooks with the gradient of what the tensor was.
func TestRegisterHook_BeforeAndAfterAChangeInPlace(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	y := x.Mul(2)
	view := y.Select(0, 1)
	seen := map[string][]any{}
	note := func(key string) func(*torch.Tensor) *torch.Tensor {
		return func(grad *torch.Tensor) *torch.Tensor { seen[key] = append(seen[key], grad.ToSlice()); return nil }
	}
	y.RegisterHook(note("before"))
	view.RegisterHook(note("view before"))
	y.Mul_(3)
	y.RegisterHook(note("after"))
	view.RegisterHook(note("view after"))
	y.Sum().Add(view.Mul(5)).Backward()
	assert.Equal(t, map[string][]any{
		"before": {[]float64{3, 18}}, "after": {[]float64{1, 6}}, "view after": {5.0},
	}, seen)
}

// Hooks that come and go with each pass, as those that look at gradients do.
func TestRegisterHook_RemovedOnesAreForgotten(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	calls := 0
	for range 20 {
		hooks := []*torch.HookHandle{
			x.RegisterHook(func(*torch.Tensor) *torch.Tensor { calls++; return nil }),
			x.RegisterPostAccumulateGradHook(func(*torch.Tensor) { calls++ }),
			torch.GetGradientEdge(x).Node.RegisterPrehook(func([]*torch.Tensor) []*torch.Tensor { calls++; return nil }),
		}
		x.Sum().Backward()
		for _, h := range hooks {
			h.Remove()
		}
	}
	x.Sum().Backward()
	assert.Equal(t, 60, calls)
	x.RegisterHook(func(*torch.Tensor) *torch.Tensor { return torch.Ones(3, torch.Float64) })
	torchtest.Panics(t, "hook '0' has changed", func() { x.Sum().Backward() }) // the first one
}

func TestHooks_PanicsArriveAtBackward(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	run := func(f func()) func() {
		x := variable(1)
		x.RegisterHook(func(*torch.Tensor) *torch.Tensor { f(); return nil })
		return func() { x.Mul(2).Sum().Backward() }
	}
	assert.PanicsWithValue(t, 42, run(func() { panic(42) }))
	err := torchtest.Panics(t, "mat1 and mat2", run(func() { torch.Ones(2, 3).MM(torch.Ones(2, 3)) }))
	assert.Equal(t, "aten::mm", err.Op)
	require.Panics(t, run(func() { var none *torch.HookHandle; none.Remove() }))
}
