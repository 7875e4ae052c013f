// Command conformance replays what record.py wrote through torch.Call and
// compares the results' bits with Python's. conformance.sh runs both.
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

func main() {
	show := flag.Int("show", 20, "failures to print")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: conformance [-show N] FOLDER")
		os.Exit(2)
	}
	total, err := replayAll(flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
	total.print(os.Stdout, *show)
	if len(total.failures) > 0 || total.equal == 0 {
		os.Exit(1)
	}
}

// tally counts what was replayed.
type tally struct {
	entries, covered  int
	operators         map[string]bool // as called, with the overload if it was named
	calls, equal      int
	unspecified       map[string]int // calls whose results have no defined bits; what else they have is equal
	failures          []string
	left              map[string]int
	entriesWithoutAny []string
}

func replayAll(folder string) (*tally, error) {
	torch.SetNumThreads(1) // as record.py does: sums depend on it
	total := &tally{operators: map[string]bool{}, left: map[string]int{}, unspecified: map[string]int{}}
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		r, err := readRecording(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if version, _, _ := strings.Cut(r.Torch, "+"); version != torch.Version() {
			return nil, fmt.Errorf("%s: recorded with torch %s, this is libtorch %s", file, r.Torch, torch.Version())
		}
		total.replay(r)
	}
	return total, nil
}

func (t *tally) replay(r *recording) {
	t.entries++
	for reason, n := range r.Left {
		t.left[reason] += n
	}
	if len(r.Calls) == 0 {
		t.entriesWithoutAny = append(t.entriesWithoutAny, r.Entry)
		return
	}
	t.covered++
	for i := range r.Calls {
		c := &r.Calls[i]
		t.calls++
		t.operators[c.Op] = true
		diff := ""
		torch.Scoped(func(s *torch.Scope) { diff = r.replay(s, c) })
		switch {
		case diff != "":
			t.failures = append(t.failures, fmt.Sprintf("%s: call %d, %s: %s", r.Entry, i, c.Op, diff))
		case c.Unsettled || unspecified(c.Op):
			t.unspecified[c.Op]++
		default:
			t.equal++
		}
	}
}

func (t *tally) print(out *os.File, show int) {
	for i, f := range t.failures {
		if i == show {
			fmt.Fprintf(out, "... and %d more\n", len(t.failures)-show)
			break
		}
		fmt.Fprintln(out, f)
	}
	names := map[string]bool{}
	for op := range t.operators {
		names[strings.Split(op, ".")[0]] = true
	}
	fmt.Fprintf(out, "entries of op_db   %6d, %d with calls\n", t.entries, t.covered)
	fmt.Fprintf(out, "operators          %6d, %d names with their overloads\n", len(names), len(t.operators))
	fmt.Fprintf(out, "calls replayed     %6d\n", t.calls)
	fmt.Fprintf(out, "equal bits         %6d\n", t.equal)
	for _, op := range slices.Sorted(maps.Keys(t.unspecified)) {
		fmt.Fprintf(out, "equal but the bits %6d: %s, whose bits Python does not reproduce\n", t.unspecified[op], op)
	}
	fmt.Fprintf(out, "failed             %6d\n", len(t.failures))
	for _, reason := range slices.Sorted(maps.Keys(t.left)) {
		fmt.Fprintf(out, "left out           %6d: %s\n", t.left[reason], reason)
	}
	if len(t.entriesWithoutAny) > 0 {
		fmt.Fprintf(out, "without any call: %s\n", strings.Join(t.entriesWithoutAny, ", "))
	}
}
