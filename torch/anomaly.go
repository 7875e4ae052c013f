package torch

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// anomalies nest, and the mode is the process's.
var anomalies anomalyMode

type anomalyMode struct {
	sync.Mutex
	depth    int
	checkNaN bool // while depth > 0
	done     func()
}

// enter starts the mode and returns what ends it.
func (m *anomalyMode) enter(checkNaN bool) (leave func()) {
	m.Lock()
	defer m.Unlock()
	if m.depth++; m.depth == 1 {
		m.done = cgotorch.AllowCallbacks()
	}
	m.checkNaN = checkNaN
	wasOn, checked := cgotorch.SetAnomaly(true, checkNaN, forwardPlace)
	return func() { m.leave(wasOn, checked) }
}

func (m *anomalyMode) leave(wasOn, checked bool) {
	m.Lock()
	defer m.Unlock()
	// Another goroutine's mode may outlast this one.
	if m.depth--; m.depth > 0 {
		m.checkNaN = !wasOn || checked
		cgotorch.SetAnomaly(true, m.checkNaN, forwardPlace)
		return
	}
	cgotorch.SetAnomaly(false, true, forwardPlace)
	m.done()
}

// anomalyFrames is how many lines of the caller's code an error shows.
const anomalyFrames = 8

// forwardPlace lists the caller's lines that led to the operator that runs,
// innermost first.
func forwardPlace() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	var b strings.Builder
	for lines := 0; lines < anomalyFrames; {
		frame, more := frames.Next()
		if isCallers(frame) {
			fmt.Fprintf(&b, "\t%s\n\t\t%s:%d\n", frame.Function, frame.File, frame.Line)
			lines++
		}
		if !more {
			break
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func isCallers(frame runtime.Frame) bool {
	if strings.HasSuffix(frame.File, "_test.go") {
		return true
	}
	return frame.File != "" && !isLibrary(frame) && !strings.HasPrefix(frame.Function, "runtime.") &&
		!strings.HasPrefix(frame.Function, "_cgo")
}

// AnomalyOption is [CheckNaN], of [DetectAnomaly].
type AnomalyOption bool

// CheckNaN tells whether a NaN in a gradient is an error, as it is unless this is
// false.
func CheckNaN(on bool) AnomalyOption { return AnomalyOption(on) }

// DetectAnomaly runs f, in which a backward pass panics where a gradient has a NaN,
// and an error of a backward pass names the lines of the forward call that led to
// it. It is slow, and meanwhile holds for every goroutine.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.detect_anomaly
func DetectAnomaly(f func(), options ...AnomalyOption) {
	ready()
	checkNaN := true
	option.Once(options)
	for _, option := range options {
		checkNaN = bool(option)
	}
	defer anomalies.enter(checkNaN)()
	f()
}

// IsAnomalyEnabled tells whether [DetectAnomaly] runs.
func IsAnomalyEnabled() bool {
	anomalies.Lock()
	defer anomalies.Unlock()
	return anomalies.depth > 0
}

// IsAnomalyCheckNaNEnabled tells whether a NaN in a gradient is an error while
// [DetectAnomaly] runs, as it is unless [CheckNaN] says otherwise.
func IsAnomalyCheckNaNEnabled() bool {
	anomalies.Lock()
	defer anomalies.Unlock()
	return anomalies.depth == 0 || anomalies.checkNaN
}
