package lrscheduler

import (
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
)

// SWALR takes the learning rates to the constant ones with which weights are averaged.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.SWALR.html
// and https://arxiv.org/abs/1803.05407
type SWALR struct {
	Base
	AnnealEpochs int    `py:"anneal_epochs" kw:"10"`
	Strategy     string `py:"_anneal_strategy"`
}

type swalrArgs struct {
	annealStrategy string `kw:"cos"`
	resume
}

// NewSWALR makes a schedule that ends at swaLR.
func NewSWALR[R Rate](optimizer optim.Optimizer, swaLR R, options ...SWALROption) *SWALR {
	s, a := swalrOf(options)
	s.Strategy = a.annealStrategy
	requireOptimizer(optimizer)
	for i, lr := range each("SWALR", "swa_lr", optimizer, list(swaLR)) {
		optimizer.ParamGroups()[i].Extra["swa_lr"] = lr
	}
	if s.Strategy != "cos" && s.Strategy != "linear" {
		misuse("SWALR", "ValueError", "anneal_strategy must be one of 'cos' or 'linear', instead got %s", s.Strategy)
	}
	if s.AnnealEpochs < 0 {
		misuse("SWALR", "ValueError", "anneal_epochs must be equal or greater than 0, got %d", s.AnnealEpochs)
	}
	s.Start("SWALR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *SWALR) LRs() []float64 {
	step := s.stepCount - 1
	if s.AnnealEpochs == 0 {
		step = max(1, step)
	}
	epochs := float64(max(1, s.AnnealEpochs))
	before, now := s.share(float64(step-1)/epochs), s.share(float64(step)/epochs)
	lrs := s.Present()
	for i, g := range s.optimizer.ParamGroups() {
		last := extra(g, "swa_lr")
		first := last
		if before != 1 {
			first = (lrs[i] - float64(before*last)) / (1 - before)
		}
		lrs[i] = float64(last*now) + float64(first*(1-now))
	}
	return lrs
}

// share is how much of the last learning rate there is at a part of the way.
func (s *SWALR) share(part float64) float64 {
	part = max(0, min(1, part))
	if s.Strategy == "linear" {
		return part
	}
	return (1 - cmath.Cos(math.Pi*part)) / 2
}
