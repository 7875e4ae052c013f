package cgotorch

// #include "loader.h"
import "C"

import (
	"sync"
	"sync/atomic"
)

// registry holds what C++ knows by an id: the collector must see it, and C++ may
// keep no pointers of Go.
var registry struct {
	sync.Mutex
	last    uint64
	entries map[uint64]any
}

// callbacks counts the reasons why libtorch may call Go during any operator:
// what is registered, and [AllowCallbacks]. While there are some, calls take the
// entry that allows it.
var callbacks atomic.Int32

// AllowCallbacks makes operator calls ready to re-enter Go until the returned
// function is called.
func AllowCallbacks() (done func()) {
	callbacks.Add(1)
	return func() { callbacks.Add(-1) }
}

// Register keeps a callback (see callback.go) and returns its id, which is never
// 0. It ends with [Unregister], or after C++ has destroyed what it passed the id
// to.
func Register(callback any) (id uint64) {
	ForgetDropped()
	callbacks.Add(1)
	registry.Lock()
	defer registry.Unlock()
	if registry.entries == nil {
		registry.entries = map[uint64]any{}
	}
	registry.last++
	registry.entries[registry.last] = callback
	return registry.last
}

// Unregister forgets callbacks. Ids that are not registered are passed over.
func Unregister(ids ...uint64) {
	registry.Lock()
	defer registry.Unlock()
	for _, id := range ids {
		if _, ok := registry.entries[id]; ok {
			delete(registry.entries, id)
			callbacks.Add(-1)
		}
	}
}

// registered returns the zero value where id is not registered, or as something
// else.
func registered[T any](id uint64) T {
	registry.Lock()
	defer registry.Unlock()
	callback, _ := registry.entries[id].(T)
	return callback
}

// ForgetDropped unregisters the ids that C++ destructors have queued. Operator
// calls do it too, while callbacks are registered.
func ForgetDropped() {
	for droppedIDs.load() > 0 {
		ids := make([]uint64, 64) // on the heap: this may run within a callback
		n := C.gt_dropped_ids((*C.uint64_t)(&ids[0]), C.int64_t(len(ids)))
		Unregister(ids[:n]...)
	}
}

// LiveCallbacks returns how many callbacks are registered.
func LiveCallbacks() int {
	ForgetDropped()
	registry.Lock()
	defer registry.Unlock()
	return len(registry.entries)
}
