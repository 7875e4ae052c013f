package lrscheduler

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
)

// PolynomialLR lets the learning rates fall to zero as a power of the steps that are
// left.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html
type PolynomialLR struct {
	Base
	TotalIters int     `py:"total_iters" kw:"5"`
	Power      float64 `py:"power" kw:"1.0"`
}

type polynomialLRArgs struct{ resume }

// NewPolynomialLR makes a schedule.
func NewPolynomialLR(optimizer optim.Optimizer, options ...PolynomialLROption) *PolynomialLR {
	s, a := polynomialLROf(options)
	s.Start("PolynomialLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *PolynomialLR) LRs() []float64 {
	if s.isInitial || s.lastEpoch > s.TotalIters {
		return s.Present()
	}
	total := float64(s.TotalIters)
	left, before := 1-float64(s.lastEpoch)/total, 1-float64(s.lastEpoch-1)/total
	factor := cmath.Pow(left/before, s.Power)
	return s.OfPresent(func(lr float64) float64 { return lr * factor })
}

// ClosedLRs implements [ClosedForm].
func (s *PolynomialLR) ClosedLRs() []float64 {
	left := cmath.Pow(1-float64(min(s.TotalIters, s.lastEpoch))/float64(s.TotalIters), s.Power)
	return s.OfBase(func(lr float64) float64 { return lr * left })
}
