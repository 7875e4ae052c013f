package data_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// tallied counts how a dataset is read.
type tallied[S, B any] struct {
	data.Dataset[S]
	samples, batches *atomic.Int64
}

func (c tallied[S, B]) Get(index int) (S, error) {
	c.samples.Add(1)
	return c.Dataset.Get(index)
}

func (c tallied[S, B]) GetBatch(indices []int, into *torch.Scope) (B, error) {
	c.batches.Add(1)
	return c.Dataset.(data.Batcher[B]).GetBatch(indices, into)
}

// onlySamples hides that a dataset makes batches.
type onlySamples[S any] struct{ data.Dataset[S] }

func TestConcat_AsksItsPartsForBatches(t *testing.T) {
	wide := torch.Arange(80, torch.Float32).View(10, 8)
	tests := map[string][2]*torch.Tensor{
		"rows":         {torch.Arange(20, torch.Float32).View(5, 2, 2), torch.Arange(20, 32, torch.Float32).View(3, 2, 2)},
		"scalars":      {torch.Arange(5), torch.Arange(5, 8)},
		"empty rows":   {torch.Zeros(5, 0, 2), torch.Zeros(3, 0, 2)},
		"strided":      {view(wide, "slice.Tensor", 0, 0, 10, 2), view(wide, "slice.Tensor", 0, 3, 6, 1)},
		"with a graph": {torch.Ones(5, 2, torch.RequiresGrad(true)).Mul(2), torch.Zeros(3, 2)},
	}
	for name, inputs := range tests {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			var samples, batches atomic.Int64
			part := func(x, y *torch.Tensor) data.Dataset[data.Example] {
				return tallied[data.Example, data.Batch]{data.FromTensors(x, y), &samples, &batches}
			}
			first, second := part(inputs[0], torch.Arange(5)), part(inputs[1], torch.Arange(10, 13))
			joined := data.NewConcatDataset(data.NewSubset(first, []int{4, 3, 2, 1, 0}), second)
			plain := data.NewConcatDataset[data.Example](onlySamples[data.Example]{data.NewSubset(first, []int{4, 3, 2, 1, 0})}, onlySamples[data.Example]{second})
			for _, order := range []fixed{{7, 0, 5, 5, 1, 6}, {2, 1}, {6, 7, 5}} {
				options := []data.Option{data.BatchSize(len(order)), data.WithSampler(order)}
				samples.Store(0)
				batches.Store(0)
				for batch, err := range data.NewLoader[data.Example](joined, options...).Batches(t.Context()) {
					require.NoError(t, err)
					require.Zero(t, samples.Load(), "no sample is read by itself")
					require.NotZero(t, batches.Load())
					for want, err := range data.NewLoader[data.Example](plain, options...).Batches(t.Context()) {
						require.NoError(t, err)
						torchtest.Equal(t, want.Input, batch.Input)
						torchtest.Equal(t, want.Target, batch.Target)
						require.Equal(t, want.Input.RequiresGrad(), batch.Input.RequiresGrad())
					}
				}
			}
		})
	}
}

func TestConcat_MergesListsOfTensors(t *testing.T) {
	torchtest.NoLeaks(t)
	first, second := data.NewTensorDataset(torch.Arange(3), torch.Ones(3, 2)), data.NewTensorDataset(torch.Arange(3, 5), torch.Zeros(2, 2))
	joined := data.NewConcatDataset[data.Tensors](first, second)
	for batch, err := range data.NewLoader[data.Tensors](joined, data.BatchSize(3), data.WithSampler(fixed{4, 0, 3})).Batches(t.Context()) {
		require.NoError(t, err)
		require.Len(t, batch, 2)
		torchtest.Equal(t, []int64{4, 0, 3}, batch[0])
		torchtest.Equal(t, [][]float32{{0, 0}, {1, 1}, {0, 0}}, batch[1])
	}
}

func TestConcat_WhatCanNotBeMergedGoesSampleBySample(t *testing.T) {
	torchtest.NoLeaks(t)
	y := torch.Arange(2)
	joined := data.NewConcatDataset[data.Example](data.FromTensors(torch.Ones(2, 3), y), data.FromTensors(torch.Ones(2, 3, torch.Float64), y))
	for batch, err := range data.NewLoader[data.Example](joined, data.BatchSize(2), data.WithSampler(fixed{0, 3})).Batches(t.Context()) {
		require.NoError(t, err)
		require.Equal(t, torch.Float64, batch.Input.DType(), "as stacking promotes")
	}
	uneven := data.NewConcatDataset[data.Example](data.FromTensors(torch.Ones(2, 3), y), data.FromTensors(torch.Ones(2, 4), y))
	for _, err := range data.NewLoader[data.Example](uneven, data.BatchSize(2), data.WithSampler(fixed{0, 3})).Batches(t.Context()) {
		require.ErrorContains(t, err, "stack expects each tensor to be equal size, but got [3] at entry 0 and [4] at entry 1")
	}
}

func BenchmarkConcat(b *testing.B) {
	part := func() data.Dataset[data.Example] {
		return data.FromTensors(torch.Rand(5000, 28, 28), torch.Arange(5000))
	}
	first, second := part(), part()
	for name, set := range map[string]data.Dataset[data.Example]{
		"whole":   data.NewConcatDataset(first, second),
		"samples": data.NewConcatDataset[data.Example](onlySamples[data.Example]{first}, onlySamples[data.Example]{second}),
	} {
		b.Run(fmt.Sprint(name), func(b *testing.B) {
			for b.Loop() {
				for _, err := range data.NewLoader[data.Example](set, data.BatchSize(64), data.Shuffle(true)).Batches(b.Context()) {
					require.NoError(b, err)
				}
			}
		})
	}
}
