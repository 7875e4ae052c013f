package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/e0112027/gotorch/internal/opschema"
	"github.com/e0112027/gotorch/torch"
)

// callsOfAChild bounds what has to be made again where a crash follows from
// earlier calls.
const callsOfAChild = 2000

// run is one run of the fuzzer.
type run struct {
	options
	operators []*opschema.Schema
	shared    *sharedList
	next      atomic.Uint64
	deadline  time.Time
	began     time.Time

	mu       sync.Mutex
	made     map[outcome]uint64
	backward uint64 // of the calls, those with a backward pass through a result
	skipped  uint64
	worked   map[string]bool // operators that ran at least once
	failures []string
	once     []string // ends of circumstance
}

func fuzz(ctx context.Context, o options) error {
	operators, err := publicOperators(o.only)
	if err != nil {
		return err
	}
	shared, err := readShared(o.shared)
	if err != nil {
		return err
	}
	r := &run{
		options: o, operators: operators, shared: shared, began: time.Now(),
		deadline: time.Now().Add(o.time), made: map[outcome]uint64{}, worked: map[string]bool{},
	}
	r.next.Store(o.from)
	fmt.Printf("seed %d, torch %s, %d operators (%d with a shared crash), %v, %d children\n",
		o.seed, torch.Version(), len(operators), shared.size(), o.time, o.children)
	watched, stop := context.WithCancel(ctx)
	go r.watch(watched)
	err = r.workers(watched)
	stop()
	if o.record {
		err = errors.Join(err, shared.write(o.shared))
	}
	r.report()
	switch {
	case ctx.Err() != nil:
		fmt.Println("interrupted")
	case err != nil:
		return err
	}
	if len(r.failures) > 0 {
		return fmt.Errorf("%d failures that Python does not share", len(r.failures))
	}
	return nil
}

// workers keeps the children busy; the first that can't go on ends the run.
func (r *run) workers(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var group sync.WaitGroup
	for range r.children {
		group.Go(func() {
			if err := r.work(ctx); err != nil {
				cancel(err)
			}
		})
	}
	group.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// work keeps one child busy until the run is over.
func (r *run) work(ctx context.Context) error {
	for !r.over(ctx) {
		child, err := start(ctx, r.options)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		for !r.over(ctx) && len(child.calls) < callsOfAChild {
			c := generate(r.operators, r.seed, r.next.Add(1)-1)
			if r.shared.excludes(c) {
				r.count(func() { r.skipped++ })
				continue
			}
			answer, d := child.do(c, r.limit)
			if ctx.Err() != nil {
				break
			}
			if d == nil && answer.Outcome != wrong {
				r.count(func() {
					r.made[answer.Outcome]++
					if answer.Outcome == ran {
						r.worked[c.Op] = true
					}
					if answer.Gradients > 0 {
						r.backward++
					}
				})
				continue
			}
			if err := r.failed(ctx, child.calls, answer, d); err != nil {
				child.stop()
				return err
			}
			break
		}
		child.stop()
	}
	return nil
}

func (r *run) over(ctx context.Context) bool {
	return ctx.Err() != nil || time.Now().After(r.deadline) || r.calls > 0 && r.next.Load() >= r.from+r.calls
}

func (r *run) count(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f()
}

// failed looks into the failure of the last of the calls that a child made.
func (r *run) failed(ctx context.Context, earlier []call, answer reply, d *death) error {
	last := earlier[len(earlier)-1]
	kind, detail := string(wrong), answer.Text
	if d != nil {
		kind, detail = d.kind, d.stderr
	}
	fmt.Printf("%s: %s\n", kind, last.python())
	probe := &prober{ctx: ctx, o: r.options, kind: kind, until: r.deadline}
	defer probe.close()
	calls := []call{last}
	if !probe.fails(calls) {
		if ofCircumstance(kind) {
			r.count(func() { r.once = append(r.once, kind+": "+last.python()) })
			return nil
		}
		if found, err := r.corrupts(ctx, earlier); found || err != nil {
			return err
		}
		calls = earlier // what failed once may fail again
		if probe.fails(earlier) {
			calls = probe.fewer(earlier)
		}
	}
	if kind != string(wrong) {
		line, theirs, err := r.shares(ctx, probe, calls)
		if err != nil {
			return err
		}
		if line != "" {
			r.share(sharedCrash{theirs, torch.Version(), last.Op, line})
			return nil
		}
		if found, err := r.corrupts(ctx, calls); found || err != nil {
			return err
		}
		detail = fmt.Sprintf("Python: %s\n%s", cmp.Or(theirs, "survives"), detail)
	}
	if ctx.Err() != nil {
		return nil
	}
	return r.ours(probe, calls, detail)
}

// ofCircumstance tells whether an end that does not come again is of a machine
// that is busy or short of memory, or of what the heap held.
func ofCircumstance(kind string) bool { return kind == hang || kind == memory || kind == killed }

func (r *run) share(c sharedCrash) {
	fmt.Printf("  Python shares it (%s): %s\n", c.kind, c.python)
	r.shared.add(c)
}

// corrupts looks among calls for one that touches memory beside a block, in
// Python too: such a one may end a process there and then, later, or never.
func (r *run) corrupts(ctx context.Context, calls []call) (found bool, err error) {
	if r.guard == "" {
		return false, nil
	}
	c, theirs, err := r.beside(ctx, calls)
	if err != nil || theirs == "" {
		return false, err
	}
	r.share(sharedCrash{theirs, torch.Version(), c.Op, c.python()})
	return true, nil
}

// shares asks Python about calls that fail. The line shows that it fails too,
// plainer where it still does; "" where it does not.
func (r *run) shares(ctx context.Context, probe *prober, calls []call) (line, theirs string, err error) {
	theirs, err = r.inPython(ctx, calls, probe.kind)
	if err != nil || !sameEnd(probe.kind, theirs) {
		return "", theirs, err
	}
	line = lines(calls)
	if len(calls) > 1 || probe.kind == hang { // each try of a hang would take the time limit
		return line, theirs, nil
	}
	plain := []call{probe.smaller(calls[0])}
	if end, err := r.inPython(ctx, plain, probe.kind); err == nil && sameEnd(probe.kind, end) {
		return lines(plain), end, nil
	}
	return line, theirs, nil
}

// lines are calls as one line of Python.
func lines(calls []call) string {
	return strings.Join(texts(calls), "; ")
}

// ours tells of calls that only fail here, and writes them to a file.
func (r *run) ours(probe *prober, calls []call, detail string) error {
	last := calls[len(calls)-1]
	if len(calls) == 1 && probe.kind != hang {
		calls = []call{probe.smaller(last)}
	}
	line := lines(calls)
	if len(calls) > 5 {
		line = fmt.Sprintf("%d calls, the last one %s", len(calls), last.python())
	}
	name := strings.NewReplacer("::", "-", ".", "-").Replace(last.Op)
	file := filepath.Join(r.options.failures, fmt.Sprintf("%d-%s.json", r.seed, name))
	failure := fmt.Sprintf("%s: %s\n  %s\n  again: -replay %s",
		probe.kind, line, strings.ReplaceAll(first(detail, 4000), "\n", "\n  "), file)
	fmt.Println("FAILED", failure)
	r.count(func() { r.failures = append(r.failures, failure) })
	return writeCalls(file, calls)
}

func first(text string, n int) string { return text[:min(n, len(text))] }

// sameEnd tells whether Python ended as we did.
func sameEnd(ours, theirs string) bool {
	switch ours {
	case hang:
		return theirs == hang
	case memory, killed:
		return theirs != ""
	}
	return strings.HasPrefix(theirs, "SIG")
}

func writeCalls(file string, calls []call) error {
	text, err := json.MarshalIndent(calls, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o644)
}

// replayFile makes the calls of a file in this process, for a debugger.
func replayFile(file string, o options) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var calls []call
	if err := json.Unmarshal(text, &calls); err != nil {
		return err
	}
	if err := limitMemory(o.memory); err != nil {
		return err
	}
	alive := torch.LiveTensors()
	for _, c := range calls {
		fmt.Println(c.python())
		fmt.Println(c.make())
		if err := sound(alive); err != nil {
			return err
		}
	}
	return nil
}
