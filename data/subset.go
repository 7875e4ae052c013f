package data

import (
	"context"
	"fmt"
	"math"

	"github.com/e0112027/gotorch/torch"
)

// Subset is some of a dataset's samples.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Subset
type Subset[S any] struct {
	dataset Dataset[S]
	indices []int
	get     getter[S]
}

// NewSubset returns the samples at indices, in that order.
func NewSubset[S any](dataset Dataset[S], indices []int) *Subset[S] {
	requireSource(dataset)
	return &Subset[S]{dataset, indices, getterOf(dataset)}
}

// Len returns the number of samples.
func (s *Subset[S]) Len() int { return len(s.indices) }

// Get returns the dataset's sample at the index's place.
func (s *Subset[S]) Get(index int) (S, error) {
	requireIndex(index, len(s.indices))
	return s.dataset.Get(s.indices[index])
}

// GetWith is Get for a loader.
func (s *Subset[S]) GetWith(ctx context.Context, w *Worker, index int) (S, error) {
	requireIndex(index, len(s.indices))
	return s.get(ctx, w, s.indices[index])
}

// Indices returns the places of the samples in the dataset.
func (s *Subset[S]) Indices() []int { return s.indices }

func (s *Subset[S]) whole() (any, []int) { return s.dataset, s.indices }

// RandomSplit cuts a dataset into parts of the given lengths, or fractions of
// its length where they are floats that sum up to one; what rounding down leaves
// goes to the first parts, one each. The samples are drawn from the default
// generator unless [WithGenerator] names another.
//
// The error tells that the lengths don't fit the dataset. A fraction that
// leaves a part without samples is a [torch.Warning].
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split
func RandomSplit[S any, N int | float64](dataset Dataset[S], lengths []N, generator ...GeneratorOption) ([]*Subset[S], error) {
	counts, err := splitLengths(dataset.Len(), lengths)
	if err != nil {
		return nil, err
	}
	var g *torch.Generator
	for _, option := range generator {
		g = option.generator
	}
	indices := permutation(dataset.Len(), g)
	parts := make([]*Subset[S], len(counts))
	for i, n := range counts {
		parts[i] = NewSubset(dataset, indices[:n:n])
		indices = indices[n:]
	}
	return parts, nil
}

func splitLengths[N int | float64](n int, lengths []N) ([]int, error) {
	counts, total := make([]int, len(lengths)), 0
	fractions, isFractions := any(lengths).([]float64)
	if isFractions && !sumsToOne(fractions) {
		return nil, fmt.Errorf("data: fractions %v do not sum up to 1", fractions)
	}
	for i, length := range lengths {
		if length < 0 {
			return nil, fmt.Errorf("data: length %v at index %d is negative", length, i)
		}
		counts[i] = int(length)
		if isFractions {
			counts[i] = int(math.Floor(float64(n) * fractions[i]))
		}
		total += counts[i]
	}
	for i := 0; isFractions && total < n; i++ {
		counts[i%len(counts)]++
		total++
	}
	for i, count := range counts {
		if isFractions && count == 0 {
			torch.Warn(torch.Warning{Message: fmt.Sprintf("Length of split at index %d is 0. This might result in an empty dataset.", i)})
		}
	}
	if total != n {
		return nil, fmt.Errorf("data: lengths %v sum up to %d, but the dataset has %d samples", lengths, total, n)
	}
	return counts, nil
}

// sumsToOne tells whether a sum is 1, or less by no more than rounding.
func sumsToOne(fractions []float64) bool {
	sum := 0.0
	for _, f := range fractions {
		sum += f
	}
	return sum <= 1 && 1-sum <= 1e-9
}
