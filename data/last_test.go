package data_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// endings are the ways in which a loop over a loader of 3 batches can end. Each
// returns the batch that it ended with.
var endings = map[string]struct {
	target int64 // the last batch's first
	run    func(t *testing.T, l *data.Loader[data.Batch]) data.Batch
}{
	"range": {4, func(t *testing.T, l *data.Loader[data.Batch]) (last data.Batch) {
		for batch, err := range l.Batches(t.Context()) {
			require.NoError(t, err)
			last = batch
		}
		return last
	}},
	"break": {2, func(t *testing.T, l *data.Loader[data.Batch]) (last data.Batch) {
		for batch, err := range l.Batches(t.Context()) {
			require.NoError(t, err)
			if last = batch; torch.Data[int64](batch.Target)[0] == 2 {
				break
			}
		}
		return last
	}},
	"panic": {0, func(t *testing.T, l *data.Loader[data.Batch]) (last data.Batch) {
		require.Panics(t, func() {
			for last = range l.Batches(t.Context()) {
				panic("body")
			}
		})
		return last
	}},
	"next": {4, func(t *testing.T, l *data.Loader[data.Batch]) data.Batch {
		it := l.Iter(t.Context())
		for it.Next() {
		}
		require.NoError(t, it.Err())
		return it.Batch()
	}},
	"close": {0, func(t *testing.T, l *data.Loader[data.Batch]) data.Batch {
		it := l.Iter(t.Context())
		require.True(t, it.Next())
		it.Close()
		it.Close()
		return it.Batch()
	}},
	"pull": {2, func(t *testing.T, l *data.Loader[data.Batch]) (last data.Batch) {
		next, stop := iter.Pull2(l.Batches(t.Context()))
		defer stop()
		next()
		last, _, _ = next()
		return last
	}},
	"cancelled": {0, func(t *testing.T, l *data.Loader[data.Batch]) data.Batch {
		ctx, cancel := context.WithCancel(t.Context())
		it := l.Iter(ctx)
		require.True(t, it.Next())
		cancel()
		require.False(t, it.Next())
		return it.Batch()
	}},
}

func TestLastBatch_IsFreedByTheNextEpoch(t *testing.T) {
	for name, epoch := range endings {
		for _, workers := range workerCounts {
			t.Run(name+"/"+named(workers), func(t *testing.T) {
				torchtest.NoLeaks(t)
				loader := data.NewLoader(pictures{n: 6}, data.BatchSize(2), data.Workers(workers))
				for range 3 {
					last := epoch.run(t, loader)
					result := last.Input.Mul(2)
					require.Equal(t, epoch.target, torch.Data[int64](last.Target)[0], "it stays after the loop")
					runtime.GC()
					require.Equal(t, []int{2, 2, 3}, result.Shape())
					loader.Iter(t.Context()).Close()
					torchtest.Panics(t, "was closed by the loader's next epoch; call Keep on the tensor before that", func() { last.Input.Shape() })
					torchtest.Panics(t, "was closed by the loader's next epoch", func() { result.Shape() })
				}
			})
		}
	}
}

func TestLastBatch_OfAnEpochThatRunsStays(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 6}, data.BatchSize(2), data.Workers(workers))
			a, b := loader.Iter(t.Context()), loader.Iter(t.Context())
			defer b.Close()
			require.True(t, a.Next() && b.Next())
			a.Close()
			require.Equal(t, []int{2, 2, 3}, a.Batch().Input.Shape(), "another epoch that runs is no next one")
			inner := loader.Iter(t.Context())
			defer inner.Close()
			torchtest.Panics(t, "the loader's next epoch", func() { a.Batch().Input.Shape() })
			require.Equal(t, []int{2, 2, 3}, b.Batch().Input.Shape(), "an epoch that runs keeps its batch")
			require.True(t, b.Next())
		})
	}
}

func TestLastBatch_EpochsOnManyGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	loader := data.NewLoader(pictures{n: 6}, data.BatchSize(2), data.Workers(1))
	var running sync.WaitGroup
	for range 8 {
		running.Go(func() {
			for range 20 {
				for batch, err := range loader.Batches(t.Context()) {
					if err != nil || len(batch.Input.Mul(2).Shape()) != 3 {
						t.Errorf("%v %v", batch, err)
					}
				}
			}
		})
	}
	running.Wait()
}

func TestLastBatch_OutlivesItsLoader(t *testing.T) {
	torchtest.NoLeaks(t)
	var last data.Batch
	for batch, err := range data.NewLoader(pictures{n: 2}, data.BatchSize(2)).Batches(t.Context()) {
		require.NoError(t, err)
		last = batch
	}
	for range 3 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	torchtest.Equal(t, []int64{0, 1}, last.Target)
}

func TestLoader_UseAfterTheNextTurnNamesTheLoop(t *testing.T) {
	for _, workers := range workerCounts {
		t.Run(named(workers), func(t *testing.T) {
			torchtest.NoLeaks(t)
			loader := data.NewLoader(pictures{n: 4}, data.BatchSize(2), data.Workers(workers))
			var first *torch.Tensor
			_, file, line, _ := runtime.Caller(0)
			for batch, err := range loader.Batches(t.Context()) {
				require.NoError(t, err)
				if first == nil {
					first = batch.Input
					continue
				}
				message := fmt.Sprintf("the tensor's scope, opened at %s:%d, was closed by its loop's next turn; call Keep on the tensor before that", file, line+1)
				torchtest.Panics(t, message, func() { first.Shape() })
			}
		})
	}
}
