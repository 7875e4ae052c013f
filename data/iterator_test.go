package data_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

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
