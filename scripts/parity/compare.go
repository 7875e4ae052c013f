package main

import (
	"fmt"
	"slices"
	"strings"
)

// outcome is one row of the table: a case, how many records both sides made of
// it, and what differed.
type outcome struct {
	name    string
	records int
	// difference is empty where both sides agree.
	difference string
	// skipped tells why the case was not run.
	skipped string
}

// compare holds the records of one case against each other, in order.
func compare(name string, ours, theirs []record) outcome {
	out := outcome{name: name, records: len(theirs)}
	for i := range max(len(ours), len(theirs)) {
		switch {
		case i >= len(ours):
			out.difference = fmt.Sprintf("Go has %d records, Python %d; first one missing in Go: %s", len(ours), len(theirs), theirs[i].Key)
		case i >= len(theirs):
			out.difference = fmt.Sprintf("Go has %d records, Python %d; first one missing in Python: %s", len(ours), len(theirs), ours[i].Key)
		case !ours[i].equal(theirs[i]):
			out.difference = fmt.Sprintf("record %d differs\n    Go     %s\n    Python %s", i, indent(ours[i]), indent(theirs[i]))
		default:
			continue
		}
		return out
	}
	if len(theirs) == 0 {
		out.difference = "neither side recorded anything"
	}
	return out
}

func indent(r record) string {
	return strings.ReplaceAll(r.String(), "\n", "\n           ")
}

// byCase groups records by their case and keeps the order of both.
func byCase(records []record) (names []string, groups map[string][]record) {
	groups = map[string][]record{}
	for _, r := range records {
		if _, seen := groups[r.Case]; !seen {
			names = append(names, r.Case)
		}
		groups[r.Case] = append(groups[r.Case], r)
	}
	return names, groups
}

// merge lists the cases of both sides, ours first.
func merge(ours, theirs []string) []string {
	all := slices.Clone(ours)
	for _, name := range theirs {
		if !slices.Contains(ours, name) {
			all = append(all, name)
		}
	}
	return all
}
