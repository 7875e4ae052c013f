package torch_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// panicOf returns the *torch.Error that f panics with.
func panicOf(t *testing.T, f func()) *torch.Error {
	t.Helper()
	var err *torch.Error
	require.ErrorAs(t, torch.Try(func() error { f(); return nil }), &err)
	return err
}

func TestNode_ShowsTheGraph(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := variable(1, 2), torch.Ones(2, torch.Float64)
	z := x.Mul(y).Sum()
	n := z.GradFn()
	assert.Equal(t, "SumBackward0", n.Name())
	assert.Equal(t, "<SumBackward0>", n.String())
	assert.Equal(t, []torch.GradientMeta{{Shape: []int{}, DType: torch.Float64, Device: torch.CPU}}, n.InputMetadata())
	mul := n.NextFunctions()[0].Node
	assert.Equal(t, "MulBackward0", mul.Name())
	assert.Less(t, mul.SequenceNr(), n.SequenceNr())
	next := mul.NextFunctions()
	require.Len(t, next, 2)
	assert.Equal(t, "torch::autograd::AccumulateGrad", next[0].Node.Name())
	assert.Nil(t, next[1].Node, "y needs no gradient")
	assert.True(t, next[0].Node.Is(torch.GetGradientEdge(x).Node))
	assert.False(t, next[0].Node.Is(mul))
	assert.Nil(t, x.GradFn())
	values, _ := variable(3, 1, 2).Sort()
	assert.Equal(t, 0, values.OutputNr())
	parts := variable(1, 2).Unbind()
	assert.Equal(t, 1, parts[1].OutputNr())
	assert.Contains(t, panicOf(t, func() { torch.GetGradientEdge(y) }).Msg, "It is not possible to get the gradient edge")
}

func TestNode_KeepsItsGraph(t *testing.T) {
	torchtest.NoLeaks(t)
	x := variable(1, 2)
	edge := torch.GetGradientEdge(x.Mul(x))
	runtime.GC()
	grads := torch.GradEdges([]torch.GradientEdge{edge}, []torch.GradientEdge{torch.GetGradientEdge(x)},
		torch.GradOutputs(torch.Ones(2, torch.Float64)))
	torchtest.Equal(t, []float64{2, 4}, grads[0])
}

func TestNode_Hooks(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1, 2)
	y := x.Mul(3)
	var order []string
	y.RegisterHook(func(*torch.Tensor) *torch.Tensor { order = append(order, "tensor"); return nil })
	pre := y.GradFn().RegisterPrehook(func(grads []*torch.Tensor) []*torch.Tensor {
		order = append(order, "before")
		return tensors{grads[0].Mul(2)}
	})
	post := y.GradFn().RegisterHook(func(in, out []*torch.Tensor) []*torch.Tensor {
		order = append(order, "after")
		assert.Equal(t, []float64{2, 2}, out[0].ToSlice())
		assert.Equal(t, []float64{6, 6}, in[0].ToSlice())
		assert.Nil(t, in[1])
		return tensors{in[0].Add(1), nil}
	})
	torchtest.Equal(t, []float64{7, 7}, torch.Grad(tensors{y.Sum()}, tensors{x}, torch.RetainGraph(true))[0])
	assert.Equal(t, []string{"tensor", "before", "after"}, order)
	pre.Remove()
	post.Remove()
	torchtest.Equal(t, []float64{3, 3}, torch.Grad(tensors{y.Sum()}, tensors{x}, torch.RetainGraph(true))[0])
	y.GradFn().RegisterPrehook(func(grads []*torch.Tensor) []*torch.Tensor { return tensors{} })
	assert.Contains(t, panicOf(t, func() { y.Sum().Backward() }).Msg, "incorrect number of values (got 0, but expected 1)")
}

func TestEdges_BackwardAndGrad(t *testing.T) {
	torchtest.NoLeaks(t)
	x := variable(3)
	y := x.Mul(x)
	z := y.Mul(2).Sum()
	root := []torch.GradientEdge{torch.GetGradientEdge(z)}
	torchtest.Equal(t, []float64{2}, torch.GradEdges(root, []torch.GradientEdge{torch.GetGradientEdge(y)}, torch.RetainGraph(true))[0])
	torch.BackwardEdges(root, nil, torch.RetainGraph(true))
	torchtest.Equal(t, []float64{12}, x.Grad())
	torch.BackwardEdges(root, []torch.GradientEdge{torch.GetGradientEdge(x)}, torch.RetainGraph(true))
	torchtest.Equal(t, []float64{24}, x.Grad())
	other := []torch.GradientEdge{torch.GetGradientEdge(variable(1))}
	assert.Contains(t, panicOf(t, func() { torch.GradEdges(root, other, torch.RetainGraph(true)) }).Msg, "appears to not have been used")
	assert.Nil(t, torch.GradEdges(root, other, torch.RetainGraph(true), torch.AllowUnused(true))[0])
	for message, call := range map[string]func(){
		"materialize_grads cannot be used": func() { torch.GradEdges(root, other, torch.RetainGraph(true), torch.MaterializeGrads(true)) },
		"Batched grads are not supported":  func() { torch.GradEdges(root, other, torch.IsGradsBatched(true)) },
		"cannot be empty":                  func() { torch.GradEdges(root, nil) },
		"a GradientEdge has no Node":       func() { torch.BackwardEdges([]torch.GradientEdge{{}}, nil) },
		"has OutputNr 1, of SumBackward0 there are 1":          func() { torch.BackwardEdges([]torch.GradientEdge{{Node: z.GradFn(), OutputNr: 1}}, nil) },
		"only for scalar outputs":          func() { torch.BackwardEdges([]torch.GradientEdge{torch.GetGradientEdge(variable(1, 2).Mul(2))}, nil) },
	} {
		assert.Contains(t, panicOf(t, call).Msg, message)
	}
}

func TestGrad_Materializes(t *testing.T) {
	torchtest.NoLeaks(t)
	x, unused := variable(1, 2), variable(5, 6)
	grads := torch.Grad(tensors{x.Sum()}, tensors{x, unused}, torch.MaterializeGrads(true), torch.CreateGraph(true))
	torchtest.Equal(t, []float64{0, 0}, grads[1].Detach())
	assert.True(t, grads[1].RequiresGrad())
	err := panicOf(t, func() {
		torch.Grad(tensors{x.Sum()}, tensors{unused}, torch.MaterializeGrads(true), torch.AllowUnused(false))
	})
	assert.Equal(t, "ValueError", err.Kind)
}

func TestGrad_Batched(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x, unused := variable(1, 2, 3), variable(1)
	batch := torch.Eye(3, torch.Float64)
	for name, f := range map[string]func(*torch.Tensor) *torch.Tensor{
		"operators":          func(x *torch.Tensor) *torch.Tensor { return x.Mul(x) },
		"a function of Go's": func(x *torch.Tensor) *torch.Tensor { return torch.Apply(cube{}, x)[0] },
	} {
		y := f(x)
		whole := torch.Grad(tensors{y}, tensors{x, unused}, torch.GradOutputs(batch), torch.IsGradsBatched(true),
			torch.AllowUnused(true), torch.RetainGraph(true))
		assert.Nil(t, whole[1])
		for i := range 3 {
			row := torch.Grad(tensors{y}, tensors{x}, torch.GradOutputs(batch.Index(i)), torch.RetainGraph(true))[0]
			torchtest.Equal(t, row, whole[0].Index(i), name)
		}
	}
	for message, gradient := range map[string]*torch.Tensor{
		"we interpret the first dimension of each grad_output as the batch dimension": torch.Ones(2, 2, torch.Float64),
		"invalid index of a 0-dim tensor":                                             torch.Ones([]int{}, torch.Float64),
		"every output needs a gradient":                                               nil,
	} {
		y := x.Mul(2)
		if gradient == nil {
			y = y.Sum()
		}
		err := panicOf(t, func() { torch.Grad(tensors{y}, tensors{x}, torch.GradOutputs(gradient), torch.IsGradsBatched(true)) })
		assert.Contains(t, err.Msg, message)
	}
}

func TestBackward_SaysWhatPythonSays(t *testing.T) {
	torchtest.NoLeaks(t)
	x := variable(1, 2)
	complexOne := torch.Ones(1, torch.Complex128).SetRequiresGrad(true)
	for message, call := range map[string]func(){
		"Mismatch in shape: grad_output[0] has a shape of torch.Size([3]) and output[0] has a shape of torch.Size([2]).": func() {
			x.Mul(2).Backward(torch.GradOutputs(torch.Ones(3, torch.Float64)))
		},
		"grad can be implicitly created only for scalar outputs": func() { x.Mul(2).Backward() },
		"grad can be implicitly created only for real scalar outputs but got torch.complex128": func() {
			complexOne.Mul(2).Backward()
		},
		"Mismatch in dtype: grad_output[0] has a dtype of torch.float64 and output[0] has a dtype of torch.complex128.": func() {
			complexOne.Mul(2).Backward(torch.GradOutputs(torch.Ones(1, torch.Float64)))
		},
		"element 0 of tensors does not require grad and does not have a grad_fn": func() { torch.Ones(1).Backward() },
		"`inputs` argument to `backward()` cannot be empty.":                     func() { x.Sum().Backward(torch.Inputs()) },
	} {
		assert.Contains(t, panicOf(t, call).Msg, message)
	}
}

func TestRegisterMultiGradHook(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	a, b := variable(1, 2), variable(3, 4)
	c, d := a.Mul(b), a.Mul(b)
	var seen [][]bool
	handle := torch.RegisterMultiGradHook(tensors{a, b, c, d}, func(grads []*torch.Tensor) {
		var there []bool
		for _, g := range grads {
			there = append(there, g != nil)
		}
		seen = append(seen, there)
	})
	c.Sum().Backward(torch.RetainGraph(true))
	c.Sum().Backward(torch.RetainGraph(true), torch.Inputs(a))
	assert.Equal(t, [][]bool{{true, true, true, false}, {true, false, true, false}}, seen, "as Python's page has it")
	handle.Remove()
	c.Sum().Backward(torch.RetainGraph(true))
	assert.Len(t, seen, 2)
	first := 0
	handle = torch.RegisterAnyGradHook(tensors{a, b, c, torch.Ones(1)}, func(grad *torch.Tensor) { first++ })
	c.Sum().Backward(torch.RetainGraph(true))
	c.Sum().Backward(torch.RetainGraph(true))
	assert.Equal(t, 2, first)
	handle.Remove()
}

func TestQueueCallback(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(1)
	var order []string
	x.RegisterHook(func(*torch.Tensor) *torch.Tensor {
		torch.QueueCallback(func() { order = append(order, "done") })
		order = append(order, "hook")
		return nil
	})
	x.Mul(2).Sum().Backward()
	assert.Equal(t, []string{"hook", "done"}, order)
	assert.Contains(t, panicOf(t, func() { torch.QueueCallback(func() {}) }).Msg, "can only be installed during backward pass")
	x.RegisterHook(func(*torch.Tensor) *torch.Tensor { torch.QueueCallback(func() { panic("late") }); return nil })
	assert.PanicsWithValue(t, "late", func() { x.Sum().Backward() })
}

func TestIncrementVersion(t *testing.T) {
	torchtest.NoLeaks(t)
	x := variable(1)
	y := x.Mul(2)
	z := y.Mul(y)
	torch.IncrementVersion(y)
	assert.Equal(t, 1, y.Version())
	assert.Contains(t, panicOf(t, func() { z.Sum().Backward() }).Msg, "modified by an inplace operation")
}

func TestAutogradModes(t *testing.T) {
	torchtest.NoLeaks(t)
	assert.True(t, torch.IsMultithreadingEnabled())
	assert.True(t, torch.IsForwardGradEnabled())
	assert.False(t, torch.IsViewReplayEnabled())
	torch.WithMultithreading(false, func() { assert.False(t, torch.IsMultithreadingEnabled()) })
	torch.WithDualLevel(func(level torch.DualLevel) {
		dual := level.Make(torch.Ones(1), torch.Ones(1))
		torch.WithForwardGrad(false, func() {
			_, tangent := level.Unpack(dual.Mul(2))
			assert.Nil(t, tangent)
		})
		_, tangent := level.Unpack(dual.Mul(2))
		torchtest.Equal(t, []float32{2}, tangent)
		assert.Equal(t, "Expected primal to be floating point or complex, but got: torch.int64",
			panicOf(t, func() { level.Make(torch.Ones(1, torch.Int64), torch.Ones(1)) }).Msg)
	})
	assert.True(t, torch.IsForwardGradEnabled())
}

func TestDisableSavedTensorHooks(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	torch.DisableSavedTensorHooks("outer", func() {
		torch.DisableSavedTensorHooks("no hooks here", func() {
			assert.Equal(t, "no hooks here", panicOf(t, func() { torch.SaveOnCPU(func() {}) }).Msg)
		})
		assert.Equal(t, "outer", panicOf(t, func() { torch.SaveOnCPU(func() {}) }).Msg)
	})
	torch.SaveOnCPU(func() {
		assert.Equal(t, "late", panicOf(t, func() { torch.DisableSavedTensorHooks("late", func() {}) }).Msg)
	})
}

func TestDetectAnomaly_NaNsMayPass(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(0)
	y := x.Mul(0).Div(0).Mul(x)
	torch.DetectAnomaly(func() {
		torch.DetectAnomaly(func() { y.Sum().Backward(torch.RetainGraph(true)) }, torch.CheckNaN(false))
		err := panicOf(t, func() { y.Sum().Backward(torch.RetainGraph(true)) })
		assert.True(t, strings.Contains(err.Msg, "nan values"), err.Msg)
	})
}
