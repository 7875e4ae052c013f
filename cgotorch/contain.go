//go:build cgo

package cgotorch

import (
	"iter"
	"runtime/debug"
)

// Panic is how a callback ended that did not return: what arrives as an error behind
// libtorch, for the call that led to the callback to end in the same way.
type Panic struct {
	Value  any    // what panic was called with
	Exited bool   // the callback called runtime.Goexit instead
	Stack  []byte // where the panic was
}

// Error says how the callback ended; Value tells why.
func (p *Panic) Error() string {
	if p.Exited {
		return "a Go callback called runtime.Goexit"
	}
	return "a Go callback panicked"
}

// exit is what the coroutine of a callback that exits panics with.
type exit struct{}

// Contain runs f, and returns how it ended where it did not return.
//
// A panic is recovered, but runtime.Goexit can't be: it would run on past the frames
// of C++ between f and the goroutine's own, whose destructors then unlock no mutex
// and restore no mode of the OS thread, and on a thread that Go did not make it ends
// the process. So f runs in a coroutine of this thread, for Goexit to end in place of
// the goroutine.
func Contain(f func()) (p *Panic) {
	next, _ := iter.Pull(func(func(struct{}) bool) {
		returned := false
		defer func() {
			if returned {
				return
			}
			if value := recover(); value != nil {
				p = &Panic{Value: value, Stack: debug.Stack()}
				return
			}
			// Where Goexit ends the coroutine, next calls it anew; but of a panic on
			// the way it makes a panic.
			panic(exit{})
		}()
		f()
		returned = true
	})
	defer func() {
		if recover() != nil {
			p = &Panic{Exited: true}
		}
	}()
	next()
	return p
}
