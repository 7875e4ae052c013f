package data

import (
	"context"
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// Loader gives a dataset's samples in batches of type B, one epoch for each call
// of Batches or Iter. Several epochs may run at once.
//
// A batch is freed, with everything computed from it, when its loop's next turn
// begins. The last one, that a loop ended with or was left at, stays until the loader
// begins its next epoch, or until neither it nor the loader can be reached.
// [torch.Tensor.Keep] what is needed longer.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
type Loader[B any] struct {
	config config
	length func() int
	start  func(ctx context.Context, baseSeed uint64) engine[B]
	last   lastBatches
}

// engine produces one epoch's batches.
type engine[B any] interface {
	// next returns a batch and its scope, or a nil scope at the end. It calls
	// begin as soon as it knows that the batch before is not the last.
	next(begin func()) (B, *torch.Scope, error)
	// close ends all goroutines and frees what was not handed out.
	close()
}

// NewLoader returns a loader whose batches are made as the samples' type says:
// [Labeled] and [Example] make a [Batch]. A dataset that is a [Batcher] makes
// them itself. It panics where options contradict each other and where an empty
// dataset is to be shuffled.
func NewLoader[S Sample[S, B], B any](dataset Dataset[S], options ...Option) *Loader[B] {
	var sample S
	f := &fetcher[S, B]{get: getterOf(dataset), batch: batcherOf[B](dataset), collate: sample.Collate}
	return newMapLoader(dataset, f, options)
}

// NewLoaderWith returns a loader whose batches are made by collate, which puts
// its tensors into the scope; [Stack] and [DefaultCollate] are such functions.
// With [Workers] it is called by several goroutines at once.
func NewLoaderWith[S, B any](dataset Dataset[S], collate func(samples []S, into *torch.Scope) (B, error), options ...Option) *Loader[B] {
	return newMapLoader(dataset, &fetcher[S, B]{get: getterOf(dataset), collate: collate, takesNone: true}, options)
}

func newMapLoader[S, B any](source Sized, f *fetcher[S, B], options []Option) *Loader[B] {
	requireSource(source)
	c := newConfig(options)
	batches := c.batchesOf(source)
	return &Loader[B]{
		config: c,
		length: batches.Len,
		start: func(ctx context.Context, baseSeed uint64) engine[B] {
			plan := startPlan(batches, f.takesNone)
			f := f.forEpoch(baseSeed, c.workers > 0)
			if c.workers == 0 {
				return &direct[B]{ctx: ctx, plan: plan, fetch: f}
			}
			return newPrefetcher(ctx, plan, f, c.workers, c.prefetch, c.turns)
		},
	}
}

// Len returns the number of batches in an epoch; -1 for a stream that has no Len.
func (l *Loader[B]) Len() int { return l.length() }

// Batches returns one epoch as an iterator. An error is yielded once, with a
// zero batch, and ends the epoch: a [*SampleError] or [*BatchError], or that of
// ctx. When the loop is left, in whatever way, the workers have ended.
//
// A batch is freed, with everything computed from it, when the loop's next turn
// begins, and the last one when the loader's next epoch does; [torch.Tensor.Keep] what
// is needed longer.
func (l *Loader[B]) Batches(ctx context.Context) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		it := l.Iter(ctx)
		defer it.Close()
		for it.Next() {
			if !yield(it.Batch(), nil) {
				return
			}
		}
		if err := it.Err(); err != nil {
			var none B
			yield(none, err)
		}
	}
}

// Iter begins one epoch, for loops that [Loader.Batches] does not fit, such as
// one over two loaders. The iterator must be closed.
func (l *Loader[B]) Iter(ctx context.Context) *Iterator[B] {
	l.last.free()
	baseSeed := uint64(drawSeed(l.config.generator))
	ctx, cancel := context.WithCancel(ctx)
	return &Iterator[B]{ctx: ctx, cancel: cancel, engine: l.start(ctx, baseSeed), last: &l.last}
}
