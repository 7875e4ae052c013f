package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// tally counts what was replayed.
type tally struct {
	entries  map[string]int    // samples recorded, by op_db's entry
	why      map[string]string // it has none
	failures []string
	crashes  []string // entries whose recording ended early

	samples     map[string]int // by dtype and outcome
	samplesLeft map[string]int // by reason
	failed      map[string]bool
	traits      map[string]int

	calls, equal, differentiated int
	called, typed                map[string]int // calls by operator with its overload
	unsettled                    map[string]int // whose results have no defined bits; what else they have is equal
	left                         map[string]int // by reason
	notTyped                     map[string]map[string]bool
}

func newTally(entries []entry) *tally {
	t := &tally{
		entries: map[string]int{}, why: map[string]string{}, failed: map[string]bool{},
		samples: map[string]int{}, samplesLeft: map[string]int{}, traits: map[string]int{},
		called: map[string]int{}, typed: map[string]int{}, unsettled: map[string]int{},
		left: map[string]int{}, notTyped: map[string]map[string]bool{},
	}
	for _, e := range entries {
		t.entries[e.name] = 0
	}
	return t
}

// replayFile replays one file of record.py.
func (t *tally) replayFile(path string) error {
	r, err := readRecording(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if version, _, _ := strings.Cut(r.Torch, "+"); version != torch.Version() {
		return fmt.Errorf("recorded with torch %s, this is libtorch %s", r.Torch, torch.Version())
	}
	torch.Scoped(func(s *torch.Scope) {
		for _, b := range r.blobs {
			s.Adopt(b)
		}
		t.replay(r)
	})
	return nil
}

func (t *tally) replay(r *recording) {
	for into, from := range map[*map[string]int]map[string]int{
		&t.left: r.Left, &t.samples: r.Samples, &t.samplesLeft: r.SamplesLeft, &t.traits: r.Traits,
	} {
		for key, n := range from {
			(*into)[key] += n
		}
	}
	for key, n := range r.Samples {
		if strings.HasSuffix(key, recorded) {
			t.entries[r.Entry] += n
		}
	}
	t.why[r.Entry] = cmp.Or(r.Note, strings.Join(byCount(r.SamplesLeft), "; "))
	for i := range r.Calls {
		t.call(r, &r.Calls[i])
	}
}

// recorded ends the key of samples whose every call was recorded.
const recorded = " recorded"

// call replays a call both ways and counts the outcome.
func (t *tally) call(r *recording, c *recordedCall) {
	op := c.exact()
	t.calls++
	t.called[op]++
	diff := ""
	torch.Scoped(func(s *torch.Scope) { diff, _ = r.replay(s, c, c.Op, callAny) })
	var typedDiff string
	var err error
	torch.Scoped(func(s *torch.Scope) { typedDiff, err = r.replay(s, c, op, callTyped) })
	if err == nil {
		t.typed[op]++
	} else {
		reason := strings.TrimPrefix(err.Error(), errNotTyped.Error()+": ")
		if t.notTyped[reason] == nil {
			t.notTyped[reason] = map[string]bool{}
		}
		t.notTyped[reason][op] = true
	}
	if typedDiff != "" {
		typedDiff = "by its typed function: " + typedDiff
	}
	switch diff = cmp.Or(diff, typedDiff); {
	case diff != "":
		t.failures = append(t.failures, fmt.Sprintf("%s, sample %s: %s: %s", r.Entry, c.Sample, op, diff))
		t.failed[r.Entry+" "+c.Sample] = true
		return
	case c.metadataOnly():
		t.unsettled[op]++
	default:
		t.equal++
	}
	if c.Grads != nil {
		t.differentiated++
	}
}

// counts of samples: recorded and left out.
func (t *tally) sampleCounts() (replayed, left int) {
	for key, n := range t.samples {
		if strings.HasSuffix(key, recorded) {
			replayed += n
		} else {
			left += n
		}
	}
	return replayed, left
}

// uncovered lists the entries without any sample replayed.
func (t *tally) uncovered() []string {
	var names []string
	for name, n := range t.entries {
		if n == 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// verdict is an error unless everything recorded is equal.
func (t *tally) verdict() error {
	switch {
	case len(t.failures) > 0:
		return fmt.Errorf("%d of %d calls differ from Python's", len(t.failures), t.calls)
	case len(t.crashes) > 0:
		return fmt.Errorf("%d recordings ended early", len(t.crashes))
	case t.equal == 0:
		return errors.New("nothing was compared")
	}
	return nil
}
