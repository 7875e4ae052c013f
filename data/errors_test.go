package data_test

import (
	"errors"
	"iter"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestLoader_ErrorsNameTheSample(t *testing.T) {
	tests := map[string]struct {
		bad      func(int) error
		contains string
		is       error
		panics   bool
	}{
		"error":       {failAt(7), "data: sample 7: the picture is torn", errBad, false},
		"first":       {failAt(0), "data: sample 0: the picture is torn", errBad, false},
		"panic":       {panicAt(7, "boom"), "data: sample 7: panic: boom", nil, true},
		"panic error": {panicAt(7, errBad), "data: sample 7: panic: the picture is torn", errBad, true},
		"operator":    {func(int) error { torch.Zeros(2, 3).MM(torch.Zeros(2, 3)); return nil }, "mat1 and mat2 shapes cannot be multiplied", nil, true},
		"runtime":     {func(i int) error { _ = []int{}[i]; return nil }, "data: sample 0: panic: runtime error: index out of range", nil, true},
	}
	for name, test := range tests {
		for _, workers := range workerCounts {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				loader := data.NewLoader(pictures{n: 100, bad: test.bad}, data.BatchSize(4), data.Workers(workers))
				var failed error
				batches := 0
				for batch, err := range loader.Batches(t.Context()) {
					require.NoError(t, failed, "an error ends the epoch")
					if failed = err; err == nil {
						batches++
						require.Equal(t, []int{4}, batch.Target.Shape())
					} else {
						require.Zero(t, batch)
					}
				}
				require.ErrorContains(t, failed, test.contains)
				var sample *data.SampleError
				require.ErrorAs(t, failed, &sample)
				require.Equal(t, sample.Index/4, batches, "the batches before came whole")
				if test.is != nil {
					require.ErrorIs(t, failed, test.is)
				}
				var panicked *data.PanicError
				if require.Equal(t, test.panics, errors.As(failed, &panicked)); test.panics {
					require.Contains(t, string(panicked.Stack), "fixtures_test.go", "the stack shows the dataset")
				}
			})
		}
	}
}

func TestLoader_GoexitInASample(t *testing.T) {
	torchtest.NoLeaks(t)
	bad := func(index int) error {
		if index == 5 {
			runtime.Goexit()
		}
		return nil
	}
	loader := data.NewLoader(pictures{n: 100, bad: bad}, data.BatchSize(2), data.Workers(1))
	var failed error
	for _, err := range loader.Batches(t.Context()) {
		failed = err
	}
	require.ErrorContains(t, failed, "runtime.Goexit")
}

func TestLoader_CollateErrorsNameTheBatch(t *testing.T) {
	collates := map[string]func([]int, *torch.Scope) (int, error){
		"error": func(samples []int, _ *torch.Scope) (int, error) {
			if samples[0] == 4 {
				return 0, errBad
			}
			return 0, nil
		},
		"panic": func(samples []int, _ *torch.Scope) (int, error) {
			if samples[0] == 4 {
				panic(errBad)
			}
			return 0, nil
		},
	}
	for name, collate := range collates {
		for _, workers := range workerCounts {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				loader := data.NewLoaderWith(indexed(10), collate, data.BatchSize(2), data.Workers(workers))
				var failed error
				for _, err := range loader.Batches(t.Context()) {
					failed = err
				}
				var batch *data.BatchError
				require.ErrorAs(t, failed, &batch)
				require.Equal(t, []int{4, 5}, batch.Indices)
				require.ErrorIs(t, failed, errBad)
				require.ErrorContains(t, failed, "data: batch of samples [4 5]: ")
			})
		}
	}
}

// broken is a sampler that panics on its way.
type broken struct{ backwards }

func (s broken) Indices() iter.Seq[int] {
	return func(yield func(int) bool) {
		if yield(0) && yield(1) && yield(2) {
			panic(errBad)
		}
	}
}

func TestLoader_SamplerPanicsComeToTheLoop(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			var failed error
			batches := 0
			for _, err := range data.NewLoaderWith(indexed(5), same, data.BatchSize(2), data.WithSampler(broken{5}), data.Workers(workers)).Batches(t.Context()) {
				if failed = err; err == nil {
					batches++
				}
			}
			require.ErrorIs(t, failed, errBad)
			require.Equal(t, 1, batches)
		})
	}
}

func TestLoader_RefusesOptionsThatContradict(t *testing.T) {
	tests := map[string][]data.Option{
		"batch_size should be a positive integer value, but got batch_size=0": {data.BatchSize(0)},
		"num_workers option should be non-negative":                           {data.Workers(-1)},
		"sampler option is mutually exclusive with shuffle":                   {data.Shuffle(true), data.WithSampler(backwards(3))},
		"the option BatchSize is given twice":                                 {data.BatchSize(2), data.BatchSize(3)},
		"batch_sampler option is mutually exclusive with batch_size, shuffle": {data.BatchSize(2), data.WithBatchSampler(data.NewBatchSampler(backwards(3), 1, false))},
		"prefetch_factor option should be positive":                           {data.Prefetch(0)},
	}
	for message, options := range tests {
		torchtest.Panics(t, message, func() { data.NewLoader(pictures{n: 3}, options...) })
	}
	torchtest.Panics(t, "num_samples should be a positive integer value, but got num_samples=0",
		func() { data.NewLoader(pictures{n: 0}, data.Shuffle(true)) })
	require.Empty(t, all(t, data.NewLoader(pictures{n: 0})))
}
