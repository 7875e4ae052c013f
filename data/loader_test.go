package data_test

import (
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestLoader_MakesBatches(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 5}, data.BatchSize(2), data.Workers(workers))
			require.Equal(t, 3, loader.Len())
			var targets []any
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				first := float32(batch.Target.ToSlice().([]int64)[0])
				require.Equal(t, [][]float32{{first, first + 1, first + 2}, {first + 3, first + 4, first + 5}},
					batch.Input.ToSlice().([][][]float32)[0])
				targets = append(targets, batch.Target.ToSlice())
			}
			require.Equal(t, []any{[]int64{0, 1}, []int64{2, 3}, []int64{4}}, targets)
		})
	}
}

func TestLoader_NextTurnFreesTheBatch(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 6}, data.BatchSize(2), data.Workers(workers))
			var inputs, results []*torch.Tensor
			var kept *torch.Tensor
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				for i := range inputs {
					torchtest.Panics(t, "the tensor's scope", func() { inputs[i].Shape() })
					torchtest.Panics(t, "the tensor's scope", func() { results[i].Shape() })
				}
				inputs = append(inputs, batch.Input)
				results = append(results, batch.Input.Mul(2))
				if kept == nil {
					kept = batch.Input.Mul(3).Keep()
				}
			}
			require.Len(t, inputs, 3)
			require.Equal(t, []int{2, 2, 3}, inputs[2].Shape(), "the last batch stays")
			require.Equal(t, []int{2, 2, 3}, results[2].Shape(), "and what was computed from it")
			require.Equal(t, []int{2, 2, 3}, kept.Shape())
		})
	}
}

func TestLoader_BreakLeavesTheBatch(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 100}, data.BatchSize(2), data.Workers(workers))
			var last data.Batch
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				last = batch
				break
			}
			torchtest.Equal(t, []int64{0, 1}, last.Target)
		})
	}
}

func TestLoader_PanicInTheBodyEndsTheWorkers(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 100}, data.BatchSize(2), data.Workers(workers))
			require.PanicsWithValue(t, "body", func() {
				for range loader.Batches(t.Context()) {
					panic("body")
				}
			})
		})
	}
}

// noise is an epoch's random inputs.
func noise(t *testing.T, dataset data.Dataset[data.Labeled], options ...data.Option) (epochs []any) {
	torch.ManualSeed(4)
	loader := data.NewLoader(dataset, append([]data.Option{data.BatchSize(3), data.Shuffle(true)}, options...)...)
	for range 2 {
		for batch, err := range loader.Batches(t.Context()) {
			require.NoError(t, err)
			epochs = append(epochs, batch.Input.ToSlice(), batch.Target.ToSlice())
		}
	}
	return epochs
}

func TestLoader_RandomSamplesDoNotDependOnTheWorkers(t *testing.T) {
	torchtest.NoLeaks(t)
	one := noise(t, noisy(20), data.Workers(1))
	require.Equal(t, one, noise(t, noisy(20), data.Workers(2)))
	require.Equal(t, one, noise(t, noisy(20), data.Workers(5), data.Prefetch(7)))
	require.NotEqual(t, one[0], one[len(one)/2], "epochs differ")
	require.Equal(t, noise(t, noisy(20)), noise(t, noisy(20)), "one seed, one epoch")
}

func TestLoader_SubsetsDrawAsTheWhole(t *testing.T) {
	torchtest.NoLeaks(t)
	all := make([]int, 20)
	for i := range all {
		all[i] = i
	}
	want := noise(t, noisy(20), data.Workers(2))
	require.Equal(t, want, noise(t, data.NewSubset(noisy(20), all), data.Workers(2)))
	require.Equal(t, want, noise(t, data.NewConcatDataset(noisy(20)), data.Workers(2)))
}

func TestLoader_BatcherMakesWholeBatches(t *testing.T) {
	tests := map[string]struct {
		err     error
		batches int64
		columns int
		failure string
	}{
		"used":    {nil, 3, 1, ""},
		"refused": {errors.ErrUnsupported, 1, 2, ""},
		"failed":  {errBad, 1, 0, "data: batch of samples [0 1]: the picture is torn"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			dataset := whole{pictures{n: 6}, &atomic.Int64{}, test.err}
			part := data.NewSubset(data.NewSubset(dataset, []int{0, 1, 2, 3, 4, 5}), []int{5, 4, 3, 2, 1, 0})
			loader := data.NewLoader(part, data.BatchSize(2))
			targets := []int64{}
			var failed error
			for batch, err := range loader.Batches(t.Context()) {
				if failed = err; err == nil {
					require.Equal(t, test.columns, batch.Input.Size(1))
					targets = append(targets, torch.Data[int64](batch.Target)...)
				}
			}
			require.Equal(t, test.batches, dataset.batches.Load())
			if test.failure != "" {
				require.EqualError(t, failed, test.failure)
				return
			}
			require.NoError(t, failed)
			require.Equal(t, []int64{5, 4, 3, 2, 1, 0}, targets)
		})
	}
}

// backwards is a sampler of a user, which pushes its indices.
type backwards int

func (s backwards) Len() int { return int(s) }

func (s backwards) Indices() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := int(s) - 1; i >= 0; i-- {
			if !yield(i) {
				return
			}
		}
	}
}

func TestLoader_SamplersOfTheUser(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoaderWith(indexed(5), same, data.BatchSize(2), data.WithSampler(backwards(5)), data.Workers(workers))
			require.Equal(t, [][]int{{4, 3}, {2, 1}, {0}}, all(t, loader))
			byBatch := data.NewBatchSampler(backwards(5), 2, true)
			loader = data.NewLoaderWith(indexed(5), same, data.WithBatchSampler(byBatch), data.Workers(workers))
			require.Equal(t, 2, loader.Len())
			require.Equal(t, [][]int{{4, 3}, {2, 1}}, all(t, loader))
		})
	}
}

// batchesOf is a BatchSampler of the batches given.
type batchesOf [][]int

func (b batchesOf) Batches() iter.Seq[[]int] { return slices.Values(b) }
func (b batchesOf) Len() int                 { return len(b) }

// Python's default_collate fails on no samples, and a function of the user may take them.
func TestLoader_BatchesWithoutIndices(t *testing.T) {
	batches := data.WithBatchSampler(batchesOf{{0, 1}, {}, {2}})
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			got := all(t, data.NewLoaderWith(indexed(5), same, batches, data.Workers(workers)))
			require.Equal(t, [][]int{{0, 1}, {}, {2}}, got)

			seen := 0
			var failed error
			for _, err := range data.NewLoader(data.NewTensorDataset(torch.Ones(5)), batches, data.Workers(workers)).Batches(t.Context()) {
				if failed = err; err == nil {
					seen++
				}
			}
			require.Equal(t, 1, seen)
			require.ErrorContains(t, failed, "batch 1 of the BatchSampler has no indices; leave it out, or take it with NewLoaderWith")

			stacked := data.NewLoaderWith(indexed(5), data.DefaultCollate[*torch.Tensor, int], batches, data.Workers(workers))
			for _, err := range stacked.Batches(t.Context()) {
				failed = err
			}
			require.ErrorContains(t, failed, "default_collate: no samples")
		})
	}
}

func all[B any](t *testing.T, loader *data.Loader[B]) (batches []B) {
	for batch, err := range loader.Batches(t.Context()) {
		require.NoError(t, err)
		batches = append(batches, batch)
	}
	return batches
}
