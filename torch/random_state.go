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
	seed := unforeseen()
	ManualSeed(int64(seed))
	return seed
}

// Seed seeds g with a number that can't be foretold, and returns it.
func (g *Generator) Seed() uint64 {
	seed := unforeseen()
	g.ManualSeed(int64(seed))
	return seed
}

// unforeseen draws a seed: as Python's 53 bits, so that a float64 holds it.
func unforeseen() uint64 {
	// The reader never fails.
	n, err := rand.Int(rand.Reader, big.NewInt(1<<53))
	if err != nil {
		panic(err)
	}
	return n.Uint64()
}

// CloneState returns a new generator that will draw what g draws next.
func (g *Generator) CloneState() *Generator {
	clone := NewGenerator(g.device)
	clone.SetState(g.State())
	return clone
}

// ForkRNG runs f and then gives the default generators of the CPU and of the
// devices named, of every CUDA device unless some are, back the states from
// before, panics included. [CPU] alone leaves the others out. Meanwhile other
// goroutines should not draw from them.
//
// See https://docs.pytorch.org/docs/stable/random.html#torch.random.fork_rng
func ForkRNG(f func(), devices ...Device) {
	states := saveRNG(devices)
	defer states.restore()
	f()
}

// rngStates are the states of the default generators, by device.
type rngStates map[Device]*Tensor

func saveRNG(devices []Device) rngStates {
	if len(devices) == 0 {
		for i := range DeviceCount(DeviceCUDA) {
			devices = append(devices, CUDA(i))
		}
	}
	states := rngStates{CPU: RNGState()}
	for _, d := range devices {
		if d.Type != DeviceCPU {
			states[d] = DefaultGenerator(d).State()
		}
	}
	return states
}

func (s rngStates) restore() {
	for device, state := range s {
		DefaultGenerator(device).SetState(state)
	}
}
