package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync/atomic"
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
}

// death is how a child ended before it answered.
type death struct {
	kind   string // a signal's name, "hang", "memory", "exit status 1"
	stderr string
}

const (
	hang   = "hang"
	memory = "memory"
)

// start starts a child. Answers have a pipe of their own, since operators may
// print.
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
	p.cmd.Env = append(os.Environ(), "GOTRACEBACK=single", "OMP_NUM_THREADS=1", "MKL_NUM_THREADS=1")
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	return p, p.cmd.Start()
}

// do makes a call. A child that died, or was killed at the time limit, is of no
// further use.
func (p *process) do(c call, limit time.Duration) (reply, *death) {
	p.calls = append(p.calls, c)
	var hung atomic.Bool
	timer := time.AfterFunc(limit, func() {
		hung.Store(true)
		_ = p.cmd.Process.Kill()
	})
	var r reply
	err := json.NewEncoder(p.in).Encode(c)
	if err == nil {
		var line []byte
		if line, err = p.out.ReadBytes('\n'); err == nil {
			err = json.Unmarshal(line, &r)
		}
	}
	if timer.Stop() && err == nil {
		return r, nil
	}
	p.wait()
	if hung.Load() {
		return reply{}, &death{kind: hang}
	}
	text := warning.ReplaceAllString(p.errors.String(), "")
	return reply{}, &death{kindOfDeath(p.cmd.ProcessState.String(), text), text}
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
