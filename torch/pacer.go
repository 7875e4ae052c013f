package torch

import (
	"runtime"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"github.com/e0112027/gotorch/cgotorch"
)

// The collector sees none of libtorch's memory, so a collection is started when
// that memory has doubled since the last one.

const (
	// Below this much native memory no collection is forced.
	paceFloor = 64 << 20
	// What a tensor costs outside of its data: TensorImpl, storage, our handle.
	handleBytes = 1024
	// How long a collection waits for the cleanups it found: as long as they get on,
	// but no longer than cleanupWait. One of the program's own may be stuck.
	cleanupWait, cleanupStuck = time.Second, 20 * time.Millisecond
	// Where nobody counts cleanups, so long without one means that all have run.
	cleanupSettled = 2 * time.Millisecond
	cleanupPoll    = 50 * time.Microsecond
)

var pacer struct {
	limit      atomic.Int64 // 0 until the first collection
	collecting sync.Mutex
	lowering   atomic.Bool // lowerLater waits for a collection
}

func nativeBytes() int64 { return cgotorch.CPUBytes() + handleBytes*cgotorch.LiveHandles() }

func paceLimit() int64 { return max(paceFloor, pacer.limit.Load()) }

// pace starts a collection where native memory asks for one. Callers hold no lock.
func pace() {
	if nativeBytes() >= paceLimit() {
		paceNow()
	}
}

// paceNow collects, or waits for the goroutine that does: what others made in the
// meantime would count as alive.
func paceNow() {
	pacer.collecting.Lock()
	defer pacer.collecting.Unlock()
	if nativeBytes() < paceLimit() {
		return
	}
	collectGarbage()
	pacer.limit.Store(2 * nativeBytes())
	lowerLater()
}

// lowerLater lowers the limit after each collection, whoever starts it, until it is
// the least again: what was alive at the one before may be gone.
func lowerLater() {
	if pacer.limit.Load() <= paceFloor || !pacer.lowering.CompareAndSwap(false, true) {
		return
	}
	sentinel := new([16]byte)
	runtime.AddCleanup(sentinel, func(struct{}) {
		pacer.lowering.Store(false)
		if pacer.collecting.TryLock() { // otherwise one is about to set it
			pacer.limit.Store(min(pacer.limit.Load(), 2*nativeBytes()))
			pacer.collecting.Unlock()
		}
		lowerLater()
	}, struct{}{})
}

// collectGarbage runs a collection and waits for its cleanups, which run in
// goroutines of their own.
func collectGarbage() {
	runtime.GC()
	queued, _, counted := cleanups()
	patience := cleanupStuck
	if !counted {
		patience = cleanupSettled
	}
	start := time.Now()
	progress, seen := start, progressOf(0)
	for {
		_, executed, _ := cleanups()
		now := time.Now()
		if p := progressOf(executed); p != seen {
			progress, seen = now, p
		}
		if counted && executed >= queued || now.Sub(progress) > patience || now.Sub(start) > cleanupWait {
			return
		}
		time.Sleep(cleanupPoll)
	}
}

// progressOf tells apart two moments between which a cleanup got on: they are counted
// some at a time, and one may free gigabytes.
func progressOf(executed uint64) [2]int64 { return [2]int64{int64(executed), nativeBytes()} }

// cleanups returns how many cleanups were found and how many have run, since the
// process began. Go counts them from 1.26 on.
func cleanups() (queued, executed uint64, counted bool) {
	samples := [...]metrics.Sample{{Name: "/gc/cleanups/queued:cleanups"}, {Name: "/gc/cleanups/executed:cleanups"}}
	metrics.Read(samples[:])
	if samples[0].Value.Kind() != metrics.KindUint64 {
		return 0, 0, false
	}
	return samples[0].Value.Uint64(), samples[1].Value.Uint64(), true
}
