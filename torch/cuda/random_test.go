package cuda_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/cuda"
)

func needGPU(t *testing.T) {
	t.Helper()
	if !cuda.IsAvailable() {
		t.Skip("needs a GPU")
	}
}

func TestWithoutGPU(t *testing.T) {
	if cuda.IsAvailable() {
		t.Skip("needs a machine without a GPU")
	}
	torchtest.NoLeaks(t)
	before := torch.RNGState()
	cuda.ManualSeed(1)
	cuda.ManualSeedAll(1)
	cuda.Seed()
	cuda.SeedAll()
	cuda.SetRNGState(before)
	cuda.SetRNGState(before, 3)
	cuda.SetRNGStateAll([]*torch.Tensor{before})
	torchtest.Equal(t, before, torch.RNGState(), "the CPU's generator is another one")
	assert.Zero(t, cuda.DeviceCount())
	assert.Empty(t, cuda.RNGStateAll())
	torchtest.Panics(t, "CUDA", func() { cuda.RNGState() })
	torchtest.Panics(t, "CUDA", func() { cuda.InitialSeed() })
	torch.ManualSeed(0)
}

func TestRNGState_RefusesTwoDevices(t *testing.T) {
	torchtest.Panics(t, "expected one index of a device, got 2", func() { cuda.RNGState(0, 1) })
}

func TestSeedsAndStates(t *testing.T) {
	needGPU(t)
	torchtest.NoLeaks(t)
	cpu := torch.RNGState()
	cuda.ManualSeedAll(7)
	assert.EqualValues(t, 7, cuda.InitialSeed())
	states := cuda.RNGStateAll()
	for i := range states {
		first := torch.Rand(9, torch.CUDA(i))
		cuda.SetRNGState(states[i], i)
		torchtest.Equal(t, first, torch.Rand(9, torch.CUDA(i)))
	}
	cuda.SetRNGStateAll(states)
	cuda.ManualSeed(7)
	torchtest.Equal(t, states[0], cuda.RNGState())
	torchtest.Equal(t, cpu, torch.RNGState(), "the CPU's generator is another one")

	cuda.SeedAll()
	seed := cuda.InitialSeed()
	assert.NotEqualValues(t, 7, seed)
	for i := range cuda.DeviceCount() {
		assert.Equal(t, seed, torch.DefaultGenerator(torch.CUDA(i)).InitialSeed())
	}
	cuda.Seed()
	assert.NotEqual(t, seed, cuda.InitialSeed())
	torch.ManualSeed(0)
}

func ExampleManualSeedAll() {
	before := torch.RNGState()
	cuda.ManualSeedAll(3)
	fmt.Println(before.Equal(torch.RNGState()), "- the CPU's generator is another one")
	// Output: true - the CPU's generator is another one
}
