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

	"golang.org/x/sys/unix"

	"github.com/e0112027/gotorch/torch"
)

// reply is what became of a call that the child survived.
type reply struct {
	Outcome outcome `json:"outcome"`
	Text    string  `json:"text,omitempty"`
}

type outcome string

const (
	ran     outcome = "ran"
	refused outcome = "refused" // with a *torch.Error that names the operator
	wrong   outcome = "wrong"   // anything else: another panic, a leak, a library that no longer works
)

// serve makes the calls that come in, one at a time, and answers each.
func serve(in io.Reader, out io.Writer, memory uint64) error {
	if err := limitMemory(memory); err != nil {
		return err
	}
	torch.SetNumThreads(1)
	alive := torch.LiveTensors()
	requests, answers := json.NewDecoder(bufio.NewReader(in)), json.NewEncoder(out)
	for {
		var c call
		if err := requests.Decode(&c); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		r := c.make()
		if r.Outcome != wrong {
			if err := sound(alive); err != nil {
				r = reply{wrong, err.Error()}
			}
		}
		if err := answers.Encode(r); err != nil {
			return err
		}
	}
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
			r = reply{wrong, fmt.Sprintf("panic: %v\n%s", p, debug.Stack())}
		}
	}()
	var args []any
	if err := torch.Try(func() error { args = c.goArgs(s); return nil }); err != nil {
		return reply{refused, "an argument: " + err.Error()}
	}
	results, err := torch.Call(c.Op, args...)
	if err != nil {
		return refusal(err)
	}
	adopt(s, results)
	for _, result := range results {
		look(result)
	}
	return reply{Outcome: ran}
}

// refusal checks that an error says what a user needs.
func refusal(err error) reply {
	var e *torch.Error
	switch {
	case !errors.As(err, &e):
		return reply{wrong, fmt.Sprintf("the error is a %T: %v", err, err)}
	case e.Op == "" || e.Kind == "" || e.Msg == "":
		return reply{wrong, fmt.Sprintf("the error lacks the operator, the kind or the reason: %#v", e)}
	}
	return reply{refused, e.Error()}
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
// scope of the call is closed by now, so that a collection is seldom needed.
func sound(alive int) error {
	torch.Scoped(func(s *torch.Scope) {
		if got := torch.Ones(2, torch.In(s)).Add(1).Sum().Item(); got != 4 {
			panic(fmt.Sprintf("2 times 1+1 is %v", got))
		}
	})
	for range 20 {
		if torch.LiveTensors() <= alive {
			return nil
		}
		runtime.GC()
		runtime.Gosched()
	}
	return fmt.Errorf("%d tensors are left over", torch.LiveTensors()-alive)
}
