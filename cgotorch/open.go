package cgotorch

/*
#cgo CFLAGS: -O2
#cgo linux LDFLAGS: -ldl -lm
#include "loader.h"
#include <stdlib.h>
*/
import "C"

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/e0112027/gotorch/internal/shimpath"
)

var (
	openOnce  sync.Once
	openError error
	openPath  string
)

// Open finds and opens the shim, once per process; later calls return the first
// one's result. Every other function of this package needs it to have returned
// nil. The error says where it looked and which command to run.
func Open() error {
	openOnce.Do(func() { openError = open() })
	return openError
}

// Path returns the file that [Open] opened.
func Path() string { return openPath }

func open() error {
	found := Find()
	path := found.Path
	if path == "" {
		return fmt.Errorf("gotorch: no libtorch shim found; looked at\n\t%s%s\n%s",
			strings.Join(found.Searched, "\n\t"), trusting(found), shimpath.Remedy())
	}
	for _, passed := range found.Passed {
		fmt.Fprintf(os.Stderr, "gotorch: %s; using %s\n", passed, path)
	}
	applyCalibration(path)
	text := C.CString(path)
	defer C.free(unsafe.Pointer(text))
	if message := C.gt_open(text); message != nil {
		defer C.free(unsafe.Pointer(message))
		return fmt.Errorf("gotorch: cannot open %s: %s\n%s", path, C.GoString(message), shimpath.Remedy())
	}
	if version := int(C.gt_api.version); version != C.CT_API_VERSION {
		return fmt.Errorf("gotorch: %s has table version %d, this program needs %d\n%s",
			path, version, int(C.CT_API_VERSION), shimpath.Remedy())
	}
	if hash := C.GoString(C.gt_api.sources_hash); hash != SourcesHash() {
		return fmt.Errorf("gotorch: %s was built from other sources (%s, this program has %s)\n%s",
			path, hash, SourcesHash(), shimpath.Remedy())
	}
	C.gt_set_callbacks()
	openPath = path
	cpuBytes.at.Store((*int64)(unsafe.Pointer(C.gt_api.cpu_bytes)))
	liveHandles.at.Store((*int64)(unsafe.Pointer(C.gt_api.live_handles)))
	droppedIDs.at.Store((*int64)(unsafe.Pointer(C.gt_api.dropped_count)))
	return nil
}

// trusting says how a shim is used that was passed over.
func trusting(found shimpath.Found) string {
	if len(found.Passed) == 0 {
		return ""
	}
	return "\n(set " + shimpath.EnvVar + " to a shim that you trust all the same)"
}

// Counters that libtorch's side of the process keeps. They are read by calls that
// may run while another goroutine opens the shim.
var cpuBytes, liveHandles, droppedIDs counter

type counter struct{ at atomic.Pointer[int64] }

// load returns 0 before [Open].
func (c *counter) load() int64 {
	if at := c.at.Load(); at != nil {
		return atomic.LoadInt64(at)
	}
	return 0
}

// CPUBytes returns how many bytes libtorch's CPU allocator has alive.
func CPUBytes() int64 { return cpuBytes.load() }

// LiveHandles returns how many tensor handles were given to Go and not yet
// released.
func LiveHandles() int64 { return liveHandles.load() }

// TorchVersion returns the version of libtorch that the shim was built for.
func TorchVersion() string { return C.GoString(C.gt_api.torch_version) }
