package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
)

// sharedCrash is a crash that Python has too: one line of the list.
type sharedCrash struct {
	kind, torch, op, python string
}

func (c sharedCrash) String() string {
	return strings.Join([]string{c.kind, c.torch, c.op, c.python}, "\t")
}

// sharedList is the list in its file, and what a run adds.
type sharedList struct {
	mu      sync.Mutex
	crashes []sharedCrash
	known   map[string]bool // by operator
	added   []sharedCrash
}

func readShared(file string) (*sharedList, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	l := &sharedList{known: map[string]bool{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, "\t", 4)
		if len(f) != 4 {
			return nil, fmt.Errorf("%s: a line has no 4 columns: %s", file, line)
		}
		l.crashes = append(l.crashes, sharedCrash{f[0], f[1], f[2], f[3]})
		l.known[f[2]] = true
	}
	return l, nil
}

func (l *sharedList) has(op string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.known[op]
}

func (l *sharedList) add(c sharedCrash) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.known[c.op] {
		return // another child met it meanwhile
	}
	l.known[c.op] = true
	l.added = append(l.added, c)
}

// write appends what was added to the list's file.
func (l *sharedList) write(file string) error {
	if len(l.added) == 0 {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for _, c := range l.added {
		if _, err := fmt.Fprintln(f, c); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return f.Close()
}

// verifyShared runs each line of the list in Python.
func verifyShared(ctx context.Context, o options) error {
	l, err := readShared(o.shared)
	if err != nil {
		return err
	}
	survived := 0
	for _, c := range l.crashes {
		end, err := o.runPython(ctx, strings.Split(c.python, "; "), strings.HasSuffix(c.kind, guardedKind))
		if err != nil {
			return err
		}
		kind := end.kind
		if kind == "" {
			kind = "survives"
			survived++
		}
		fmt.Printf("%s\t%s\n", kind, c.op)
	}
	if survived > 0 {
		return fmt.Errorf("%d of %d lines do not end Python", survived, len(l.crashes))
	}
	return nil
}
