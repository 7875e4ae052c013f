package torch

import (
	"crypto/rand"
	"math/big"
)

// Seed seeds the default generator of every device with a number that can't be
// foretold, and returns it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.seed.html
func Seed() uint64 {
	// As Python's: 53 bits, so that a float64 holds it. The reader never fails.
	n, err := rand.Int(rand.Reader, big.NewInt(1<<53))
	if err != nil {
		panic(err)
	}
	seed := n.Uint64()
	ManualSeed(int64(seed))
	return seed
}

// ForkRNG runs f and then gives the default generators of the CPU and of every
// CUDA device back the states from before, panics included. Meanwhile other
// goroutines should not draw from them.
//
// See https://docs.pytorch.org/docs/stable/random.html#torch.random.fork_rng
func ForkRNG(f func()) {
	states := saveRNG()
	defer states.restore()
	f()
}

// rngStates are the states of the default generators, by device.
type rngStates map[Device]*Tensor

func saveRNG() rngStates {
	states := rngStates{CPU: RNGState()}
	for i := range DeviceCount(DeviceCUDA) {
		states[CUDA(i)] = DefaultGenerator(CUDA(i)).State()
	}
	return states
}

func (s rngStates) restore() {
	for device, state := range s {
		DefaultGenerator(device).SetState(state)
	}
}
