package lrscheduler

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
)

// many is what schedulers of schedulers have in common.
type many struct {
	name       string
	schedulers []Scheduler
	optimizer  optim.Optimizer
	settings   []settings.Setting
	lastLR     []float64 `py:"_last_lr"`
}

func (m *many) start(name string, optimizer optim.Optimizer, schedulers []Scheduler) {
	for i, s := range schedulers {
		switch {
		case s == nil:
			misuse(name, "TypeError", "%s at index %d should have `optimizer` as its attribute.", name, i)
		case s.Optimizer() != optimizer:
			misuse(name, "ValueError", "%s expects all schedulers to belong to the same optimizer, but got scheduler %T at index %d of another one", name, s, i)
		}
	}
	m.name, m.schedulers, m.optimizer = name, schedulers, optimizer
}

// Optimizer implements [Scheduler].
func (m *many) Optimizer() optim.Optimizer { return m.optimizer }

// LastLR implements [Scheduler].
func (m *many) LastLR() []float64 { return slices.Clone(m.lastLR) }

func (m *many) undo() {
	for _, s := range m.schedulers {
		s.undo()
	}
}

// StateDict implements [Scheduler].
func (m *many) StateDict() StateDict {
	state := StateDict(settings.Pack(m.settings))
	inner := make([]any, len(m.schedulers))
	for i, s := range m.schedulers {
		inner[i] = s.StateDict()
	}
	state["_schedulers"] = inner
	return state
}

// LoadStateDict implements [Scheduler].
func (m *many) LoadStateDict(state StateDict) error {
	changes, err := load(m.settings, state, "_schedulers")
	if err != nil {
		return fmt.Errorf("lrscheduler: %s: %w", m.name, err)
	}
	inner, err := m.inner(state)
	if err != nil {
		return fmt.Errorf("lrscheduler: %s: %w", m.name, err)
	}
	var former []StateDict
	for i, s := range m.schedulers {
		former = append(former, s.StateDict())
		if err := s.LoadStateDict(inner[i]); err != nil {
			for j, saved := range former[:i] {
				_ = m.schedulers[j].LoadStateDict(saved) // its own state, which loads
			}
			return fmt.Errorf("lrscheduler: %s: _schedulers[%d]: %w", m.name, i, err)
		}
	}
	for _, change := range changes {
		change()
	}
	return nil
}

// inner returns the states of the schedulers, which are dicts of a file or of JSON too.
func (m *many) inner(state StateDict) (states []StateDict, err error) {
	items, ok := settings.Items(state["_schedulers"])
	if !ok || len(items) != len(m.schedulers) {
		return nil, fmt.Errorf("_schedulers must be a list of the states of %d schedulers, it is %v", len(m.schedulers), state["_schedulers"])
	}
	for i, item := range items {
		named, ok := settings.Named(item)
		if !ok {
			return nil, fmt.Errorf("_schedulers[%d] must be a dict, it is %v (%T)", i, item, item)
		}
		states = append(states, named)
	}
	return states, nil
}

// SequentialLR runs schedulers one after the other.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html
type SequentialLR struct {
	many
	milestones []int `py:"_milestones"`
	lastEpoch  int   `py:"last_epoch"`
}

type sequentialLRArgs struct{ resume }

// NewSequentialLR runs the first of schedulers until the first of milestones, an epoch,
// and so on.
func NewSequentialLR(optimizer optim.Optimizer, schedulers []Scheduler, milestones []int, options ...SequentialLROption) *SequentialLR {
	_, a := sequentialLROf(options)
	requireOptimizer(optimizer)
	if len(schedulers) < 1 {
		misuse("SequentialLR", "ValueError", "SequentialLR expects at least one scheduler, but got no scheduler.")
	}
	s := &SequentialLR{milestones: slices.Clone(milestones), lastEpoch: a.lastEpoch + 1}
	s.start("SequentialLR", optimizer, schedulers)
	if len(milestones) != len(schedulers)-1 {
		misuse("SequentialLR", "ValueError", "Sequential Schedulers expects number of schedulers provided to be one more than the number of milestone points, "+
			"but got number of schedulers %d and the number of milestones to be equal to %d", len(schedulers), len(milestones))
	}
	s.settings = settings.Of(s)
	for _, g := range optimizer.ParamGroups() {
		g.SetLR(extra(g, "initial_lr"))
	}
	s.undo()
	first := schedulers[s.at(0)]
	first.restart()
	s.lastLR = first.LastLR()
	return s
}

// at is the scheduler of an epoch.
func (s *SequentialLR) at(epoch int) int {
	i := 0
	for i < len(s.milestones) && s.milestones[i] <= epoch {
		i++
	}
	return i
}

// Step implements [Scheduler].
func (s *SequentialLR) Step() {
	s.lastEpoch++
	i := s.at(s.lastEpoch)
	if i > 0 && s.milestones[i-1] == s.lastEpoch {
		s.schedulers[i].goTo(0)
	} else {
		s.schedulers[i].Step()
	}
	s.lastLR = s.schedulers[i].LastLR()
}

func (s *SequentialLR) restart() { s.Step() }

func (s *SequentialLR) goTo(int) {
	misuse("SequentialLR", "NotImplementedError", "a SequentialLR can't follow another scheduler in a SequentialLR")
}

// ChainedScheduler steps all of its schedulers at once.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html
type ChainedScheduler struct{ many }

// NewChainedScheduler chains schedulers of one optimizer.
func NewChainedScheduler(schedulers []Scheduler) *ChainedScheduler {
	if len(schedulers) < 1 || schedulers[0] == nil {
		misuse("ChainedScheduler", "ValueError", "ChainedScheduler expects at least one scheduler to be chained, but got no scheduler.")
	}
	s := &ChainedScheduler{}
	s.start("ChainedScheduler", schedulers[0].Optimizer(), schedulers)
	s.settings = settings.Of(s)
	s.lastLR = rates(s.optimizer)
	return s
}

// Step implements [Scheduler].
func (s *ChainedScheduler) Step() {
	for _, inner := range s.schedulers {
		inner.Step()
	}
	s.lastLR = rates(s.optimizer)
}

func (s *ChainedScheduler) restart() { s.Step() }

func (s *ChainedScheduler) goTo(int) {
	misuse("ChainedScheduler", "NotImplementedError", "a ChainedScheduler can't follow another scheduler in a SequentialLR")
}
