package lrscheduler

import (
	"encoding/json"
	"fmt"

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
	changes, err := load(b.settings, state)
	if err != nil {
		return fmt.Errorf("lrscheduler: %s: %w", b.name, err)
	}
	if x, ok := b.rule.(extraState); ok {
		change, err := x.readExtra(state)
		if err != nil {
			return fmt.Errorf("lrscheduler: %s: %w", b.name, err)
		}
		if change != nil {
			changes = append(changes, change)
		}
	}
	if v, ok := b.rule.(interface{ check(state StateDict) error }); ok {
		if err := v.check(state); err != nil {
			return fmt.Errorf("lrscheduler: %s: %w", b.name, err)
		}
	}
	for _, change := range changes {
		change()
	}
	return nil
}

// load returns the changes that a state asks for; what it lacks stays.
func load(own []settings.Setting, state StateDict) (changes []func(), err error) {
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

// positive refuses a number below 1 under a name of a state.
func positive(state StateDict, name string) error {
	if x, ok := settings.Number(state[name]); ok && x < 1 {
		return fmt.Errorf("%s can't be %v", name, state[name])
	}
	return nil
}
