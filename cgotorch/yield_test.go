package cgotorch

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// yieldsDuring counts how often calls of an operator yield for a while.
func yieldsDuring(t *testing.T, threads int, d time.Duration, run func()) (yields int) {
	former := NumThreads()
	require.NoError(t, SetNumThreads(threads))
	defer func() { require.NoError(t, SetNumThreads(former)) }()
	defer func(f func()) { yield = f }(yield)
	yield = func() { yields++ }
	for start := time.Now(); time.Since(start) < d; {
		run()
	}
	return yields
}

func TestYieldInTime(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	x := number(t, 64, 64)
	add := func() {
		h, err := call1("aten::add.Tensor", func(a *Args) { a.Tensor(x); a.Tensor(x); a.Int(1) })
		require.NoError(t, err)
		assert.NotZero(t, h, "results come with a yield too")
		Release(h)
	}
	count := func(threads int) int { return yieldsDuring(t, threads, 200*time.Millisecond, add) }

	assert.Zero(t, count(2), "nobody asked")
	end := YieldInTime()
	assert.Zero(t, count(1), "one thread is disturbed by nobody")
	callbacks.Add(1) // calls that may come back to Go take another way
	reentrant := count(2)
	callbacks.Add(-1)
	inner := YieldInTime()
	inner()
	for _, yields := range []int{count(2), reentrant} {
		assert.GreaterOrEqual(t, yields, 5, "the monitor looks every 10 ms")
		assert.LessOrEqual(t, yields, 70, "each costs two switches of threads")
	}
	end()
	assert.Zero(t, count(2), "it has ended")
}

func TestYieldInTime_ErrorsStay(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer YieldInTime()()
	yieldsDuring(t, 2, 20*time.Millisecond, func() {
		_, err := call1("aten::relu", nil)
		requireError(t, err, "aten::relu", "TypeError", "missing a value")
	})
}
