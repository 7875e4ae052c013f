package torch_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

const megabyte = 1 << 20

// aliveMB is the most memory that turns of f leave alive.
func aliveMB(turns int, f func()) (peak int) {
	for range turns {
		f()
		peak = max(peak, torch.LiveBytes()/megabyte)
	}
	return peak
}

func TestPacer_WaitsForWhatItFound(t *testing.T) {
	torchtest.NoLeaks(t)
	resident := 0
	alive := aliveMB(30, func() {
		torch.Ones(25_000_000) // 95 MB
		resident = max(resident, residentMB(t))
	})
	assert.LessOrEqual(t, alive, 3*96, "megabytes alive")
	assert.Less(t, resident, 700, "megabytes resident")
}

func TestPacer_LowersItsLimit(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		torch.Empty(1024*megabyte, torch.UInt8, torch.In(s))
		torch.Empty(1) // collects, and finds nothing
	})
	for range 2 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // for the cleanups
	}
	alive := aliveMB(500, func() { torch.Empty(4*megabyte, torch.UInt8) })
	assert.Less(t, alive, 200, "megabytes alive")
}

func TestPacer_CollectsScopesThatAreNeverClosed(t *testing.T) {
	torchtest.NoLeaks(t)
	alive := aliveMB(500, func() { torch.Empty(megabyte, torch.UInt8, torch.In(torch.NewScope())).Add(1).Add(1) })
	assert.Less(t, alive, 200, "megabytes alive")
}

func TestPacer_HoldsSeveralGoroutines(t *testing.T) {
	torchtest.NoLeaks(t)
	var peak atomic.Int64
	var running sync.WaitGroup
	for range 4 {
		running.Go(func() {
			for range 200 {
				torch.Empty(8*megabyte, torch.UInt8)
				peak.Store(max(peak.Load(), int64(torch.LiveBytes())))
			}
		})
	}
	running.Wait()
	assert.Less(t, peak.Load()/megabyte, int64(400), "megabytes alive")
}

// A cleanup of the program's own that never ends must not stop the pacer.
func TestPacer_GoesOnBesideACleanupThatIsStuck(t *testing.T) {
	torchtest.NoLeaks(t)
	var stuck sync.Mutex
	stuck.Lock()
	entered := make(chan struct{})
	runtime.AddCleanup(new([16]byte), func(struct{}) { close(entered); stuck.Lock() }, struct{}{})
	runtime.GC()
	<-entered
	start := time.Now()
	aliveMB(100, func() { torch.Empty(8*megabyte, torch.UInt8) })
	stuck.Unlock()
	assert.Less(t, time.Since(start), 30*time.Second)
}
