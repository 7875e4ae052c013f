package torch

import (
	"runtime"
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
// a goroutine that wanders over threads pays with twice the time.
func OnThread(f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return f()
}

// Executor runs closures on a fixed number of OS threads, so that many
// goroutines that use tensors (the handlers of a server, say) do not give
// libtorch a pool of workers each.
type Executor struct {
	tasks chan func()
	close sync.Once
	done  sync.WaitGroup
}

// NewExecutor starts an executor with k threads. It panics unless k is positive.
func NewExecutor(k int) *Executor {
	if k < 1 {
		misuse("NewExecutor", "ValueError", "expected a positive number of threads, got %d", k)
	}
	e := &Executor{tasks: make(chan func())}
	e.done.Add(k)
	for range k {
		go e.work()
	}
	return e
}

func (e *Executor) work() {
	defer e.done.Done()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for task := range e.tasks {
		task()
	}
}

// Run runs f on one of the executor's threads and waits for it. A panic in f
// comes back as a panic of Run. It must not be called after Close, nor by an f
// that the same executor runs (with k of them waiting, none would be left).
func (e *Executor) Run(f func() error) (err error) {
	done := make(chan any, 1)
	finished := false
	e.tasks <- func() {
		defer func() {
			if !finished {
				done <- panicked{recover()}
				return
			}
			done <- nil
		}()
		err = f()
		finished = true
	}
	if p, ok := (<-done).(panicked); ok {
		panic(p.value)
	}
	return err
}

type panicked struct{ value any }

// Close waits for the closures that run and ends the threads.
func (e *Executor) Close() {
	e.close.Do(func() { close(e.tasks) })
	e.done.Wait()
}
