package lrscheduler

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
)

// ExponentialLR multiplies the learning rates by a factor each epoch.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html
type ExponentialLR struct {
	Base
	Gamma float64 `py:"gamma"`
}

type exponentialLRArgs struct{ resume }

// NewExponentialLR multiplies the learning rates by gamma.
func NewExponentialLR(optimizer optim.Optimizer, gamma float64, options ...ExponentialLROption) *ExponentialLR {
	s, a := exponentialLROf(options)
	s.Gamma = gamma
	s.Start("ExponentialLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *ExponentialLR) LRs() []float64 {
	if s.isInitial {
		return s.Present()
	}
	return s.OfPresent(func(lr float64) float64 { return lr * s.Gamma })
}

// ClosedLRs implements [ClosedForm].
func (s *ExponentialLR) ClosedLRs() []float64 {
	return s.OfBase(func(lr float64) float64 { return lr * cmath.Pow(s.Gamma, float64(s.lastEpoch)) })
}
