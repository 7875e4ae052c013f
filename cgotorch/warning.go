package cgotorch

// #include "loader.h"
import "C"

import (
	"fmt"
	"os"
	"sync/atomic"
)

// Warning is what libtorch warned of during a call.
type Warning struct {
	Op          string // the operator or entry that ran; "" for a thread outside of all calls
	Msg         string
	File, Func  string // of libtorch's source; may be ""
	Line        int
	Deprecation bool // else a user's mistake
}

var warningHandler atomic.Pointer[func(Warning) *Panic]

// HandleWarnings has f called with each warning, on the goroutine of the call that
// brought it, once libtorch has returned. The call returns what f does as its error.
func HandleWarnings(f func(Warning) *Panic) { warningHandler.Store(&f) }

// TakeWarnings handles the warnings of threads outside of all calls, which other
// calls bring too.
func TakeWarnings() error { return asError(C.gt_warnings_take()) }

// warningsOf copies the warnings that e holds.
func warningsOf(e *C.ct_error) []Warning {
	var list []Warning
	var w C.ct_warning
	for C.gt_error_warning(e, C.int64_t(len(list)), &w) != 0 {
		warning := Warning{
			Msg:         C.GoString(w.message),
			File:        C.GoString(w.file),
			Func:        C.GoString(w._func),
			Line:        int(w.line),
			Deprecation: w.deprecation != 0,
		}
		if w.own != 0 {
			warning.Op = C.GoString(C.gt_error_op(e))
		}
		list = append(list, warning)
	}
	return list
}

// handle returns the first panic of the handler; the warnings behind are handled
// all the same.
func handle(warnings []Warning) *Panic {
	var first *Panic
	for _, w := range warnings {
		if p := handleOne(w); p != nil && first == nil {
			first = p
		}
	}
	return first
}

func handleOne(w Warning) *Panic {
	f := warningHandler.Load()
	if f == nil {
		fmt.Fprintln(os.Stderr, "libtorch warns:", w.Msg)
		return nil
	}
	return (*f)(w)
}
