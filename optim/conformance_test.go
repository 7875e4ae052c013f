package optim_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// conformance is one optimizer with its flags, which every test of this file is
// run with. That they leave Python's bits is compared by scripts/parity.
type conformance struct {
	name string
	make func(params []*torch.Tensor) optim.Optimizer
}

func of[O any, T optim.Optimizer](make func([]*torch.Tensor, float64, ...O) T, lr float64, options ...O) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return make(params, lr, options...) }
}

var optimizers = []conformance{
	{"SGD", of(optim.NewSGD, 0.1)},
	{"SGD momentum", of[optim.SGDOption](optim.NewSGD, 0.1, optim.Momentum(0.9))},
	{"SGD dampening", of[optim.SGDOption](optim.NewSGD, 0.1, optim.Momentum(0.9), optim.Dampening(0.3))},
	{"SGD all", of[optim.SGDOption](optim.NewSGD, 0.1, optim.Momentum(0.8), optim.Nesterov(true), optim.WeightDecay(0.02), optim.Maximize(true))},
	{"SGD fused", of[optim.SGDOption](optim.NewSGD, 0.1, optim.Momentum(0.9), optim.Fused(true))},
	{"Adam", of(optim.NewAdam, 0.013)},
	{"Adam all", of[optim.AdamOption](optim.NewAdam, 0.013, optim.Betas(0.8, 0.95), optim.Eps(1e-6), optim.WeightDecay(0.1), optim.AMSGrad(true), optim.Maximize(true))},
	{"Adam decoupled", of[optim.AdamOption](optim.NewAdam, 0.013, optim.WeightDecay(0.07), optim.DecoupledWeightDecay(true))},
	{"Adam fused", of[optim.AdamOption](optim.NewAdam, 0.013, optim.Fused(true))},
	{"AdamW", of(optim.NewAdamW, 0.013)},
	{"AdamW all", of[optim.AdamWOption](optim.NewAdamW, 0.013, optim.Betas(0.85, 0.99), optim.WeightDecay(0.05), optim.AMSGrad(true), optim.Maximize(true))},
	{"NAdam", of[optim.NAdamOption](optim.NewNAdam, 0.01, optim.WeightDecay(0.1), optim.MomentumDecay(0.01))},
	{"RAdam", of[optim.RAdamOption](optim.NewRAdam, 0.01, optim.WeightDecay(0.1))},
	{"Adamax", of[optim.AdamaxOption](optim.NewAdamax, 0.01, optim.WeightDecay(0.1), optim.Maximize(true))},
	{"Adagrad", of[optim.AdagradOption](optim.NewAdagrad, 0.1, optim.LRDecay(0.1), optim.InitialAccumulatorValue(0.1))},
	{"Adagrad fused", of[optim.AdagradOption](optim.NewAdagrad, 0.1, optim.Fused(true))},
	{"Adadelta", of[optim.AdadeltaOption](optim.NewAdadelta, 1, optim.WeightDecay(0.1))},
	{"RMSprop", of(optim.NewRMSprop, 0.003)},
	{"RMSprop momentum", of[optim.RMSpropOption](optim.NewRMSprop, 0.003, optim.Momentum(0.9), optim.Alpha(0.9), optim.Eps(1e-6))},
	{"RMSprop all", of[optim.RMSpropOption](optim.NewRMSprop, 0.003, optim.Centered(true), optim.WeightDecay(0.01), optim.Momentum(0.9), optim.Maximize(true))},
	{"Rprop", of(optim.NewRprop, 0.01)},
	{"ASGD", of[optim.ASGDOption](optim.NewASGD, 0.01, optim.T0(3), optim.WeightDecay(0.1))},
	{"Adafactor", of[optim.AdafactorOption](optim.NewAdafactor, 0.01, optim.WeightDecay(0.1))},
	{"Lion", func(params []*torch.Tensor) optim.Optimizer { return NewLion(params, 0.01) }},
}

func settable(o optim.Optimizer, name string) bool {
	_, ok := o.StateDict().ParamGroups[0][name]
	return ok
}

const steps = 20

// parameters are a matrix, a vector, a scalar and one that is not contiguous.
func parameters(dtype torch.DType) []*torch.Tensor {
	torch.ManualSeed(7)
	params := []*torch.Tensor{
		torch.Randn(33, 17, dtype), torch.Randn(5, dtype), torch.Randn(dtype), torch.Randn(4, 6, dtype).Transpose(0, 1),
	}
	for i := range params {
		params[i] = params[i].Detach().SetRequiresGrad(true)
	}
	return params
}

// train makes some steps; in every step one parameter may have no gradient.
func train(o optim.Optimizer, params []*torch.Tensor, first, last int) {
	for step := first; step < last; step++ {
		for i, p := range params {
			grad := torch.RandnLike(p)
			if (step+i)%7 != 6 {
				p.SetGrad(grad)
			}
		}
		o.Step()
		o.ZeroGrad()
	}
}

func eachOptimizer(t *testing.T, f func(t *testing.T, c conformance)) {
	for _, c := range optimizers {
		t.Run(c.name, func(t *testing.T) { f(t, c) })
	}
}

func TestOptimizer_ResumesFromItsState(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		params := parameters(torch.Float32)
		o := c.make(params)
		train(o, params, 0, steps/2)
		saved := o.StateDict()
		copies := make([]*torch.Tensor, len(params))
		for i, p := range params {
			copies[i] = p.Detach().Clone().SetRequiresGrad(true)
		}
		resumed := c.make(copies)
		require.NoError(t, resumed.LoadStateDict(saved))
		rng := torch.RNGState()
		train(o, params, steps/2, steps)
		torch.SetRNGState(rng)
		train(resumed, copies, steps/2, steps)
		for i := range params {
			torchtest.Equal(t, params[i], copies[i])
		}
		requireSameState(t, o.StateDict(), resumed.StateDict())
	})
}

func requireSameState(t *testing.T, want, got *optim.StateDict) {
	t.Helper()
	assert.Equal(t, want.ParamGroups, got.ParamGroups)
	require.Equal(t, len(want.State), len(got.State))
	for i, state := range want.State {
		require.Equal(t, len(state), len(got.State[i]))
		for name, tensor := range state {
			torchtest.Equal(t, tensor.(*torch.Tensor), got.State[i][name].(*torch.Tensor), name)
		}
	}
}

// How the parameters are put together in groups must change nothing.
func TestOptimizer_EachParameterByItself(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		together, alone := parameters(torch.Float32), parameters(torch.Float32)
		o := c.make(together)
		train(o, together, 0, steps)
		var all []optim.Optimizer
		for i := range alone {
			all = append(all, c.make(alone[i:i+1]))
		}
		parameters(torch.Float32) // the draws before training
		for step := range steps {
			for i, p := range alone {
				grad := torch.RandnLike(p)
				if (step+i)%7 != 6 {
					p.SetGrad(grad)
				}
			}
			for _, o := range all {
				o.Step()
				o.ZeroGrad()
			}
		}
		for i := range alone {
			torchtest.Equal(t, together[i], alone[i])
		}
	})
}

func TestOptimizer_StateThroughJSON(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		params := parameters(torch.Float32)
		o := c.make(params)
		train(o, params, 0, steps/2)
		data, err := json.Marshal(o.StateDict())
		require.NoError(t, err)
		var read optim.StateDict
		require.NoError(t, json.Unmarshal(data, &read))
		copies := make([]*torch.Tensor, len(params))
		for i, p := range params {
			copies[i] = p.Detach().Clone().SetRequiresGrad(true)
		}
		resumed := c.make(copies)
		require.NoError(t, resumed.LoadStateDict(&read))
		requireSameState(t, o.StateDict(), resumed.StateDict())
	})
}

func TestOptimizer_LeavesParametersWithoutGradient(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		params := parameters(torch.Float32)
		frozen := params[1].Detach().Clone()
		o := c.make(params)
		params[0].SetGrad(torch.OnesLike(params[0]))
		o.Step()
		torchtest.Equal(t, frozen, params[1].Detach())
		if settable(o, "initial_accumulator_value") {
			return // Adagrad has state from the first
		}
		assert.NotContains(t, o.StateDict().State, 1)
		o.ZeroGrad()
		o.Step()
	})
}

func TestOptimizer_MemoryStaysFlat(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		torchtest.NoLeaks(t)
		params := parameters(torch.Float32)
		grads := make([]*torch.Tensor, len(params))
		for i, p := range params {
			grads[i] = torch.RandnLike(p)
		}
		o := c.make(params)
		var live []int
		for range 4 {
			for i, p := range params {
				p.SetGrad(grads[i])
			}
			o.Step()
			live = append(live, torch.LiveTensors())
		}
		// The first step makes the state; the rest must leave nothing, not even to
		// the collector.
		assert.Equal(t, live[1], live[3])
		o.ZeroGrad()
	})
}

func TestOptimizer_StateOutlivesTheCallersScope(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		params := parameters(torch.Float32)
		o := c.make(params)
		for range 3 {
			torch.Scoped(func(s *torch.Scope) {
				for _, p := range params {
					p.SetGrad(torch.OnesLike(p, torch.In(s)))
				}
				o.Step()
			})
		}
		for _, state := range o.StateDict().State {
			for name, tensor := range state {
				assert.Nil(t, tensor.(*torch.Tensor).Scope(), name)
			}
		}
	})
}

func TestOptimizer_RefusesForeignState(t *testing.T) {
	params := parameters(torch.Float32)
	eachOptimizer(t, func(t *testing.T, c conformance) {
		o := c.make(params)
		o.Step()
		before := o.StateDict()
		for name, spoil := range map[string]func(d *optim.StateDict){
			"a different number of parameter groups: 0, the optimizer has 1": func(d *optim.StateDict) { d.ParamGroups = nil },
			"1 parameters, the optimizer has 4":                              func(d *optim.StateDict) { d.ParamGroups[0]["params"] = []int{0} },
			"a list of integers, not a":                                      func(d *optim.StateDict) { d.ParamGroups[0]["params"] = "a" },
			"lr is missing":                                                  func(d *optim.StateDict) { delete(d.ParamGroups[0], "lr") },
			"lr can't be a":                                                  func(d *optim.StateDict) { d.ParamGroups[0]["lr"] = "a" },
			"state of parameter 2: nonsense": func(d *optim.StateDict) {
				d.State[2] = map[string]any{"nonsense": torch.Ones(9)}
			},
		} {
			d := o.StateDict()
			d.ParamGroups[0]["lr"] = 7.0
			spoil(d)
			assert.Regexp(t, name, fmt.Sprint(o.LoadStateDict(d)))
			requireSameState(t, before, o.StateDict())
		}
	})
}
