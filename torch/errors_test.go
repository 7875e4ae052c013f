package torch_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestError_NamesOperatorAndInputs(t *testing.T) {
	torchtest.NoLeaks(t)
	err := torch.Try(func() error {
		torch.Ones(2, 3).Add(torch.Ones(4, 5, torch.Float64))
		return nil
	})
	var e *torch.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "aten::add.Tensor", e.Op)
	assert.Equal(t, "RuntimeError", e.Kind)
	assert.Equal(t, "The size of tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1", e.Msg)
	assert.Equal(t, [][]int{{2, 3}, {4, 5}}, e.Shapes)
	assert.Equal(t, []torch.DType{torch.Float32, torch.Float64}, e.DTypes)
	assert.Equal(t, []torch.Device{torch.CPU, torch.CPU}, e.Devices)
	assert.Contains(t, err.Error(), "[2 3] torch.float32 cpu, [4 5] torch.float64 cpu")
}

func TestTry_PassesOtherPanicsAndErrors(t *testing.T) {
	assert.PanicsWithValue(t, 42, func() { _ = torch.Try(func() error { panic(42) }) })
	own := errors.New("own")
	assert.Equal(t, own, torch.Try(func() error { return own }))
	assert.NoError(t, torch.Try(func() error { return nil }))
}

func TestMisuse(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2)
	var none *torch.Tensor
	for _, tt := range []struct {
		name, message string
		f             func()
	}{
		{"nil input", "an input tensor is nil", func() { x.Add(none) }},
		{"nil receiver", "nil", func() { none.Add(x) }},
		{"nil receiver's dtype", "dtype: the tensor is nil", func() { none.DType() }},
		{"nil receiver cast", "nil", func() { none.Float() }},
		{"nil receiver's elements", "nil", func() { none.ToSlice() }},
		{"nil receiver's shape", "the tensor is nil", func() { none.Shape() }},
		{"operand of another type", "expected a *torch.Tensor or a number, got string", func() { x.Add("1") }},
		{"size of another type", "expected sizes", func() { torch.Zeros(2, "3") }},
		{"negative size", "negative", func() { torch.Zeros(-1) }},
		{"no such dimension", "Dimension out of range (expected to be in range of [-1, 0], but got 1)", func() { x.Size(1) }},
		{"item of many", "a Tensor with 2 elements cannot be converted to Scalar", func() { x.Item() }},
		{"data of another type", "holds torch.float64", func() { torch.Data[float64](x) }},
		{"sizes for other data", "takes 12 bytes, 8 were given", func() { torch.FromSlice([]float32{1, 2}, 3) }},
		{"ragged", "expected a nested slice of length 2, got 1", func() { torch.NewTensor([][]int64{{1, 2}, {3}}) }},
		{"backward without a graph", "does not require grad", func() { x.Backward() }},
		{"gradients of another number", "got 1 tensors and 2 gradients", func() { x.Backward(torch.GradOutputs(x, x)) }},
		{"grad of an int", "only Tensors of floating point dtype can require gradients", func() {
			torch.Ones(1, torch.Int64, torch.RequiresGrad(true))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) { torchtest.Panics(t, tt.message, tt.f) })
	}
}

func TestTo_RefusesAClosedTensorOfTheDTypeAskedFor(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope()
	x := torch.Ones(2, torch.In(s))
	s.Close()
	torchtest.Panics(t, "is closed", func() { x.Float() })
}

func TestMisuse_TellsTheInputsGatheredSoFar(t *testing.T) {
	torchtest.NoLeaks(t)
	s := torch.NewScope()
	gone := torch.Ones(3, torch.In(s))
	s.Close()
	x := torch.Ones(2, torch.Int64)
	for name, call := range map[string]func(){
		"wrong type": func() { x.Add("1") },
		"nil":        func() { x.Add((*torch.Tensor)(nil)) },
		"closed":     func() { x.Add(gone) },
		"no dim":     func() { x.Size(4) },
	} {
		t.Run(name, func(t *testing.T) {
			e := torchtest.Panics(t, "inputs: [2] torch.int64 cpu", call)
			assert.Equal(t, [][]int{{2}}, e.Shapes)
		})
	}
}

func TestNewDevice(t *testing.T) {
	for name, want := range map[string]torch.Device{
		"cpu": torch.CPU, "cpu:0": {Type: torch.DeviceCPU, Index: 0}, "meta": torch.Meta,
	} {
		d, err := torch.NewDevice(name)
		require.NoError(t, err, name)
		assert.Equal(t, want, d)
	}
	_, err := torch.NewDevice("gpu")
	assert.ErrorContains(t, err, "gpu")
	_, err = torch.NewDevice("cuda:" + "99")
	assert.Error(t, err)
	if !torch.CUDAIsAvailable() {
		assert.ErrorContains(t, err, "no CUDA device was found")
		assert.Error(t, torch.Try(func() error { torch.Ones(1, torch.CUDA(0)); return nil }))
	}
	assert.Equal(t, "cuda:1", torch.CUDA(1).String())
	assert.Equal(t, "cpu", torch.CPU.String())
}
