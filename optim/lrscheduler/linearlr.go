package lrscheduler

import "github.com/e0112027/gotorch/optim"

// LinearLR changes a factor of the learning rates step by step from one number to
// another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html
type LinearLR struct {
	Base
	StartFactor float64 `py:"start_factor" kw:"1.0 / 3"`
	EndFactor   float64 `py:"end_factor" kw:"1.0"`
	TotalIters  int     `py:"total_iters" kw:"5"`
}

type linearLRArgs struct{ resume }

// NewLinearLR makes a schedule.
func NewLinearLR(optimizer optim.Optimizer, options ...LinearLROption) *LinearLR {
	s, a := linearLROf(options)
	if !(s.StartFactor > 0 && s.StartFactor <= 1) {
		misuse("LinearLR", "ValueError", "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.")
	}
	if !(s.EndFactor >= 0 && s.EndFactor <= 1) {
		misuse("LinearLR", "ValueError", "Ending multiplicative factor expected to be between 0 and 1.")
	}
	s.Start("LinearLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *LinearLR) LRs() []float64 {
	if s.lastEpoch == 0 {
		return s.OfPresent(func(lr float64) float64 { return lr * s.StartFactor })
	}
	if s.isInitial || s.lastEpoch > s.TotalIters {
		return s.Present()
	}
	change := s.EndFactor - s.StartFactor
	done := float64(float64(s.TotalIters)*s.StartFactor) + float64(float64(s.lastEpoch-1)*change)
	return s.OfPresent(func(lr float64) float64 { return lr * (1 + change/done) })
}

// ClosedLRs implements [ClosedForm].
func (s *LinearLR) ClosedLRs() []float64 {
	part := (s.EndFactor - s.StartFactor) * float64(min(s.TotalIters, s.lastEpoch)) / float64(s.TotalIters)
	return s.OfBase(func(lr float64) float64 { return lr * (s.StartFactor + part) })
}
