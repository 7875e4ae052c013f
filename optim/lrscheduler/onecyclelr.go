package lrscheduler

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch/aten"
)

// OneCycleLR takes the learning rates up and far down again, and momentum the other way.
// It steps after every batch.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html
// and https://arxiv.org/abs/1708.07120
type OneCycleLR struct {
	Base
	cycled
	Steps    int    `py:"total_steps"`
	Strategy string `py:"_anneal_func_type"`
	phases   []phase
}

type oneCycleLRArgs struct {
	totalSteps     aten.Opt[int] `kw:""`
	epochs         aten.Opt[int] `kw:""`
	stepsPerEpoch  aten.Opt[int] `kw:""`
	pctStart       float64       `kw:"0.3"`
	annealStrategy string        `kw:"cos"`
	cycleMomentum  bool          `kw:"true"`
	baseMomentum   []float64     `kw:"0.85"`
	maxMomentum    []float64     `kw:"0.95"`
	divFactor      float64       `kw:"25.0"`
	finalDivFactor float64       `kw:"1e4"`
	threePhase     bool          `kw:"false"`
	resume
}

// phase is a way between two learning rates, and two momentums, by their names in the
// groups.
type phase struct {
	end                                        float64
	startLR, endLR, startMomentum, endMomentum string
}

// NewOneCycleLR goes up to maxLR. TotalSteps, or Epochs and StepsPerEpoch, must be given.
func NewOneCycleLR[R Rate](optimizer optim.Optimizer, maxLR R, options ...OneCycleLROption) *OneCycleLR {
	_, a := oneCycleLROf(options)
	requireOptimizer(optimizer)
	s := &OneCycleLR{Steps: a.total(), Strategy: a.annealStrategy, cycled: cycled{cycle: a.cycleMomentum}}
	if !(a.pctStart >= 0 && a.pctStart <= 1) {
		misuse("OneCycleLR", "ValueError", "Expected float between 0 and 1 pct_start, but got %v", a.pctStart)
	}
	if s.Strategy != "cos" && s.Strategy != "linear" {
		misuse("OneCycleLR", "ValueError", "anneal_strategy must be one of 'cos' or 'linear', instead got %s", s.Strategy)
	}
	s.phases = a.phases(float64(s.Steps))
	max := each("OneCycleLR", "max_lr", optimizer, list(maxLR))
	if a.lastEpoch == -1 {
		for i, g := range optimizer.ParamGroups() {
			initial := max[i] / a.divFactor
			g.Extra["initial_lr"], g.Extra["max_lr"], g.Extra["min_lr"] = initial, max[i], initial/a.finalDivFactor
		}
	}
	s.begin("OneCycleLR", optimizer, a.baseMomentum, a.maxMomentum, a.lastEpoch == -1)
	s.Start("OneCycleLR", optimizer, s, a.lastEpoch)
	return s
}

// total is the number of steps.
func (a *oneCycleLRArgs) total() int {
	positive := func(name string, n int) int {
		if n <= 0 {
			misuse("OneCycleLR", "ValueError", "Expected positive integer %s, but got %d", name, n)
		}
		return n
	}
	if n, given := a.totalSteps.Get(); given {
		return positive("total_steps", n)
	}
	epochs, given := a.epochs.Get()
	steps, givenToo := a.stepsPerEpoch.Get()
	if !given || !givenToo {
		misuse("OneCycleLR", "ValueError", "You must define either total_steps OR (epochs AND steps_per_epoch)")
	}
	return positive("epochs", epochs) * positive("steps_per_epoch", steps)
}

func (a *oneCycleLRArgs) phases(total float64) []phase {
	up := phase{float64(a.pctStart*total) - 1, "initial_lr", "max_lr", "max_momentum", "base_momentum"}
	if !a.threePhase {
		return []phase{up, {total - 1, "max_lr", "min_lr", "base_momentum", "max_momentum"}}
	}
	return []phase{
		up,
		{float64(2*a.pctStart*total) - 2, "max_lr", "initial_lr", "base_momentum", "max_momentum"},
		{total - 1, "initial_lr", "min_lr", "max_momentum", "max_momentum"},
	}
}

// LRs implements [Rule].
func (s *OneCycleLR) LRs() []float64 {
	if s.lastEpoch > s.Steps {
		misuse("OneCycleLR", "ValueError", "Tried to step %d times. The specified number of total steps is %d", s.lastEpoch, s.Steps)
	}
	step, start := float64(s.lastEpoch), 0.0
	now := s.phases[len(s.phases)-1]
	for i, p := range s.phases {
		if step <= p.end || i == len(s.phases)-1 {
			now = p
			break
		}
		start = p.end
	}
	part := (step - start) / (now.end - start)
	var lrs []float64
	for _, g := range s.optimizer.ParamGroups() {
		lrs = append(lrs, s.anneal(extra(g, now.startLR), extra(g, now.endLR), part))
		if s.cycle {
			s.setMomentum(g, s.anneal(extra(g, now.startMomentum), extra(g, now.endMomentum), part))
		}
	}
	return lrs
}

func (s *OneCycleLR) anneal(start, end, part float64) float64 {
	if s.Strategy == "linear" {
		return float64((end-start)*part) + start
	}
	return end + float64((start-end)/2*(cmath.Cos(math.Pi*part)+1))
}

func (s *OneCycleLR) packExtra(state StateDict) {
	s.pack(state)
	phases := make([]any, len(s.phases))
	for i, p := range s.phases {
		phases[i] = map[string]any{
			"end_step": p.end, "start_lr": p.startLR, "end_lr": p.endLR, "start_momentum": p.startMomentum, "end_momentum": p.endMomentum,
		}
	}
	state["_schedule_phases"] = phases
}

func (*OneCycleLR) extraNames() []string { return []string{"use_beta1", "_schedule_phases"} }

func (s *OneCycleLR) readExtra(state StateDict) (func(), error) {
	setBeta1, err := s.readBeta1(s.optimizer, state)
	if err != nil {
		return nil, err
	}
	saved := state["_schedule_phases"]
	list, _ := settings.Items(saved)
	phases := make([]phase, len(list))
	for i, v := range list {
		m, _ := settings.Named(v)
		p := &phases[i]
		end, ok := settings.Number(m["end_step"])
		p.end = end
		for name, to := range map[string]*string{"start_lr": &p.startLR, "end_lr": &p.endLR, "start_momentum": &p.startMomentum, "end_momentum": &p.endMomentum} {
			text, isText := m[name].(string)
			*to, ok = text, ok && isText
		}
		if !ok {
			return nil, fmt.Errorf("_schedule_phases can't be %v", saved)
		}
	}
	if len(phases) == 0 {
		return nil, fmt.Errorf("_schedule_phases can't be %v", saved)
	}
	return func() { s.phases = phases; setBeta1() }, nil
}
