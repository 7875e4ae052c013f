package main

import (
	"path/filepath"
	"slices"
	"strings"
)

// exampleRun is one run of a program of examples and of its twin example_NAME.py, with the
// same flags.
type exampleRun struct {
	example string
	flags   []string // a flag without dashes, its value, and so on
}

// mnistFolder is where a flag's value names the folder with MNIST.
const mnistFolder = "MNIST"

var exampleRuns = []exampleRun{
	{"cnn", []string{"data", mnistFolder, "epochs", "2", "limit", "100", "threads", "1"}},
	{"cnn", []string{"data", mnistFolder, "epochs", "1", "limit", "100", "threads", "2", "seed", "3", "batch", "50", "lr", "0.001"}},
	{"rnn", []string{"text", "docs/from-python.md", "epochs", "2", "threads", "1"}},
	{"rnn", []string{"text", "docs/from-python.md", "epochs", "1", "threads", "2", "seed", "3", "temperature", "1"}},
	{"vae", []string{"data", mnistFolder, "epochs", "2", "limit", "100", "threads", "1"}},
	{"vae", []string{"data", mnistFolder, "epochs", "1", "limit", "100", "threads", "2", "seed", "3", "latent", "20"}},
	{"gan", []string{"data", mnistFolder, "epochs", "2", "limit", "40", "threads", "1"}},
	{"gan", []string{"data", mnistFolder, "epochs", "1", "limit", "40", "threads", "2", "seed", "3", "batch", "32"}},
	{"transformer", []string{"text", "docs/from-python.md", "epochs", "2", "threads", "1", "length", "200"}},
	{"transformer", []string{"text", "docs/from-python.md", "epochs", "1", "threads", "2", "seed", "3", "temperature", "1", "top-k", "0", "cache", "false", "length", "150"}},
}

func (e exampleRun) name() string { return "examples/" + e.example + " " + strings.Join(e.flags, " ") }

// dashed are the flags as one side writes them.
func (e exampleRun) dashed(dash, data string) (args []string) {
	for i := 0; i < len(e.flags); i += 2 {
		value := e.flags[i+1]
		if value == mnistFolder {
			value = data
		}
		args = append(args, dash+e.flags[i]+"="+value)
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
	switch {
	case o.examples == "":
		return outcome{name: e.name(), skipped: "the examples were not built (-examples)"}
	case o.data == "" && slices.Contains(e.flags, mnistFolder):
		return outcome{name: e.name(), skipped: "no folder with MNIST is at hand; set MNIST_DATA"}
	}
	script := filepath.Join(o.scripts, "example_"+e.example+".py")
	return compareOutputs(e.name(), o.python, append([]string{script}, e.dashed("--", o.data)...),
		filepath.Join(o.examples, e.example), append([]string{"-sha256"}, e.dashed("-", o.data)...))
}
