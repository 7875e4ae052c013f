package lrscheduler_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

func TestStepLR_ResumesFromItsState(t *testing.T) {
	o := optimizer(0.1, 0.03)
	s := lrscheduler.NewStepLR(o, 3, lrscheduler.Gamma(0.7))
	for range 5 {
		s.Step()
	}
	other := optimizer(1, 1)
	resumed := lrscheduler.NewStepLR(other, 1, lrscheduler.Gamma(0.1))
	require.NoError(t, other.LoadStateDict(o.StateDict()))
	require.NoError(t, resumed.LoadStateDict(s.StateDict()))
	assert.Equal(t, 5, resumed.Epoch())
	assert.Equal(t, s.LastLR(), resumed.LastLR())
	s.Step()
	resumed.Step()
	assert.Equal(t, s.LastLR(), resumed.LastLR())
	assert.Equal(t, s.StateDict(), resumed.StateDict())
}

func TestStepLR_ResumesAfterAnEpoch(t *testing.T) {
	o := optimizer(0.5)
	s := lrscheduler.NewStepLR(o, 3, lrscheduler.Gamma(0.5))
	for range 5 {
		s.Step()
	}
	other := optimizer(7)
	require.NoError(t, other.LoadStateDict(o.StateDict()))
	resumed := lrscheduler.NewStepLR(other, 3, lrscheduler.Gamma(0.5), lrscheduler.LastEpoch(5))
	s.Step()
	assert.Equal(t, []float64{0.125}, s.LastLR())
	assert.Equal(t, s.LastLR(), resumed.LastLR())
}

func TestReduceLROnPlateau_ResumesFromItsState(t *testing.T) {
	for _, options := range [][]lrscheduler.ReduceLROnPlateauOption{
		{lrscheduler.Patience(1), lrscheduler.Cooldown(2), lrscheduler.MinLR(0.01, 0.002)},
		{lrscheduler.Mode("max"), lrscheduler.Patience(0), lrscheduler.ThresholdMode("abs"), lrscheduler.Factor(0.5)},
	} {
		o := optimizer(0.1, 0.03)
		s := lrscheduler.NewReduceLROnPlateau(o, options...)
		for epoch := range 10 {
			s.Step(metric(epoch))
		}
		other := optimizer(1, 1)
		resumed := lrscheduler.NewReduceLROnPlateau(other)
		require.NoError(t, other.LoadStateDict(o.StateDict()))
		require.NoError(t, resumed.LoadStateDict(s.StateDict()))
		for epoch := 10; epoch < 30; epoch++ {
			s.Step(metric(epoch))
			resumed.Step(metric(epoch))
			assert.Equal(t, s.LastLR(), resumed.LastLR())
		}
		assert.Equal(t, s.StateDict(), resumed.StateDict())
	}
}

func TestReduceLROnPlateau_GroupsAddedLater(t *testing.T) {
	param := []*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))}
	o := optimizer(1)
	s := lrscheduler.NewReduceLROnPlateau(o, lrscheduler.Patience(0), lrscheduler.Factor(0.5))
	o.AddParamGroup(param, optim.LR(4))
	s.Step(1)
	s.Step(1)
	assert.Equal(t, []float64{0.5, 2}, s.LastLR())
}

func TestSchedulers_Refuse(t *testing.T) {
	for message, f := range map[string]func(){
		"Invalid step_size: 0":                                  func() { lrscheduler.NewStepLR(optimizer(1), 0, lrscheduler.Gamma(0.1)) },
		"param 'initial_lr' is not specified":                   func() { lrscheduler.NewStepLR(optimizer(1), 1, lrscheduler.Gamma(0.1), lrscheduler.LastEpoch(3)) },
		"Factor should be < 1.0.":                               func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.Factor(1)) },
		"expected 1 min_lrs, got 2":                             func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.MinLR(1, 2)) },
		"expected 2 min_lrs, got 0":                             func() { lrscheduler.NewReduceLROnPlateau(optimizer(1, 2), lrscheduler.MinLR()) },
		"number of param groups in the `optimizer` (3) differs": func() { addedGroup() },
	} {
		assert.ErrorContains(t, torch.Try(func() error { f(); return nil }), message)
	}
}

func addedGroup() {
	o := optimizer(1, 2)
	s := lrscheduler.NewReduceLROnPlateau(o, lrscheduler.Patience(0), lrscheduler.MinLR(0, 0))
	o.AddParamGroup([]*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))})
	s.Step(1)
	s.Step(1)
}

func TestLoadStateDict_ChangesNothingOnError(t *testing.T) {
	s := lrscheduler.NewStepLR(optimizer(1), 3, lrscheduler.Gamma(0.5))
	before := s.StateDict()
	assert.ErrorContains(t, s.LoadStateDict(lrscheduler.StateDict{"step_size": 7, "gamma": "a"}), "gamma can't be a (string)")
	assert.ErrorContains(t, s.LoadStateDict(lrscheduler.StateDict{"step_size": 0}), "step_size can't be 0")
	assert.Equal(t, before, s.StateDict())

	p := lrscheduler.NewReduceLROnPlateau(optimizer(1))
	before = p.StateDict()
	assert.ErrorContains(t, p.LoadStateDict(lrscheduler.StateDict{"patience": 7, "mode": "up"}), "mode can't be up")
	assert.ErrorContains(t, p.LoadStateDict(lrscheduler.StateDict{"patience": 7, "threshold_mode": "x"}), "threshold_mode can't be x")
	assert.Equal(t, before, p.StateDict())
}
