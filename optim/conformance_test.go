package optim_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// conformance is one optimizer with its flags, which every test of this file is
// run with. New optimizers add their lines here and in testdata/optimizers.py.
type conformance struct {
	name string
	make func(params []*torch.Tensor, foreach ...optim.Foreach) optim.Optimizer
}

func sgd(options ...optim.SGDOption) func([]*torch.Tensor, ...optim.Foreach) optim.Optimizer {
	return func(params []*torch.Tensor, foreach ...optim.Foreach) optim.Optimizer {
		all := options
		for _, f := range foreach {
			all = append(all[:len(all):len(all)], f)
		}
		return optim.NewSGD(params, 0.1, all...)
	}
}

func adam(options ...optim.AdamOption) func([]*torch.Tensor, ...optim.Foreach) optim.Optimizer {
	return func(params []*torch.Tensor, foreach ...optim.Foreach) optim.Optimizer {
		return optim.NewAdam(params, 0.013, withForeach(options, foreach)...)
	}
}

func adamW(options ...optim.AdamOption) func([]*torch.Tensor, ...optim.Foreach) optim.Optimizer {
	return func(params []*torch.Tensor, foreach ...optim.Foreach) optim.Optimizer {
		return optim.NewAdamW(params, 0.013, withForeach(options, foreach)...)
	}
}

func withForeach(options []optim.AdamOption, foreach []optim.Foreach) []optim.AdamOption {
	for _, f := range foreach {
		options = append(options[:len(options):len(options)], f)
	}
	return options
}

func rmsprop(options ...optim.RMSpropOption) func([]*torch.Tensor, ...optim.Foreach) optim.Optimizer {
	return func(params []*torch.Tensor, foreach ...optim.Foreach) optim.Optimizer {
		all := options
		for _, f := range foreach {
			all = append(all[:len(all):len(all)], f)
		}
		return optim.NewRMSprop(params, 0.003, all...)
	}
}

var optimizers = []conformance{
	{"SGD", sgd()},
	{"SGD momentum", sgd(optim.Momentum(0.9))},
	{"SGD dampening", sgd(optim.Momentum(0.9), optim.Dampening(0.3))},
	{"SGD nesterov", sgd(optim.Momentum(0.9), optim.Nesterov(true))},
	{"SGD weight_decay maximize", sgd(optim.WeightDecay(0.01), optim.Maximize(true))},
	{"SGD all", sgd(optim.Momentum(0.8), optim.Nesterov(true), optim.WeightDecay(0.02), optim.Maximize(true))},
	{"Adam", adam()},
	{"Adam betas eps weight_decay", adam(optim.Betas(0.8, 0.95), optim.Eps(1e-6), optim.WeightDecay(0.1))},
	{"Adam amsgrad maximize", adam(optim.AMSGrad(true), optim.Maximize(true))},
	{"Adam decoupled", adam(optim.WeightDecay(0.07), optim.DecoupledWeightDecay(true))},
	{"AdamW", adamW()},
	{"AdamW all", adamW(optim.Betas(0.85, 0.99), optim.WeightDecay(0.05), optim.AMSGrad(true), optim.Maximize(true))},
	{"RMSprop", rmsprop()},
	{"RMSprop momentum", rmsprop(optim.Momentum(0.9), optim.Alpha(0.9), optim.Eps(1e-6))},
	{"RMSprop centered weight_decay", rmsprop(optim.Centered(true), optim.WeightDecay(0.01))},
	{"RMSprop all", rmsprop(optim.Centered(true), optim.WeightDecay(0.01), optim.Momentum(0.9), optim.Maximize(true))},
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
			torchtest.Equal(t, tensor, got.State[i][name], name)
		}
	}
}

// On the CPU the _foreach_ operators run the plain ones in turn.
func TestOptimizer_ForeachEqualsOneByOneOnTheCPU(t *testing.T) {
	eachOptimizer(t, func(t *testing.T, c conformance) {
		var results [2][]*torch.Tensor
		for i, foreach := range []optim.Foreach{false, true} {
			results[i] = parameters(torch.Float64)
			train(c.make(results[i], foreach), results[i], 0, steps)
		}
		for i := range results[0] {
			torchtest.Equal(t, results[0][i], results[1][i])
		}
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
				assert.Nil(t, tensor.Scope(), name)
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
			"0 parameter groups, the state has 1|1 parameter groups, the state has 0": func(d *optim.StateDict) { d.ParamGroups = nil },
			"params must be 4 numbers": func(d *optim.StateDict) { d.ParamGroups[0]["params"] = []int{0} },
			"lr is missing":            func(d *optim.StateDict) { delete(d.ParamGroups[0], "lr") },
			"maximize can't be 1":      func(d *optim.StateDict) { d.ParamGroups[0]["maximize"] = 1 },
			"weight_decay can't be a":  func(d *optim.StateDict) { d.ParamGroups[0]["weight_decay"] = "a" },
			"differentiable can't be true": func(d *optim.StateDict) {
				d.ParamGroups[0]["differentiable"] = true
			},
			"state of parameter 2: sum is unknown": func(d *optim.StateDict) {
				d.State[2] = map[string]*torch.Tensor{"sum": torch.Ones(1)}
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
