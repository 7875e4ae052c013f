package data

import (
	"context"
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// Dataset gives samples by index. With [Workers] Get is called by several
// goroutines at once.
//
// The tensors of a sample remain the dataset's: it may return the same ones
// again, and the loader copies them into a batch.
//
// See https://docs.pytorch.org/docs/stable/data.html#map-style-datasets
type Dataset[S any] interface {
	// Len returns the number of samples.
	Len() int
	// Get returns the sample at an index from 0 to Len()-1. A panic in it comes
	// to the loop as an error.
	Get(index int) (S, error)
}

// WorkerDataset is a [Dataset] whose samples draw random numbers, make tensors
// or wait. A loader calls GetWith in the place of Get.
type WorkerDataset[S any] interface {
	Dataset[S]
	// GetWith returns the sample at an index. ctx ends when the loop does.
	GetWith(ctx context.Context, w *Worker, index int) (S, error)
}

// Batcher is a [Dataset] that can build a collated batch at once: Python's
// __getitems__ and collate in one. A loader with the default collate uses it.
type Batcher[B any] interface {
	// GetBatch returns the batch of the samples at indices, its tensors in the
	// scope. It is called by several goroutines at once. An error for which
	// errors.Is(err, errors.ErrUnsupported) holds sends the loader to Get, for
	// this batch and those after it.
	GetBatch(indices []int, into *torch.Scope) (B, error)
}

// Iterable is a dataset without indices: a stream of samples in its own order.
//
// See https://docs.pytorch.org/docs/stable/data.html#iterable-style-datasets
type Iterable[S any] interface {
	// Samples returns one pass over the stream. It ends with the first error.
	// ctx ends when the loop does.
	Samples(ctx context.Context) iter.Seq2[S, error]
}

// IterableFunc is a function as an [Iterable].
type IterableFunc[S any] func(ctx context.Context) iter.Seq2[S, error]

// Samples calls f.
func (f IterableFunc[S]) Samples(ctx context.Context) iter.Seq2[S, error] { return f(ctx) }
