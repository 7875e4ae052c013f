package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestVmap_MapsOverTheFirstDimension(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := torch.NewTensor([][]float64{{1, 2}, {3, 4}, {5, 6}}), torch.NewTensor([][]float64{{1, 1}, {2, 2}, {0, 3}})
	dot := func(in ...*torch.Tensor) []*torch.Tensor {
		assert.Equal(t, []int{2}, in[0].Shape(), "the batch's dimension does not show")
		return tensors{in[0].Dot(in[1])}
	}
	torchtest.Equal(t, []float64{3, 14, 18}, torch.Vmap(dot)(a, b)[0])
	torchtest.Equal(t, []float64{3, 14, 18}, torch.Vmap(dot, torch.ChunkSize(2))(a, b)[0])
	torchtest.Equal(t, []float64{3, 7, 11}, torch.Vmap(dot, torch.InDims(0, torch.NotMapped))(a, torch.Ones(2, torch.Float64))[0])
	torchtest.Equal(t, []float64{3, 14, 18}, torch.Vmap(dot, torch.InDims(-1))(a.T(), b.T())[0])
	twice := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(2), torch.Ones(2)} }
	out := torch.Vmap(twice, torch.OutDims(1, torch.NotMapped))(a)
	torchtest.Equal(t, a.T().Mul(2), out[0])
	torchtest.Equal(t, torch.Ones(2), out[1])
	torch.Scoped(func(s *torch.Scope) {
		assert.Same(t, s, torch.Vmap(dot)(a.Clone(torch.In(s)), b)[0].Scope())
	})
}

func TestVmap_Nests(t *testing.T) {
	torchtest.NoLeaks(t)
	a := torch.Arange(0, 12, 1, torch.Float64).View(2, 3, 2)
	inner := torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Sum()} })
	torchtest.Equal(t, a.Sum(torch.Dim(-1)), torch.Vmap(inner)(a)[0])
}

func TestVmap_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float64{{1, 2}, {3, 4}}).SetRequiresGrad(true)
	torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(in[0]).Sum()} })(x)[0].Sum().Backward()
	torchtest.Equal(t, x.Detach().Mul(2), x.Grad())
}

// A mapped tensor that would require a gradient, or be read, must not be taken for one.
func TestVmap_RefusesToDifferentiateWithin(t *testing.T) {
	torchtest.NoLeaks(t)
	for want, use := range map[string]func(x *torch.Tensor){
		"call requires_grad_() outside of a function": func(x *torch.Tensor) { x.Clone().SetRequiresGrad(true) },
		"backward() called inside a functorch":        func(x *torch.Tensor) { x.Sum().Backward() },
		"elements can't be read":                      func(x *torch.Tensor) { torch.Data[float32](x) },
	} {
		torchtest.Panics(t, want, func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { use(in[0]); return in })(torch.Ones(2, 3))
		})
	}
	x := torch.Ones(1).SetRequiresGrad(true) // and it is over with the map
	x.Sum().Backward()
}

func TestVmap_Randomness(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Zeros(3, 2)
	noise := func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Add(torch.Rand(2))} }
	assert.ErrorContains(t, torch.Try(func() error { torch.Vmap(noise)(x); return nil }), "randomness")
	same := torch.Vmap(noise, torch.VmapRandomness(torch.RandomnessSame))(x)[0]
	assert.True(t, same.Index(0).Equal(same.Index(1)))
	different := torch.Vmap(noise, torch.VmapRandomness(torch.RandomnessDifferent))(x)[0]
	assert.False(t, different.Index(0).Equal(different.Index(1)))
}

func TestVmap_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	id := func(in ...*torch.Tensor) []*torch.Tensor { return in }
	a := torch.Ones(2, 3)
	for message, call := range map[string]func(){
		"got no inputs": func() { torch.Vmap(id)() },
		"Expected at least one Tensor to vmap over": func() { torch.Vmap(id, torch.InDims(torch.NotMapped))(a) },
		"got sizes [2, 3]":                          func() { torch.Vmap(id, torch.InDims(0, 1))(a, a) },
		"Got in_dim=2 for some input, but that input is a Tensor of dimensionality 2": func() { torch.Vmap(id, torch.InDims(2))(a) },
		"in_dims is not compatible":                           func() { torch.Vmap(id, torch.InDims(0, 0, 0))(a, a) },
		"`out_dims` must have one dim per output":             func() { torch.Vmap(id, torch.OutDims(0, 0, 0))(a) },
		"can not return a BatchedTensor when out_dim is None": func() { torch.Vmap(id, torch.OutDims(torch.NotMapped))(a) },
		"chunk_size should be None or greater than 0":         func() { torch.Vmap(id, torch.ChunkSize(-1)) },
		"must only return Tensors": func() {
			torch.Vmap(func(...*torch.Tensor) []*torch.Tensor { return tensors{nil} })(a)
		},
		"vmap: It looks like you're calling .item() on a Tensor": func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { in[0].Sum().Item(); return in })(a)
		},
		"C++ torch::autograd::Function": func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return torch.Apply(cube{}, in...) })(a)
		},
	} {
		var err *torch.Error
		require.ErrorAs(t, torch.Try(func() error { call(); return nil }), &err, message)
		assert.Contains(t, err.Msg, message)
	}
	// No level is left behind.
	torchtest.Equal(t, a.Mul(2), torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return tensors{in[0].Mul(2)} })(a)[0])
}
