package data

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/e0112027/gotorch/torch"
)

// SampleError is what a loader yields where a sample failed.
type SampleError struct {
	Index int   // in the loader's dataset, or the place in the stream
	Err   error // what the dataset returned, or a [*PanicError]
}

// Error names the sample and the cause.
func (e *SampleError) Error() string { return fmt.Sprintf("data: sample %d: %v", e.Index, e.Err) }

// Unwrap returns the cause.
func (e *SampleError) Unwrap() error { return e.Err }

// BatchError is what a loader yields where the samples were read and the batch
// could not be made of them.
type BatchError struct {
	Indices []int // nil for a stream
	Err     error // what the collate function returned, or a [*PanicError]
}

// Error names the samples and the cause.
func (e *BatchError) Error() string {
	switch n := len(e.Indices); n {
	case 0:
		return fmt.Sprintf("data: batch: %v", e.Err)
	case 1, 2, 3, 4:
		return fmt.Sprintf("data: batch of samples %v: %v", e.Indices, e.Err)
	default:
		return fmt.Sprintf("data: batch of samples [%d %d … %d]: %v", e.Indices[0], e.Indices[1], e.Indices[n-1], e.Err)
	}
}

// Unwrap returns the cause.
func (e *BatchError) Unwrap() error { return e.Err }

// PanicError is a panic of a dataset, a collate function or a sampler, carried
// to the loop.
type PanicError struct {
	Value any    // what panic was called with
	Stack []byte // where
}

// Error returns the value; %+v prints the stack too, of the errors that wrap this one
// as well.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Format prints the stack for %+v.
func (e *PanicError) Format(f fmt.State, verb rune) { formatError(f, verb, e) }

// Format prints the stack of a panic for %+v.
func (e *SampleError) Format(f fmt.State, verb rune) { formatError(f, verb, e) }

// Format prints the stack of a panic for %+v.
func (e *BatchError) Format(f fmt.State, verb rune) { formatError(f, verb, e) }

func formatError(f fmt.State, verb rune, err error) {
	if verb == 'q' {
		fmt.Fprintf(f, "%q", err.Error())
		return
	}
	fmt.Fprint(f, err.Error())
	var p *PanicError
	if verb == 'v' && f.Flag('+') && errors.As(err, &p) {
		fmt.Fprintf(f, "\n\n%s", p.Stack)
	}
}

// Unwrap returns the value where it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// panicked must be called by the deferred function that recovered, so that the
// stack still shows where.
func panicked(value any) error { return &PanicError{value, debug.Stack()} }

var errExited = errors.New("the goroutine exited (runtime.Goexit)")

// sampleError names the sample, unless the error does.
func sampleError(index int, err error) error {
	var named *SampleError
	if errors.As(err, &named) {
		return err
	}
	return &SampleError{index, err}
}

// batchError names the batch, unless the error names it or a sample.
func batchError(indices []int, err error) error {
	var sample *SampleError
	var batch *BatchError
	if errors.As(err, &sample) || errors.As(err, &batch) {
		return err
	}
	return &BatchError{indices, err}
}

// require panics as torch's functions do where an argument makes no sense.
func require(ok bool, format string, args ...any) {
	if !ok {
		panic(&torch.Error{Op: "data", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
	}
}

// requireSource refuses a dataset that is nil.
func requireSource(source any) { require(source != nil, "the dataset is nil") }

func requireIndex(index, n int) {
	if index < 0 || index >= n {
		panic(&torch.Error{Op: "data", Kind: "IndexError", Msg: fmt.Sprintf("index %d is out of range for %d samples", index, n)})
	}
}
