package data

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/e0112027/gotorch/torch"
)

// fetch makes batches of samples; see [fetcher] for the one there is.
type fetch[B any] interface {
	// load returns a batch and its new scope.
	load(ctx context.Context, w *Worker, indices []int) (B, *torch.Scope, error)
}

// fetcher makes batches of a dataset's samples, on any number of goroutines.
type fetcher[S, B any] struct {
	get     getter[S]
	batch   func(indices []int, into *torch.Scope) (B, error) // nil: there is none
	collate func(samples []S, into *torch.Scope) (B, error)

	takesNone bool // collate may get no samples

	refused atomic.Bool // batch said that it can't
}

// epoch is a fetcher with an epoch's seed.
type epoch[S, B any] struct {
	*fetcher[S, B]
	baseSeed uint64
	seeded   bool // each sample draws from a generator of its own
}

func (f *fetcher[S, B]) forEpoch(baseSeed uint64, seeded bool) fetch[B] {
	return &epoch[S, B]{f, baseSeed, seeded}
}

func (e *epoch[S, B]) load(ctx context.Context, w *Worker, indices []int) (batch B, into *torch.Scope, err error) {
	into = torch.NewScope()
	ok := false
	defer func() {
		w.release()
		if !ok {
			into.Close()
			into = nil
		}
	}()
	batch, err = e.make(ctx, w, indices, into)
	ok = err == nil
	return batch, into, err
}

// make builds a batch in the scope. Panics come back as errors.
func (e *epoch[S, B]) make(ctx context.Context, w *Worker, indices []int, into *torch.Scope) (batch B, err error) {
	at := -1 // which of the samples is being read
	defer func() {
		if r := recover(); r != nil {
			if err = panicked(r); at >= 0 {
				err = sampleError(indices[at], err)
			} else {
				err = batchError(indices, err)
			}
		}
	}()
	if e.batch != nil && !e.refused.Load() {
		batch, err = e.batch(indices, into)
		if err == nil {
			return batch, nil
		}
		if !errors.Is(err, errors.ErrUnsupported) {
			return batch, batchError(indices, err)
		}
		e.refused.Store(true)
	}
	w.seeded = e.seeded
	samples := make([]S, len(indices))
	for at = range indices {
		if err := ctx.Err(); err != nil {
			return batch, err
		}
		w.begin(e.baseSeed, indices[at])
		if samples[at], err = e.get(ctx, w, indices[at]); err != nil {
			if ctx.Err() != nil {
				return batch, ctx.Err()
			}
			return batch, sampleError(indices[at], err)
		}
	}
	at = -1
	if batch, err = e.collate(samples, into); err != nil {
		return batch, batchError(indices, err)
	}
	return batch, nil
}

// getter reads one sample.
type getter[S any] func(ctx context.Context, w *Worker, index int) (S, error)

// getterOf returns the richest way of reading that a dataset has.
func getterOf[S any](dataset Dataset[S]) getter[S] {
	if d, ok := dataset.(WorkerDataset[S]); ok {
		return d.GetWith
	}
	return func(_ context.Context, _ *Worker, index int) (S, error) { return dataset.Get(index) }
}

// batcherOf returns a dataset's way of making whole batches, that of what it is
// a part of with the indices there, those of its own parts together, or nil.
func batcherOf[B any](dataset any) func(indices []int, into *torch.Scope) (B, error) {
	if d, ok := dataset.(Batcher[B]); ok {
		return d.GetBatch
	}
	if d, ok := dataset.(interface {
		parts() ([]any, func(index int) (at, place int))
	}); ok {
		return batcherOfParts[B](d.parts())
	}
	part, ok := dataset.(interface{ whole() (any, []int) })
	if !ok {
		return nil
	}
	whole, places := part.whole()
	batch := batcherOf[B](whole)
	if batch == nil {
		return nil
	}
	return func(indices []int, into *torch.Scope) (B, error) {
		there := make([]int, len(indices))
		for i, index := range indices {
			there[i] = places[index]
		}
		b, err := batch(there, into)
		return b, err
	}
}
