package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/torch"
)

// pythonRecords runs the Python side of every wanted case in one process, for
// importing torch takes seconds.
func pythonRecords(o options) ([]record, error) {
	tables, err := tablesJSON()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(o.python, filepath.Join(o.scripts, "reference.py"),
		"-run", o.run.String(), "-threads", strconv.Itoa(o.threads), "-tables", "-", "-libtorch", torch.Version(), "-states", states,
		"-samples", strconv.Itoa(o.samples), "-seed", strconv.FormatInt(o.seed, 10))
	cmd.Stdin = bytes.NewReader(tables)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONWARNINGS=ignore")
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.python, err)
	}
	var records []record
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("the Python side printed %q: %w", lines.Text(), err)
		}
		records = append(records, r)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if err := cmd.Wait(); err != nil {
		return nil, fmt.Errorf("the Python side: %w", err)
	}
	return records, nil
}

// row is a line of a table whose Python text the Go side holds.
type row struct {
	Name   string `json:"name"`
	Python string `json:"python"`
	Call   string `json:"call"`
	Layer  bool   `json:"layer"`
	Args   string `json:"args"`
}

// tablesJSON is what the Python side needs of the tables.
func tablesJSON() ([]byte, error) {
	var tables struct {
		Expressions  []row               `json:"expressions"`
		Modules      []row               `json:"modules"`
		Refusals     []row               `json:"refusals"`
		Transforms   []row               `json:"transforms"`
		Constructors map[string][]string `json:"constructors"` // their arguments that are floats
	}
	for _, e := range expressions {
		tables.Expressions = append(tables.Expressions, row{Name: e.name(), Python: e.python, Args: e.args})
	}
	for _, c := range cases.All {
		tables.Modules = append(tables.Modules, row{nnName(c), c.Python, c.PythonCall, c.IsLayer(), c.Inputs})
	}
	for _, c := range cases.Refusals {
		tables.Refusals = append(tables.Refusals, row{Name: refusalName(c), Python: c.Python, Args: c.Inputs})
	}
	tables.Constructors = map[string][]string{}
	for name, c := range constructors {
		tables.Constructors[name] = c.floats()
	}
	for _, t := range transformTable {
		tables.Transforms = append(tables.Transforms, row{Name: t.name(), Python: t.python, Args: t.takes})
	}
	return json.Marshal(tables)
}
