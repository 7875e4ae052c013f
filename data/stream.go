package data

import (
	"context"
	"iter"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// NewStreamLoader is [NewLoader] for a stream. The options that say in which
// order samples come do not go with it. The stream runs on a goroutine of its
// own, so a mode such as [torch.NoGrad] around the loop does not reach it. With
// [Workers] of 1 or more that goroutine makes batches ahead.
func NewStreamLoader[S Sample[S, B], B any](stream Iterable[S], options ...Option) *Loader[B] {
	var sample S
	return NewStreamLoaderWith(stream, sample.Collate, options...)
}

// NewStreamLoaderWith is [NewLoaderWith] for a stream.
func NewStreamLoaderWith[S, B any](stream Iterable[S], collate func(samples []S, into *torch.Scope) (B, error), options ...Option) *Loader[B] {
	c := newConfig(options)
	require(!c.shuffle && c.sampler == nil && c.batchSampler == nil,
		"a loader of a stream takes no Shuffle, WithSampler or WithBatchSampler")
	require(!c.turns, "TakeTurns is not for a stream, which one goroutine reads")
	return &Loader[B]{
		config:   c,
		length:   func() int { return streamLength(stream, &c) },
		progress: newProgress(&c),
		start: func(ctx context.Context, _ uint64, skipped int) (engine[B], error) {
			pieces := newPuller(inPieces(stream.Samples(ctx), &c))
			if err := skip(skipped, func() ([]S, bool, error) { return nextPiece(pieces) }); err != nil {
				pieces.stop()
				return nil, err
			}
			if c.workers == 0 {
				return &streamed[S, B]{pieces, collate}, nil
			}
			return newStreamAhead(ctx, pieces, collate, c.workers*c.prefetch), nil
		},
	}
}

func streamLength(stream any, c *config) int {
	sized, ok := stream.(Sized)
	if !ok || sized.Len() < 0 {
		return -1
	}
	if c.dropLast {
		return sized.Len() / c.batchSize
	}
	return (sized.Len() + c.batchSize - 1) / c.batchSize
}

// piece is the samples of one batch, or the error that ends the stream.
type piece[S any] struct {
	samples []S
	err     error
}

func inPieces[S any](samples iter.Seq2[S, error], c *config) iter.Seq[piece[S]] {
	return func(yield func(piece[S]) bool) {
		place := 0
		var failed error
		good := func(yield func(S) bool) {
			defer func() {
				if r := recover(); r != nil {
					failed = sampleError(place, panicked(r))
				}
			}()
			for sample, err := range samples {
				if err != nil {
					failed = sampleError(place, err)
					return
				}
				if place++; !yield(sample) {
					return
				}
			}
		}
		for batch := range inBatches(good, c.batchSize, c.dropLast) {
			if failed != nil {
				break
			}
			if !yield(piece[S]{samples: batch}) {
				return
			}
		}
		if failed != nil {
			yield(piece[S]{err: failed})
		}
	}
}

// nextPiece returns the samples of a batch, or false at the end.
func nextPiece[S any](pieces *puller[piece[S]]) (samples []S, ok bool, err error) {
	p, ok, err := pieces.next()
	if err == nil {
		err = p.err
	}
	return p.samples, ok, err
}

// collateSafely makes a batch in a new scope. A panic comes back as an error.
func collateSafely[S, B any](samples []S, collate func([]S, *torch.Scope) (B, error)) (batch B, into *torch.Scope, err error) {
	into = torch.NewScope()
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
		}
		if err != nil {
			into.Close()
			into, err = nil, batchError(nil, err)
		}
	}()
	batch, err = collate(samples, into)
	return batch, into, err
}

// streamed is the engine without workers.
type streamed[S, B any] struct {
	pieces  *puller[piece[S]]
	collate func([]S, *torch.Scope) (B, error)
}

func (e *streamed[S, B]) next(begin func()) (batch B, scope *torch.Scope, err error) {
	samples, ok, err := nextPiece(e.pieces)
	if err != nil || !ok {
		return batch, nil, err
	}
	begin()
	return collateSafely(samples, e.collate)
}

func (e *streamed[S, B]) close() { e.pieces.stop() }

// streamAhead is the engine with one worker.
type streamAhead[B any] struct {
	ctx     context.Context
	batches chan made[B]
	worker  sync.WaitGroup
}

type made[B any] struct {
	batch B
	scope *torch.Scope
	err   error
}

func newStreamAhead[S, B any](ctx context.Context, pieces *puller[piece[S]], collate func([]S, *torch.Scope) (B, error), ahead int) *streamAhead[B] {
	e := &streamAhead[B]{ctx: ctx, batches: make(chan made[B], ahead)}
	e.worker.Go(func() {
		finished := false
		defer close(e.batches)
		defer pieces.stop()
		defer func() {
			if !finished {
				e.put(made[B]{err: errExited})
			}
		}()
		for {
			samples, ok, err := nextPiece(pieces)
			if err == nil && !ok {
				break
			}
			m := made[B]{err: err}
			if err == nil {
				m.batch, m.scope, m.err = collateSafely(samples, collate)
			}
			if !e.put(m) || err != nil {
				break
			}
		}
		finished = true
	})
	return e
}

// put hands a batch to the loop; false tells that it is over.
func (e *streamAhead[B]) put(m made[B]) bool {
	select {
	case e.batches <- m:
		return true
	case <-e.ctx.Done():
		if m.scope != nil {
			m.scope.Close()
		}
		return false
	}
}

func (e *streamAhead[B]) next(begin func()) (batch B, scope *torch.Scope, err error) {
	select {
	case m, ok := <-e.batches:
		if ok {
			begin()
		}
		return m.batch, m.scope, m.err
	case <-e.ctx.Done():
		return batch, nil, e.ctx.Err()
	}
}

func (e *streamAhead[B]) close() {
	e.worker.Wait()
	for m := range e.batches {
		if m.scope != nil {
			m.scope.Close()
		}
	}
}
