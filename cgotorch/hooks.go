package cgotorch

/*
#cgo nocallback gt_hook_add
#cgo nocallback gt_hook_add_post_accumulate
#cgo nocallback gt_saved_hooks_push
#cgo nocallback gt_saved_hooks_pop
#cgo nocallback gt_saved_hooks_disable
#include "loader.h"
#include <stdlib.h>
*/
import "C"

import "unsafe"

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
