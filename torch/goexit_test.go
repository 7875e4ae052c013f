package torch_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// exiting is a function that exits in the part named.
type exiting struct{ part string }

func (e exiting) run(part string) {
	if e.part == part {
		runtime.Goexit()
	}
}

func (e exiting) Forward(_ *torch.FunctionContext, x ...*torch.Tensor) tensors {
	e.run("Forward")
	return tensors{x[0].Clone()}
}

func (e exiting) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) tensors {
	torch.EnableGrad(func() { e.run("Backward") })
	return grads
}

func (e exiting) JVP(_ *torch.FunctionContext, tangents ...*torch.Tensor) tensors {
	e.run("JVP")
	return tensors{tangents[0].Clone()}
}

// deep runs a backward pass inside of a backward pass, until the engine goes on in
// threads of its own, and exits there.
func deep(depth int, x *torch.Tensor) {
	y := x.Mul(2)
	y.RegisterHook(func(*torch.Tensor) *torch.Tensor {
		if depth == 0 {
			runtime.Goexit()
		}
		torch.EnableGrad(func() { deep(depth-1, variable(1, 2)) })
		return nil
	})
	y.Sum().Backward()
}

// Every way in which libtorch calls Go, left by runtime.Goexit: all that C++ was in
// the middle of must end, and the goroutine too.
func TestGoexit_InCallbacks(t *testing.T) {
	exit := func(*torch.Tensor) *torch.Tensor { runtime.Goexit(); return nil }
	saved := func(pack func(*torch.Tensor) any, unpack func(any) *torch.Tensor) func(x *torch.Tensor) {
		return func(x *torch.Tensor) {
			torch.WithSavedTensorHooks(pack, unpack, func() { x.Mul(x).Sum().Backward() })
		}
	}
	same := func(p any) *torch.Tensor { return p.(*torch.Tensor) }
	recomputed := func(options ...torch.CheckpointOption) func(x *torch.Tensor) {
		return func(x *torch.Tensor) {
			runs := 0
			torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				if runs++; runs == 2 {
					runtime.Goexit()
				}
				return tensors{in[0].Mul(in[0])}
			}, options...)(x)[0].Sum().Backward()
		}
	}
	apply := func(part string) func(x *torch.Tensor) {
		return func(x *torch.Tensor) { torch.Apply(exiting{part}, x)[0].Sum().Backward() }
	}
	for name, f := range map[string]func(x *torch.Tensor){
		"hook":  func(x *torch.Tensor) { defer x.RegisterHook(exit).Remove(); x.Mul(2).Sum().Backward() },
		"inner": func(x *torch.Tensor) { y := x.Mul(2); y.RegisterHook(exit); y.Sum().Backward() },
		"in NoGrad": func(x *torch.Tensor) {
			y := x.Mul(2).Sum()
			y.RegisterHook(exit)
			torch.NoGrad(func() { y.Backward() })
		},
		"create_graph": func(x *torch.Tensor) {
			y := x.Mul(2)
			y.RegisterHook(exit)
			torch.Grad(tensors{y.Sum()}, tensors{x}, torch.CreateGraph(true))
		},
		"post accumulate": func(x *torch.Tensor) {
			defer x.RegisterPostAccumulateGradHook(func(*torch.Tensor) { runtime.Goexit() }).Remove()
			x.Mul(2).Sum().Backward()
		},
		"multi grad": func(x *torch.Tensor) {
			defer torch.RegisterMultiGradHook(tensors{x}, func([]*torch.Tensor) { runtime.Goexit() }).Remove()
			x.Mul(2).Sum().Backward()
		},
		"node": func(x *torch.Tensor) {
			y := x.Mul(2)
			torch.GetGradientEdge(y).Node.RegisterHook(func(_, _ []*torch.Tensor) []*torch.Tensor { runtime.Goexit(); return nil })
			y.Sum().Backward()
		},
		"node before": func(x *torch.Tensor) {
			y := x.Mul(2)
			torch.GetGradientEdge(y).Node.RegisterPrehook(func(_ []*torch.Tensor) []*torch.Tensor { runtime.Goexit(); return nil })
			y.Sum().Backward()
		},
		"queued": func(x *torch.Tensor) {
			y := x.Mul(2)
			y.RegisterHook(func(*torch.Tensor) *torch.Tensor { torch.QueueCallback(runtime.Goexit); return nil })
			y.Sum().Backward()
		},
		"Forward":  apply("Forward"),
		"Backward": apply("Backward"),
		"JVP": func(x *torch.Tensor) {
			torch.WithDualLevel(func(l torch.DualLevel) { apply("JVP")(l.Make(x, x.Detach())) })
		},
		"pack":                 saved(func(*torch.Tensor) any { runtime.Goexit(); return nil }, same),
		"unpack":               saved(func(t *torch.Tensor) any { return t }, func(any) *torch.Tensor { runtime.Goexit(); return nil }),
		"recompute":            recomputed(),
		"reentrant":            recomputed(torch.UseReentrant(true)),
		"anomaly":              func(x *torch.Tensor) { torch.DetectAnomaly(func() { apply("Backward")(x) }) },
		"the engine's threads": func(x *torch.Tensor) { deep(150, x) },
		"warning": func(x *torch.Tensor) {
			torch.SetWarningHandler(func(torch.Warning) { runtime.Goexit() })
			defer torch.SetWarningHandler(nil)
			addResized()
		},
	} {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			noCallbacksLeft(t)
			exitsCleanly(t, f)
		})
	}
}

// Closures that hold a mode, a level or a scope end it whatever ends them.
func TestGoexit_InModes(t *testing.T) {
	for name, f := range map[string]func(f func()){
		"NoGrad":             torch.NoGrad,
		"EnableGrad":         func(f func()) { torch.NoGrad(func() { torch.EnableGrad(f) }) },
		"InferenceMode":      torch.InferenceMode,
		"Autocast":           func(f func()) { torch.Autocast(torch.DeviceCPU, f) },
		"ForwardGrad":        func(f func()) { torch.WithForwardGrad(false, f) },
		"Multithreading":     func(f func()) { torch.WithMultithreading(false, f) },
		"FlushDenormal":      func(f func()) { torch.WithFlushDenormal(true, f) },
		"DualLevel":          func(f func()) { torch.WithDualLevel(func(torch.DualLevel) { f() }) },
		"SavedTensorHooks":   func(f func()) { torch.WithSavedTensorHooks(func(t *torch.Tensor) any { panic("held") }, nil, f) },
		"no SavedTensorHook": func(f func()) { torch.DisableSavedTensorHooks("disabled", f) },
		"DetectAnomaly":      func(f func()) { torch.DetectAnomaly(f) },
		"Scoped":             func(f func()) { torch.Scoped(func(s *torch.Scope) { torch.Ones(2, torch.In(s)); f() }) },
		"OnThread":           func(f func()) { _ = torch.OnThread(func() error { f(); return nil }) },
		"Try":                func(f func()) { _ = torch.Try(func() error { f(); return nil }) },
		"Vmap": func(f func()) {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { f(); return in })(torch.Ones(2, 2))
		},
	} {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			noCallbacksLeft(t)
			exitsCleanly(t, func(*torch.Tensor) { f(runtime.Goexit) })
		})
	}
}

// exitsCleanly checks that f exits, and that the leaf that it is given, and the OS
// thread, are then as they were.
func exitsCleanly(t *testing.T, f func(x *torch.Tensor)) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	x := variable(1, 2)
	ended := cgotorch.Contain(func() { f(x) })
	require.NotNil(t, ended, "runtime.Goexit did not end the goroutine")
	require.True(t, ended.Exited, "%v", ended.Value)

	assert.True(t, torch.IsGradEnabled())
	assert.False(t, torch.IsInferenceModeEnabled())
	assert.True(t, torch.IsForwardGradEnabled())
	assert.True(t, torch.IsMultithreadingEnabled())
	assert.False(t, torch.IsAutocastEnabled(torch.DeviceCPU))
	assert.False(t, torch.IsAnomalyEnabled())
	torchtest.Equal(t, []float64{2e-310, 4}, torch.NewTensor([]float64{1e-310, 2}).Mul(2))
	torch.WithDualLevel(func(torch.DualLevel) {})
	torch.WithSavedTensorHooks(func(t *torch.Tensor) any { return t }, func(p any) *torch.Tensor { return p.(*torch.Tensor) }, func() {
		x.SetGrad(nil)
		x.Mul(x).Sum().Backward()
	})
	torchtest.Equal(t, []float64{2, 4}, x.Grad())
}
