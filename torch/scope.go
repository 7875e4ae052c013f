package torch

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/cgotorch"
)

// Scope owns tensors and frees them together when it is closed. The result of
// an operator joins the scope of its inputs (of several, the one opened last),
// so a loop that opens a scope for its inputs and closes it at the end of the
// turn frees everything that the turn computed. A tensor in no scope is freed
// after the garbage collector finds it unreachable.
//
// Using a tensor after its scope was closed panics, and names the place where
// the scope was opened. [Tensor.Keep] moves a tensor out before that. A scope
// that is never closed is freed by the collector, with all of its tensors, once
// none of them can be reached.
//
// A Scope may be used by several goroutines. Close waits for no one: tensors in
// use by a running call are freed when that call ends.
type Scope struct {
	id     uint64
	opened [scopeFrames]uintptr
	// state counts the calls in flight; the bits above tell closed and freed.
	state   atomic.Int64
	list    *handleList
	cleanup runtime.Cleanup

	chunk    []Tensor // guarded by list.mu, so that add locks once
	closedBy string   // written before the scope is closed
}

const (
	scopeClosed int64 = 1 << 62
	scopeFreed  int64 = 1 << 61

	scopeFrames = 6
	// Tensors of a scope are allocated this many at a time.
	scopeChunk = 32
)

var scopeCount atomic.Uint64

// NewScope opens a scope. Close it, or leave it to the collector.
func NewScope() *Scope {
	pace() // a scope may be all that a loop leaves to the collector
	s := &Scope{id: scopeCount.Add(1), list: &handleList{handles: make([]cgotorch.Handle, 0, scopeChunk)}}
	runtime.Callers(2, s.opened[:])
	s.cleanup = runtime.AddCleanup(s, (*handleList).release, s.list)
	return s
}

// Scoped opens a scope, runs f with it, and closes it on every way out. For an f
// with a result, such as an error, see [ScopedResult].
func Scoped(f func(s *Scope)) {
	s := NewScope()
	defer s.Close()
	f(s)
}

// Close frees the scope's tensors. Closing twice does nothing.
func (s *Scope) Close() {
	if s.state.Or(scopeClosed)&scopeClosed == 0 {
		s.freeIfIdle()
	}
}

// OpenedHere has the message of a use after Close name the caller's place instead of
// NewScope's, which may have run on another goroutine. It must not run while others
// use the scope.
func (s *Scope) OpenedHere() {
	clear(s.opened[:])
	runtime.Callers(2, s.opened[:])
}

// CloseBy closes the scope, as Close does, and says in the message of a use after that
// who closed it: "its loop's next turn", say. It must not run beside another Close.
func (s *Scope) CloseBy(who string) {
	if !s.Closed() {
		s.closedBy = who
		s.Close()
	}
}

// Closed tells whether Close was called.
func (s *Scope) Closed() bool { return s.state.Load()&scopeClosed != 0 }

// Len returns how many tensors the scope owns.
func (s *Scope) Len() int { return s.list.len() }

// Adopt moves tensors into the scope, from another one or from the collector,
// and returns the first. It must not run while another goroutine uses them.
func (s *Scope) Adopt(first *Tensor, others ...*Tensor) *Tensor {
	first.MoveTo(s)
	for _, t := range others {
		t.MoveTo(s)
	}
	return first
}

func (s *Scope) freeIfIdle() {
	if !s.state.CompareAndSwap(scopeClosed, scopeClosed|scopeFreed) {
		return
	}
	s.cleanup.Stop()
	s.list.release()
	s.list.mu.Lock()
	s.chunk = nil
	s.list.mu.Unlock()
}

// pin keeps the scope's tensors alive during a call. It reports false, and pins
// nothing, once the scope is closed.
func (s *Scope) pin() bool {
	if s.state.Add(1)&scopeClosed == 0 {
		return true
	}
	s.unpin()
	return false
}

func (s *Scope) unpin() {
	if s.state.Add(-1) == scopeClosed {
		s.freeIfIdle()
	}
}

// add makes the scope, which the caller has pinned, the owner of a new handle.
func (s *Scope) add(h cgotorch.Handle, info cgotorch.Info) *Tensor {
	l := s.list
	l.mu.Lock()
	if len(s.chunk) == 0 {
		s.chunk = make([]Tensor, scopeChunk)
	}
	t := &s.chunk[0]
	s.chunk = s.chunk[1:]
	l.handles = append(l.handles, h)
	slot := int32(len(l.handles) - 1)
	l.mu.Unlock()
	t.handle, t.dtype, t.list, t.slot = h, DType(info.DType()), l, slot
	t.scope.Store(s)
	return t
}

// closedMessage says what to do about a tensor whose scope is closed.
func (s *Scope) closedMessage() string {
	if s.closedBy != "" {
		return fmt.Sprintf("the tensor's scope, opened at %s, was closed by %s; call Keep on the tensor before that", s.place(), s.closedBy)
	}
	return fmt.Sprintf("the tensor's scope, opened at %s, is closed; call Keep on the tensor before the scope closes, or close it later", s.place())
}

// place is the first frame of the scope's opening that is not this module's own
// library code.
func (s *Scope) place() string {
	frames := runtime.CallersFrames(s.opened[:])
	place := "an unknown place"
	for {
		frame, more := frames.Next()
		if frame.File != "" {
			place = fmt.Sprintf("%s:%d", frame.File, frame.Line)
		}
		if !more || !isLibrary(frame) || strings.HasSuffix(frame.File, "_test.go") {
			return place
		}
	}
}

// libraryRoot is the folder of the module's sources, as the compiler wrote it down.
var libraryRoot = func() string {
	_, file, _, _ := runtime.Caller(0)
	return strings.TrimSuffix(file, "torch/scope.go")
}()

// isLibrary tells a frame of this module's library. A closure of the library's that was
// inlined, a loader's loop say, has the name of the function that it was inlined into, so
// its file tells.
func isLibrary(frame runtime.Frame) bool {
	const module = "github.com/e0112027/gotorch/"
	if rest, ok := strings.CutPrefix(frame.Function, module); ok {
		return !strings.HasPrefix(rest, "examples/") && !strings.HasPrefix(rest, "cmd/")
	}
	rest, ok := strings.CutPrefix(frame.File, libraryRoot)
	folder, _, _ := strings.Cut(rest, "/")
	return ok && slices.Contains([]string{"torch", "nn", "optim", "data", "vision"}, folder)
}

// handleList is a set of handles that are given back together. Its owner, a
// scope or a group of collected tensors, is never reachable from it.
type handleList struct {
	mu      sync.Mutex
	handles []cgotorch.Handle
	free    int // entries taken out
}

func (l *handleList) add(h cgotorch.Handle) int32 {
	l.mu.Lock()
	l.handles = append(l.handles, h)
	slot := int32(len(l.handles) - 1)
	l.mu.Unlock()
	return slot
}

// take removes the handle in slot; the caller owns it then.
func (l *handleList) take(slot int32) {
	l.mu.Lock()
	l.handles[slot] = 0
	l.free++
	l.mu.Unlock()
}

func (l *handleList) len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.handles) - l.free
}

func (l *handleList) release() {
	l.mu.Lock()
	handles := l.handles
	l.handles, l.free = nil, 0
	l.mu.Unlock()
	cgotorch.Release(handles...)
}
