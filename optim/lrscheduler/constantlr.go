package lrscheduler

import "github.com/e0112027/gotorch/optim"

// ConstantLR multiplies the learning rates by a factor until some steps were made.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html
type ConstantLR struct {
	Base
	Factor     float64 `py:"factor" kw:"1.0 / 3"`
	TotalIters int     `py:"total_iters" kw:"5"`
}

type constantLRArgs struct{ resume }

// NewConstantLR makes a schedule.
func NewConstantLR(optimizer optim.Optimizer, options ...ConstantLROption) *ConstantLR {
	s, a := constantLROf(options)
	if !(s.Factor >= 0 && s.Factor <= 1) {
		misuse("ConstantLR", "ValueError", "Constant multiplicative factor expected to be between 0 and 1.")
	}
	s.Start("ConstantLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *ConstantLR) LRs() []float64 {
	switch s.lastEpoch {
	case 0:
		return s.OfPresent(func(lr float64) float64 { return lr * s.Factor })
	case s.TotalIters:
		return s.OfPresent(func(lr float64) float64 { return lr * (1 / s.Factor) })
	}
	return s.Present()
}

// ClosedLRs implements [ClosedForm].
func (s *ConstantLR) ClosedLRs() []float64 {
	factor := s.Factor
	if s.lastEpoch >= s.TotalIters {
		factor += 1 - s.Factor
	}
	return s.OfBase(func(lr float64) float64 { return lr * factor })
}
