package lrscheduler

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
)

// StepLR multiplies the learning rates by a factor once every few epochs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
type StepLR struct {
	Base
	StepSize int     `py:"step_size"`
	Gamma    float64 `py:"gamma" kw:"0.1"`
}

type stepLRArgs struct{ resume }

// NewStepLR multiplies the learning rates every stepSize epochs.
func NewStepLR(optimizer optim.Optimizer, stepSize int, options ...StepLROption) *StepLR {
	s, a := stepLROf(options)
	if s.StepSize = stepSize; stepSize <= 0 {
		misuse("StepLR", "ValueError", "Invalid step_size: %d", stepSize)
	}
	s.Start("StepLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *StepLR) LRs() []float64 {
	if s.lastEpoch == 0 || s.lastEpoch%s.StepSize != 0 {
		return s.Present()
	}
	return s.OfPresent(func(lr float64) float64 { return lr * s.Gamma })
}

// ClosedLRs implements [ClosedForm].
func (s *StepLR) ClosedLRs() []float64 {
	return s.OfBase(func(lr float64) float64 { return lr * cmath.Pow(s.Gamma, float64(floorDiv(s.lastEpoch, s.StepSize))) })
}

func (s *StepLR) check(state StateDict) error { return positive(state, "step_size") }

// floorDiv is Python's //.
func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
