package data

import (
	"context"
	"sort"

	"github.com/e0112027/gotorch/torch"
)

// ConcatDataset is several datasets one after the other. Where each is a [Batcher] a loader
// asks those into which a batch's indices fall for their part, and merges the parts.
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

// parts returns the datasets, and which of them an index falls into.
func (c *ConcatDataset[S]) parts() ([]any, func(index int) (at, place int)) {
	datasets := make([]any, len(c.datasets))
	for i, d := range c.datasets {
		datasets[i] = d
	}
	return datasets, c.place
}

// batcherOfParts makes batches of what datasets make of those of their samples that are in
// it; nil where one of them makes none.
func batcherOfParts[B any](datasets []any, place func(index int) (at, place int)) func([]int, *torch.Scope) (B, error) {
	batchers := make([]func([]int, *torch.Scope) (B, error), len(datasets))
	for i, d := range datasets {
		if batchers[i] = batcherOf[B](d); batchers[i] == nil {
			return nil
		}
	}
	return func(indices []int, into *torch.Scope) (B, error) {
		there, order := make([][]int, len(datasets)), make([]int, 0, 2) // the datasets as they come
		samples := make([]row, len(indices))
		for i, index := range indices {
			at, place := place(index)
			if len(there[at]) == 0 {
				order = append(order, at)
			}
			samples[i] = row{at, len(there[at])}
			there[at] = append(there[at], place)
		}
		if len(order) == 1 {
			return batchers[order[0]](there[order[0]], into)
		}
		return batchOfParts(batchers, there, order, samples, into)
	}
}

func batchOfParts[B any](batchers []func([]int, *torch.Scope) (B, error), there [][]int, order []int, samples []row, into *torch.Scope) (B, error) {
	own := torch.NewScope()
	defer own.Close()
	batches, number := make([]B, len(order)), make([]int, len(batchers))
	for i, at := range order {
		var err error
		if batches[i], err = batchers[at](there[at], own); err != nil {
			return batches[i], err
		}
		number[at] = i
	}
	for i := range samples {
		samples[i].batch = number[samples[i].batch]
	}
	return mergeBatches(batches, samples, into)
}
