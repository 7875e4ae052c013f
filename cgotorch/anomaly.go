package cgotorch

/*
#cgo nocallback gt_anomaly_set
#include "loader.h"
*/
import "C"

import "sync/atomic"

// describeStack is what anomaly mode keeps of a forward call.
var describeStack atomic.Pointer[func() string]

// SetAnomaly switches anomaly mode for the process and returns the former modes.
// While it is on, stack is called for each node of a graph.
func SetAnomaly(on, checkNaN bool, stack func() string) (wasOn, checkedNaN bool) {
	describeStack.Store(&stack)
	former := C.gt_anomaly_set(cbool(on) | cbool(checkNaN)<<1)
	return former&1 != 0, former&2 != 0
}
