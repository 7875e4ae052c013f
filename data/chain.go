package data

import (
	"context"
	"iter"
)

// ChainDataset is several streams one after the other.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ChainDataset
type ChainDataset[S any] struct{ streams []Iterable[S] }

// NewChainDataset returns the streams' samples, those of the first first; each stream is
// asked when the one before has ended. It panics for a nil one.
func NewChainDataset[S any](streams ...Iterable[S]) *ChainDataset[S] {
	for _, s := range streams {
		requireSource(s)
	}
	return &ChainDataset[S]{streams}
}

// Len returns the number of samples; -1 where a stream does not tell its own.
func (c *ChainDataset[S]) Len() int {
	total := 0
	for _, s := range c.streams {
		sized, ok := s.(Sized)
		if !ok || sized.Len() < 0 {
			return -1
		}
		total += sized.Len()
	}
	return total
}

// Samples returns one pass over all streams. It ends with the first error.
func (c *ChainDataset[S]) Samples(ctx context.Context) iter.Seq2[S, error] {
	return func(yield func(S, error) bool) {
		for _, s := range c.streams {
			for sample, err := range s.Samples(ctx) {
				if !yield(sample, err) || err != nil {
					return
				}
			}
		}
	}
}
