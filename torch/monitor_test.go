package torch_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// Go's monitor, which looks for goroutines that hold their processor for long, is
// to sleep while a goroutine trains: it would wake on a core that libtorch works on.
func TestOnThread_LeavesTheMonitorAsleep(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("with one processor there is nothing to train on beside the monitor")
	}
	file := monitorStatus(t)
	former := torch.NumThreads()
	defer torch.SetNumThreads(former)
	torch.SetNumThreads(2)
	wakes := func() (n int) {
		torch.Scoped(func(s *torch.Scope) {
			x := torch.Rand(192, 192, torch.In(s))
			before := switches(t, file)
			for start := time.Now(); time.Since(start) < 500*time.Millisecond; {
				torch.Scoped(func(turn *torch.Scope) { turn.Adopt(x.View(192, 192)).MM(x) })
			}
			n = switches(t, file) - before
		})
		return n
	}
	runtime.LockOSThread()
	tied := wakes()
	runtime.UnlockOSThread()
	var quiet int
	require.NoError(t, torch.OnThread(func() error { quiet = wakes(); return nil }))
	assert.Less(t, quiet, tied/2, "wakes of the monitor in half a second")
}

// monitorStatus is the status file of the monitor's thread, the first that Go starts.
func monitorStatus(t *testing.T) string {
	entries, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Skip("threads are watched in /proc, which this system lacks")
	}
	var threads []int
	for _, e := range entries {
		id, err := strconv.Atoi(e.Name())
		require.NoError(t, err)
		if id != os.Getpid() {
			threads = append(threads, id)
		}
	}
	return filepath.Join("/proc/self/task", fmt.Sprint(slices.Min(threads)), "status")
}

// switches is how often a thread went to sleep.
func switches(t *testing.T, file string) int {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(text), "\nvoluntary_ctxt_switches:")
	first, _, _ := strings.Cut(rest, "\n")
	n, err := strconv.Atoi(strings.TrimSpace(first))
	require.NoError(t, err)
	return n
}
