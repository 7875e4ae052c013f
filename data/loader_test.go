package data_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

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

func TestLoader_ContextEndsTheEpoch(t *testing.T) {
	for _, workers := range workerCounts {
		for name, after := range map[string]int{"before": 0, "first": 1, "later": 5} {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if after == 0 {
					cancel()
				}
				loader := data.NewLoader(pictures{n: 100}, data.BatchSize(2), data.Workers(workers))
				batches, errs := 0, []error{}
				for _, err := range loader.Batches(ctx) {
					if err != nil {
						errs = append(errs, err)
						continue
					}
					if batches++; batches == after {
						cancel()
					}
				}
				require.Equal(t, after, batches)
				require.Equal(t, []error{context.Canceled}, errs, "once")
			})
		}
	}
}

// slow is a dataset whose samples wait until the loop ends.
type slow struct{ waiting chan struct{} }

func (d slow) Len() int              { return 100 }
func (d slow) Get(int) (int, error)  { panic("the loader should call GetWith") }
func (d slow) from() <-chan struct{} { return d.waiting }
func (d slow) GetWith(ctx context.Context, _ *data.Worker, index int) (int, error) {
	if index < 4 {
		return index, nil
	}
	select {
	case d.waiting <- struct{}{}:
	default:
	}
	<-ctx.Done()
	return 0, ctx.Err()
}

func TestLoader_ContextReachesSamplesThatWait(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			dataset := slow{make(chan struct{}, 1)}
			go func() {
				<-dataset.from()
				cancel(nil)
			}()
			var batches int
			var failed error
			for _, err := range data.NewLoaderWith(dataset, same, data.BatchSize(2), data.Workers(workers)).Batches(ctx) {
				if failed = err; err == nil {
					batches++
				}
			}
			require.Equal(t, context.Canceled, failed)
			require.LessOrEqual(t, batches, 2, "samples 0 to 3 don't wait")
		})
	}
}

func TestLoader_LeavingTheLoopEndsSamplesThatWait(t *testing.T) {
	torchtest.NoLeaks(t)
	dataset := slow{make(chan struct{}, 1)}
	for _, err := range data.NewLoaderWith(dataset, same, data.BatchSize(2), data.Workers(2)).Batches(t.Context()) {
		require.NoError(t, err)
		<-dataset.from()
		break
	}
}

func TestLoader_DeadlineComesAsItself(t *testing.T) {
	torchtest.NoLeaks(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	<-ctx.Done()
	for _, err := range data.NewLoader(pictures{n: 4}).Batches(ctx) {
		require.Equal(t, context.DeadlineExceeded, err)
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
	require.Equal(t, want, noise(t, data.Concat(noisy(20)), data.Workers(2)))
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

func TestIterator_TwoLoadersInStep(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			a := data.NewLoader(pictures{n: 10}, data.BatchSize(2), data.Workers(workers)).Iter(t.Context())
			defer a.Close()
			b := data.NewLoader(pictures{n: 9}, data.BatchSize(3), data.Workers(workers)).Iter(t.Context())
			defer b.Close()
			steps := 0
			for a.Next() && b.Next() {
				require.Equal(t, int64(2*steps), torch.Data[int64](a.Batch().Target)[0])
				require.Equal(t, int64(3*steps), torch.Data[int64](b.Batch().Target)[0])
				require.Equal(t, a.Scope(), a.Batch().Input.Scope())
				steps++
			}
			require.Equal(t, 3, steps)
			require.NoError(t, a.Err())
			require.NoError(t, b.Err())
			require.False(t, b.Next(), "the end is the end")
			a.Close()
			require.False(t, a.Next(), "closed is closed")
			require.Equal(t, []int{2}, a.Batch().Target.Shape(), "the batch in hand stays")
		})
	}
}

func TestBatches_PullFromAnyGoroutine(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			next, stop := iter.Pull2(data.NewLoader(pictures{n: 10}, data.BatchSize(2), data.Workers(workers)).Batches(t.Context()))
			defer stop()
			for turn := range 4 {
				done := make(chan struct{})
				go func() {
					defer close(done)
					batch, err, ok := next()
					if !ok || err != nil || torch.Data[int64](batch.Target)[0] != int64(2*turn) {
						t.Errorf("turn %d: %v %v %v", turn, batch, err, ok)
					}
				}()
				<-done
			}
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

func TestIterator_GoesIntoAndOutOfALockedThread(t *testing.T) {
	torchtest.NoLeaks(t)
	it := data.NewLoaderWith(indexed(6), same, data.BatchSize(2), data.WithSampler(backwards(6))).Iter(t.Context())
	defer it.Close()
	require.True(t, it.Next())
	require.NoError(t, torch.OnThread(func() error {
		require.True(t, it.Next())
		require.Equal(t, []int{3, 2}, it.Batch())
		return nil
	}))
	require.True(t, it.Next())
	require.False(t, it.Next())
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

func all[B any](t *testing.T, loader *data.Loader[B]) (batches []B) {
	for batch, err := range loader.Batches(t.Context()) {
		require.NoError(t, err)
		batches = append(batches, batch)
	}
	return batches
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
