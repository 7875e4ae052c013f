package lrscheduler

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/settings"
)

// StateDict is a scheduler's state under Python's names. It goes through encoding/json
// too: the numbers that JSON lacks are Python's words Infinity, -Infinity and NaN there,
// as text.
type StateDict map[string]any

// MarshalJSON implements [json.Marshaler].
func (d StateDict) MarshalJSON() ([]byte, error) {
	return json.Marshal(settings.Words(map[string]any(d)))
}

// extraState is what a rule keeps that is no setting.
type extraState interface {
	packExtra(state StateDict)
	// extraNames are the names that packExtra sets, or may set.
	extraNames() []string
	// readExtra returns the change that a state asks for; nil for none.
	readExtra(state StateDict) (change func(), err error)
}

// StateDict implements [Scheduler].
func (b *Base) StateDict() StateDict {
	state := StateDict(settings.Pack(b.settings))
	if x, ok := b.rule.(extraState); ok {
		x.packExtra(state)
	}
	return state
}

// LoadStateDict implements [Scheduler].
func (b *Base) LoadStateDict(state StateDict) error {
	changes, err := b.read(state)
	if err != nil {
		return fmt.Errorf("lrscheduler: %s: %w", b.name, err)
	}
	for _, change := range changes {
		change()
	}
	return nil
}

func (b *Base) read(state StateDict) ([]func(), error) {
	extra, hasExtra := b.rule.(extraState)
	var names []string
	if hasExtra {
		names = extra.extraNames()
	}
	changes, err := load(b.settings, state, names...)
	if err != nil {
		return nil, err
	}
	if hasExtra {
		change, err := extra.readExtra(state)
		if err != nil {
			return nil, err
		}
		if change != nil {
			changes = append(changes, change)
		}
	}
	if v, ok := b.rule.(interface{ check(state StateDict) error }); ok {
		return changes, v.check(state)
	}
	return changes, nil
}

// load returns the changes that a state asks for. Flags that it lacks stay; it must have
// all else that is kept, and nothing but that and others.
func load(own []settings.Setting, state StateDict, others ...string) (changes []func(), err error) {
	if err := complete(own, state, others); err != nil {
		return nil, err
	}
	for _, s := range own {
		loaded, ok := state[s.Name]
		if !ok {
			continue
		}
		set, err := s.Set(loaded)
		if err != nil {
			return nil, err
		}
		changes = append(changes, set)
	}
	return changes, nil
}

// complete refuses the state of another scheduler.
func complete(own []settings.Setting, state StateDict, others []string) error {
	known := append([]string{"verbose"}, others...) // older versions of Python printed by it
	var missing []string
	for _, s := range own {
		known = append(known, s.Name)
		if _, ok := state[s.Name]; !ok && !isFlag(s) {
			missing = append(missing, s.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(state)) {
		if !slices.Contains(known, name) {
			return fmt.Errorf("%s is unknown: is it the state of another scheduler?", name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("the state lacks %s", strings.Join(missing, ", "))
	}
	return nil
}

// isFlag tells settings that some versions of Python lack.
func isFlag(s settings.Setting) bool {
	return s.Type().Kind() == reflect.Bool || s.Type() == reflect.TypeFor[settings.Off]()
}

// positive refuses a number below 1 under a name of a state.
func positive(state StateDict, name string) error {
	if x, ok := settings.Number(state[name]); ok && x < 1 {
		return fmt.Errorf("%s can't be %v", name, state[name])
	}
	return nil
}
