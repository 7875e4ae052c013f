package data

import (
	"fmt"
	"iter"
)

// BatchSampler says which samples make up each batch.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.BatchSampler
type BatchSampler interface {
	// Batches returns the indices of one epoch's batches. The loader keeps the
	// slices. A batch without indices is an error, but for a collate function of
	// one's own ([NewLoaderWith]), which gets no samples.
	Batches() iter.Seq[[]int]
	// Len returns how many batches there are.
	Len() int
}

type batchSampler struct {
	sampler  Sampler
	size     int
	dropLast bool
}

// NewBatchSampler cuts a sampler's indices into batches of a size. The last one
// may be smaller, or is left out with dropLast. It panics unless size is
// positive.
func NewBatchSampler(s Sampler, size int, dropLast bool) BatchSampler {
	require(s != nil, "the sampler is nil")
	require(size > 0, "the size of a batch should be positive, but got %d", size)
	return &batchSampler{s, size, dropLast}
}

func (b *batchSampler) Len() int {
	if b.dropLast {
		return b.sampler.Len() / b.size
	}
	return (b.sampler.Len() + b.size - 1) / b.size
}

func (b *batchSampler) Batches() iter.Seq[[]int] {
	return inBatches(b.sampler.Indices(), b.size, b.dropLast)
}

// inBatches gathers a sequence's values. It asks for no value before the batch
// that needs it is asked for.
func inBatches[T any](seq iter.Seq[T], size int, dropLast bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		batch := make([]T, 0, size)
		for value := range seq {
			if batch = append(batch, value); len(batch) == size {
				if !yield(batch) {
					return
				}
				batch = make([]T, 0, size)
			}
		}
		if len(batch) > 0 && !dropLast {
			yield(batch)
		}
	}
}

// plan is one epoch's batches of indices, asked for one by one.
type plan interface {
	// next returns a batch's indices, or false at the end. The error is a panic
	// of the sampler, or a batch that the epoch does not take.
	next() (indices []int, ok bool, err error)
	stop()
}

// startPlan begins an epoch, which takes batches without indices or does not. The
// samplers of this package are asked directly; those of others, which push their
// indices, run on a goroutine.
func startPlan(b BatchSampler, takesNone bool) plan {
	if own, ok := b.(*batchSampler); ok {
		if c, ok := own.sampler.(chunked); ok {
			return &chunkPlan{more: c.chunks(), size: own.size, dropLast: own.dropLast}
		}
	}
	return &pullPlan{puller: newPuller(b.Batches()), takesNone: takesNone}
}

type chunkPlan struct {
	more     func() ([]int, bool)
	chunk    []int
	size     int
	dropLast bool
	ended    bool
}

func (p *chunkPlan) next() (batch []int, ok bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			p.ended = true
			batch, ok, err = nil, false, panicked(r)
		}
	}()
	for !p.ended && len(batch) < p.size {
		take := min(p.size-len(batch), len(p.chunk))
		if batch == nil && take == p.size {
			batch = p.chunk[:take:take]
		} else {
			batch = append(batch, p.chunk[:take]...)
		}
		if p.chunk = p.chunk[take:]; len(batch) < p.size {
			var ok bool
			p.chunk, ok = p.more()
			p.ended = !ok
		}
	}
	if len(batch) == 0 || p.dropLast && len(batch) < p.size {
		return nil, false, nil
	}
	return batch, true, nil
}

func (p *chunkPlan) stop() { p.ended = true }

type pullPlan struct {
	*puller[[]int]
	takesNone bool
	given     int
}

func (p *pullPlan) next() (batch []int, ok bool, err error) {
	batch, ok, err = p.puller.next()
	if ok && len(batch) == 0 && !p.takesNone {
		return nil, false, fmt.Errorf("data: batch %d of the BatchSampler has no indices; leave it out, or take it "+
			"with NewLoaderWith and a collate function that makes a batch of no samples", p.given)
	}
	p.given++
	return batch, ok, err
}
