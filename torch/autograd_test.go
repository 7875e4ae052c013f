package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func leaf(values ...float32) *torch.Tensor { return f32(values...).SetRequiresGrad(true) }

func TestRequiresGrad_LeavesAndResults(t *testing.T) {
	torchtest.NoLeaks(t)
	w := leaf(1, 2)
	y := w.Mul(3)
	assert.True(t, w.RequiresGrad())
	assert.True(t, w.IsLeaf())
	assert.Empty(t, w.GradFnName())
	assert.True(t, y.RequiresGrad())
	assert.False(t, y.IsLeaf())
	assert.Equal(t, "MulBackward0", y.GradFnName())
	assert.False(t, w.SetRequiresGrad(false).RequiresGrad())
	w.SetRequiresGrad(true)
	d := y.Detach()
	assert.False(t, d.RequiresGrad())
	d.Index(0).Fill_(7)
	torchtest.Equal(t, []float32{7, 6}, y.Detach(), "a detached tensor shares the memory")
	assert.Same(t, y, y.Detach_())
	assert.True(t, y.IsLeaf())
	runPanics(t, []panicCase{
		{"of a result", "you can only change requires_grad flags of leaf variables", func() { w.Mul(2).SetRequiresGrad(false) }},
		{"of ints", "only Tensors of floating point dtype can require gradients", func() { i64(1).SetRequiresGrad(true) }},
		{"in place on a leaf", "a leaf Variable that requires grad is being used in an in-place operation", func() { w.Add_(1) }},
		{"retain without a graph", "can't retain_grad on Tensor that has requires_grad=False", func() { f32(1).RetainGrad() }},
	})
}

func TestBackward_AccumulatesUntilCleared(t *testing.T) {
	torchtest.NoLeaks(t)
	w := leaf(1, 2)
	assert.Nil(t, w.Grad())
	for range 3 {
		w.Mul(w).Sum().Backward()
	}
	torchtest.Equal(t, []float32{6, 12}, w.Grad())
	w.Grad().Zero_()
	torchtest.Equal(t, []float32{0, 0}, w.Grad(), "Grad shares the memory")
	w.SetGrad(nil)
	assert.Nil(t, w.Grad())
	w.SetGrad(f32(5, 5))
	w.Sum().Backward()
	torchtest.Equal(t, []float32{6, 6}, w.Grad())
	runPanics(t, []panicCase{
		{"itself", "can't assign Variable as its own grad", func() { w.SetGrad(w) }},
		{"another dtype", "a tensor with dtype", func() { w.SetGrad(f64(1, 1)) }},
		{"another size", "attempting to assign a gradient of size '[1]' to a tensor of size '[2]'", func() { w.SetGrad(f32(1)) }},
		{"another device", "a gradient with device type 'meta' to a tensor with device type 'cpu'", func() { w.SetGrad(torch.Ones(2, torch.Meta)) }},
		{"a compressed layout", "data of a different type", func() { torch.Ones(2, 2).SetRequiresGrad(true).SetGrad(torch.Eye(2).ToSparseCSR()) }},
	})
}

func TestBackward_Options(t *testing.T) {
	torchtest.NoLeaks(t)
	w, v := leaf(1, 2), leaf(3, 4)
	w.Mul(v).Backward(torch.GradOutputs(f32(1, 10)))
	torchtest.Equal(t, []float32{3, 40}, w.Grad())
	torchtest.Equal(t, []float32{1, 20}, v.Grad())

	w.SetGrad(nil)
	v.SetGrad(nil)
	y := w.Mul(v).Sum()
	y.Backward(torch.Inputs(w), torch.RetainGraph(true))
	torchtest.Equal(t, []float32{3, 4}, w.Grad())
	assert.Nil(t, v.Grad())
	y.Backward()
	torchtest.Equal(t, []float32{6, 8}, w.Grad())

	a, b := w.Sum(), w.Mul(2).Sum()
	w.SetGrad(nil)
	torch.Backward([]*torch.Tensor{a, b}, torch.GradOutputs(torch.ScalarTensor(1), torch.ScalarTensor(10)))
	torchtest.Equal(t, []float32{21, 21}, w.Grad())
	w.SetGrad(nil)
	torch.Backward([]*torch.Tensor{w.Sum(), w.Mul(2)}, torch.GradOutputs(nil, f32(1, 0)))
	torchtest.Equal(t, []float32{3, 1}, w.Grad(), "a nil gradient stands for one")

	middle := w.Mul(2)
	middle.RetainGrad()
	assert.True(t, middle.RetainsGrad())
	middle.Mul(middle).Sum().Backward()
	torchtest.Equal(t, []float32{4, 8}, middle.Grad())
}

func TestBackward_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	w := leaf(1, 2)
	used := w.Mul(w).Sum()
	used.Backward()
	changed := w.Mul(1)
	needs := changed.Mul(changed).Sum()
	changed.Add_(1)
	runPanics(t, []panicCase{
		{"a second pass", "Trying to backward through the graph a second time", func() { used.Backward() }},
		{"many elements", "grad can be implicitly created only for scalar outputs", func() { w.Mul(2).Backward() }},
		{"no graph", "does not require grad", func() { f32(1).Backward() }},
		{"a changed input", "is at version 1; expected version 0 instead", func() { needs.Backward() }},
		{"a gradient of another shape", "shape", func() { w.Mul(2).Backward(torch.GradOutputs(f32(1))) }},
		{"nil", "output 0 is nil", func() { torch.Backward([]*torch.Tensor{nil}) }},
		{"a nil receiver", "output 0 is nil", func() { (*torch.Tensor)(nil).Backward() }},
		{"a nil input", "input 1 is nil", func() { w.Sum().Backward(torch.Inputs(w, nil)) }},
		{"no inputs", "`inputs` argument to `backward()` cannot be empty.", func() { w.Sum().Backward(torch.Inputs()) }},
		{"grad of no inputs", "`inputs` argument to `grad()` cannot be empty.", func() { torch.Grad([]*torch.Tensor{w.Sum()}, nil) }},
		{"grad of a nil input", "input 0 is nil", func() { torch.Grad([]*torch.Tensor{w.Sum()}, []*torch.Tensor{nil}) }},
		{"unused", "appears to not have been used in the graph", func() { torch.Grad([]*torch.Tensor{w.Sum()}, []*torch.Tensor{leaf(1)}) }},
	})
}

func TestGrad_LeavesTheLeavesAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	w, unused := leaf(1, 2), leaf(3)
	grads := torch.Grad([]*torch.Tensor{w.Mul(w).Sum()}, []*torch.Tensor{w, unused}, torch.AllowUnused(true))
	torchtest.Equal(t, []float32{2, 4}, grads[0])
	assert.Nil(t, grads[1])
	assert.Nil(t, w.Grad())
	torch.Scoped(func(s *torch.Scope) {
		y := w.Mul(f32(1, 1).MoveTo(s)).Sum()
		assert.Equal(t, s, torch.Grad([]*torch.Tensor{y}, []*torch.Tensor{w})[0].Scope())
	})
}

func TestGrad_OfGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	w := leaf(1, 2)
	cube := w.Mul(w).Mul(w).Sum()
	first := torch.Grad([]*torch.Tensor{cube}, []*torch.Tensor{w}, torch.CreateGraph(true))[0]
	torchtest.Equal(t, []float32{3, 12}, first.Detach())
	second := torch.Grad([]*torch.Tensor{first.Sum()}, []*torch.Tensor{w}, torch.CreateGraph(true))[0]
	torchtest.Equal(t, []float32{6, 12}, second.Detach())
	second.Sum().Backward()
	torchtest.Equal(t, []float32{6, 6}, w.Grad())
	once := w.Mul(w).Sum()
	torch.Grad([]*torch.Tensor{once}, []*torch.Tensor{w}, torch.CreateGraph(true), torch.RetainGraph(false))
	torchtest.Panics(t, "a second time", func() { once.Backward() })
}

func TestVersion_CountsChanges(t *testing.T) {
	torchtest.NoLeaks(t)
	x := f32(1, 2)
	assert.Zero(t, x.Version())
	x.Add_(1)
	x.View(2).Mul_(2)
	assert.Equal(t, 2, x.Version())
}

func TestSetData_ReplacesMemoryAndDType(t *testing.T) {
	torchtest.NoLeaks(t)
	x, other := f32(1), i64(2, 3)
	x.SetData(other)
	assert.Equal(t, torch.Int64, x.DType())
	other.Add_(1)
	torchtest.Equal(t, []int64{3, 4}, x)
	w := leaf(1)
	w.SetData(f32(5, 6))
	w.Sum().Backward()
	torchtest.Equal(t, []float32{1, 1}, w.Grad())
}

func TestModes_NestAndEndOnEveryWayOut(t *testing.T) {
	torchtest.NoLeaks(t)
	w := leaf(1)
	ended := make(chan bool)
	go func() {
		defer close(ended)
		defer func() { assert.True(t, torch.IsGradEnabled(), "restored by Goexit") }()
		torch.InferenceMode(func() {
			defer func() { assert.False(t, torch.IsGradEnabled()) }()
			torch.NoGrad(func() { goexit() })
		})
	}()
	<-ended
	torch.InferenceMode(func() {
		assert.True(t, torch.Ones(1).IsInference())
		torch.EnableGrad(func() { assert.True(t, torch.IsGradEnabled()) })
		torch.InferenceMode(func() { assert.False(t, w.Mul(2).RequiresGrad()) })
		assert.Panics(t, func() { torch.InferenceMode(func() { panic("out") }) })
		assert.True(t, torch.Ones(1).IsInference())
	})
	assert.False(t, torch.Ones(1).IsInference())
	assert.True(t, w.Mul(2).RequiresGrad())
}

// Expected values: Python's.
func TestGrad_KeepsItsDTypeWhereDataTakesAnother(t *testing.T) {
	torchtest.NoLeaks(t)
	x := variable(1, 2)
	x.Mul(x).Sum().Backward()
	seen := x.Grad()
	x.SetData(torch.Ones(2))
	assert.Equal(t, torch.Float32, x.DType())
	torchtest.Equal(t, []float64{2, 4}, x.Grad())
	// The graph of the tensor as it was ends in the leaf as it is.
	x.Mul(x).Sum().Backward()
	torchtest.Equal(t, []float64{4, 6}, x.Grad())
	torchtest.Equal(t, []float64{4, 6}, seen)

	// Two *Tensor of one tensor.
	x.Grad().SetData(torch.NewTensor([]int8{7}))
	assert.Equal(t, torch.Int8, seen.DType())
	assert.Equal(t, []int8{7}, seen.ToSlice())
	torchtest.Panics(t, "holds torch.float64", func() { torch.Data[float64](seen) })
	assert.Equal(t, 1, seen.NBytes())
}
