package spin

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// hello is what a process says when it is ready.
type hello struct {
	Threads int  `json:"threads"` // of an operator
	Libgomp bool `json:"libgomp"`
}

// request asks a process to run steps for a while; answer is what one took.
type (
	request struct {
		Nanoseconds int64 `json:"ns"`
	}
	answer struct {
		Seconds float64 `json:"seconds"`
	}
)

// Serve is what the process of a candidate does: it runs steps as it is asked to on
// in, until that ends.
func Serve(in io.Reader, out io.Writer, threads int, step func()) error {
	for range 20 {
		step()
	}
	answers := json.NewEncoder(out)
	if err := answers.Encode(hello{threads, isMapped(library)}); err != nil {
		return err
	}
	requests := json.NewDecoder(in)
	for {
		var r request
		if err := requests.Decode(&r); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		steps, start := 0, time.Now()
		for time.Since(start).Nanoseconds() < r.Nanoseconds {
			step()
			steps++
		}
		if err := answers.Encode(answer{time.Since(start).Seconds() / float64(steps)}); err != nil {
			return err
		}
	}
}

// library is what the settings are for; a variable for the tests.
var library = "libgomp"

// isMapped tells whether a library of that name is part of this process.
func isMapped(library string) bool {
	maps, err := os.ReadFile("/proc/self/maps")
	return err == nil && bytes.Contains(maps, []byte("/"+library))
}

// runner is the process of a candidate.
type runner struct {
	count   shimpath.SpinCount
	hello   hello
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers *json.Decoder
	said    bytes.Buffer
	stopped bool
}

// start starts a process for each candidate, and returns those that began.
func (o *Options) start(ctx context.Context) (runners []*runner, err error) {
	for _, count := range candidates {
		r, err := o.startOne(ctx, count)
		if err != nil {
			return runners, err
		}
		runners = append(runners, r)
	}
	for _, r := range runners {
		if err := r.read(&r.hello); err != nil {
			return runners, err
		}
	}
	return runners, nil
}

func (o *Options) startOne(ctx context.Context, count shimpath.SpinCount) (*runner, error) {
	r := &runner{count: count, cmd: exec.CommandContext(ctx, o.Command[0], o.Command[1:]...)}
	r.cmd.Env = environment(o.Env, count)
	r.cmd.Stderr = &r.said
	r.cmd.WaitDelay = 2 * time.Second
	in, err := r.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	r.in, r.answers = in, json.NewDecoder(bufio.NewReader(out))
	return r, r.cmd.Start()
}

// environment is env with the candidate's setting and no other of its kind.
func environment(env []string, count shimpath.SpinCount) []string {
	var own []string
	for _, e := range env {
		if name, _, _ := strings.Cut(e, "="); name != "GOMP_SPINCOUNT" && name != "OMP_WAIT_POLICY" {
			own = append(own, e)
		}
	}
	if count != "" {
		own = append(own, "GOMP_SPINCOUNT="+string(count))
	}
	return own
}

// measure returns the seconds that a step took, of those that fill a while.
func (r *runner) measure(d time.Duration) (float64, error) {
	if err := json.NewEncoder(r.in).Encode(request{d.Nanoseconds()}); err != nil {
		return 0, r.failed(err)
	}
	var a answer
	err := r.read(&a)
	return a.Seconds, err
}

func (r *runner) read(v any) error {
	if err := r.answers.Decode(v); err != nil {
		return r.failed(err)
	}
	return nil
}

// failed says how the process ended, and its first words.
func (r *runner) failed(err error) error {
	r.stop()
	if state := r.cmd.ProcessState; state != nil && !state.Success() {
		first, _, _ := strings.Cut(strings.TrimSpace(r.said.String()), "\n")
		return fmt.Errorf("the process that trained ended with %v: %s", state, first)
	}
	return fmt.Errorf("the process that trained: %w", err)
}

// stop ends the process, which does so at the end of its input.
func (r *runner) stop() {
	if r.stopped {
		return
	}
	r.stopped = true
	_ = r.in.Close()
	_ = r.cmd.Wait()
}

// busyThread keeps one thread of this process busy until end is called.
func busyThread() (end func()) {
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
		}
	}()
	return func() {
		stop.Store(true)
		<-done
	}
}
