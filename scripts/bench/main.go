// Command bench is the Go side of the benchmark.
//
//	bench -row NAME[;NAME...] -threads N [-data DIR]
//	bench -list
//
// It prints one JSON line per row: its samples in nanoseconds per call, seconds
// per epoch, megabytes or tensors. scripts/bench.sh runs it beside the Python
// and C++ sides. With -list it prints the expressions, which are rows too.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// row measures one thing, and returns its samples.
type row struct {
	unit string
	run  func() ([]float64, error)
}

func main() {
	names := flag.String("row", "", "rows to measure, with semicolons between them")
	listed := flag.Bool("list", false, "print the expressions, as JSON")
	threads := flag.Int("threads", 1, "libtorch's threads")
	data := flag.String("data", "", "folder of the MNIST files")
	flag.Parse()
	if *listed {
		list()
		return
	}
	err := torch.OnThread(func() error {
		if err := torch.Init(); err != nil {
			return err
		}
		torch.SetNumThreads(*threads)
		return measure(strings.Split(*names, ";"), *threads, *data)
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func list() {
	var names []string
	for _, e := range expressions {
		names = append(names, e.python)
	}
	json.NewEncoder(os.Stdout).Encode(names)
}

func measure(names []string, threads int, data string) error {
	rows := rows(data)
	out := json.NewEncoder(os.Stdout)
	for _, name := range names {
		r, ok := rows[name]
		if !ok {
			return fmt.Errorf("no row %q", name)
		}
		samples, err := r.run()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		line := map[string]any{"side": "go", "row": name, "threads": threads, "unit": r.unit, "samples": samples}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

func rows(data string) map[string]row {
	rows := operatorRows()
	maps.Copy(rows, expressionRows())
	maps.Copy(rows, optimizerRows())
	maps.Copy(rows, modelRows())
	maps.Copy(rows, checkpointRows())
	rows["function"] = row{"ns", func() ([]float64, error) { return timeCalls(functionCalls, cubes), nil }}
	rows["train"] = row{"s", train}
	rows["article"] = row{"s", func() ([]float64, error) { return epochFromFiles(data, articleSets) }}
	rows["user"] = row{"s", func() ([]float64, error) { return epochFromFiles(data, userSets) }}
	rows["rss_epochs"] = row{"MB", residentOverEpochs}
	rows["live_epochs"] = row{"tensors", liveOverEpochs}
	rows["rss_add"] = row{"MB", residentOverAdds}
	rows["rss_ones"] = row{"MB", residentOverOnes}
	for workers := range 2 {
		rows[fmt.Sprintf("rss_evaluate_workers%d", workers)] = row{"MB", func() ([]float64, error) { return residentOverEvaluations(workers) }}
		rows[fmt.Sprintf("rss_break_workers%d", workers)] = row{"MB", func() ([]float64, error) { return residentOverBreaks(workers) }}
	}
	rows["rss_freed"] = row{"MB", residentWhenFreed}
	rows["faults"] = row{"faults", faultsInSteps}
	return rows
}
