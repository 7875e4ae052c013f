package lrscheduler

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// Scheduler is what all schedulers have that follow the number of their steps alone.
// [ReduceLROnPlateau] is none, since its steps are told a metric. A user's own embeds a
// [Base].
type Scheduler interface {
	// Step sets the learning rates of the next epoch.
	Step()
	// LastLR returns the learning rate of each parameter group.
	LastLR() []float64
	// StateDict returns the state under Python's names, the optimizer excepted.
	StateDict() StateDict
	// LoadStateDict sets the state to one that StateDict returned, here or in Python,
	// or that went through JSON. Where it returns an error, nothing has changed. The
	// optimizer's learning rates come with the optimizer's own state.
	LoadStateDict(state StateDict) error

	// Optimizer returns the optimizer.
	Optimizer() optim.Optimizer

	// restart takes the first step again.
	restart()
	// undo takes the first step back.
	undo()
	// goTo sets the learning rates of an epoch.
	goTo(epoch int)
}

// Rule is a schedule: a struct that embeds a [Base], and whose fields with a tag
// py:"name" are its state.
type Rule interface {
	// LRs returns the learning rate of each group for the epoch that [Base.Epoch]
	// tells, from the present ones or the first ones.
	LRs() []float64
}

// ClosedForm is a rule that knows the learning rates of any epoch.
type ClosedForm interface {
	// ClosedLRs returns them for the epoch that [Base.Epoch] tells.
	ClosedLRs() []float64
}

// Base is the part of a [Scheduler] that does not depend on its rule:
//
//	type Warmup struct {
//		lrscheduler.Base
//		Steps int `py:"steps"`
//	}
//
//	func NewWarmup(optimizer optim.Optimizer, steps int) *Warmup {
//		w := &Warmup{Steps: steps}
//		w.Start("Warmup", optimizer, w, -1)
//		return w
//	}
//
//	func (w *Warmup) LRs() []float64 {
//		return w.OfBase(func(lr float64) float64 { return lr * min(1, float64(w.Epoch()+1)/float64(w.Steps)) })
//	}
type Base struct {
	name      string
	optimizer optim.Optimizer
	rule      Rule
	settings  []settings.Setting
	isInitial bool
	stepped   int // the optimizer's steps before the schedule began

	baseLRs   []float64    `py:"base_lrs"`
	lastEpoch int          `py:"last_epoch"`
	stepCount int          `py:"_step_count"`
	lastLR    []float64    `py:"_last_lr"`
	_         settings.Off `py:"_is_initial"`
	_         settings.Off `py:"_get_lr_called_within_step"`
}

// Start makes the schedule ready and takes its first step, as Python does. With a
// lastEpoch other than -1 the schedule is resumed after that epoch.
func (b *Base) Start(name string, optimizer optim.Optimizer, rule Rule, lastEpoch int) {
	requireOptimizer(optimizer)
	b.name, b.optimizer, b.rule, b.lastEpoch, b.stepped = name, optimizer, rule, lastEpoch, optimizer.StepCount()
	b.settings = settings.Of(rule)
	for i, g := range optimizer.ParamGroups() {
		if _, known := settings.Number(g.Extra["initial_lr"]); !known {
			if lastEpoch != -1 {
				misuse(name, "KeyError", "param 'initial_lr' is not specified in param_groups[%d] when resuming scheduler with last_epoch >= 0: "+
					"the optimizer must load its state before a schedule resumes", i)
			}
			g.Extra["initial_lr"] = g.LR()
		}
		b.baseLRs = append(b.baseLRs, extra(g, "initial_lr"))
	}
	b.restart()
}

// extra is a number that a group holds beside its settings.
func extra(g *optim.Group, name string) float64 {
	x, _ := settings.Number(g.Extra[name])
	return x
}

func (b *Base) restart() {
	b.stepCount, b.isInitial = 0, true
	defer func() { b.isInitial = false }()
	b.step()
}

func (b *Base) undo() { b.lastEpoch-- }

// Step implements [Scheduler].
func (b *Base) Step() {
	if b.stepCount == 1 && b.optimizer.StepCount() == b.stepped {
		torch.Warn(torch.Warning{Category: torch.UserWarning, Op: "lr_scheduler", Message: "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, " +
			"you should call them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result in " +
			"PyTorch skipping the first value of the learning rate schedule. See more details at " +
			"https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"})
	}
	b.step()
}

// step steps; a rule of its own way to step has it.
func (b *Base) step() {
	if own, ok := b.rule.(interface{ next() }); ok {
		own.next()
		return
	}
	b.stepCount++
	b.lastEpoch++
	b.set(b.rule.LRs())
}

// StepTo goes to an epoch: by the rule's closed form where it has one.
func (b *Base) StepTo(epoch int) {
	b.stepCount++
	b.goTo(epoch)
}

func (b *Base) goTo(epoch int) {
	b.lastEpoch = epoch
	if closed, ok := b.rule.(ClosedForm); ok {
		b.set(closed.ClosedLRs())
		return
	}
	b.set(b.rule.LRs())
}

// set gives the groups their learning rates.
func (b *Base) set(lrs []float64) {
	groups := b.optimizer.ParamGroups()
	if len(lrs) != len(groups) {
		misuse(b.name, "ValueError", "there are %d parameter groups and %d learning rates of the schedule, "+
			"which follows from those that the groups began with: make it anew after adding a group", len(groups), len(lrs))
	}
	for i, g := range groups {
		g.SetLR(lrs[i])
	}
	b.lastLR = rates(b.optimizer)
}

// LastLR implements [Scheduler].
func (b *Base) LastLR() []float64 { return slices.Clone(b.lastLR) }

// StepCount returns the number of steps taken, with the first.
func (b *Base) StepCount() int { return b.stepCount }

// Epoch returns the number of steps taken since the first.
func (b *Base) Epoch() int { return b.lastEpoch }

// Initial tells whether this is the first step, which the scheduler takes itself.
func (b *Base) Initial() bool { return b.isInitial }

// Optimizer implements [Scheduler].
func (b *Base) Optimizer() optim.Optimizer { return b.optimizer }

// Present returns the present learning rates.
func (b *Base) Present() []float64 { return rates(b.optimizer) }

// OfPresent returns f of each present learning rate.
func (b *Base) OfPresent(f func(lr float64) float64) []float64 { return apply(b.Present(), f) }

// OfBase returns f of each first learning rate.
func (b *Base) OfBase(f func(lr float64) float64) []float64 { return apply(slices.Clone(b.baseLRs), f) }

func apply(xs []float64, f func(float64) float64) []float64 {
	for i, x := range xs {
		xs[i] = f(x)
	}
	return xs
}

func rates(optimizer optim.Optimizer) []float64 {
	var lrs []float64
	for _, g := range optimizer.ParamGroups() {
		lrs = append(lrs, g.LR())
	}
	return lrs
}

func requireOptimizer(optimizer optim.Optimizer) {
	if optimizer == nil {
		misuse("lrscheduler", "TypeError", "nil is not an Optimizer")
	}
}

func misuse(name, kind, format string, args ...any) {
	panic(&torch.Error{Op: name, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}

// resume is the argument of every scheduler that may resume.
type resume struct {
	lastEpoch int `kw:"-1"`
}
