package torch_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func ExampleNestedTensor() {
	n := torch.NestedTensor([]*torch.Tensor{
		torch.FromSlice([]float32{1, 2, 3}),
		torch.FromSlice([]float32{4}),
	})
	fmt.Println(n)
	fmt.Println(n.Shape(), n.Numel())
	fmt.Println(n.ToPaddedTensor(0))
	// Output:
	// nested_tensor([
	//   tensor([1., 2., 3.]),
	//   tensor([4.])
	// ])
	// [2 -1] 4
	// tensor([[1., 2., 3.],
	//         [4., 0., 0.]])
}

func TestNested_TakenApart(t *testing.T) {
	torchtest.NoLeaks(t)
	parts := []*torch.Tensor{torch.Ones(2, 3), torch.Zeros(1, 3)}
	n := torch.NestedTensor(parts, torch.Float64)
	assert.True(t, n.IsNested())
	assert.False(t, parts[0].IsNested())
	assert.Equal(t, torch.Float64, n.DType())
	assert.Equal(t, torch.Strided, n.Layout())
	assert.Equal(t, []int{2, -1, 3}, n.Shape())
	assert.Equal(t, 3, n.Size(-1))
	assert.Equal(t, 9, n.Numel())
	assert.True(t, n.IsContiguous())
	assert.Equal(t, []float64{1, 1, 1, 1, 1, 1, 0, 0, 0}, torch.Data[float64](n))
	assert.Equal(t, "torch.Tensor(shape=[2 -1 3], dtype=torch.float64, device=cpu)", n.GoString())
	for i, part := range n.Unbind() {
		torchtest.Equal(t, parts[i].Double(), part)
	}
	assert.Equal(t, []int{2, 4, 4}, n.ToPaddedTensor(-1, 2, 4, 4).Shape())
	assert.Equal(t, "nested_tensor([\n\n])", torch.NestedTensor(nil).String())
}

func TestNested_GradientReachesItsParts(t *testing.T) {
	torchtest.NoLeaks(t)
	a := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	b := torch.NewTensor([]float32{3}, torch.RequiresGrad(true))
	torch.AsNestedTensor([]*torch.Tensor{a, b}).ToPaddedTensor(0).Mul(2).Sum().Backward()
	torchtest.Equal(t, []float32{2, 2}, a.Grad())
	torchtest.Equal(t, []float32{2}, b.Grad())

	leaf := torch.NestedTensor([]*torch.Tensor{a, b}, torch.RequiresGrad(true))
	assert.True(t, leaf.IsLeaf())
	assert.True(t, leaf.RequiresGrad())
}

func TestNested_FreesItsMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	part := torch.Ones(1 << 18)
	before := torch.LiveBytes()
	torch.Scoped(func(s *torch.Scope) {
		n := torch.NestedTensor([]*torch.Tensor{part, part}, torch.In(s))
		assert.Same(t, s, n.Scope())
		assert.InDelta(t, before+2<<20, torch.LiveBytes(), 1<<16)
	})
	assert.InDelta(t, before, torch.LiveBytes(), 1<<16)
}

func TestNested_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	n := torch.NestedTensor([]*torch.Tensor{torch.Ones(2), torch.Ones(1)})
	for _, test := range []struct {
		name, message string
		call          func()
	}{
		{"unlike dimensions", "", func() { torch.NestedTensor([]*torch.Tensor{torch.Ones(2), torch.Ones(1, 2)}) }},
		{"nil", "input tensor 0 is nil", func() { torch.NestedTensor([]*torch.Tensor{nil}) }},
		{"padding too small", "Truncation is not supported", func() { n.ToPaddedTensor(0, 2, 1) }},
		{"an operator that takes none", "[2 -1] torch.float32 cpu", func() { n.Sort() }},
	} {
		t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
	}
}
