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

// asError takes e over. It returns a nil error for a NULL one, and where e holds
// nothing but warnings.
func asError(e *C.ct_error) error {
	_, err := outcome(e)
	return err
}

// outcome is asError, and tells whether the call has written its results: a handler
// of its warnings may have panicked, which is an error like that of a callback.
func outcome(e *C.ct_error) (written bool, err error) {
	if e == nil {
		return true, nil
	}
	warnings, err := take(e)
	written = err == nil
	if p := handle(warnings); p != nil {
		err = p
	}
	return written, err
}

// take frees e.
func take(e *C.ct_error) ([]Warning, error) {
	defer C.gt_error_free(e)
	warnings := warningsOf(e)
	if id := C.gt_error_panic(e); id != 0 {
		return warnings, takePanic(uint64(id))
	}
	kind := C.gt_error_kind(e)
	if kind == nil {
		return warnings, nil
	}
	return warnings, &Error{
		Op:   C.GoString(C.gt_error_op(e)),
		Kind: C.GoString(kind),
		Msg:  C.GoString(C.gt_error_message(e)),
	}
}

// takeText copies and frees a text made by the shim.
func takeText(text *C.char) string {
	defer C.gt_words_free(unsafe.Pointer(text))
	return C.GoString(text)
}

// Throw raises the named kind of C++ exception, or warning, behind the shim and
// returns what arrives in Go: the error path's own test.
func Throw(kind string) error {
	text := C.CString(kind)
	defer C.free(unsafe.Pointer(text))
	return asError(C.gt_test_throw(text))
}
