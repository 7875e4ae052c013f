package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
	"github.com/e0112027/gotorch/internal/spin"
)

type calibrateCmd struct{}

// Help is shown by `gotorch calibrate -h`.
func (*calibrateCmd) Help() string {
	return `Takes about ten seconds, in which nothing else should keep the processors busy. Trains alone and beside a busy thread with several values of GOMP_SPINCOUNT, libgomp's default among them, and remembers the best beside the shim; "gotorch setup" does it once. Programs run with it unless their environment sets GOMP_SPINCOUNT or OMP_WAIT_POLICY.`
}

// Run calibrates.
func (*calibrateCmd) Run(ctx context.Context, s *streams) error {
	shim, found := checkShim()
	if shim == nil {
		return &libtorch.Error{What: "there is no shim to calibrate: " + found.Detail, Remedy: found.Remedy}
	}
	c, err := calibrate(ctx, shim.Path, newScreen(s.err))
	if nothing := spin.Nothing(""); errors.As(err, &nothing) {
		fmt.Fprintln(s.out, nothing)
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, chosen(c))
	return writeTable(s.out, spinTable(c))
}

// calibrateOnce is what setup does. A shim without a calibration works, so a failure
// is a word and no more, but that of a person who interrupts.
func calibrateOnce(ctx context.Context, shim string, progress *screen, again bool) error {
	_, err := shimpath.ReadCalibration(shim)
	if err == nil && !again {
		return nil
	}
	c, err := calibrate(ctx, shim, progress)
	nothing := spin.Nothing("")
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &nothing):
		progress.Line(nothing.Error())
	case err != nil:
		progress.Line("not calibrated, so libgomp's default stays: " + err.Error() + "; `gotorch calibrate` tries again")
	default:
		progress.Line(chosen(c))
	}
	return nil
}

// calibrate measures with a shim and remembers the result beside it.
func calibrate(ctx context.Context, shim string, progress *screen) (*shimpath.Calibration, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c, err := spin.Measure(ctx, spin.Options{
		Command: []string{exe, "spin-test"}, Env: append(os.Environ(), shimpath.EnvVar+"="+shim), Progress: progress,
	})
	if err != nil {
		return nil, err
	}
	return c, libtorch.WriteJSON(shimpath.CalibrationFile(shim), c)
}

func chosen(c *shimpath.Calibration) string {
	what := "GOMP_SPINCOUNT=" + string(c.SpinCount)
	if c.SpinCount == "" {
		what = "libgomp's default"
	}
	return fmt.Sprintf("programs run with %s (%d threads on %s)", what, c.Threads, c.Processor)
}

// spinTable is the table of a calibration, for people.
func spinTable(c *shimpath.Calibration) [][]string {
	table := [][]string{{"GOMP_SPINCOUNT", "ms a step alone", "beside a busy thread", ""}}
	for _, s := range c.Table {
		mark := ""
		if s.SpinCount == c.SpinCount {
			mark = "chosen"
		}
		table = append(table, []string{s.SpinCount.String(), fmt.Sprintf("%.2f", 1e3*s.Alone), fmt.Sprintf("%.2f", 1e3*s.Beside), mark})
	}
	return table
}

// checkSpin tells what programs run with, and what that was chosen from.
func checkSpin(shim *libtorch.Shim) check {
	c := check{Name: "OpenMP", Status: good}
	found, err := shimpath.ReadCalibration(shim.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.Detail, c.Remedy = "not calibrated: threads wait as is libgomp's default", "run: gotorch calibrate"
	case err != nil:
		c.Status, c.Detail, c.Remedy = warn, err.Error(), "run: gotorch calibrate"
	default:
		c.Detail, c.Table = "calibrated "+age(found.Taken)+": "+chosen(found), spinTable(found)
		if here := spin.Processor(); here != found.Processor {
			c.Status, c.Detail, c.Remedy = warn, c.Detail+", but this is "+here, "run: gotorch calibrate"
		}
	}
	for _, name := range []string{"GOMP_SPINCOUNT", "OMP_WAIT_POLICY"} {
		if value, set := os.LookupEnv(name); set {
			c.Detail += fmt.Sprintf("; the environment wins: %s=%s", name, value)
		}
	}
	return c
}
