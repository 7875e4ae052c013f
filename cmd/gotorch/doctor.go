package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Print one JSON object instead of lines."`
}

// Help is shown by `gotorch doctor -h`.
func (*doctorCmd) Help() string {
	return `Each line is "ok", "warn" (works, but look at it) or "FAIL" with what to do about it. The exit status is 1 when training would not work.`
}

// status is the outcome of a check.
type status string

const (
	good status = "ok"
	warn status = "warn"
	bad  status = "FAIL"
)

// check is one line of the doctor's.
type check struct {
	Name   string     `json:"name"`
	Status status     `json:"status"`
	Detail string     `json:"detail"`
	Remedy string     `json:"remedy,omitempty"`
	Table  [][]string `json:"table,omitempty"` // under a header
}

// diagnosis is all that doctor says.
type diagnosis struct {
	OK     bool    `json:"ok"` // training works
	Checks []check `json:"checks"`
}

// Run checks everything and prints the result.
func (c *doctorCmd) Run(ctx context.Context, s *streams) error {
	d := examine(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	write := d.writeText
	if c.JSON {
		write = d.writeJSON
	}
	if err := write(s.out); err != nil {
		return err
	}
	if !d.OK {
		return errUnfit
	}
	return nil
}

// examine runs the checks from the outside in: what stands on this machine
// first, then what a program sees at run time.
func examine(ctx context.Context) *diagnosis {
	shim, shimCheck := checkShim()
	checks := []check{checkGo(ctx), checkCompiler(ctx, shim != nil), checkLibtorch(ctx, shim), checkDriver(shim), shimCheck}
	if shim != nil {
		checks = append(checks, checkSpin(shim))
		checks = append(checks, checkRunTime(ctx, shim)...)
	}
	d := &diagnosis{OK: true, Checks: checks}
	for _, c := range checks {
		d.OK = d.OK && c.Status != bad
	}
	return d
}

func (d *diagnosis) writeJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

func (d *diagnosis) writeText(w io.Writer) error {
	var b strings.Builder
	for _, c := range d.Checks {
		fmt.Fprintf(&b, "%-5s %-10s %s\n", c.Status, c.Name, c.Detail)
		if err := writeTable(&b, c.Table); err != nil {
			return err
		}
		if c.Remedy != "" {
			fmt.Fprintf(&b, "%16s → %s\n", "", c.Remedy)
		}
	}
	if d.OK {
		b.WriteString("training works here\n")
	} else {
		b.WriteString(errUnfit.Error() + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeTable writes rows with their columns aligned, under where a check's details
// stand.
func writeTable(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(t, "%17s%s\n", "", strings.Join(row, "\t"))
	}
	return t.Flush()
}
