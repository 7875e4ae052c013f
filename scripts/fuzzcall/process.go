package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

// process is a child that makes calls, with the calls that it was given so far.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	pipe   io.Closer
	out    *bufio.Reader // of the pipe
	errors *tail
	calls  []call
	took   time.Duration // of the processors, before the last call
}

// death is how a child ended before it answered.
type death struct {
	kind   string // a signal's name, "hang", "memory", "exit status 1"
	stderr string
}

const (
	hang   = "hang"
	memory = "memory"
	killed = "signal: killed" // by the kernel, say, where the machine has no more memory
)

// startTime is for a child that loads libtorch on a busy machine.
const startTime = 2 * time.Minute

// oneThread is the environment of a child, and of Python.
var oneThread = []string{"OMP_NUM_THREADS=1", "MKL_NUM_THREADS=1"}

// start starts a child and waits until it can make calls. Answers have a pipe of
// their own, since operators may print.
func start(ctx context.Context, o options) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	answers, childs, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer childs.Close()
	p := &process{pipe: answers, out: bufio.NewReader(answers), errors: &tail{}}
	p.cmd = exec.CommandContext(ctx, self, "-child", "-memory", fmt.Sprint(o.memory))
	p.cmd.ExtraFiles = []*os.File{childs}
	p.cmd.Stderr = p.errors
	p.cmd.Env = append(append(os.Environ(), "GOTRACEBACK=single"), oneThread...)
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	if _, d := p.answer(startTime); d != nil {
		return nil, errors.Join(ctx.Err(), fmt.Errorf("a child ends before its first call: %s\n%s", d.kind, d.stderr))
	}
	return p, nil
}

// do makes a call. A child that died, or was killed at the time limit, is of no
// further use.
func (p *process) do(c call, limit time.Duration) (reply, *death) {
	p.calls = append(p.calls, c)
	_ = json.NewEncoder(p.in).Encode(c) // where the child has ended, there is no answer either
	return p.answer(limit)
}

// waitFactor is how much longer than its limit a call may take that does not use
// the processor: it may be the turn of other processes.
const waitFactor = 10

// answer waits for one. The limit is on the time of the processor.
func (p *process) answer(limit time.Duration) (reply, *death) {
	var hung bool
	answered := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() { hung = p.killAfter(limit, answered) })
	var r reply
	line, err := p.out.ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &r)
	}
	close(answered)
	watch.Wait()
	if err == nil && !hung {
		p.took = r.Processor
		return r, nil
	}
	p.wait()
	if hung {
		return reply{}, &death{kind: hang}
	}
	text := warning.ReplaceAllString(p.errors.String(), "")
	return reply{}, &death{kindOfDeath(p.cmd.ProcessState.String(), text), text}
}

// killAfter kills a child that takes longer than the limit, and tells so.
func (p *process) killAfter(limit time.Duration, answered <-chan struct{}) bool {
	began, wait := time.Now(), limit
	for {
		select {
		case <-answered:
			return false
		case <-time.After(wait):
		}
		used := processorTimeOf(p.cmd.Process.Pid) - p.took
		if used >= limit || time.Since(began) >= waitFactor*limit {
			_ = p.cmd.Process.Kill()
			return true
		}
		wait = max(limit-used, limit/10)
	}
}

// ticksPerSecond is Linux's unit for what /proc tells of times.
const ticksPerSecond = 100

// processorTimeOf is what a process has taken of the processors, 0 where it has
// ended.
func processorTimeOf(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:])) // from the third one on
	var user, system time.Duration
	if len(fields) < 13 {
		return 0
	}
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		return 0
	}
	return (user + system) * time.Second / ticksPerSecond
}

// stop ends a child, unless it has ended.
func (p *process) stop() {
	_ = p.cmd.Process.Kill()
	p.wait()
}

func (p *process) wait() {
	_ = p.in.Close()
	_ = p.cmd.Wait()
	_ = p.pipe.Close()
}

var (
	outOfMemory = regexp.MustCompile(`out of memory|[cC]annot allocate memory|failed to create new OS thread|pthread_create failed|bad_alloc`)
	warning     = regexp.MustCompile(`(?m)^\[W\d.*\n`)
	signalName  = regexp.MustCompile(`\bSIG(SEGV|ABRT|BUS|FPE|ILL|TRAP|SYS)\b`)
)

// kindOfDeath names the signal, which Go's runtime catches, prints, and turns
// into exit status 2.
func kindOfDeath(state, stderr string) string {
	if outOfMemory.MatchString(stderr) {
		return memory
	}
	if name := signalName.FindString(stderr); name != "" {
		return name
	}
	for text, name := range map[string]string{
		"segmentation fault": "SIGSEGV", "aborted": "SIGABRT", "floating point exception": "SIGFPE",
		"bus error": "SIGBUS", "illegal instruction": "SIGILL",
	} {
		if strings.Contains(state, text) {
			return name
		}
	}
	return state
}

// tail keeps the last of what is written to it: libtorch's warnings come first,
// and what Go's runtime says of its end is shorter than this.
type tail struct{ bytes.Buffer }

const tailBytes = 1 << 16

func (t *tail) Write(b []byte) (int, error) {
	if t.Len() > 2*tailBytes {
		t.Next(t.Len() - tailBytes)
	}
	return t.Buffer.Write(b)
}
