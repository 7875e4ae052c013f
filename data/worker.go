package data

import "github.com/e0112027/gotorch/torch"

// Worker is what a loader lends a [WorkerDataset] while it makes samples. It
// must not be kept.
type Worker struct {
	id        int
	seeded    bool   // samples draw from generator, not from the default one
	seed      uint64 // of the current sample
	ready     bool   // generator holds seed
	generator *torch.Generator
	scope     *torch.Scope
}

// ID returns the worker's number, from 0; always 0 without [Workers].
func (w *Worker) ID() int { return w.id }

// Generator returns what the current sample's random numbers are drawn from:
// without [Workers] nil, which is the default generator everywhere; with
// workers, a generator seeded by the epoch's base seed and the sample's index,
// so that the draws do not depend on how many workers there are.
func (w *Worker) Generator() *torch.Generator {
	if !w.seeded {
		return nil
	}
	if w.generator == nil {
		w.generator = torch.NewGenerator(torch.CPU)
	}
	if !w.ready {
		w.generator.ManualSeed(int64(w.seed))
		w.ready = true
	}
	return w.generator
}

// Scope returns a scope for the samples' tensors, which is closed after the
// batch was collated: make them with torch.In(w.Scope()) or
// [torch.FromSliceIn], and nothing is left to the garbage collector.
func (w *Worker) Scope() *torch.Scope {
	if w.scope == nil {
		w.scope = torch.NewScope()
	}
	return w.scope
}

// begin prepares for one sample of an epoch.
func (w *Worker) begin(baseSeed uint64, index int) {
	w.seed, w.ready = SampleSeed(baseSeed, index), false
}

// release frees the samples' tensors.
func (w *Worker) release() {
	if w.scope != nil {
		w.scope.Close()
		w.scope = nil
	}
}

// SampleSeed returns the seed of a sample's generator, where there are workers:
// the number at place index of the SplitMix64 sequence that starts at the
// epoch's base seed. See https://prng.di.unimi.it/splitmix64.c
func SampleSeed(baseSeed uint64, index int) uint64 {
	z := baseSeed + (uint64(index)+1)*0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
