package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// report prints the table and the last line, and returns how many cases failed.
func report(w io.Writer, outcomes []outcome, verbose bool) (failed int) {
	passed, skipped := 0, 0
	for _, o := range outcomes {
		switch {
		case o.skipped != "":
			skipped++
			fmt.Fprintf(w, "SKIPPED %s: %s\n", o.name, o.skipped)
		case o.difference != "":
			failed++
			fmt.Fprintf(w, "FAILED %s: %s\n", o.name, o.difference)
		default:
			passed++
		}
	}
	table(w, outcomes, verbose)
	databases(w, outcomes)
	if skipped > 0 {
		fmt.Fprintf(w, "%d skipped\n", skipped)
	}
	fmt.Fprintf(w, "%d passed, %d failed\n", passed, failed)
	return failed
}

// table prints a line for each family of cases, or for each case.
func table(w io.Writer, outcomes []outcome, verbose bool) {
	type line struct{ cases, records, failed, skipped int }
	var names []string
	lines := map[string]*line{}
	for _, o := range outcomes {
		name := o.name
		if !verbose {
			name, _, _ = strings.Cut(name, "/")
		}
		l, seen := lines[name]
		if !seen {
			l = &line{}
			lines[name] = l
			names = append(names, name)
		}
		l.cases++
		l.records += o.records
		if o.difference != "" {
			l.failed++
		}
		if o.skipped != "" {
			l.skipped++
		}
	}
	out := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(out, "compared\tcases\trecords\tfailed\tskipped")
	for _, name := range names {
		l := lines[name]
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\n", name, l.cases, l.records, l.failed, l.skipped)
	}
	out.Flush()
}

// databases prints how much of Python's databases of modules and optimizers was compared.
func databases(w io.Writer, outcomes []outcome) {
	for _, database := range []string{"module_db/", "optim_db/"} {
		entries, whole := map[string]bool{}, map[string]bool{}
		samples, passed, failed, left := 0, 0, 0, 0
		for _, o := range outcomes {
			rest, ok := strings.CutPrefix(o.name, database)
			if !ok {
				continue
			}
			entry, _, isSample := strings.Cut(strings.TrimPrefix(rest, "errors "), " ")
			entries[entry] = true
			switch {
			case o.skipped != "":
				left++
				if !isSample {
					whole[entry] = true
				}
			case o.difference != "":
				failed++
			default:
				passed++
			}
			samples++
		}
		if samples > 0 {
			fmt.Fprintf(w, "%s: %d entries, %d of them left out; %d samples: %d passed, %d failed, %d left out\n",
				strings.TrimSuffix(database, "/"), len(entries), len(whole), samples, passed, failed, left)
		}
	}
}
