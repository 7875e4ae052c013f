package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// watch prints how far the run is: one line that is written over on a terminal,
// a line now and then elsewhere.
func (r *run) watch(ctx context.Context) {
	every, end := time.Minute, "\n"
	if term.IsTerminal(int(os.Stdout.Fd())) {
		every, end = time.Second, "\r"
	}
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
			fmt.Print(r.progress(), end)
		}
	}
}

func (r *run) progress() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	took := time.Since(r.began)
	made := r.made[ran] + r.made[refused]
	return fmt.Sprintf("[%4.0fs] %d calls (%.0f a second), %d ran, %d with a backward pass, %d refused, %d operators ran, %d new shared crashes, %d failures",
		took.Seconds(), made, float64(made)/took.Seconds(), r.made[ran], r.backward, r.made[refused], len(r.worked), len(r.shared.added), len(r.failures))
}

// report closes the run.
func (r *run) report() {
	fmt.Println(r.progress())
	fmt.Printf("%d of %d operators ran at least once; %d calls like a known crash were left out\n",
		len(r.worked), len(r.operators), r.skipped)
	for _, c := range r.shared.added {
		fmt.Println("new, and Python shares it:", c)
	}
	for _, line := range r.once {
		fmt.Println("once, then not:", line)
	}
	for _, f := range r.failures {
		fmt.Println("FAILED", f)
	}
	fmt.Printf("crashes of ours: %d\n", len(r.failures))
}
