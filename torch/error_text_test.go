package torch_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestError_LeavesOutTheTableOfKernels(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 2).ToSparse()
	err := torchtest.Panics(t, "Could not run 'aten::sort.stable' with arguments from the 'SparseCPU' backend", func() { x.Sort() })
	assert.Contains(t, err.Msg, "is only available for these backends")
	assert.NotContains(t, err.Msg, "registered at")
	assert.Equal(t, "NotImplementedError", err.Kind)
}

func TestError_TellsThatThereIsNoCUDA(t *testing.T) {
	torchtest.NoLeaks(t)
	if torch.CUDAIsAvailable() {
		t.Skip("this machine has CUDA; CUDA_VISIBLE_DEVICES= hides it")
	}
	x := torch.Ones(2)
	for name, use := range map[string]func(){
		"factory":   func() { torch.Randn(2, torch.CUDA(0)) },
		"data":      func() { torch.NewTensor([]int{1}, torch.CUDA(0)) },
		"to":        func() { x.To(torch.CUDA(0)) },
		"cuda":      func() { x.CUDA() },
		"generator": func() { torch.NewGenerator(torch.CUDA(0)) },
	} {
		t.Run(name, func(t *testing.T) { torchtest.Panics(t, "no CUDA device can be used", use) })
	}
}

func TestError_TellsWhatMetaLacks(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Empty(1, 3, 4, 4, torch.Meta)
	torchtest.Panics(t, "aten::relu tells no shape for tensors on torch.Meta", func() { x.ReLU() })
	torchtest.Panics(t, "the convolution tells no shape for tensors on torch.Meta", func() {
		_, err := torch.Call("conv2d", x, x)
		panic(err)
	})
	assert.Equal(t, []int{1, 3, 4, 4}, x.ClampMin(0).Shape())
}

func TestError_NamesRemediesOfGo(t *testing.T) {
	torchtest.NoLeaks(t)
	y := variable(1).Exp().Sum()
	y.Backward()
	torchtest.Panics(t, "Specify torch.RetainGraph(true)", func() { y.Backward() })
	x := variable(1)
	z := x.Mul(2)
	w := z.Exp()
	z.Detach()
	w.Add_(1)
	torchtest.Panics(t, "with torch.DetectAnomaly", func() { w.Sum().Backward() })
	torchtest.Panics(t, "a gradient with dtype 'torch.float32' to a tensor with dtype 'torch.float64'", func() { x.SetGrad(torch.Ones(1)) })
}

func TestTry_KeepsTheStack(t *testing.T) {
	torchtest.NoLeaks(t)
	fails := func(x *torch.Tensor) { x.MatMul(torch.Ones(3)) }
	err := torch.Try(func() error { fails(torch.Ones(2)); return nil })
	assert.NotContains(t, fmt.Sprint(err), "goroutine")
	assert.Contains(t, fmt.Sprintf("%+v", err), "TestTry_KeepsTheStack.func1")
	// In a hook, where the stack is another one.
	y := variable(1, 2).Mul(2)
	y.RegisterHook(func(*torch.Tensor) *torch.Tensor { fails(torch.Ones(2)); return nil })
	err = torch.Try(func() error { y.Sum().Backward(); return nil })
	assert.Contains(t, fmt.Sprintf("%+v", err), "TestTry_KeepsTheStack.func3")
}
