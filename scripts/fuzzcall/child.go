package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sys/unix"

	"github.com/e0112027/gotorch/torch"
)

// reply is what became of a call that the child survived.
type reply struct {
	Outcome   outcome       `json:"outcome"`
	Text      string        `json:"text,omitempty"`
	Gradients int           `json:"gradients,omitempty"` // how many results a backward pass went through
	Processor time.Duration `json:"processor"`           // time that the child has taken of it, ever
}

type outcome string

const (
	ran     outcome = "ran"
	refused outcome = "refused" // with a *torch.Error that names the operator
	wrong   outcome = "wrong"   // anything else: another panic, a leak, a library that no longer works
)

// serve makes the calls that come in, one at a time, and answers each. Its first
// answer, of no call, tells that libtorch is there.
func serve(in io.Reader, out io.Writer, memory uint64) error {
	if err := limitMemory(memory); err != nil {
		return err
	}
	torch.SetNumThreads(1)
	torch.SetWarningHandler(func(torch.Warning) {}) // wrong calls bring many
	alive := torch.LiveTensors()
	requests, answers := json.NewDecoder(bufio.NewReader(in)), json.NewEncoder(out)
	for r := (reply{Outcome: ran}); ; {
		r.Processor = processorTime()
		if err := answers.Encode(r); err != nil {
			return err
		}
		var c call
		if err := requests.Decode(&c); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		r = c.make()
		if r.Outcome != wrong {
			if err := sound(alive); err != nil {
				r = reply{Outcome: wrong, Text: err.Error()}
			}
		}
	}
}

// processorTime is what this process has taken of the processors.
func processorTime() time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// limitMemory bounds the address space to what is taken now and more bytes.
func limitMemory(more uint64) error {
	if err := torch.Init(); err != nil {
		return err
	}
	torch.Ones(2).Add(1) // what libtorch maps at its first call is not counted
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	var pages uint64
	if _, err := fmt.Sscan(string(statm), &pages); err != nil {
		return err
	}
	limit := pages*uint64(os.Getpagesize()) + more
	return unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: limit, Max: limit})
}

// make makes the call and reads its results.
func (c call) make() (r reply) {
	s := torch.NewScope()
	defer s.Close()
	defer func() {
		if p := recover(); p != nil {
			r = reply{Outcome: wrong, Text: fmt.Sprintf("panic: %v\n%s", p, debug.Stack())}
		}
	}()
	var args []any
	if err := torch.Try(func() error { args = c.goArgs(s); return nil }); err != nil {
		return reply{Outcome: refused, Text: "an argument: " + err.Error()}
	}
	results, err := torch.Call(c.Op, args...)
	if err != nil {
		return refusal(err)
	}
	adopt(s, results)
	if c.Backward {
		n, err := backward(s, results)
		if err != nil {
			return refusal(err)
		}
		r.Gradients = n
	}
	for _, result := range results {
		look(result)
	}
	r.Outcome = ran
	return r
}

// backward takes the gradients of the sum of all results that have them.
func backward(s *torch.Scope, results []any) (n int, err error) {
	if list, ok := only(results).([]*torch.Tensor); ok {
		results = nil
		for _, t := range list {
			results = append(results, t)
		}
	}
	err = torch.Try(func() error {
		var sums []*torch.Tensor
		for _, r := range results {
			if t, ok := r.(*torch.Tensor); ok && t != nil && t.IsFloatingPoint() && t.RequiresGrad() {
				sums = append(sums, t.Sum())
			}
		}
		if n = len(sums); n > 0 {
			torch.Backward(sums)
		}
		return nil
	})
	return n, err
}

func only(results []any) any {
	if len(results) == 1 {
		return results[0]
	}
	return nil
}

// refusal checks that an error says what a user needs.
func refusal(err error) reply {
	var e *torch.Error
	switch {
	case !errors.As(err, &e):
		return reply{Outcome: wrong, Text: fmt.Sprintf("the error is a %T: %v", err, err)}
	case e.Op == "" || e.Kind == "" || e.Msg == "":
		return reply{Outcome: wrong, Text: fmt.Sprintf("the error lacks the operator, the kind or the reason: %#v", e)}
	}
	return reply{Outcome: refused, Text: e.Error()}
}

// look reads what an operator returned: that must work for any tensor, or end
// with an error.
func look(result any) {
	switch result := result.(type) {
	case *torch.Tensor:
		if result == nil {
			return
		}
		_ = torch.Try(func() error {
			_ = result.Shape()
			if result.Numel() < 1000 {
				_ = result.String()
			}
			return nil
		})
	case []*torch.Tensor:
		for _, t := range result[:min(len(result), 10)] {
			look(t)
		}
	}
}

// sound asks whether the library still works and no tensor is left over. The
// scope of the call is closed by now, so that a collection is seldom needed; what
// it finds is freed by a goroutine that a busy machine may keep waiting.
func sound(alive int) error {
	torch.Scoped(func(s *torch.Scope) {
		if got := torch.Ones(2, torch.In(s)).Add(1).Sum().Item(); got != 4 {
			panic(fmt.Sprintf("2 times 1+1 is %v", got))
		}
	})
	for wait := time.Microsecond; wait < time.Second; wait *= 2 {
		if torch.LiveTensors() <= alive {
			return nil
		}
		runtime.GC()
		time.Sleep(wait)
	}
	return fmt.Errorf("%d tensors are left over", torch.LiveTensors()-alive)
}
