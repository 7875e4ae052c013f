package lrscheduler

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
)

// StepLR multiplies the learning rates by a factor once every few epochs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html
type StepLR struct {
	epochs
	stepSize int
	gamma    float64
}

var _ Scheduler = (*StepLR)(nil)

// NewStepLR multiplies the learning rates by gamma, 0.1 in Python unless given,
// every stepSize epochs.
func NewStepLR(optimizer optim.Optimizer, stepSize int, gamma float64, options ...Option) *StepLR {
	if stepSize <= 0 {
		misuse("StepLR", "Invalid step_size: %d", stepSize)
	}
	s := &StepLR{stepSize: stepSize, gamma: gamma}
	s.next = s.rates
	s.own = []settings.Setting{{Name: "step_size", Value: &s.stepSize}, {Name: "gamma", Value: &s.gamma}}
	s.start("StepLR", optimizer, options)
	return s
}

func (s *StepLR) rates() []float64 {
	lrs := rates(s.optimizer)
	if s.lastEpoch == 0 || s.lastEpoch%s.stepSize != 0 {
		return lrs
	}
	for i := range lrs {
		lrs[i] *= s.gamma
	}
	return lrs
}

// LoadStateDict implements [State].
func (s *StepLR) LoadStateDict(state map[string]any) error {
	if size, ok := settings.Number(state["step_size"]); ok && size < 1 {
		return fmt.Errorf("lrscheduler: step_size can't be %v", size)
	}
	return s.epochs.LoadStateDict(state)
}
