package data

import (
	"context"
	"sort"
)

// ConcatDataset is several datasets one after the other.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.ConcatDataset
type ConcatDataset[S any] struct {
	datasets []Dataset[S]
	getters  []getter[S]
	ends     []int // the index behind each dataset's last
}

// NewConcatDataset returns the datasets' samples, those of the first first. It panics
// without a dataset.
func NewConcatDataset[S any](datasets ...Dataset[S]) *ConcatDataset[S] {
	require(len(datasets) > 0, "datasets should not be an empty iterable")
	c := &ConcatDataset[S]{datasets: datasets}
	end := 0
	for _, d := range datasets {
		requireSource(d)
		end += d.Len()
		c.ends = append(c.ends, end)
		c.getters = append(c.getters, getterOf(d))
	}
	return c
}

// Len returns the number of samples.
func (c *ConcatDataset[S]) Len() int { return c.ends[len(c.ends)-1] }

// Get returns the sample of the dataset into which the index falls.
func (c *ConcatDataset[S]) Get(index int) (S, error) {
	at, place := c.place(index)
	return c.datasets[at].Get(place)
}

// GetWith is Get for a loader.
func (c *ConcatDataset[S]) GetWith(ctx context.Context, w *Worker, index int) (S, error) {
	at, place := c.place(index)
	return c.getters[at](ctx, w, place)
}

// place returns the number of a dataset and the index there.
func (c *ConcatDataset[S]) place(index int) (at, place int) {
	requireIndex(index, c.Len())
	at = sort.SearchInts(c.ends, index+1)
	if at > 0 {
		index -= c.ends[at-1]
	}
	return at, index
}
