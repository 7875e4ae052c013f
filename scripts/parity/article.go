package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// articleRun is one run of the article's program on both sides. Bits differ
// between numbers of threads, so each is compared with its equal.
type articleRun struct {
	seed, threads, epochs, limit int
}

var articleRuns = []articleRun{
	{seed: 0, threads: 1, epochs: 1},
	{seed: 0, threads: 2, epochs: 1},
	{seed: 0, threads: 1, epochs: 3, limit: 100},
	{seed: 1, threads: 1, epochs: 2, limit: 100},
	{seed: 1, threads: 2, epochs: 2, limit: 100},
}

func (a articleRun) name() string {
	name := fmt.Sprintf("article/seed %d threads %d epochs %d", a.seed, a.threads, a.epochs)
	if a.limit > 0 {
		name += fmt.Sprintf(" of %d steps", a.limit)
	}
	return name
}

// flags are the same on both sides but for the dashes.
func (a articleRun) flags(dash, data string) []string {
	return []string{
		dash + "data", data,
		dash + "seed", strconv.Itoa(a.seed),
		dash + "threads", strconv.Itoa(a.threads),
		dash + "epochs", strconv.Itoa(a.epochs),
		dash + "limit", strconv.Itoa(a.limit),
	}
}

func compareArticle(o options) []outcome {
	var outcomes []outcome
	for _, a := range articleRuns {
		if !o.run.MatchString(a.name()) {
			continue
		}
		outcomes = append(outcomes, a.compare(o))
	}
	return outcomes
}

func (a articleRun) compare(o options) outcome {
	switch {
	case o.mnist == "":
		return outcome{name: a.name(), skipped: "examples/mnist was not built (-mnist)"}
	case o.data == "":
		return outcome{name: a.name(), skipped: "no folder with MNIST is at hand; set MNIST_DATA"}
	}
	return compareOutputs(a.name(), o.python, append([]string{filepath.Join(o.scripts, "article_mnist.py")}, a.flags("--", o.data)...),
		o.mnist, append([]string{"-sha256"}, a.flags("-", o.data)...))
}

// compareOutputs compares what two programs print.
func compareOutputs(name, python string, pythonArgs []string, program string, args []string) outcome {
	theirs, err := output(name, python, pythonArgs)
	if err != nil {
		return outcome{name: name, difference: "Python: " + err.Error()}
	}
	ours, err := output(name, program, args)
	if err != nil {
		return outcome{name: name, difference: "Go: " + err.Error()}
	}
	return compare(name, ours, theirs)
}

// output runs a program and takes each line that it prints as a record, without
// the seconds at the end of an epoch's line.
func output(name, program string, args []string) ([]record, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLine(stderr.String()))
	}
	var records []record
	for i, line := range strings.Split(strings.TrimSpace(stdout.String()), "\n") {
		line, _, _ = strings.Cut(line, " train_s ")
		records = append(records, record{Case: name, Key: fmt.Sprintf("line %d", i+1), Text: line})
	}
	return records, nil
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndex(s, "\n")+1:]
}
