package data_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
)

// watched counts those who read it.
type watched struct {
	n                int
	running, readers atomic.Int32
}

func (d *watched) Len() int { return d.n }

func (d *watched) Get(index int) (int, error) {
	now := d.running.Add(1)
	defer d.running.Add(-1)
	for most := d.readers.Load(); now > most && !d.readers.CompareAndSwap(most, now); most = d.readers.Load() {
	}
	time.Sleep(100 * time.Microsecond)
	return index, nil
}

func TestTakeTurns_WorkersRestWhileTheLoopWorks(t *testing.T) {
	torchtest.NoLeaks(t)
	d := &watched{n: 103}
	loader := data.NewLoaderWith(d, same, data.BatchSize(5), data.Workers(2), data.Prefetch(3), data.TakeTurns())
	next := 0
	for batch, err := range loader.Batches(t.Context()) {
		assert.NoError(t, err)
		for _, index := range batch {
			assert.Equal(t, next, index)
			next++
		}
		for range 5 {
			assert.Zero(t, d.running.Load())
			time.Sleep(200 * time.Microsecond)
		}
	}
	assert.Equal(t, d.n, next)
	assert.EqualValues(t, 2, d.readers.Load(), "both workers read at once")
}

func TestTakeTurns_ErrorsAndBreak(t *testing.T) {
	torchtest.NoLeaks(t)
	loader := data.NewLoaderWith(&watched{n: 40}, same, data.BatchSize(5), data.Workers(2), data.TakeTurns())
	for _, err := range loader.Batches(t.Context()) {
		assert.NoError(t, err)
		break
	}
	torchtest.Panics(t, "TakeTurns needs Workers", func() { data.NewLoaderWith(&watched{n: 4}, same, data.TakeTurns()) })
}
