package torch

import (
	"cmp"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/cgotorch"
)

// WarningCategory is the class that Python would give a warning.
type WarningCategory string

// The categories of libtorch's warnings.
const (
	UserWarning        WarningCategory = "UserWarning"
	DeprecationWarning WarningCategory = "DeprecationWarning"
)

// Warning is what libtorch, or a package above it, warns of: the call went well, but
// may not do what was meant.
type Warning struct {
	Category WarningCategory
	Message  string
	File     string // libtorch's source file that warns, as it was built; "" if unknown, or if Go warns
	Line     int    // in File
	Func     string // in File, C++'s name
	Op       string // the operator, such as "aten::add.Tensor"; "" for a thread that runs none
}

// String returns the warning as Python words it.
func (w Warning) String() string {
	text := fmt.Sprintf("%s: %s", w.Category, w.Message)
	if w.File != "" {
		text += fmt.Sprintf(" (Triggered internally at %s:%d.)", w.File, w.Line)
	}
	return text
}

// LogValue makes the warning a group of log/slog's.
func (w Warning) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("category", string(w.Category)),
		slog.String("message", w.Message),
		slog.String("op", w.Op),
		slog.String("source", fmt.Sprintf("%s:%d", w.File, w.Line)),
	)
}

// SetWarningHandler has handle called with each of libtorch's warnings, in place of
// what is done unless it is set, or after nil: as in Python, a warning is printed to
// standard error once for each line of the program that brings it about, and each
// time while [SetWarnAlways] is on. A handler that does nothing silences them.
//
// The handler runs on the goroutine of the operator, when libtorch has returned and
// before the operator does: it may call operators, take locks, and panic. The panic goes
// on to the caller of the operator, for [Try] too where it is an [*Error], as warnings
// do that Python turns into errors; what was written in place stays written. Several goroutines may call the handler at
// once. A backward pass hands over what its threads warned of when it ends; what a
// thread warns of that runs no operator comes with the next operator of any
// goroutine.
func SetWarningHandler(handle func(Warning)) {
	if cgotorch.Open() == nil {
		check("set_warning_handler", cgotorch.TakeWarnings()) // the former handler's
	}
	if handle == nil {
		warningHandler.Store(nil)
		return
	}
	warningHandler.Store(&handle)
}

// Warn hands a warning to where libtorch's go, see [SetWarningHandler], as Python's
// warnings.warn does. Its category is [UserWarning] unless it has one.
func Warn(w Warning) {
	w.Category = cmp.Or(w.Category, UserWarning)
	if handle := warningHandler.Load(); handle != nil {
		(*handle)(w)
		return
	}
	printWarning(w)
}

var warningHandler atomic.Pointer[func(Warning)]

func init() { cgotorch.HandleWarnings(handleWarning) }

func handleWarning(native cgotorch.Warning) *cgotorch.Panic {
	w := Warning{
		Category: UserWarning,
		Message:  pythonTypes(native.Msg),
		File:     native.File,
		Line:     native.Line,
		Func:     native.Func,
		Op:       native.Op,
	}
	if native.Deprecation {
		w.Category = DeprecationWarning
	}
	if handle := warningHandler.Load(); handle != nil {
		return cgotorch.Contain(func() { (*handle)(w) })
	}
	printWarning(w)
	return nil
}

// printed holds the warnings that were printed, with the lines of the program.
var printed sync.Map

func printWarning(w Warning) {
	line := callerLine()
	if line != "" {
		line += ": "
	}
	line += w.String()
	if _, again := printed.LoadOrStore(line, true); again && !IsWarnAlwaysEnabled() {
		return
	}
	fmt.Fprintln(os.Stderr, line)
}

// callerLine is the innermost line of the program that led to the call that runs,
// "" where there is none.
func callerLine() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		frame, more := frames.Next()
		if isCallers(frame) {
			return fmt.Sprintf("%s:%d", frame.File, frame.Line)
		}
		if !more {
			return ""
		}
	}
}
