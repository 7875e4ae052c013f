package lrscheduler

import (
	"fmt"
	"math"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
)

// ReduceLROnPlateau multiplies the learning rates by a factor when a metric has
// stopped improving.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
type ReduceLROnPlateau struct {
	Mode          string    `py:"mode" kw:"min"`
	Factor        float64   `py:"factor" kw:"0.1"` // less than 1
	Patience      int       `py:"patience" kw:"10"`
	Threshold     float64   `py:"threshold" kw:"1e-4"`
	ThresholdMode string    `py:"threshold_mode" kw:"rel"`
	Cooldown      int       `py:"cooldown" kw:"0"`
	MinLR         []float64 `py:"min_lr" kw:"0" state:"-"`
	Eps           float64   `py:"eps" kw:"1e-8,MinChange"` // the smallest reduction that is made

	optimizer       optim.Optimizer
	settings        []settings.Setting
	lastEpoch       int       `py:"last_epoch"`
	lastLR          []float64 `py:"_last_lr"`
	best            float64   `py:"best"`
	cooldownCounter int       `py:"cooldown_counter"`
	badEpochs       int       `py:"num_bad_epochs"`
}

// NewReduceLROnPlateau watches a metric that falls as training goes well, such as
// a loss, unless Mode("max") is given.
func NewReduceLROnPlateau(optimizer optim.Optimizer, options ...ReduceLROnPlateauOption) *ReduceLROnPlateau {
	s := reduceLROnPlateauOf(options)
	requireOptimizer(optimizer)
	s.optimizer, s.settings, s.lastLR = optimizer, settings.Of(&s), rates(optimizer)
	if !(s.Factor < 1) {
		misuse("ReduceLROnPlateau", "ValueError", "Factor should be < 1.0.")
	}
	if n := len(s.MinLR); n != 1 && n != len(s.lastLR) {
		misuse("ReduceLROnPlateau", "ValueError", "expected %d min_lrs, got %d", len(s.lastLR), n)
	}
	for what, value := range map[string]string{"mode": s.Mode, "threshold mode": s.ThresholdMode} {
		if !slices.Contains(plateauModes[what], value) {
			misuse("ReduceLROnPlateau", "ValueError", "%s %s is unknown!", what, value)
		}
	}
	s.best = s.worst()
	return &s
}

var plateauModes = map[string][]string{"mode": {"min", "max"}, "threshold mode": {"rel", "abs"}}

func (s *ReduceLROnPlateau) worst() float64 {
	if s.Mode == "max" {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

// Step takes an epoch's metric and reduces the learning rates where it is time.
func (s *ReduceLROnPlateau) Step(metric float64) {
	s.lastEpoch++
	if s.better(metric) {
		s.best, s.badEpochs = metric, 0
	} else {
		s.badEpochs++
	}
	if s.cooldownCounter > 0 {
		s.cooldownCounter--
		s.badEpochs = 0
	}
	if s.badEpochs > s.Patience {
		s.reduce()
		s.cooldownCounter, s.badEpochs = s.Cooldown, 0
	}
	s.lastLR = rates(s.optimizer)
}

func (s *ReduceLROnPlateau) better(metric float64) bool {
	switch {
	case s.Mode == "min" && s.ThresholdMode == "rel":
		return metric < s.best*(1-s.Threshold)
	case s.Mode == "min":
		return metric < s.best-s.Threshold
	case s.ThresholdMode == "rel":
		return metric > s.best*(s.Threshold+1)
	default:
		return metric > s.best+s.Threshold
	}
}

func (s *ReduceLROnPlateau) reduce() {
	groups := s.optimizer.ParamGroups()
	bounds := s.bounds()
	if len(bounds) != len(groups) {
		misuse("ReduceLROnPlateau", "RuntimeError", "The number of param groups in the `optimizer` (%d) differs from when `ReduceLROnPlateau` was initialized (%d), "+
			"usually due to a new param group being added to the optimizer. Please modify the `MinLR` field to match the length of the `optimizer` param groups.",
			len(groups), len(bounds))
	}
	for i, g := range groups {
		former := g.LR()
		lr := max(float64(former*s.Factor), bounds[i]) // the conversion forbids a fused multiply-subtract below
		if former-lr > s.Eps {
			g.SetLR(lr)
		}
	}
}

// bounds are the lower bounds of the groups there are now.
func (s *ReduceLROnPlateau) bounds() []float64 {
	if len(s.MinLR) == 1 {
		return slices.Repeat(s.MinLR, len(s.optimizer.ParamGroups()))
	}
	return s.MinLR
}

// LastLR returns the learning rate of each parameter group.
func (s *ReduceLROnPlateau) LastLR() []float64 { return slices.Clone(s.lastLR) }

// StateDict returns the state under Python's names, the optimizer excepted.
func (s *ReduceLROnPlateau) StateDict() StateDict {
	state := StateDict(settings.Pack(s.settings))
	state["mode_worse"] = s.worst()
	state["min_lrs"] = slices.Clone(s.bounds())
	state["default_min_lr"] = nil
	if len(s.MinLR) == 1 {
		state["default_min_lr"] = s.MinLR[0]
	}
	return state
}

// LoadStateDict sets the state to one that StateDict returned, here or in Python, or that
// went through JSON. Where it returns an error, nothing has changed.
func (s *ReduceLROnPlateau) LoadStateDict(state StateDict) error {
	for name, known := range map[string][]string{"mode": plateauModes["mode"], "threshold_mode": plateauModes["threshold mode"]} {
		if v, ok := state[name]; ok {
			if text, isText := v.(string); !isText || !slices.Contains(known, text) {
				return fmt.Errorf("lrscheduler: ReduceLROnPlateau: %s can't be %v", name, v)
			}
		}
	}
	changes, err := load(s.settings, state, "mode_worse", "min_lrs", "default_min_lr")
	if err != nil {
		return fmt.Errorf("lrscheduler: ReduceLROnPlateau: %w", err)
	}
	if one, ok := settings.Number(state["default_min_lr"]); ok {
		changes = append(changes, func() { s.MinLR = []float64{one} })
	} else if saved, ok := state["min_lrs"]; ok {
		bounds, ok := settings.Numbers(saved)
		if !ok {
			return fmt.Errorf("lrscheduler: ReduceLROnPlateau: min_lrs can't be %v (%T)", saved, saved)
		}
		changes = append(changes, func() { s.MinLR = bounds })
	}
	for _, change := range changes {
		change()
	}
	return nil
}
