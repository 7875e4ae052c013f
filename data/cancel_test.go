package data_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
)

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

func (d slow) Len() int { return 100 }

func (d slow) Get(int) (int, error) { panic("the loader should call GetWith") }

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
