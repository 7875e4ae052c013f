package lrscheduler

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/optim"
)

// Lambda returns the factor of an epoch.
type Lambda = func(epoch int) float64

// lambdas are functions, one for each group. A state holds None in their places, for
// functions are no state.
type lambdas struct{ of []Lambda }

func newLambdas[L Lambda | []Lambda](name string, optimizer optim.Optimizer, lambda L) lambdas {
	requireOptimizer(optimizer)
	n := len(optimizer.ParamGroups())
	if all, ok := any(lambda).([]Lambda); ok {
		if len(all) != n {
			misuse(name, "ValueError", "Expected %d lr_lambdas, but got %d", n, len(all))
		}
		return lambdas{all}
	}
	l := lambdas{make([]Lambda, n)}
	for i := range l.of {
		l.of[i] = any(lambda).(Lambda)
	}
	return l
}

func (l lambdas) packExtra(state StateDict) { state["lr_lambdas"] = make([]any, len(l.of)) }

func (lambdas) extraNames() []string { return []string{"lr_lambdas"} }

func (l lambdas) readExtra(state StateDict) (func(), error) {
	saved, ok := settings.Items(state["lr_lambdas"])
	if !ok || len(saved) != len(l.of) {
		return nil, fmt.Errorf("lr_lambdas must be a list of %d, it is %v (%T)", len(l.of), state["lr_lambdas"], state["lr_lambdas"])
	}
	for i, s := range saved {
		if s != nil {
			return nil, fmt.Errorf("lr_lambdas[%d] can't be %v (%T): a function of Go's has no state, set it to nil in the state", i, s, s)
		}
	}
	return nil, nil
}

// times multiplies each learning rate by its group's factor.
func (l lambdas) times(lrs []float64, epoch int) []float64 {
	for i := range min(len(lrs), len(l.of)) {
		lrs[i] *= l.of[i](epoch)
	}
	return lrs[:min(len(lrs), len(l.of))]
}

// LambdaLR multiplies the first learning rates by a function of the epoch.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html
type LambdaLR struct {
	Base
	lambdas
}

type lambdaLRArgs struct{ resume }

// NewLambdaLR makes a schedule of a function for all groups, or one for each.
func NewLambdaLR[L Lambda | []Lambda](optimizer optim.Optimizer, lambda L, options ...LambdaLROption) *LambdaLR {
	s, a := lambdaLROf(options)
	s.lambdas = newLambdas("LambdaLR", optimizer, lambda)
	s.Start("LambdaLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *LambdaLR) LRs() []float64 {
	return s.times(s.OfBase(func(lr float64) float64 { return lr }), s.lastEpoch)
}

// MultiplicativeLR multiplies the present learning rates by a function of the epoch.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html
type MultiplicativeLR struct {
	Base
	lambdas
}

type multiplicativeLRArgs struct{ resume }

// NewMultiplicativeLR makes a schedule of a function for all groups, or one for each.
func NewMultiplicativeLR[L Lambda | []Lambda](optimizer optim.Optimizer, lambda L, options ...MultiplicativeLROption) *MultiplicativeLR {
	s, a := multiplicativeLROf(options)
	s.lambdas = newLambdas("MultiplicativeLR", optimizer, lambda)
	s.Start("MultiplicativeLR", optimizer, &s, a.lastEpoch)
	return &s
}

// LRs implements [Rule].
func (s *MultiplicativeLR) LRs() []float64 {
	if s.isInitial {
		return s.Present()
	}
	return s.times(s.Present(), s.lastEpoch)
}
