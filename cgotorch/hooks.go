package cgotorch

/*
#cgo noescape gt_tensors_retain
#cgo nocallback gt_tensors_retain
#cgo nocallback gt_hook_add
#cgo nocallback gt_hook_add_post_accumulate
#cgo nocallback gt_saved_hooks_push
#cgo nocallback gt_saved_hooks_pop
#cgo nocallback gt_saved_hooks_disable
#cgo nocallback gt_anomaly_set
#include "loader.h"
#include <stdlib.h>
*/
import "C"

import (
	"sync/atomic"
	"unsafe"
)

// Retain returns new handles of the same tensors; 0 stays 0.
func Retain(handles []Handle) []Handle {
	out := make([]Handle, len(handles))
	if len(handles) > 0 {
		C.gt_tensors_retain((*C.uint64_t)(unsafe.Pointer(&handles[0])), (*C.uint64_t)(unsafe.Pointer(&out[0])), C.int64_t(len(handles)))
	}
	return out
}

// AddHook calls hook with each gradient of a tensor. The id may be unregistered
// to remove it.
func AddHook(t Handle, hook Hook) (id uint64, err error) {
	id = Register(hook)
	err = asError(C.gt_hook_add(C.uint64_t(t), C.uint64_t(id)))
	if err != nil {
		Unregister(id)
	}
	return id, err
}

// AddPostAccumulateHook calls hook after each accumulation of a leaf's gradient.
func AddPostAccumulateHook(t Handle, hook PostAccumulateHook) (id uint64, err error) {
	id = Register(hook)
	err = asError(C.gt_hook_add_post_accumulate(C.uint64_t(t), C.uint64_t(id)))
	if err != nil {
		Unregister(id)
	}
	return id, err
}

// PushSavedHooks makes hooks hold for what graphs save on this OS thread, until
// the returned function is called on it.
func PushSavedHooks(hooks *SavedHooks) (pop func(), err error) {
	// The shim owns the id from here on, whatever it returns.
	err = asError(C.gt_saved_hooks_push(C.uint64_t(Register(hooks))))
	return func() { C.gt_saved_hooks_pop() }, err
}

// DisableSavedHooks refuses hooks on this OS thread with a message, until the
// returned function is called on it.
func DisableSavedHooks(message string) (restore func(), err error) {
	text := C.CString(message)
	defer C.free(unsafe.Pointer(text))
	var former *C.char
	if err := asError(C.gt_saved_hooks_disable(text, &former)); err != nil {
		return nil, err
	}
	return func() {
		var ours *C.char
		C.gt_saved_hooks_disable(former, &ours)
		C.gt_words_free(unsafe.Pointer(ours))
		C.gt_words_free(unsafe.Pointer(former))
	}, nil
}

// describeStack is what anomaly mode keeps of a forward call.
var describeStack atomic.Pointer[func() string]

// SetAnomaly switches anomaly mode for the process and returns the former modes.
// While it is on, stack is called for each node of a graph.
func SetAnomaly(on, checkNaN bool, stack func() string) (wasOn, checkedNaN bool) {
	describeStack.Store(&stack)
	former := C.gt_anomaly_set(cbool(on) | cbool(checkNaN)<<1)
	return former&1 != 0, former&2 != 0
}
