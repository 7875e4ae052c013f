package cgotorch

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withoutTimer has nobody but the test look at what is kept.
func withoutTimer(t *testing.T) {
	for !trimmer.set.CompareAndSwap(false, true) {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(50 * time.Millisecond) // one that rang just now
	t.Cleanup(func() { trimmer.set.Store(false) })
	for range 2 {
		trim()
	}
}

// keptOf makes n tensors of kb kilobytes, frees them, and returns how many bytes more
// are kept at the first look at them and at the second.
func keptOf(t *testing.T, n, kb int) (first, second int64) {
	before, _ := trim()
	made := make([]Handle, n)
	for i := range made {
		h, err := call1("aten::full", func(a *Args) {
			a.Ints([]int{kb * 256})
			a.Double(2)
		})
		require.NoError(t, err)
		made[i] = h
	}
	Release(made...)
	first, _ = trim()
	second, _ = trim()
	return first - before, second - before
}

// The next step asks for what this one frees.
func TestTrim_MiddleBlocksAreKeptForAWhile(t *testing.T) {
	noLeaks(t)
	withoutTimer(t)
	for _, kb := range []int{2, 16, 63, 64} {
		first, second := keptOf(t, 100, kb)
		assert.InDelta(t, 100*kb<<10, first, float64(100*kb<<10)/8, "%d kB, freed a moment ago", kb)
		assert.Zero(t, second, "%d kB, which nobody took since the last look", kb)
	}
}

func TestTrim_MiddleBlocksAreBounded(t *testing.T) {
	noLeaks(t)
	withoutTimer(t)
	first, second := keptOf(t, 10_000, 16)
	assert.LessOrEqual(t, first, int64(32<<20))
	assert.Positive(t, first)
	assert.Zero(t, second)
}
