package lrscheduler

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// State is what schedulers have in common: they show and keep their state.
type State interface {
	// LastLR returns the learning rate of each parameter group.
	LastLR() []float64
	// StateDict returns the state under Python's names, the optimizer excepted.
	StateDict() map[string]any
	// LoadStateDict sets the state to one that StateDict returned, here or in
	// Python. Where it returns an error, nothing has changed. The optimizer's
	// learning rates come with the optimizer's own state.
	LoadStateDict(state map[string]any) error
}

// Scheduler is a scheduler that follows the number of its steps alone.
// [ReduceLROnPlateau] is none, since its steps are told a metric.
type Scheduler interface {
	State
	// Step sets the learning rates of the next epoch.
	Step()
}

// Option is an option of every [Scheduler].
type Option func(*epochs)

// LastEpoch resumes a schedule after an epoch, counted from 0, rather than start
// it. The optimizer must have loaded a state that a scheduler took part in.
func LastEpoch(epoch int) Option { return func(e *epochs) { e.lastEpoch = epoch } }

// epochs is the part of a [Scheduler] that does not depend on its rule.
type epochs struct {
	optimizer optim.Optimizer
	// next returns the learning rates of the epoch lastEpoch.
	next func() []float64
	// own are the rule's settings.
	own []settings.Setting

	baseLRs   []float64
	lastEpoch int
	stepCount int
	lastLR    []float64
}

// start makes the schedule ready and takes its first step, as Python does. next
// and own must be set.
func (e *epochs) start(name string, optimizer optim.Optimizer, options []Option) {
	requireOptimizer(optimizer)
	e.optimizer, e.lastEpoch = optimizer, -1
	for _, option := range options {
		option(e)
	}
	for i, g := range optimizer.ParamGroups() {
		if g.InitialLR == nil {
			if e.lastEpoch != -1 {
				misuse(name, "parameter group %d has no initial learning rate: the optimizer must load its state before a schedule resumes", i)
			}
			lr := g.LR
			g.InitialLR = &lr
		}
		e.baseLRs = append(e.baseLRs, *g.InitialLR)
	}
	e.Step()
}

// Step implements [Scheduler].
func (e *epochs) Step() {
	e.stepCount++
	e.lastEpoch++
	lrs := e.next()
	for i, g := range e.optimizer.ParamGroups() {
		g.LR = lrs[i]
	}
	e.lastLR = rates(e.optimizer)
}

// LastLR implements [State].
func (e *epochs) LastLR() []float64 { return slices.Clone(e.lastLR) }

// LastEpoch returns the number of steps taken since the first.
func (e *epochs) LastEpoch() int { return e.lastEpoch }

func (e *epochs) settings() []settings.Setting {
	return append(slices.Clone(e.own),
		settings.Setting{Name: "base_lrs", Value: &e.baseLRs},
		settings.Setting{Name: "last_epoch", Value: &e.lastEpoch},
		settings.Setting{Name: "_step_count", Value: &e.stepCount},
		settings.Setting{Name: "_is_initial", Value: false},
		settings.Setting{Name: "_get_lr_called_within_step", Value: false},
		settings.Setting{Name: "_last_lr", Value: &e.lastLR})
}

// StateDict implements [State].
func (e *epochs) StateDict() map[string]any { return settings.Pack(e.settings()) }

// LoadStateDict implements [State].
func (e *epochs) LoadStateDict(state map[string]any) error { return load(e.settings(), state) }

// load sets what state holds, and leaves the rest.
func load(own []settings.Setting, state map[string]any) error {
	var changes []func()
	for _, s := range own {
		loaded, ok := state[s.Name]
		if !ok {
			continue
		}
		set, err := s.Set(loaded)
		if err != nil {
			return fmt.Errorf("lrscheduler: %w", err)
		}
		changes = append(changes, set)
	}
	for _, change := range changes {
		change()
	}
	return nil
}

// rates returns the optimizer's learning rates.
func requireOptimizer(optimizer optim.Optimizer) {
	if optimizer == nil {
		panic(&torch.Error{Op: "lrscheduler", Kind: "TypeError", Msg: "nil is not an Optimizer"})
	}
}

func rates(optimizer optim.Optimizer) []float64 {
	var lrs []float64
	for _, g := range optimizer.ParamGroups() {
		lrs = append(lrs, g.LR)
	}
	return lrs
}

func misuse(name, format string, args ...any) {
	panic(&torch.Error{Op: name, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
