package data

import (
	"context"

	"github.com/e0112027/gotorch/torch"
)

// Iterator is one epoch of a [Loader]:
//
//	it := loader.Iter(ctx)
//	defer it.Close()
//	for it.Next() {
//		batch := it.Batch()
//		…
//	}
//	return it.Err()
//
// It may be used on any goroutine, by one at a time.
type Iterator[B any] struct {
	ctx      context.Context
	cancel   context.CancelFunc
	engine   engine[B]
	last     *lastBatches
	progress *progress
	position *position
	batch    B
	scope    *torch.Scope // the batch's
	err      error
	done     bool
}

// Next frees the batch before, with everything computed from it, and waits for
// another. It returns false at the end, where the last batch stays until the loader
// begins another epoch, and after an error.
func (it *Iterator[B]) Next() bool {
	if it.done {
		return false
	}
	if err := it.ctx.Err(); err != nil {
		it.end(err)
		return false
	}
	batch, scope, err := it.engine.next(it.free)
	if err != nil || scope == nil {
		if err == nil {
			it.progress.ended(it.position)
		}
		it.end(err)
		return false
	}
	it.progress.took(it.position)
	scope.OpenedHere() // a worker opened it
	it.batch, it.scope = batch, scope
	return true
}

// Batch returns the batch that Next found.
func (it *Iterator[B]) Batch() B { return it.batch }

// Scope returns the scope that owns the batch's tensors and what is computed
// from them; nil before the first batch.
func (it *Iterator[B]) Scope() *torch.Scope { return it.scope }

// Err returns the error that ended the epoch, nil where all was read.
func (it *Iterator[B]) Err() error { return it.err }

// Close ends the epoch and waits for its workers. The batch in hand stays until the
// loader begins another epoch. Closing twice does nothing.
func (it *Iterator[B]) Close() {
	if !it.done {
		it.end(nil)
	}
}

func (it *Iterator[B]) end(err error) {
	it.done, it.err = true, err
	it.cancel()
	it.engine.close()
	if it.scope != nil {
		it.last.add(it.scope)
	}
}

func (it *Iterator[B]) free() {
	if it.scope != nil {
		it.scope.CloseBy("its loop's next turn")
		it.scope = nil
	}
}

// direct is the engine without workers: it loads a batch when asked for it.
type direct[B any] struct {
	ctx    context.Context
	plan   plan
	fetch  fetch[B]
	worker Worker
}

func (d *direct[B]) next(begin func()) (batch B, scope *torch.Scope, err error) {
	indices, ok, err := d.plan.next()
	if err != nil || !ok {
		return batch, nil, err
	}
	begin()
	return d.fetch.load(d.ctx, &d.worker, indices)
}

func (d *direct[B]) close() { d.plan.stop() }
