// Command parity runs the same cases in Go and in Python, on this machine, with
// the same libtorch, and compares what they record bit for bit.
//
// It prints a table of what was compared and, last, "N passed, N failed". It
// exits with 1 when anything differs. scripts/parity.sh prepares what it needs.
package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/e0112027/gotorch/torch"
)

type options struct {
	python   string
	scripts  string
	mnist    string
	examples string
	data     string
	run      *regexp.Regexp
	threads  int
	samples  int
	seed     int64
	verbose  bool
}

func parseFlags() (options, error) {
	var o options
	flag.StringVar(&o.python, "python", "python3", "a Python with the torch to compare with")
	flag.StringVar(&o.scripts, "scripts", "scripts/parity", "folder of the Python side")
	flag.StringVar(&o.mnist, "mnist", "", "the built examples/mnist; without it the article is not compared")
	flag.StringVar(&o.examples, "examples", "", "folder of the other built examples; without it they are not compared")
	flag.StringVar(&o.data, "data", "", "folder of the MNIST files; without it the article is not compared")
	pattern := flag.String("run", "", "compare only cases whose name matches this regular expression")
	flag.IntVar(&o.threads, "threads", 1, "libtorch's threads, except for the article and the examples")
	flag.IntVar(&o.samples, "samples", 12, "samples drawn of each entry of the module database, dtype and mode; 0 is all")
	flag.Int64Var(&o.seed, "seed", 0, "what draws them; the day's date unless given")
	flag.BoolVar(&o.verbose, "v", false, "list every case, not only every family")
	flag.Parse()
	if o.seed == 0 {
		o.seed, _ = strconv.ParseInt(time.Now().UTC().Format("20060102"), 10, 64)
	}
	var err error
	o.run, err = regexp.Compile(*pattern)
	return o, err
}

func main() {
	o, err := parseFlags()
	if err != nil {
		fmt.Fprintln(os.Stderr, "parity:", err)
		os.Exit(2)
	}
	failed, err := run(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "parity:", err)
		os.Exit(1)
	}
	if failed > 0 {
		os.Exit(1)
	}
}

func run(o options) (failed int, err error) {
	if err := torch.Init(); err != nil {
		return 0, err
	}
	torch.SetWarningHandler(func(torch.Warning) {}) // Python's are silent too
	states, err = os.MkdirTemp("", "parity")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(states)
	if err := leaveStates(o); err != nil {
		return 0, err
	}
	theirs, err := pythonRecords(o)
	if err != nil {
		return 0, err
	}
	samples, outcomes, err := sampleCases()
	if err != nil {
		return 0, err
	}
	err = torch.OnThread(func() error {
		torch.SetNumThreads(o.threads)
		outcomes = append(outcomes, runCases(o, slices.Concat(allCases, samples), theirs)...)
		return nil
	})
	if err != nil {
		return 0, err
	}
	outcomes = append(outcomes, optimDBOutcomes(o)...)
	outcomes = append(outcomes, compareArticle(o)...)
	outcomes = append(outcomes, compareExamples(o)...)
	if len(outcomes) == 0 {
		return 0, errors.New("no case has such a name")
	}
	return report(os.Stdout, outcomes, o.verbose), nil
}

// sampleCases are those whose arguments Python wrote, and what it left out.
func sampleCases() (all []testCase, left []outcome, err error) {
	for _, read := range []func() ([]testCase, []outcome, error){moduleDBCases, optimErrorCases} {
		some, out, err := read()
		if err != nil {
			return nil, nil, err
		}
		all, left = append(all, some...), append(left, out...)
	}
	return all, left, nil
}

// optimDBOutcomes are the wanted entries of the optimizer database that are not compared.
func optimDBOutcomes(o options) (out []outcome) {
	for _, name := range slices.Sorted(maps.Keys(optimDBLeftOut)) {
		if o.run.MatchString("optim_db/" + name) {
			out = append(out, outcome{name: "optim_db/" + name, skipped: optimDBLeftOut[name]})
		}
	}
	return out
}

// runCases runs the Go side of every case that either side has.
func runCases(o options, all []testCase, theirs []record) []outcome {
	pythonNames, python := byCase(theirs)
	runs := map[string]func(*recorder){}
	var names []string
	for _, c := range all {
		runs[c.name] = c.run
		if o.run.MatchString(c.name) {
			names = append(names, c.name)
		}
	}
	var outcomes []outcome
	for _, name := range merge(names, pythonNames) {
		outcomes = append(outcomes, runCase(name, runs[name], python[name]))
	}
	return outcomes
}

// runCase runs the Go side of one and compares.
func runCase(name string, run func(*recorder), theirs []record) outcome {
	if reason := otherInVersion(name, theirs); reason != "" {
		return outcome{name: name, skipped: reason}
	}
	if run == nil {
		return outcome{name: name, difference: "Go has no such case"}
	}
	ours, err := recordsOf(name, run)
	var left leftOut
	if errors.As(err, &left) {
		return outcome{name: name, skipped: left.reason}
	}
	out := compare(name, asInVersion(ours), theirs)
	if err != nil {
		out.difference = "Go: " + err.Error()
	}
	return out
}
