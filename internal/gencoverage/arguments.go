package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// argument is one that the Go function of a name does not take, or not under a name
// like Python's.
type argument struct {
	names  []string // of Python's functions
	name   string   // of the argument, or what the form of a call is
	golang string   // what there is in Go, names in ``, or why there is nothing
	place  string   // file and line
}

// readArguments reads arguments.txt.
func readArguments(file string) ([]argument, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []argument
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		place := fmt.Sprintf("%s:%d", filepath.Base(file), i+1)
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s: expected names, an argument and the rest, with tabs between them", place)
		}
		out = append(out, argument{strings.Fields(fields[0]), fields[1], fields[2], place})
	}
	return out, nil
}

var quoted = regexp.MustCompile("`([^`]+)`")

// checkArguments notes names that Python or Go does not have.
func (t *table) checkArguments(names []string, packages goPackages) {
	for _, a := range t.arguments {
		for _, name := range a.names {
			if !slices.Contains(names, name) {
				t.problems = append(t.problems, a.place+": no name of Python's is "+name)
			}
		}
		for _, match := range quoted.FindAllStringSubmatch(a.golang, -1) {
			if !packages.has(match[1]) {
				t.problems = append(t.problems, a.place+": there is no "+match[1])
			}
		}
	}
}

func (t *table) writeArguments(b *bytes.Buffer) {
	b.WriteString("\n## Arguments\n\n" +
		"A Go function takes the arguments that Python's does, as arguments or as options, but for these.\n\n" +
		"| Python | argument | Go |\n|---|---|---|\n")
	for _, a := range t.arguments {
		fmt.Fprintf(b, "| %s | %s | %s |\n", strings.Join(a.names, ", "), a.name, a.golang)
	}
}
