package lrscheduler

import (
	"fmt"
	"math"
	"slices"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch/aten"
)

// CyclicLR takes the learning rates up and down between two bounds, again and again, and
// momentum the other way. It steps after every batch.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html
// and https://arxiv.org/abs/1506.01186
type CyclicLR struct {
	Base
	cycled
	maxLRs    []float64 `py:"max_lrs"`
	totalSize float64   `py:"total_size"`
	stepRatio float64   `py:"step_ratio"`
	mode      string    `py:"mode"`
	gamma     float64   `py:"gamma"`
	scaleMode string    `py:"scale_mode"`
	scaleFn   func(x float64) float64
}

type cyclicLRArgs struct {
	stepSizeUp    int                     `kw:"2000"`
	stepSizeDown  aten.Opt[int]           `kw:""`
	mode          string                  `kw:"triangular"`
	gamma         float64                 `kw:"1.0"`
	scaleFn       func(x float64) float64 `kw:""`
	scaleMode     string                  `kw:"cycle"`
	cycleMomentum bool                    `kw:"true"`
	baseMomentum  []float64               `kw:"0.8"`
	maxMomentum   []float64               `kw:"0.9"`
	resume
}

// NewCyclicLR cycles between baseLR and maxLR.
func NewCyclicLR[R Rate](optimizer optim.Optimizer, baseLR, maxLR R, options ...CyclicLROption) *CyclicLR {
	_, a := cyclicLROf(options)
	requireOptimizer(optimizer)
	base := each("CyclicLR", "base_lr", optimizer, list(baseLR))
	up := float64(a.stepSizeUp)
	down := up
	if n, given := a.stepSizeDown.Get(); given {
		down = float64(n)
	}
	s := &CyclicLR{
		maxLRs: each("CyclicLR", "max_lr", optimizer, list(maxLR)), totalSize: up + down, stepRatio: up / (up + down),
		mode: a.mode, gamma: a.gamma, scaleMode: a.scaleMode, scaleFn: a.scaleFn, cycled: cycled{cycle: a.cycleMomentum},
	}
	if !slices.Contains([]string{"triangular", "triangular2", "exp_range"}, s.mode) && s.scaleFn == nil {
		misuse("CyclicLR", "ValueError", "mode is invalid and scale_fn is None")
	}
	if s.scaleFn == nil {
		s.scaleMode = map[bool]string{true: "iterations", false: "cycle"}[s.mode == "exp_range"]
	}
	if a.lastEpoch == -1 {
		for i, g := range optimizer.ParamGroups() {
			g.SetLR(base[i])
		}
	}
	s.begin("CyclicLR", optimizer, a.baseMomentum, a.maxMomentum, a.lastEpoch == -1)
	s.Start("CyclicLR", optimizer, s, a.lastEpoch)
	s.baseLRs = base
	return s
}

// scale is the height of a cycle.
func (s *CyclicLR) scale(x float64) float64 {
	switch {
	case s.scaleFn != nil:
		return s.scaleFn(x)
	case s.mode == "triangular2":
		return 1 / cmath.Pow(2, x-1)
	case s.mode == "exp_range":
		return cmath.Pow(s.gamma, x)
	}
	return 1
}

// LRs implements [Rule].
func (s *CyclicLR) LRs() []float64 {
	done := float64(s.lastEpoch) / s.totalSize
	cycle := math.Floor(1 + done)
	factor := 1 + done - cycle
	if factor <= s.stepRatio {
		factor /= s.stepRatio
	} else {
		factor = (factor - 1) / (s.stepRatio - 1)
	}
	height := cycle
	if s.scaleMode != "cycle" {
		height = float64(s.lastEpoch)
	}
	lrs := slices.Clone(s.baseLRs)
	for i := range lrs {
		lrs[i] += float64((s.maxLRs[i] - lrs[i]) * factor * s.scale(height))
	}
	if s.cycle {
		for i, g := range s.optimizer.ParamGroups() {
			s.setMomentum(g, s.high[i]-float64((s.high[i]-s.low[i])*factor*s.scale(height)))
		}
	}
	return lrs
}

func (s *CyclicLR) packExtra(state StateDict) {
	s.pack(state)
	state["_scale_fn_custom"] = nil
	if s.cycle {
		state["base_momentums"], state["max_momentums"] = slices.Clone(s.low), slices.Clone(s.high)
	}
}

func (*CyclicLR) extraNames() []string {
	return []string{"use_beta1", "base_momentums", "max_momentums", "_scale_fn_custom"}
}

func (s *CyclicLR) readExtra(state StateDict) (func(), error) {
	if saved := state["_scale_fn_custom"]; saved != nil {
		return nil, fmt.Errorf("_scale_fn_custom can't be %v (%T): a function of Go's has no state, set it to nil in the state", saved, saved)
	}
	setBeta1, err := s.readBeta1(s.optimizer, state)
	if err != nil || !s.cycles(state) {
		return nil, err
	}
	low, high := slices.Clone(s.low), slices.Clone(s.high)
	for name, to := range map[string]*[]float64{"base_momentums": &low, "max_momentums": &high} {
		saved, ok := state[name]
		if !ok && s.cycle {
			continue
		}
		numbers, ok := settings.Numbers(saved)
		if !ok || len(numbers) != len(s.optimizer.ParamGroups()) {
			return nil, fmt.Errorf("%s can't be %v (%T)", name, saved, saved)
		}
		*to = numbers
	}
	return func() { s.low, s.high = low, high; setBeta1() }, nil
}
