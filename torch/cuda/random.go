// Package cuda holds what Python's torch.cuda has for the random numbers of GPUs.
// Tensors go to one by [torch.CUDA].
//
//	cuda.ManualSeedAll(0)
//	noise := torch.Randn(3, torch.CUDA(0))
//
// Each GPU has a default generator of its own, which operators on its tensors draw
// from; [torch.ManualSeed] seeds all of them and the CPU's. Where there is no GPU,
// what sets seeds and states does nothing, so that a program needs no other branch
// for it, and what reads them panics, both as in Python.
//
// See https://docs.pytorch.org/docs/stable/cuda.html#random-number-generator
package cuda

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// current is the current GPU of the calling goroutine's thread.
var current = torch.CUDA(-1)

// IsAvailable tells whether there is a GPU to use.
func IsAvailable() bool { return torch.CUDAIsAvailable() }

// DeviceCount returns how many GPUs there are.
func DeviceCount() int { return torch.DeviceCount(torch.DeviceCUDA) }

// ManualSeed seeds the current GPU's generator.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.manual_seed.html
func ManualSeed(seed int64) {
	if IsAvailable() {
		torch.DefaultGenerator(current).ManualSeed(seed)
	}
}

// ManualSeedAll seeds the generators of all GPUs alike.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.manual_seed_all.html
func ManualSeedAll(seed int64) {
	for i := range DeviceCount() {
		torch.DefaultGenerator(torch.CUDA(i)).ManualSeed(seed)
	}
}

// Seed seeds the current GPU's generator with a number that can't be foretold.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.seed.html
func Seed() {
	if IsAvailable() {
		torch.DefaultGenerator(current).Seed()
	}
}

// SeedAll seeds the generators of all GPUs with one number that can't be foretold.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.seed_all.html
func SeedAll() {
	if IsAvailable() {
		ManualSeedAll(int64(torch.DefaultGenerator(torch.CUDA(0)).Seed()))
	}
}

// InitialSeed returns the seed of the current GPU's generator.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.initial_seed.html
func InitialSeed() uint64 { return torch.DefaultGenerator(current).InitialSeed() }

// RNGState returns the state of the generator of a GPU, the current one unless its
// index is given; a uint8 tensor on the CPU.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.get_rng_state.html
func RNGState(index ...int) *torch.Tensor { return torch.DefaultGenerator(device(index)).State() }

// RNGStateAll returns the states of all GPUs' generators.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.get_rng_state_all.html
func RNGStateAll() []*torch.Tensor {
	states := make([]*torch.Tensor, DeviceCount())
	for i := range states {
		states[i] = RNGState(i)
	}
	return states
}

// SetRNGState sets the state of the generator of a GPU, the current one unless its
// index is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.set_rng_state.html
func SetRNGState(state *torch.Tensor, index ...int) {
	if IsAvailable() {
		torch.DefaultGenerator(device(index)).SetState(state)
	}
}

// SetRNGStateAll sets the states that [RNGStateAll] returned.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cuda.set_rng_state_all.html
func SetRNGStateAll(states []*torch.Tensor) {
	for i, state := range states {
		SetRNGState(state, i)
	}
}

func device(index []int) torch.Device {
	switch len(index) {
	case 0:
		return current
	case 1:
		return torch.CUDA(index[0])
	}
	panic(&torch.Error{Op: "cuda", Kind: "TypeError", Msg: fmt.Sprintf("expected one index of a device, got %d", len(index))})
}
