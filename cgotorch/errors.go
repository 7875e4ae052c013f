package cgotorch

// #include "loader.h"
// #include <stdlib.h>
import "C"

import "unsafe"

// Error is what libtorch said about a call that failed.
type Error struct {
	Op   string // the operator or entry, such as "aten::add.Tensor"
	Kind string // the Python exception it would be, such as "RuntimeError"
	Msg  string // libtorch's message without its C++ backtrace
}

// Error returns the operator and the message.
func (e *Error) Error() string { return e.Op + ": " + e.Msg }

// asError takes e over. It returns a nil error for a NULL one.
func asError(e *C.ct_error) error {
	if e == nil {
		return nil
	}
	defer C.gt_error_free(e)
	if id := C.gt_error_panic(e); id != 0 {
		return takePanic(uint64(id))
	}
	return &Error{
		Op:   C.GoString(C.gt_error_op(e)),
		Kind: C.GoString(C.gt_error_kind(e)),
		Msg:  C.GoString(C.gt_error_message(e)),
	}
}

// takeText copies and frees a text made by the shim.
func takeText(text *C.char) string {
	defer C.gt_words_free(unsafe.Pointer(text))
	return C.GoString(text)
}

// Throw raises the named kind of C++ exception behind the shim and returns what
// arrives in Go: the error path's own test.
func Throw(kind string) error {
	text := C.CString(kind)
	defer C.free(unsafe.Pointer(text))
	return asError(C.gt_test_throw(text))
}
