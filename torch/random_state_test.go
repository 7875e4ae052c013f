package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestForkRNG(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(5)
	torch.Rand(3)
	before := torch.RNGState()
	want := torch.Rand(4)
	torch.SetRNGState(before)
	torch.ForkRNG(func() {
		torchtest.Equal(t, want, torch.Rand(4))
		torch.ManualSeed(6)
	})
	torchtest.Equal(t, want, torch.Rand(4))
	torch.SetRNGState(before)
	assert.PanicsWithValue(t, 1, func() { torch.ForkRNG(func() { torch.Rand(1); panic(1) }) })
	torchtest.Equal(t, before, torch.RNGState())
	for i := range torch.DeviceCount(torch.DeviceCUDA) {
		state := torch.DefaultGenerator(torch.CUDA(i)).State()
		torch.ForkRNG(func() { torch.DefaultGenerator(torch.CUDA(i)).ManualSeed(9) })
		torchtest.Equal(t, state, torch.DefaultGenerator(torch.CUDA(i)).State())
	}
}

func TestSeed(t *testing.T) {
	torchtest.NoLeaks(t)
	first, second := torch.Seed(), torch.Seed()
	assert.NotEqual(t, first, second)
	assert.Equal(t, second, torch.InitialSeed())
	assert.Less(t, second, uint64(1)<<53)
	torch.ManualSeed(0)
}
