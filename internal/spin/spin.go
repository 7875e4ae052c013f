// Package spin finds out how long libgomp's threads should look for work before
// they sleep, on the machine at hand.
//
// Operators hand parts of their work to these threads hundreds of times in a step of
// training. A thread that sleeps must be woken, which costs more than most parts; one
// that looks for work for too long takes the core from the thread that it waits for,
// where another program wants one as well. Where the balance lies differs by a factor
// of ten between processors, so it is measured.
package spin

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

// candidates are tried; the first, libgomp's default, is about 300,000.
var candidates = []shimpath.SpinCount{"", "1000", "2000", "3000", "5000", "10000"}

const (
	aloneRounds, aloneTime   = 4, 120 * time.Millisecond
	besideRounds, besideTime = 6, 150 * time.Millisecond
	// It takes some 10 s.
	timeLimit = 2 * time.Minute
)

// Nothing is the error where nothing can be calibrated, and says why.
type Nothing string

// Error is why.
func (n Nothing) Error() string { return "there is nothing to calibrate: " + string(n) }

// Options are what a measurement works with.
type Options struct {
	// Command is a program, and its arguments, that runs [Serve]. Each candidate gets
	// a process of its own, for libgomp reads its settings once.
	Command  []string
	Env      []string // of the program
	Progress libtorch.Progress
}

// Measure runs all candidates in turns, alone and beside a busy thread, and returns
// the table with the choice. It returns a [Nothing] where there is only one
// processor or thread.
func Measure(ctx context.Context, o Options) (*shimpath.Calibration, error) {
	if runtime.NumCPU() == 1 {
		return nil, Nothing("there is one processor")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, timeLimit, errors.New("the measurement takes too long"))
	defer cancel()
	c, err := o.measure(ctx)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, cause // not what the dying process said
	}
	return c, err
}

func (o *Options) measure(ctx context.Context) (*shimpath.Calibration, error) {
	watch := watchOthers()
	runners, err := o.start(ctx)
	defer func() {
		for _, r := range runners {
			r.stop()
		}
	}()
	if err != nil {
		return nil, err
	}
	threads := runners[0].hello.Threads
	switch {
	case threads < 2:
		return nil, Nothing("operators use one thread")
	case !runners[0].hello.Libgomp:
		return nil, Nothing("this libtorch does not run on libgomp")
	}
	table, err := rounds(runners, o.Progress)
	if err != nil {
		return nil, err
	}
	for _, r := range runners {
		r.stop()
	}
	if err := watch.disturbance(runners, threads); err != nil {
		return nil, err
	}
	return &shimpath.Calibration{
		SpinCount: table[choose(table)].SpinCount,
		Taken:     time.Now().UTC(), Processor: Processor(), Threads: threads, Table: table,
	}, nil
}

// rounds measures all candidates in turns, so that a machine that grows slower does
// so for all.
func rounds(runners []*runner, progress libtorch.Progress) ([]shimpath.Spin, error) {
	task := progress.Start("calibrating OpenMP's threads", aloneRounds+besideRounds, libtorch.Files)
	defer task.Done()
	alone, beside := make([][]float64, len(runners)), make([][]float64, len(runners))
	for round := range aloneRounds + besideRounds {
		into, d, what := alone, aloneTime, "alone"
		end := func() {}
		if round >= aloneRounds {
			into, d, what = beside, besideTime, "beside a busy thread"
			end = busyThread()
		}
		for i, r := range runners {
			seconds, err := r.measure(d)
			if err != nil {
				end()
				return nil, err
			}
			into[i] = append(into[i], seconds)
		}
		end()
		task.Set(int64(round+1), what)
	}
	table := make([]shimpath.Spin, len(runners))
	for i, r := range runners {
		table[i] = shimpath.Spin{SpinCount: r.count, Alone: slices.Min(alone[i]), Beside: secondWorst(beside[i])}
	}
	return table, nil
}

// choose returns the place of what is best beside a busy thread among what is, alone,
// no more than 3 % slower than the fastest.
func choose(table []shimpath.Spin) int {
	fastest := math.Inf(1)
	for _, s := range table {
		fastest = min(fastest, s.Alone)
	}
	best := -1
	for i, s := range table {
		if s.Alone <= 1.03*fastest && (best < 0 || s.Beside < table[best].Beside) {
			best = i
		}
	}
	return best
}

// secondWorst is what a setting must be ready for beside a busy thread. By where the
// system puts the threads a step takes one of two times with libgomp's default, 2.4 or
// 14 ms say: a median of a few rounds shows either. The worst may be another program's.
func secondWorst(xs []float64) float64 {
	xs = slices.Sorted(slices.Values(xs))
	return xs[max(0, len(xs)-2)]
}

// disturbed is the error where other programs wanted the processors meanwhile.
func disturbed(cores float64) error {
	return fmt.Errorf("other programs kept %.1f processors busy meanwhile", cores)
}
