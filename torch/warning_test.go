package torch_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// warnings are what the test's handler was called with.
type warnings struct {
	sync.Mutex
	all []torch.Warning
}

// catchWarnings keeps warnings until the test ends.
func catchWarnings(t *testing.T) *warnings {
	var caught warnings
	torch.SetWarningHandler(func(w torch.Warning) {
		caught.Lock()
		defer caught.Unlock()
		caught.all = append(caught.all, w)
	})
	t.Cleanup(func() { torch.SetWarningHandler(nil) })
	return &caught
}

// take returns the warnings since the call before.
func (w *warnings) take() []torch.Warning {
	w.Lock()
	defer w.Unlock()
	all := w.all
	w.all = nil
	return all
}

// addResized writes to an out of the wrong shape, which libtorch warns of each time.
func addResized() {
	out := torch.Zeros(3)
	torch.Call("aten::add.out", torch.Ones(2), torch.Ones(2), torch.Kwarg("out", out))
}

func TestSetWarningHandler_Operator(t *testing.T) {
	torchtest.NoLeaks(t)
	caught := catchWarnings(t)
	torch.Ones(2).Add(1)
	assert.Empty(t, caught.take())
	for range 2 {
		addResized()
		all := caught.take()
		require.Len(t, all, 1)
		w := all[0]
		assert.Equal(t, torch.UserWarning, w.Category)
		assert.Contains(t, w.Message, "An output with one or more elements was resized")
		assert.Equal(t, "Resize.cpp", filepath.Base(w.File))
		assert.Positive(t, w.Line)
		assert.NotEmpty(t, w.Func)
		assert.Equal(t, "aten::add.out", w.Op)
	}
}

func TestSetWarningHandler_EveryKind(t *testing.T) {
	caught := catchWarnings(t)
	for kind, want := range map[string][]torch.Warning{
		"warning": {{Category: torch.UserWarning, Message: "a warning", Op: "test_throw"}},
		"warning deprecation": {
			{Category: torch.UserWarning, Message: "a warning", Op: "test_throw"},
			{Category: torch.DeprecationWarning, Message: "a deprecation", Op: "test_throw"},
		},
		"warning thread": {
			{Category: torch.UserWarning, Message: "a warning", Op: "test_throw"},
			{Category: torch.UserWarning, Message: "a warning of another thread"},
		},
	} {
		t.Run(kind, func(t *testing.T) {
			require.NoError(t, torch.Init())
			assert.NoError(t, cgotorch.Throw(kind))
			all := caught.take()
			for i := range all {
				assert.Equal(t, "error.cpp", filepath.Base(all[i].File))
				all[i].File, all[i].Line, all[i].Func = "", 0, ""
			}
			assert.Equal(t, want, all)
		})
	}
	t.Run("warning error", func(t *testing.T) {
		assert.ErrorContains(t, cgotorch.Throw("warning error"), "a c10 error")
		assert.Len(t, caught.take(), 1)
	})
}

func TestSetWarningHandler_WarnOnce(t *testing.T) {
	require.NoError(t, torch.Init())
	caught := catchWarnings(t)
	count := func() (n int) {
		require.NoError(t, cgotorch.Throw("warning once"))
		for _, w := range caught.take() {
			if w.Message == "a warning given once" {
				n++
			}
		}
		return n
	}
	count() // the first of the process, unless tests are repeated
	assert.Zero(t, count())
	torch.SetWarnAlways(true)
	defer torch.SetWarnAlways(false)
	assert.Equal(t, 1, count())
	assert.Equal(t, 1, count())
}

func TestSetWarningHandler_Backward(t *testing.T) {
	torchtest.NoLeaks(t)
	caught := catchWarnings(t)
	x := torch.Ones(3, torch.RequiresGrad(true))
	y := aten.InternalTestWarnInAutograd(x).Sum()
	caught.take()
	y.Backward(torch.RetainGraph(true))
	all := caught.take()
	require.Len(t, all, 1)
	assert.Equal(t, "Warn from backward", all[0].Message)
	assert.Equal(t, "backward", all[0].Op)
	torch.Grad([]*torch.Tensor{y}, []*torch.Tensor{x}, torch.RetainGraph(true))
	all = caught.take()
	require.Len(t, all, 1)
	assert.Equal(t, "grad", all[0].Op)

	torch.SetWarningHandler(func(torch.Warning) { panic("no") })
	assert.PanicsWithValue(t, "no", func() { torch.Grad([]*torch.Tensor{y}, []*torch.Tensor{x}) })
}

// warnsTwice warns in Go code that libtorch calls, in an operator of its own.
type warnsTwice struct{}

func (warnsTwice) Forward(ctx *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	addResized()
	return []*torch.Tensor{in[0].Mul(2)}
}

func (warnsTwice) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	addResized()
	return []*torch.Tensor{grads[0].Mul(2)}
}

func TestSetWarningHandler_FunctionInGo(t *testing.T) {
	torchtest.NoLeaks(t)
	caught := catchWarnings(t)
	x := torch.Ones(3, torch.RequiresGrad(true))
	y := torch.Apply(warnsTwice{}, x)[0].Sum()
	assert.Len(t, caught.take(), 1)
	y.Backward()
	assert.Len(t, caught.take(), 1)
}

// warnsDeep warns in a pass inside of depth others.
type warnsDeep struct{ depth int }

func (warnsDeep) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{x[0].Mul(1)}
}

func (w warnsDeep) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	x := torch.Ones(3, torch.RequiresGrad(true))
	torch.EnableGrad(func() {
		if w.depth == 0 {
			aten.InternalTestWarnInAutograd(x).Sum().Backward()
			addResized()
			return
		}
		torch.Apply(warnsDeep{w.depth - 1}, x)[0].Backward(torch.GradOutputs(grads[0]))
	})
	return []*torch.Tensor{grads[0]}
}

// From the 60th pass inside of a pass on, libtorch goes on in threads of its own.
func TestSetWarningHandler_EnginesThreads(t *testing.T) {
	torchtest.NoLeaks(t)
	caught := catchWarnings(t)
	x := torch.Ones(3, torch.RequiresGrad(true))
	for range 3 {
		torch.Apply(warnsDeep{100}, x)[0].Sum().Backward()
		assert.Len(t, caught.take(), 2)
	}
	torch.SetWarningHandler(func(torch.Warning) { panic("deep") })
	assert.PanicsWithValue(t, "deep", func() { torch.Apply(warnsDeep{100}, x)[0].Sum().Backward() })
}

func TestSetWarningHandler_Goroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	const goroutines, calls = 4, 20
	caught := catchWarnings(t)
	var group sync.WaitGroup
	for range goroutines {
		group.Go(func() {
			x := torch.Ones(3, torch.RequiresGrad(true))
			for range calls {
				addResized()
				aten.InternalTestWarnInAutograd(x).Sum().Backward()
			}
		})
	}
	group.Wait()
	ops := map[string]int{}
	for _, w := range caught.take() {
		ops[w.Op]++
	}
	assert.Equal(t, map[string]int{"aten::add.out": goroutines * calls, "backward": goroutines * calls}, ops)
}

// Each goroutine's panics are of its own warnings.
func TestSetWarningHandler_Panic(t *testing.T) {
	torchtest.NoLeaks(t)
	catchWarnings(t)
	torch.SetWarningHandler(func(w torch.Warning) { panic(w) })
	var group sync.WaitGroup
	for i := range 4 {
		group.Go(func() {
			for range 10 {
				f := func() { torch.Ones(2).Add(1) }
				if i%2 == 0 {
					assert.Panics(t, addResized)
				} else {
					assert.NotPanics(t, f)
				}
			}
		})
	}
	group.Wait()
	torch.Scoped(func(s *torch.Scope) { // closed while the panic goes by
		out := torch.Zeros(3, torch.In(s))
		assert.Panics(t, func() { torch.Call("aten::add.out", torch.Ones(2), torch.Ones(2), torch.Kwarg("out", out)) })
		assert.Equal(t, []int{2}, out.Shape(), "what the operator wrote stays written")
	})
}

func TestSetWarningHandler_HandlerCallsOperators(t *testing.T) {
	torchtest.NoLeaks(t)
	catchWarnings(t)
	var sum float64
	torch.SetWarningHandler(func(torch.Warning) { sum += torch.Ones(4).Sum().Item() })
	addResized()
	assert.Equal(t, 4.0, sum)
}

// printedBy returns what f writes to standard error.
func printedBy(t *testing.T, f func()) string {
	t.Helper()
	file, err := os.CreateTemp(t.TempDir(), "")
	require.NoError(t, err)
	former := os.Stderr
	os.Stderr = file
	defer func() { os.Stderr = former }()
	f()
	require.NoError(t, file.Close())
	text, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	return string(text)
}

func TestSetWarningHandler_Default(t *testing.T) {
	torchtest.NoLeaks(t)
	catchWarnings(t)
	torch.SetWarningHandler(nil)
	text := printedBy(t, func() {
		for range 3 {
			addResized()
		}
		addResized()
	})
	lines := strings.Split(strings.TrimSpace(text), "\n")
	require.Len(t, lines, 1, "the same line of the program: %s", text)
	assert.Regexp(t, `warning_test\.go:\d+: UserWarning: An output with .* \(Triggered internally at .*Resize\.cpp:\d+\.\)$`, lines[0])

	torch.SetWarnAlways(true)
	defer torch.SetWarnAlways(false)
	text = printedBy(t, func() {
		addResized()
		addResized()
	})
	assert.Equal(t, 2, strings.Count(text, "UserWarning: "), text)
}

func TestGrad_WarnsOfNonLeafAtTheCall(t *testing.T) {
	torchtest.NoLeaks(t)
	caught := catchWarnings(t)
	y := variable(1).Mul(2)
	assert.Nil(t, y.Grad())
	all := caught.take()
	require.Len(t, all, 1)
	assert.Contains(t, all[0].Message, "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed.")
	assert.Equal(t, "grad", all[0].Op)
	y.RetainGrad()
	assert.Nil(t, y.Grad())
	y.Mul(2)
	assert.Empty(t, caught.take())
}

func TestWarn_GoesWhereLibtorchsGo(t *testing.T) {
	caught := catchWarnings(t)
	torch.Warn(torch.Warning{Message: "of Go", Op: "mine"})
	torch.Warn(torch.Warning{Message: "old", Category: torch.DeprecationWarning})
	assert.Equal(t, []torch.Warning{
		{Category: torch.UserWarning, Message: "of Go", Op: "mine"},
		{Category: torch.DeprecationWarning, Message: "old"},
	}, caught.take())
	torch.SetWarningHandler(func(w torch.Warning) { panic(w.Message) })
	assert.PanicsWithValue(t, "of Go", func() { torch.Warn(torch.Warning{Message: "of Go"}) })
}
