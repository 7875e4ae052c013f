// Command conformance replays what record.py makes of PyTorch's own operator
// database through torch.Call and the functions of torch/aten, and compares the
// results' bits with Python's. conformance.sh runs both.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"time"

	"github.com/e0112027/gotorch/torch"
)

// options are the command's flags.
type options struct {
	python, script string
	ops            string
	samples        int
	seed           int64
	jobs           int
	show           int
	table          string
}

func main() {
	var o options
	flag.StringVar(&o.python, "python", "python3", "a Python with the torch to compare with")
	flag.StringVar(&o.script, "script", "scripts/conformance/record.py", "the Python side")
	flag.StringVar(&o.ops, "ops", "", "only entries of op_db whose name matches this regular expression")
	flag.IntVar(&o.samples, "samples", 12, "samples drawn of each entry and dtype; 0 is all")
	flag.Int64Var(&o.seed, "seed", 0, "what draws them; the day's date unless given")
	flag.IntVar(&o.jobs, "jobs", 2, "Python processes")
	flag.IntVar(&o.show, "show", 20, "failures to print")
	flag.StringVar(&o.table, "table", "", "write the closing table to this file, as Markdown")
	flag.Parse()
	if o.seed == 0 {
		o.seed, _ = strconv.ParseInt(time.Now().UTC().Format("20060102"), 10, 64)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	pattern, err := regexp.Compile(o.ops)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "conformance")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	entries, err := listEntries(ctx, o, pattern)
	if err != nil {
		return err
	}
	fmt.Printf("seed %d, repeated by: make conformance CONFORMANCE_FLAGS='-seed %[1]d -samples %d'\n", o.seed, o.samples)
	torch.SetNumThreads(1) // as record.py does: sums depend on it
	torch.SetWarningHandler(func(torch.Warning) {})
	total := newTally(entries)
	progress := newProgress(len(entries))
	ctx, cancel := context.WithCancel(ctx)
	parts := record(ctx, o, folder, entries)
	defer func() { // so that nothing writes to the folder any more when it is removed
		cancel()
		for range parts {
		}
	}()
	for part := range parts {
		if part.path != "" {
			if err := total.replayFile(part.path); err != nil {
				return err
			}
		}
		if part.crash != "" {
			total.crashes = append(total.crashes, part.entry+": "+part.crash)
		}
		if part.last {
			progress.step(total)
		}
		part.taken()
	}
	progress.end()
	total.print(os.Stdout, o.show)
	if err := ctx.Err(); err != nil {
		return errors.New("interrupted")
	}
	if o.table != "" {
		if err := os.WriteFile(filepath.Clean(o.table), total.markdown(o), 0o644); err != nil {
			return err
		}
	}
	return total.verdict()
}
