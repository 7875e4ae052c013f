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
	config   config
	length   func() int
	start    func(ctx context.Context, baseSeed uint64, skipped int) (engine[B], error)
	last     lastBatches
	progress *progress
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
// them itself. For samples of a type of one's own there is [NewLoaderWith] with
// [DefaultCollate]. It panics where options contradict each other and where an empty
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
		config:   c,
		length:   batches.Len,
		progress: newProgress(&c),
		start: func(ctx context.Context, baseSeed uint64, skipped int) (engine[B], error) {
			plan := startPlan(batches, f.takesNone)
			if err := skip(skipped, plan.next); err != nil {
				plan.stop()
				return nil, err
			}
			f := f.forEpoch(baseSeed, c.workers > 0)
			if c.workers == 0 {
				return &direct[B]{ctx: ctx, plan: plan, fetch: f}, nil
			}
			return newPrefetcher(ctx, plan, f, c.workers, c.prefetch, c.turns), nil
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
	ctx, cancel := context.WithCancel(ctx)
	it := &Iterator[B]{ctx: ctx, cancel: cancel, last: &l.last, progress: l.progress}
	var err error
	it.position, err = l.progress.begin(func(skipped int) error {
		baseSeed := uint64(drawSeed(l.config.generator))
		it.engine, err = l.start(ctx, baseSeed, skipped)
		return err
	})
	if err != nil {
		cancel()
		it.done, it.err = true, err
	}
	return it
}

// Position returns how many batches were taken of the epoch that was begun last, or
// that a loaded state is in; 0 where it came to its end.
func (l *Loader[B]) Position() int { return l.progress.position() }

// StateDict returns where the loader is: [Loader.LoadStateDict] has the next epoch of a
// loader with the same dataset and options begin there, with the batches that were not
// taken yet, bit for bit. The names are
//
//	batches             how many batches were taken of the epoch, 0 between epochs
//	length              [Loader.Len]
//	generator           the state of the [WithGenerator] of the loader
//	sampler_generator   the state of that of its sampler
//	default_generator   the state of the CPU's default generator; not between epochs
//
// The generators' states, uint8 tensors, are those that the epoch found as it began; between
// epochs those of now. What else draws from the default generator, such as training
// itself and transforms without [Workers], needs [torch.RNGState] saved beside it. A
// batch counts as taken when the loop has it.
func (l *Loader[B]) StateDict() map[string]any { return l.progress.pack(l.Len()) }

// LoadStateDict sets what [Loader.StateDict] returned. The next epoch passes over what was
// taken: indices are drawn again and their samples not loaded, but those of a stream are
// read again. A sampler that is not of this package must give the same indices again. It
// returns an error, and changes nothing, where the state is another loader's.
func (l *Loader[B]) LoadStateDict(state map[string]any) error { return l.progress.load(state, l.Len()) }
