package main

import (
	"path/filepath"
	"strings"
)

// exampleRun is one run of a program of examples and of its twin example_NAME.py, with the
// same flags.
type exampleRun struct {
	example string
	flags   []string // a flag without dashes, its value, and so on
}

var exampleRuns = []exampleRun{
	{"rnn", []string{"text", "docs/from-python.md", "epochs", "2", "threads", "1"}},
	{"rnn", []string{"text", "docs/from-python.md", "epochs", "1", "threads", "2", "seed", "3", "temperature", "1"}},
}

func (e exampleRun) name() string { return "examples/" + e.example + " " + strings.Join(e.flags, " ") }

// dashed are the flags as one side writes them.
func (e exampleRun) dashed(dash string) (args []string) {
	for i := 0; i < len(e.flags); i += 2 {
		args = append(args, dash+e.flags[i], e.flags[i+1])
	}
	return args
}

func compareExamples(o options) (outcomes []outcome) {
	for _, e := range exampleRuns {
		if o.run.MatchString(e.name()) {
			outcomes = append(outcomes, e.compare(o))
		}
	}
	return outcomes
}

func (e exampleRun) compare(o options) outcome {
	if o.examples == "" {
		return outcome{name: e.name(), skipped: "the examples were not built (-examples)"}
	}
	script := filepath.Join(o.scripts, "example_"+e.example+".py")
	return compareOutputs(e.name(), o.python, append([]string{script}, e.dashed("--")...),
		filepath.Join(o.examples, e.example), append([]string{"-sha256"}, e.dashed("-")...))
}
