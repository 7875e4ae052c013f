package lrscheduler

import (
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/optim"
)

// CosineAnnealingLR lets the learning rates go down and up again as half a cosine.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
// and https://arxiv.org/abs/1608.03983
type CosineAnnealingLR struct {
	Base
	TMax   int     `py:"T_max"` // epochs from the highest to the lowest
	EtaMin float64 `py:"eta_min" kw:"0.0"`
}

type cosineAnnealingLRArgs struct{ resume }

// NewCosineAnnealingLR lets the learning rates reach their lowest after tMax epochs.
func NewCosineAnnealingLR(optimizer optim.Optimizer, tMax int, options ...CosineAnnealingLROption) *CosineAnnealingLR {
	s, a := cosineAnnealingLROf(options)
	if s.TMax = tMax; tMax == 0 {
		misuse("CosineAnnealingLR", "ZeroDivisionError", "T_max is 0")
	}
	s.Start("CosineAnnealingLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *CosineAnnealingLR) LRs() []float64 {
	top := float64(s.TMax)
	switch {
	case s.isInitial:
		return s.Present()
	case s.stepCount == 1 && s.lastEpoch > 0:
		return s.OfBase(func(lr float64) float64 { return s.at(lr, float64(s.lastEpoch)*math.Pi/top) })
	case (s.lastEpoch-1-s.TMax)%(2*s.TMax) == 0:
		lrs, up := s.Present(), 1-cmath.Cos(math.Pi/top)
		for i, base := range s.baseLRs {
			lrs[i] += (base - s.EtaMin) * up / 2
		}
		return lrs
	}
	now, before := 1+cmath.Cos(math.Pi*float64(s.lastEpoch)/top), 1+cmath.Cos(math.Pi*float64(s.lastEpoch-1)/top)
	return s.OfPresent(func(lr float64) float64 { return float64(now/before*(lr-s.EtaMin)) + s.EtaMin })
}

// at is the learning rate at an angle from the highest.
func (s *CosineAnnealingLR) at(lr, angle float64) float64 {
	return s.EtaMin + (lr-s.EtaMin)*(1+cmath.Cos(angle))/2
}

// ClosedLRs implements [ClosedForm].
func (s *CosineAnnealingLR) ClosedLRs() []float64 {
	return s.OfBase(func(lr float64) float64 { return s.at(lr, math.Pi*float64(s.lastEpoch)/float64(s.TMax)) })
}

func (s *CosineAnnealingLR) check(state StateDict) error { return positive(state, "T_max") }

// CosineAnnealingWarmRestarts lets the learning rates go down as half a cosine and begin
// anew, each time more slowly.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
// and https://arxiv.org/abs/1608.03983
type CosineAnnealingWarmRestarts struct {
	Base
	T0     int     `py:"T_0"` // epochs to the first restart
	TI     int     `py:"T_i"` // epochs from the last restart to the next
	TMult  int     `py:"T_mult" kw:"1"`
	EtaMin float64 `py:"eta_min" kw:"0.0"`
	TCur   float64 `py:"T_cur"` // epochs since the last restart
}

type cosineAnnealingWarmRestartsArgs struct{ resume }

// NewCosineAnnealingWarmRestarts restarts after t0 epochs for the first time.
func NewCosineAnnealingWarmRestarts(optimizer optim.Optimizer, t0 int, options ...CosineAnnealingWarmRestartsOption) *CosineAnnealingWarmRestarts {
	s, a := cosineAnnealingWarmRestartsOf(options)
	if t0 <= 0 {
		misuse("CosineAnnealingWarmRestarts", "ValueError", "Expected positive integer T_0, but got %d", t0)
	}
	if s.TMult < 1 {
		misuse("CosineAnnealingWarmRestarts", "ValueError", "Expected integer T_mult >= 1, but got %d", s.TMult)
	}
	s.T0, s.TI, s.TCur = t0, t0, float64(a.lastEpoch)
	s.Start("CosineAnnealingWarmRestarts", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *CosineAnnealingWarmRestarts) LRs() []float64 {
	share := 1 + cmath.Cos(math.Pi*s.TCur/float64(s.TI))
	return s.OfBase(func(lr float64) float64 { return s.EtaMin + (lr-s.EtaMin)*share/2 })
}

// next is Python's own step of this scheduler.
func (s *CosineAnnealingWarmRestarts) next() {
	if s.lastEpoch < 0 {
		s.StepTo(0)
		return
	}
	s.TCur++
	if s.TCur >= float64(s.TI) {
		s.TCur = math.Mod(s.TCur, float64(s.TI))
		s.TI *= s.TMult
	}
	s.lastEpoch++
	s.set(s.LRs())
}

// StepTo goes to an epoch, which may lie within one: 0.5 is the middle of the first.
func (s *CosineAnnealingWarmRestarts) StepTo(epoch float64) {
	first, mult := float64(s.T0), float64(s.TMult)
	switch {
	case !(epoch >= 0):
		misuse("CosineAnnealingWarmRestarts", "ValueError", "Expected non-negative epoch, but got %v", epoch)
	case epoch < first:
		s.TI, s.TCur = s.T0, epoch
	case s.TMult == 1:
		s.TCur = math.Mod(epoch, first)
	default:
		n := math.Trunc(cmath.Log(epoch/first*(mult-1)+1) / cmath.Log(mult))
		power := cmath.Pow(mult, n)
		s.TCur = epoch - first*(power-1)/(mult-1)
		s.TI = int(first * power)
	}
	s.lastEpoch = int(math.Floor(epoch))
	s.set(s.LRs())
}

func (s *CosineAnnealingWarmRestarts) check(state StateDict) error { return positive(state, "T_i") }
