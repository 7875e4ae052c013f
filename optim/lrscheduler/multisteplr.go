package lrscheduler

import (
	"maps"
	"slices"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// MultiStepLR multiplies the learning rates by a factor at given epochs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html
type MultiStepLR struct {
	Base
	// Milestones tell how often the factor is applied at an epoch.
	Milestones map[int]int `py:"milestones"`
	Gamma      float64     `py:"gamma" kw:"0.1"`
}

type multiStepLRArgs struct{ resume }

// NewMultiStepLR multiplies the learning rates at each of milestones.
func NewMultiStepLR(optimizer optim.Optimizer, milestones []int, options ...MultiStepLROption) *MultiStepLR {
	s, a := multiStepLROf(options)
	s.Milestones = map[int]int{}
	for _, m := range milestones {
		s.Milestones[m]++
	}
	s.Start("MultiStepLR", optimizer, &s, a.lastEpoch)
	return &s
}

// counter is a Counter in Python's files.
type counter map[int]int

// SavedValue is what torch.Save writes.
func (c counter) SavedValue() any {
	d := &torch.Dict{Kind: torch.CounterDict}
	for _, m := range slices.Sorted(maps.Keys(c)) {
		d.Set(m, c[m])
	}
	return d
}

func (s *MultiStepLR) packExtra(state StateDict) {
	state["milestones"] = counter(maps.Clone(s.Milestones))
}

func (*MultiStepLR) extraNames() []string { return nil }

func (*MultiStepLR) readExtra(StateDict) (func(), error) { return nil, nil }

// LRs implements [Rule].
func (s *MultiStepLR) LRs() []float64 {
	times := s.Milestones[s.lastEpoch]
	if times == 0 {
		return s.Present()
	}
	return s.OfPresent(func(lr float64) float64 { return lr * cmath.Pow(s.Gamma, float64(times)) })
}

// ClosedLRs implements [ClosedForm].
func (s *MultiStepLR) ClosedLRs() []float64 {
	passed := 0
	for m, times := range s.Milestones {
		if m <= s.lastEpoch {
			passed += times
		}
	}
	return s.OfBase(func(lr float64) float64 { return lr * cmath.Pow(s.Gamma, float64(passed)) })
}
