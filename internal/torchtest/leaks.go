package torchtest

import (
	"runtime"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/e0112027/gotorch/torch"
)

// How often NoLeaks collects garbage before it gives up. A tensor of a pooled
// group needs two collections, and its cleanup runs in a goroutine of its own.
const (
	leakRounds = 20
	leakPause  = 5 * time.Millisecond
)

// NoLeaks fails the test at its end where more tensors are alive than now, or
// goroutines that were not running. Call it first. It counts the whole process,
// so it has no place in tests that run in parallel.
func NoLeaks(t testing.TB) {
	t.Helper()
	before := settledTensors()
	running := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		if t.Failed() {
			return // what failed holds on to its tensors
		}
		goleak.VerifyNone(t, running)
		if after := tensorsDownTo(before); after > before {
			t.Errorf("%d tensors were alive at the start of the test, %d at its end", before, after)
		}
	})
}

// settledTensors collects until the count of tensors stands still.
func settledTensors() int {
	last := torch.LiveTensors()
	for range leakRounds {
		collect()
		now := torch.LiveTensors()
		if now == last || now == 0 {
			return now
		}
		last = now
	}
	return last
}

func tensorsDownTo(goal int) int {
	for range leakRounds {
		if torch.LiveTensors() <= goal {
			break
		}
		collect()
	}
	return torch.LiveTensors()
}

func collect() {
	runtime.GC()
	runtime.GC()
	time.Sleep(leakPause)
}
