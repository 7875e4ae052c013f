package data_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
)

// pictures is a dataset as a user writes it: sample i is a 2x3 picture of i, i+1,
// … with the class i.
type pictures struct {
	n   int
	bad func(index int) error // nil: none is
}

func (p pictures) Len() int { return p.n }

func (p pictures) Get(index int) (data.Labeled, error) {
	if p.bad != nil {
		if err := p.bad(index); err != nil {
			return data.Labeled{}, err
		}
	}
	x := float32(index)
	return data.Labeled{Input: torch.FromSlice([]float32{x, x + 1, x + 2, x + 3, x + 4, x + 5}, 2, 3), Target: int64(index)}, nil
}

// noisy is a dataset whose samples are random.
type noisy int

func (d noisy) Len() int { return int(d) }

func (d noisy) Get(int) (data.Labeled, error) { panic("the loader should call GetWith") }

func (d noisy) GetWith(_ context.Context, w *data.Worker, index int) (data.Labeled, error) {
	return data.Labeled{
		Input:  torch.Rand(4, torch.WithGenerator(w.Generator()), torch.In(w.Scope())),
		Target: int64(index),
	}, nil
}

// whole is a dataset that makes batches at once.
type whole struct {
	pictures
	batches *atomic.Int64
	err     error
}

func (d whole) GetBatch(indices []int, into *torch.Scope) (data.Batch, error) {
	d.batches.Add(1)
	if d.err != nil {
		return data.Batch{}, d.err
	}
	targets := make([]int64, len(indices))
	for i, index := range indices {
		targets[i] = int64(index)
	}
	return data.Batch{Input: torch.Zeros(len(indices), 1, torch.In(into)), Target: torch.FromSliceIn(into, targets)}, nil
}

var errBad = errors.New("the picture is torn")

func failAt(bad int) func(int) error {
	return func(index int) error {
		if index == bad {
			return errBad
		}
		return nil
	}
}

func panicAt(bad int, value any) func(int) error {
	return func(index int) error {
		if index == bad {
			panic(value)
		}
		return nil
	}
}

// workerCounts are the engines that a test goes through.
var workerCounts = []int{0, 1, 3}

func named(workers int) string { return fmt.Sprintf("workers=%d", workers) }
