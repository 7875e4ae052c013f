package lrscheduler_test

import (
	"encoding/json"
	"fmt"
	"maps"
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

// The messages are Python's.
func TestSchedulers_Refuse(t *testing.T) {
	plain := func() optim.Optimizer {
		return optim.NewAdagrad([]*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))}, 1)
	}
	for message, f := range map[string]func(){
		"Invalid step_size: 0":                         func() { lrscheduler.NewStepLR(optimizer(1), 0) },
		"param 'initial_lr' is not specified":          func() { lrscheduler.NewStepLR(optimizer(1), 1, lrscheduler.LastEpoch(3)) },
		"Factor should be < 1.0.":                      func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.Factor(1)) },
		"mode up is unknown!":                          func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.Mode("up")) },
		"threshold mode up is unknown!":                func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.ThresholdMode("up")) },
		"expected 1 min_lrs, got 2":                    func() { lrscheduler.NewReduceLROnPlateau(optimizer(1), lrscheduler.MinLR(1, 2)) },
		"expected 2 min_lrs, got 0":                    func() { lrscheduler.NewReduceLROnPlateau(optimizer(1, 2), lrscheduler.MinLR()) },
		"number of param groups in the `optimizer` (3": func() { addedGroup() },
		"Constant multiplicative factor expected":      func() { lrscheduler.NewConstantLR(optimizer(1), lrscheduler.Factor(2)) },
		"Starting multiplicative factor expected":      func() { lrscheduler.NewLinearLR(optimizer(1), lrscheduler.StartFactor(0)) },
		"Ending multiplicative factor expected":        func() { lrscheduler.NewLinearLR(optimizer(1), lrscheduler.EndFactor(2)) },
		"Expected 1 lr_lambdas, but got 2": func() {
			one := func(int) float64 { return 1 }
			lrscheduler.NewLambdaLR(optimizer(1), []lrscheduler.Lambda{one, one})
		},
		"Expected positive integer T_0, but got 0": func() { lrscheduler.NewCosineAnnealingWarmRestarts(optimizer(1), 0) },
		"Expected integer T_mult >= 1, but got 0":  func() { lrscheduler.NewCosineAnnealingWarmRestarts(optimizer(1), 1, lrscheduler.TMult(0)) },
		"Expected non-negative epoch, but got -1":  func() { lrscheduler.NewCosineAnnealingWarmRestarts(optimizer(1), 1).StepTo(-1) },
		"T_max is 0":                            func() { lrscheduler.NewCosineAnnealingLR(optimizer(1), 0) },
		"You must define either total_steps OR": func() { lrscheduler.NewOneCycleLR(optimizer(1), 1.0) },
		"Expected positive integer total_steps": func() { lrscheduler.NewOneCycleLR(optimizer(1), 1.0, lrscheduler.TotalSteps(0)) },
		"Expected positive integer epochs": func() {
			lrscheduler.NewOneCycleLR(optimizer(1), 1.0, lrscheduler.Epochs(0), lrscheduler.StepsPerEpoch(1))
		},
		"Expected float between 0 and 1 pct_start": func() {
			lrscheduler.NewOneCycleLR(optimizer(1), 1.0, lrscheduler.TotalSteps(1), lrscheduler.PctStart(2))
		},
		"anneal_strategy must be one of": func() {
			lrscheduler.NewOneCycleLR(optimizer(1), 1.0, lrscheduler.TotalSteps(1), lrscheduler.AnnealStrategy("x"))
		},
		"max_lr must have the same length": func() { lrscheduler.NewOneCycleLR(optimizer(1), []float64{1, 2}, lrscheduler.TotalSteps(1)) },
		"optimizer must support momentum":  func() { lrscheduler.NewOneCycleLR(plain(), 1.0, lrscheduler.TotalSteps(1)) },
		"Tried to step 2 times": func() {
			s := lrscheduler.NewOneCycleLR(optimizer(1), 1.0, lrscheduler.TotalSteps(1))
			s.StepTo(2)
		},
		"mode is invalid and scale_fn is None":        func() { lrscheduler.NewCyclicLR(optimizer(1), 0.1, 0.2, lrscheduler.Mode("x")) },
		"anneal_epochs must be equal or greater":      func() { lrscheduler.NewSWALR(optimizer(1), 1.0, lrscheduler.AnnealEpochs(-1)) },
		"SequentialLR expects at least one scheduler": func() { lrscheduler.NewSequentialLR(optimizer(1), nil, nil) },
		"one more than the number of milestone points": func() {
			o := optimizer(1)
			lrscheduler.NewSequentialLR(o, []lrscheduler.Scheduler{lrscheduler.NewConstantLR(o)}, []int{1})
		},
		"to belong to the same optimizer": func() {
			lrscheduler.NewChainedScheduler([]lrscheduler.Scheduler{lrscheduler.NewConstantLR(optimizer(1)), lrscheduler.NewConstantLR(optimizer(1))})
		},
		"ChainedScheduler expects at least one scheduler": func() { lrscheduler.NewChainedScheduler(nil) },
		"nil is not an Optimizer":                         func() { lrscheduler.NewLinearLR(nil) },
		"make it anew after adding a group": func() {
			o := optimizer(1)
			s := lrscheduler.NewCosineAnnealingWarmRestarts(o, 3)
			o.AddParamGroup([]*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))})
			s.Step()
		},
	} {
		assert.ErrorContains(t, torch.Try(func() error { f(); return nil }), message)
	}
}

// Python warns of the first step alone.
func TestStep_WarnsBeforeTheOptimizers(t *testing.T) {
	var got []torch.Warning
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w) })
	defer torch.SetWarningHandler(nil)
	o := optimizer(1)
	s := lrscheduler.NewStepLR(o, 1)
	assert.Empty(t, got)
	s.Step()
	require.Len(t, got, 1)
	assert.Equal(t, torch.UserWarning, got[0].Category)
	assert.Contains(t, got[0].Message, "Detected call of `lr_scheduler.step()` before `optimizer.step()`.")
	s.Step()
	assert.Len(t, got, 1)

	s = lrscheduler.NewStepLR(o, 1)
	o.Step()
	s.Step()
	assert.Len(t, got, 1)
}

func TestStateDict_ThroughJSON(t *testing.T) {
	o := optimizer(0.1, 0.03)
	o.Step()
	inner := []lrscheduler.Scheduler{lrscheduler.NewLinearLR(o), lrscheduler.NewMultiStepLR(o, []int{2, 3})}
	for _, s := range []state{
		lrscheduler.NewReduceLROnPlateau(o), // the best metric is infinite
		lrscheduler.NewReduceLROnPlateau(o, lrscheduler.Mode("max"), lrscheduler.MinLR(0.1, 0.2)),
		lrscheduler.NewOneCycleLR(o, 0.1, lrscheduler.TotalSteps(9)),
		lrscheduler.NewCyclicLR(o, 0.1, 0.2),
		lrscheduler.NewMultiStepLR(o, []int{2, 3, 3}),
		lrscheduler.NewLambdaLR(o, func(int) float64 { return 1 }),
		lrscheduler.NewSequentialLR(o, inner, []int{3}),
	} {
		before := s.StateDict()
		data, err := json.Marshal(before)
		require.NoError(t, err)
		var read lrscheduler.StateDict
		require.NoError(t, json.Unmarshal(data, &read))
		require.NoError(t, s.(interface {
			LoadStateDict(lrscheduler.StateDict) error
		}).LoadStateDict(read))
		assert.Equal(t, before, s.StateDict())
	}
}

// Warmup is a schedule of a user's.
type Warmup struct {
	lrscheduler.Base
	Steps int `py:"steps"`
}

func NewWarmup(optimizer optim.Optimizer, steps int) *Warmup {
	w := &Warmup{Steps: steps}
	w.Start("Warmup", optimizer, w, -1)
	return w
}

func (w *Warmup) LRs() []float64 {
	return w.OfBase(func(lr float64) float64 { return lr * min(1, float64(w.Epoch()+1)/float64(w.Steps)) })
}

func ExampleBase() {
	optimizer := optimizer(1)
	warmup := NewWarmup(optimizer, 4)
	both := lrscheduler.NewSequentialLR(optimizer, []lrscheduler.Scheduler{warmup, lrscheduler.NewExponentialLR(optimizer, 0.5)}, []int{4})
	for range 7 {
		fmt.Print(both.LastLR(), " ")
		optimizer.Step()
		both.Step()
	}
	fmt.Println(warmup.StateDict()["steps"])
	// Output: [0.25] [0.5] [0.75] [1] [1] [0.5] [0.25] 4
}

func addedGroup() {
	o := optimizer(1, 2)
	s := lrscheduler.NewReduceLROnPlateau(o, lrscheduler.Patience(0), lrscheduler.MinLR(0, 0))
	o.AddParamGroup([]*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))})
	s.Step(1)
	s.Step(1)
}

// with is a state with another value under a name.
func with(state lrscheduler.StateDict, name string, value any) lrscheduler.StateDict {
	state = maps.Clone(state)
	state[name] = value
	return state
}

func TestLoadStateDict_ChangesNothingOnError(t *testing.T) {
	s := lrscheduler.NewStepLR(optimizer(1), 3, lrscheduler.Gamma(0.5))
	before := s.StateDict()
	other := with(before, "last_epoch", 5)
	assert.ErrorContains(t, s.LoadStateDict(with(other, "gamma", "a")), "gamma can't be a (string)")
	assert.ErrorContains(t, s.LoadStateDict(with(other, "step_size", 0)), "step_size can't be 0")
	assert.Equal(t, before, s.StateDict())

	p := lrscheduler.NewReduceLROnPlateau(optimizer(1))
	before = p.StateDict()
	other = with(before, "patience", 7)
	assert.ErrorContains(t, p.LoadStateDict(with(other, "mode", "up")), "mode can't be up")
	assert.ErrorContains(t, p.LoadStateDict(with(other, "threshold_mode", "x")), "threshold_mode can't be x")
	assert.Equal(t, before, p.StateDict())
}

func TestLoadStateDict_RefusesOtherStates(t *testing.T) {
	o := optimizer(1)
	s := lrscheduler.NewStepLR(o, 3)
	exponential := lrscheduler.NewExponentialLR(o, 0.5)
	plateau := lrscheduler.NewReduceLROnPlateau(o)
	lambda := lrscheduler.NewLambdaLR(o, func(int) float64 { return 1 })
	cyclic := lrscheduler.NewCyclicLR(o, 0.1, 0.2)
	oneCycle := lrscheduler.NewOneCycleLR(o, 0.1, lrscheduler.TotalSteps(9))
	chained := lrscheduler.NewChainedScheduler([]lrscheduler.Scheduler{s})
	sequential := lrscheduler.NewSequentialLR(o, []lrscheduler.Scheduler{s, exponential}, []int{4})
	full := s.StateDict()
	for message, load := range map[string]func() error{
		"StepLR: a is unknown":          func() error { return s.LoadStateDict(lrscheduler.StateDict{"a": 1}) },
		"StepLR: the state lacks base_": func() error { return s.LoadStateDict(nil) },
		"StepLR: the state lacks last_epoch": func() error {
			d := maps.Clone(full)
			delete(d, "last_epoch")
			return s.LoadStateDict(d)
		},
		"StepLR: the state lacks step_size":                   func() error { return s.LoadStateDict(exponential.StateDict()) },
		"ExponentialLR: step_size is unknown":                 func() error { return exponential.LoadStateDict(full) },
		"StepLR: best is unknown":                             func() error { return s.LoadStateDict(plateau.StateDict()) },
		"ReduceLROnPlateau: _get_lr_called_within_step is un": func() error { return plateau.LoadStateDict(full) },
		"ReduceLROnPlateau: the state lacks mode":             func() error { return plateau.LoadStateDict(nil) },
		"ChainedScheduler: _get_lr_called_within_step is unk": func() error { return chained.LoadStateDict(full) },
		"ChainedScheduler: the state lacks _last_lr":          func() error { return chained.LoadStateDict(nil) },
		"_schedulers must be a list of the states of 1":       func() error { return chained.LoadStateDict(with(chained.StateDict(), "_schedulers", 1)) },
		"_schedulers[0] must be a dict, it is 3 (int)": func() error {
			return chained.LoadStateDict(with(chained.StateDict(), "_schedulers", []any{3}))
		},
		"SequentialLR: _schedulers[1]: lrscheduler: ExponentialLR: step_size is unknown": func() error {
			return sequential.LoadStateDict(with(sequential.StateDict(), "_schedulers", []any{full, full}))
		},
		"lr_lambdas[0] can't be":            func() error { return lambda.LoadStateDict(with(lambda.StateDict(), "lr_lambdas", []any{1})) },
		"lr_lambdas must be a list of 1":    func() error { return lambda.LoadStateDict(with(lambda.StateDict(), "lr_lambdas", nil)) },
		"_scale_fn_custom can't be 1 (int)": func() error { return cyclic.LoadStateDict(with(cyclic.StateDict(), "_scale_fn_custom", 1)) },
		"the optimizer has no betas":        func() error { return cyclic.LoadStateDict(with(cyclic.StateDict(), "use_beta1", true)) },
		"_schedule_phases can't be <nil>":   func() error { return oneCycle.LoadStateDict(with(oneCycle.StateDict(), "_schedule_phases", nil)) },
	} {
		assert.ErrorContains(t, load(), message)
	}
	assert.Equal(t, full, s.StateDict())
	assert.NoError(t, s.LoadStateDict(with(full, "verbose", false)), "of an older version")
}
