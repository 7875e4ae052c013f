package torch

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
)

// anomalies nest, and the mode is the process's.
var anomalies anomalyMode

type anomalyMode struct {
	sync.Mutex
	depth int
	done  func()
}

func (m *anomalyMode) enter() {
	m.Lock()
	defer m.Unlock()
	if m.depth++; m.depth == 1 {
		m.done = cgotorch.AllowCallbacks()
		cgotorch.SetAnomaly(true, true, forwardPlace)
	}
}

func (m *anomalyMode) leave() {
	m.Lock()
	defer m.Unlock()
	if m.depth--; m.depth == 0 {
		cgotorch.SetAnomaly(false, true, forwardPlace)
		m.done()
	}
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
	return frame.File != "" && !isLibrary(frame.Function) && !strings.HasPrefix(frame.Function, "runtime.") &&
		!strings.HasPrefix(frame.Function, "_cgo")
}

// DetectAnomaly runs f, in which a backward pass panics where a gradient has a NaN,
// and an error of a backward pass names the lines of the forward call that led to
// it. It is slow, and meanwhile holds for every goroutine.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.detect_anomaly
func DetectAnomaly(f func()) {
	ready()
	anomalies.enter()
	defer anomalies.leave()
	f()
}
