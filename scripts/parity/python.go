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

	"github.com/e0112027/gotorch/torch"
)

// pythonRecords runs the Python side of every wanted case in one process, for
// importing torch takes seconds.
func pythonRecords(o options) ([]record, error) {
	expressions, err := expressionsJSON()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(o.python, filepath.Join(o.scripts, "reference.py"),
		"-run", o.run.String(), "-threads", strconv.Itoa(o.threads), "-expressions", "-", "-libtorch", torch.Version(), "-states", states)
	cmd.Stdin = bytes.NewReader(expressions)
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
