package cgotorch

/*
#include "loader.h"
*/
import "C"

import (
	"sync"
	"sync/atomic"
	"time"
)

// The shim keeps large blocks that were freed, and malloc small ones. What nobody
// took for some seconds goes back to the system: the shim looks at its clock where
// large blocks come and go; where none do any more, a timer looks.

const trimEvery = time.Second

var trimmer struct {
	set atomic.Bool // the timer is
	mu  sync.Mutex
	// What was alive when the timer rang last, and whether malloc has trimmed since
	// that changed.
	bytes, handles int64
	trimmed        bool
}

// watchMemory has the timer set, after something was freed.
func watchMemory() {
	if !trimmer.set.Load() && trimmer.set.CompareAndSwap(false, true) {
		time.AfterFunc(trimEvery, trimLater)
	}
}

func trimLater() {
	trimmer.set.Store(false)
	if kept, idle := trim(); kept > 0 || !idle {
		watchMemory()
	}
}

// trim reports how many bytes are kept still, and whether the process is idle: what
// was alive at the last look is, and no more.
func trim() (kept int64, idle bool) {
	trimmer.mu.Lock()
	defer trimmer.mu.Unlock()
	bytes, handles := CPUBytes(), LiveHandles()
	idle = bytes == trimmer.bytes && handles == trimmer.handles
	kept = int64(C.gt_memory_trim(cbool(idle && !trimmer.trimmed)))
	trimmer.bytes, trimmer.handles, trimmer.trimmed = bytes, handles, idle
	return kept, idle
}
