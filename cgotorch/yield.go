package cgotorch

// #include "yield.h"
import "C"

import "runtime"

// YieldInTime has the calls of operators on this OS thread yield to Go's scheduler
// every few milliseconds, where operators use more than one thread. The goroutine
// must be locked to the thread until the function that is returned was called, which
// ends it. See yield.h for what it is good for.
func YieldInTime() (end func()) {
	C.gt_yield_ask(1)
	return func() { C.gt_yield_ask(-1) }
}

// yield is a variable for the test.
var yield = runtime.Gosched

// yielded tells whether e is no error but the time to yield, and does so.
func yielded(e *C.ct_error) bool {
	if e != C.gt_yield_mark {
		return false
	}
	yield()
	return true
}
