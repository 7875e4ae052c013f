package data

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// Sampler says in which order samples are loaded. Each call of Indices begins
// an epoch; random numbers are drawn when the first index is asked for.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Sampler
type Sampler interface {
	// Indices returns the indices of one epoch.
	Indices() iter.Seq[int]
	// Len returns how many there are.
	Len() int
}

// Sized is what a sampler needs to know of a dataset.
type Sized interface{ Len() int }

// SamplerOption is a keyword argument of a sampler: [Replacement], [NumSamples]
// or [WithGenerator].
type SamplerOption interface{ applySampler(*samplerConfig) }

type samplerConfig struct {
	given

	replacement bool
	numSamples  int // 0: as many as the dataset has
	generator   *torch.Generator
}

type samplerOption func(*samplerConfig)

func (f samplerOption) applySampler(c *samplerConfig) { f(c) }

// Replacement lets the same index be drawn again.
func Replacement(on bool) SamplerOption {
	return samplerOption(func(c *samplerConfig) { c.once("Replacement"); c.replacement = on })
}

// NumSamples sets how many indices [NewRandomSampler] draws in an epoch; as many
// as the dataset has samples, by default.
func NumSamples(n int) SamplerOption {
	return samplerOption(func(c *samplerConfig) {
		c.once("NumSamples")
		require(n > 0, "num_samples should be a positive integer value, but got num_samples=%d", n)
		c.numSamples = n
	})
}

func applySamplerOptions(options []SamplerOption) (c samplerConfig) {
	c.apply(options)
	return c
}

func (c *samplerConfig) apply(options []SamplerOption) {
	for _, option := range options {
		option.applySampler(c)
	}
}

// chunked is a sampler whose indices come in pieces, each drawn when the one
// before is used up. An empty piece is no end: where Python's generator makes a
// last draw of which it uses nothing, so does the piece.
type chunked interface {
	chunks() func() ([]int, bool)
}

// flatten is the indices of a chunked sampler one by one.
func flatten(c chunked) iter.Seq[int] {
	return func(yield func(int) bool) {
		next := c.chunks()
		for chunk, ok := next(); ok; chunk, ok = next() {
			for _, index := range chunk {
				if !yield(index) {
					return
				}
			}
		}
	}
}

// SequentialSampler gives 0, 1, 2, …
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.SequentialSampler
type SequentialSampler struct{ source Sized }

// NewSequentialSampler returns a sampler of a dataset's indices in order.
func NewSequentialSampler(source Sized) *SequentialSampler {
	requireSource(source)
	return &SequentialSampler{source}
}

// Len returns the dataset's length.
func (s *SequentialSampler) Len() int { return s.source.Len() }

// Indices returns 0 … Len()-1.
func (s *SequentialSampler) Indices() iter.Seq[int] { return flatten(s) }

func (s *SequentialSampler) chunks() func() ([]int, bool) {
	const size = 4096
	n, start := s.source.Len(), 0
	return func() ([]int, bool) {
		if start >= n {
			return nil, false
		}
		chunk := make([]int, min(size, n-start))
		for i := range chunk {
			chunk[i] = start + i
		}
		start += len(chunk)
		return chunk, true
	}
}
