package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// sharedCrash is a crash that Python has too: one line of the list. It holds for
// each version of torch among versions, which commas separate.
type sharedCrash struct {
	kind, versions, op, python string
}

func (c sharedCrash) String() string {
	return strings.Join([]string{c.kind, c.versions, c.op, c.python}, "\t")
}

func (c sharedCrash) holds(version string) bool {
	return slices.Contains(strings.Split(c.versions, ","), version)
}

// The marks of a call: what is seldom in one, and what many crashes need.
const markedNumber = "a large number"

var (
	markedLayouts = []string{
		"aten.to_mkldnn", "aten.quantize_per_tensor", "aten.quantize_per_channel", "aten._nested_tensor", "aten.to_sparse",
		`torch.device("meta")`, "torch.autograd.backward",
	}
	largeNumber = regexp.MustCompile(`\d{10}|\de\+|'-?Inf'`)
)

// marks tells which of the marks a line of Python has.
func marks(line string) []string {
	var out []string
	for _, m := range markedLayouts {
		if strings.Contains(line, m) {
			out = append(out, m)
		}
	}
	if largeNumber.MatchString(line) {
		out = append(out, markedNumber)
	}
	return out
}

// needs lists the marks without which a call is not like this one: those that
// were left when the call was made plainer. A hang and what guarded memory shows
// are not made plainer, so that every call of their operator is like them; but
// where there is a large number, a hang counts to it.
func (c sharedCrash) needs() []string {
	found := marks(c.python)
	switch {
	case c.kind == hang && slices.Contains(found, markedNumber):
		return []string{markedNumber}
	case c.kind == hang, strings.HasSuffix(c.kind, guardedKind), strings.Contains(c.python, "; "):
		return nil
	}
	return found
}

// sharedList is the list in its file, and what a run adds.
type sharedList struct {
	mu      sync.Mutex
	crashes []sharedCrash
	known   map[string][][]string // by operator, what its crashes need
	added   []sharedCrash
}

// readShared reads the list; what holds for the version of torch in use is known.
func readShared(file string) (*sharedList, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	l := &sharedList{known: map[string][][]string{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, "\t", 4)
		if len(f) != 4 {
			return nil, fmt.Errorf("%s: a line has no 4 columns: %s", file, line)
		}
		c := sharedCrash{f[0], f[1], f[2], f[3]}
		l.crashes = append(l.crashes, c)
		if c.holds(torch.Version()) {
			l.known[c.op] = append(l.known[c.op], c.needs())
		}
	}
	return l, nil
}

// size is how many operators have a known crash.
func (l *sharedList) size() int { return len(l.known) }

// excludes tells whether a call is like one that is known to crash.
func (l *sharedList) excludes(c call) bool {
	l.mu.Lock()
	known := l.known[c.Op]
	l.mu.Unlock()
	if len(known) == 0 {
		return false
	}
	return coveredBy(known, marks(c.python()))
}

// coveredBy tells whether all of what a known crash needs is there.
func coveredBy(known [][]string, marks []string) bool {
	return slices.ContainsFunc(known, func(needs []string) bool {
		return !slices.ContainsFunc(needs, func(m string) bool { return !slices.Contains(marks, m) })
	})
}

func (l *sharedList) add(c sharedCrash) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if needs := c.needs(); !coveredBy(l.known[c.op], needs) { // else another child met it meanwhile
		l.known[c.op] = append(l.known[c.op], needs)
		l.added = append(l.added, c)
	}
}

// write writes the list anew, with what was added.
func (l *sharedList) write(file string) error {
	var b strings.Builder
	b.WriteString("# Crashes that Python shares: how Python ends, the versions of torch, operator, the line of Python that shows it.\n")
	for _, c := range slices.Concat(l.crashes, l.added) {
		fmt.Fprintln(&b, c)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

// verifyShared runs each line of the list that holds for this torch in Python; or
// those that do not hold, where it may record that they do.
func verifyShared(ctx context.Context, o options) error {
	l, err := readShared(o.shared)
	if err != nil {
		return err
	}
	version := torch.Version()
	var survived, tried int
	for i, c := range l.crashes {
		if c.holds(version) == o.record {
			continue
		}
		end, err := o.runPython(ctx, strings.Split(c.python, "; "), strings.HasSuffix(c.kind, guardedKind))
		if err != nil {
			return err
		}
		tried++
		if end.kind == "" {
			survived++
		} else if o.record {
			l.crashes[i].versions += "," + version
		}
		fmt.Printf("%s\t%s\n", cmp.Or(end.kind, "survives"), c.op)
	}
	switch {
	case o.record:
		return l.write(o.shared)
	case survived > 0:
		return fmt.Errorf("%d of %d lines do not end Python", survived, tried)
	}
	return nil
}
