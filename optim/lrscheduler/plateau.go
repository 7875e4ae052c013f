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
	optimizer optim.Optimizer

	mode, thresholdMode    string
	factor, threshold, eps float64
	patience, cooldown     int
	minLRs                 []float64
	oneMinLR               bool // minLRs holds one bound for every group

	lastEpoch       int
	lastLR          []float64
	best            float64
	cooldownCounter int
	badEpochs       int
}

var _ State = (*ReduceLROnPlateau)(nil)

// PlateauOption is a keyword argument of [NewReduceLROnPlateau].
type PlateauOption func(*ReduceLROnPlateau)

// Max expects the metric to grow rather than to fall.
func Max() PlateauOption { return func(s *ReduceLROnPlateau) { s.mode = "max" } }

// Factor is what the learning rates are multiplied by; 0.1 unless given.
func Factor(factor float64) PlateauOption { return func(s *ReduceLROnPlateau) { s.factor = factor } }

// Patience is the number of epochs without improvement that pass; 10 unless given.
func Patience(epochs int) PlateauOption { return func(s *ReduceLROnPlateau) { s.patience = epochs } }

// Threshold is how much of the best metric an improvement must be at least; 1e-4
// unless given.
func Threshold(threshold float64) PlateauOption {
	return func(s *ReduceLROnPlateau) { s.threshold = threshold }
}

// Absolute takes [Threshold] for a difference rather than for a share.
func Absolute() PlateauOption { return func(s *ReduceLROnPlateau) { s.thresholdMode = "abs" } }

// Cooldown is the number of epochs after a reduction that don't count; 0 unless
// given.
func Cooldown(epochs int) PlateauOption { return func(s *ReduceLROnPlateau) { s.cooldown = epochs } }

// MinLR is the lower bound of the learning rates, one for all groups or one for
// each; 0 unless given.
func MinLR(bounds ...float64) PlateauOption {
	return func(s *ReduceLROnPlateau) { s.minLRs, s.oneMinLR = bounds, len(bounds) == 1 }
}

// Eps is the smallest reduction that is made; 1e-8 unless given.
func Eps(eps float64) PlateauOption { return func(s *ReduceLROnPlateau) { s.eps = eps } }

// NewReduceLROnPlateau watches a metric that falls as training goes well, such as
// a loss, unless [Max] is given.
func NewReduceLROnPlateau(optimizer optim.Optimizer, options ...PlateauOption) *ReduceLROnPlateau {
	requireOptimizer(optimizer)
	s := &ReduceLROnPlateau{
		optimizer: optimizer, mode: "min", factor: 0.1, patience: 10, threshold: 1e-4, thresholdMode: "rel",
		minLRs: []float64{0}, oneMinLR: true, eps: 1e-8,
	}
	for _, option := range options {
		option(s)
	}
	if s.factor >= 1 {
		misuse("ReduceLROnPlateau", "Factor should be < 1.0.")
	}
	s.lastLR = rates(optimizer)
	if !s.oneMinLR && len(s.minLRs) != len(s.lastLR) {
		misuse("ReduceLROnPlateau", "expected %d min_lrs, got %d", len(s.lastLR), len(s.minLRs))
	}
	s.best = s.worst()
	return s
}

func (s *ReduceLROnPlateau) worst() float64 {
	if s.mode == "max" {
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
	if s.badEpochs > s.patience {
		s.reduce()
		s.cooldownCounter, s.badEpochs = s.cooldown, 0
	}
	s.lastLR = rates(s.optimizer)
}

func (s *ReduceLROnPlateau) better(metric float64) bool {
	switch {
	case s.mode == "min" && s.thresholdMode == "rel":
		return metric < s.best*(1-s.threshold)
	case s.mode == "min":
		return metric < s.best-s.threshold
	case s.thresholdMode == "rel":
		return metric > s.best*(s.threshold+1)
	default:
		return metric > s.best+s.threshold
	}
}

func (s *ReduceLROnPlateau) reduce() {
	groups := s.optimizer.ParamGroups()
	bounds := s.bounds()
	if len(bounds) != len(groups) {
		misuse("ReduceLROnPlateau", "there are %d parameter groups and %d lower bounds", len(groups), len(bounds))
	}
	for i, g := range groups {
		lr := max(float64(g.LR*s.factor), bounds[i]) // the conversion forbids a fused multiply-subtract below
		if g.LR-lr > s.eps {
			g.LR = lr
		}
	}
}

// bounds are the lower bounds of the groups there are now.
func (s *ReduceLROnPlateau) bounds() []float64 {
	if s.oneMinLR {
		return slices.Repeat(s.minLRs[:1], len(s.optimizer.ParamGroups()))
	}
	return s.minLRs
}

// LastLR implements [State].
func (s *ReduceLROnPlateau) LastLR() []float64 { return slices.Clone(s.lastLR) }

func (s *ReduceLROnPlateau) settings() []settings.Setting {
	return []settings.Setting{
		{Name: "factor", Value: &s.factor}, {Name: "patience", Value: &s.patience},
		{Name: "cooldown", Value: &s.cooldown}, {Name: "eps", Value: &s.eps},
		{Name: "last_epoch", Value: &s.lastEpoch}, {Name: "_last_lr", Value: &s.lastLR},
		{Name: "mode", Value: &s.mode}, {Name: "threshold", Value: &s.threshold},
		{Name: "threshold_mode", Value: &s.thresholdMode}, {Name: "best", Value: &s.best},
		{Name: "cooldown_counter", Value: &s.cooldownCounter}, {Name: "num_bad_epochs", Value: &s.badEpochs},
	}
}

// StateDict implements [State].
func (s *ReduceLROnPlateau) StateDict() map[string]any {
	state := settings.Pack(s.settings())
	state["mode_worse"] = s.worst()
	state["min_lrs"] = slices.Clone(s.bounds())
	state["default_min_lr"] = nil
	if s.oneMinLR {
		state["default_min_lr"] = s.minLRs[0]
	}
	return state
}

// LoadStateDict implements [State].
func (s *ReduceLROnPlateau) LoadStateDict(state map[string]any) error {
	for name, known := range map[string][]any{"mode": {"min", "max"}, "threshold_mode": {"rel", "abs"}} {
		if v, ok := state[name]; ok && !slices.Contains(known, v) {
			return fmt.Errorf("lrscheduler: %s can't be %v", name, v)
		}
	}
	if err := load(s.settings(), state); err != nil {
		return err
	}
	if one, ok := settings.Number(state["default_min_lr"]); ok {
		s.minLRs, s.oneMinLR = []float64{one}, true
	} else if bounds, ok := settings.Numbers(state["min_lrs"]); ok {
		s.minLRs, s.oneMinLR = bounds, false
	}
	return nil
}
