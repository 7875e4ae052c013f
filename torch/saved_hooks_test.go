package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestWithSavedTensorHooks(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	a, b := variable(2, 3), variable(5, 7)
	type copied struct{ values []float64 }
	packs, unpacks := 0, 0
	var y *torch.Tensor
	torch.WithSavedTensorHooks(
		func(t *torch.Tensor) any { packs++; return copied{torch.Data[float64](t)} },
		func(packed any) *torch.Tensor {
			unpacks++
			return torch.NewTensor(packed.(copied).values).Add(1)
		},
		func() {
			y = a.Mul(b)
			torch.WithSavedTensorHooks( // the innermost holds
				func(t *torch.Tensor) any { return t },
				func(packed any) *torch.Tensor { return packed.(*torch.Tensor) },
				func() { y = y.Mul(y) },
			)
		})
	c := a.Mul(b)
	assert.Equal(t, 2, packs)
	y.Add(c.Mul(0)).Sum().Backward()
	assert.Equal(t, 2, unpacks)
	// d y²/da = 2y * (b+1), for the hooks add 1 to what mul saved.
	torchtest.Equal(t, []float64{2 * 10 * 6, 2 * 21 * 8}, a.Grad())
	torchtest.Equal(t, []float64{2 * 10 * 3, 2 * 21 * 4}, b.Grad())
}

func TestWithSavedTensorHooks_ForFunctions(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2)
	var y *torch.Tensor
	torch.WithSavedTensorHooks(
		func(t *torch.Tensor) any { return t.Mul(10) },
		func(packed any) *torch.Tensor { return packed.(*torch.Tensor) },
		func() { y = torch.Apply(cube{}, x)[0] })
	y.Backward()
	torchtest.Equal(t, []float64{3 * 20 * 20}, x.Grad())
}

func TestWithSavedTensorHooks_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	x := variable(2)
	same := func(t *torch.Tensor) any { return t }
	assert.PanicsWithValue(t, "pack", func() {
		torch.WithSavedTensorHooks(func(*torch.Tensor) any { panic("pack") }, nil, func() { x.Mul(x) })
	})
	var y *torch.Tensor
	with := func(unpack func(any) *torch.Tensor) func() {
		return func() {
			torch.WithSavedTensorHooks(same, unpack, func() { y = x.Mul(x) })
			y.Backward()
		}
	}
	assert.PanicsWithValue(t, "unpack", with(func(any) *torch.Tensor { panic("unpack") }))
	torchtest.Panics(t, "the unpack hook returned nil", with(func(any) *torch.Tensor { return nil }))
	torchtest.Panics(t, "modifying its input in place", func() {
		torch.WithSavedTensorHooks(func(t *torch.Tensor) any { return t.Add_(1) }, nil, func() { x.Mul(1).Pow(2) })
	})
	x.Mul(x).Backward() // the hooks are gone
	torchtest.Equal(t, []float64{2 * 2}, x.Grad())
}

func TestSaveOnCPU(t *testing.T) {
	torchtest.NoLeaks(t)
	noCallbacksLeft(t)
	for _, pin := range [][]torch.PinMemoryOption{nil, {torch.PinMemory(false)}, {torch.PinMemory(true)}} {
		x := variable(3)
		torch.SaveOnCPU(func() { x.Pow(2).Backward() }, pin...)
		torchtest.Equal(t, []float64{6}, x.Grad())

		sparse := torch.Eye(2, torch.Float64).ToSparse().SetRequiresGrad(true)
		torch.SaveOnCPU(func() { sparse.Mul(sparse).Sum().Backward() }, pin...)
		torchtest.Equal(t, []float64{2, 0, 0, 2}, sparse.Grad().ToDense().View(4))
	}
}
