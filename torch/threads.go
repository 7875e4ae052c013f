package torch

import (
	"errors"
	"runtime"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
)

// SetNumThreads sets how many threads an operator uses on the CPU. It reaches
// every goroutine before its next operator. It panics unless n is positive.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_num_threads.html
func SetNumThreads(n int) {
	ready()
	check("set_num_threads", cgotorch.SetNumThreads(n))
}

// NumThreads returns how many threads an operator uses on the CPU.
func NumThreads() int {
	ready()
	return cgotorch.NumThreads()
}

// OnThread runs f on one OS thread from begin to end. A training loop belongs in
// it: every OS thread that runs operators has a pool of workers of its own, and
// a goroutine that wanders over threads pays with twice the time. Where operators
// use more than one thread it lets other goroutines run every few milliseconds,
// which Go would see to otherwise, at a higher price.
func OnThread(f func() error) error {
	defer onThread()()
	return f()
}

// onThread ties the goroutine to its OS thread until the function that it returns is
// called.
func onThread() (end func()) {
	runtime.LockOSThread()
	quiet := cgotorch.YieldInTime()
	return func() {
		quiet()
		runtime.UnlockOSThread()
	}
}

// Executor runs closures on a fixed number of OS threads, so that many
// goroutines that use tensors (the handlers of a server, say) do not give
// libtorch a pool of workers each.
type Executor struct {
	tasks  chan func()
	closed chan struct{}
	close  sync.Once
	done   sync.WaitGroup
	own    sync.Map // the goroutines that run closures, by goroutine's name
}

// ErrExecutorClosed is what [Executor.Run] returns once the executor is closed.
var ErrExecutorClosed = errors.New("torch: the executor is closed")

// NewExecutor starts an executor with k threads. It panics unless k is positive.
func NewExecutor(k int) *Executor {
	if k < 1 {
		misuse("NewExecutor", "ValueError", "expected a positive number of threads, got %d", k)
	}
	e := &Executor{tasks: make(chan func()), closed: make(chan struct{})}
	e.done.Add(k)
	for range k {
		go e.work()
	}
	return e
}

// work runs tasks until the executor is closed. A task that ends its goroutine
// with runtime.Goexit, as a test's FailNow does, gets it a successor.
func (e *Executor) work() {
	ended := false
	self := goroutine()
	e.own.Store(self, true)
	defer e.own.Delete(self)
	defer func() {
		if ended {
			e.done.Done()
		} else {
			go e.work()
		}
	}()
	defer onThread()()
	for {
		select {
		case task := <-e.tasks:
			task()
		case <-e.closed:
			ended = true
			return
		}
	}
}

// Run runs f on one of the executor's threads and waits for it. A panic in f
// comes back as a panic of Run, and runtime.Goexit as one of its caller's
// goroutine. After Close it returns [ErrExecutorClosed] and runs nothing. It must
// not be called by an f that the same executor runs: with all threads waiting,
// none would be left.
func (e *Executor) Run(f func() error) error {
	done := make(chan outcome, 1)
	select {
	case e.tasks <- func() { attempt(f, done) }:
	case <-e.closed:
		return ErrExecutorClosed
	}
	o := <-done
	switch {
	case o.panicked != nil:
		panic(o.panicked)
	case !o.returned:
		runtime.Goexit()
	}
	return o.err
}

// outcome is how a closure ended: it returned err, panicked, or neither.
type outcome struct {
	returned bool
	err      error
	panicked any
}

func attempt(f func() error, to chan<- outcome) {
	var o outcome
	defer func() {
		if !o.returned {
			o.panicked = recover()
		}
		to <- o
	}()
	o.err = f()
	o.returned = true
}

// Close waits for the closures that run and ends the threads. It panics where one of
// those calls it, which would wait for itself.
func (e *Executor) Close() {
	if _, within := e.own.Load(goroutine()); within {
		misuse("Close", "RuntimeError", "Executor.Close is called by a closure that the executor runs, for which it would wait; "+
			"call it outside, or in a goroutine of its own")
	}
	e.close.Do(func() { close(e.closed) })
	e.done.Wait()
}

// goroutine names the calling goroutine: the runtime tells it in stack traces alone.
func goroutine() string {
	trace := make([]byte, 64)
	name, _, _ := strings.Cut(string(trace[:runtime.Stack(trace, false)]), " [")
	return name
}
