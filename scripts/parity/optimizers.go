package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const optimizerSteps = 20

type optimizer struct {
	name string
	make func(params []*torch.Tensor) optim.Optimizer
}

var optimizers = []optimizer{
	{"SGD", sgd(0.1)},
	{"SGD default lr", sgd(1e-3)},
	{"SGD momentum", sgd(0.1, optim.Momentum(0.9))},
	{"SGD dampening", sgd(0.1, optim.Momentum(0.9), optim.Dampening(0.3))},
	{"SGD nesterov", sgd(0.1, optim.Momentum(0.9), optim.Nesterov(true))},
	{"SGD weight_decay", sgd(0.1, optim.WeightDecay(0.01))},
	{"SGD maximize", sgd(0.01, optim.Maximize(true))},
	{"SGD all", sgd(0.05, optim.Momentum(0.8), optim.WeightDecay(0.02), optim.Nesterov(true), optim.Maximize(true))},
	{"SGD momentum weight_decay dampening", sgd(0.1, optim.Momentum(0.9), optim.Dampening(0.1), optim.WeightDecay(0.01))},
	{"RMSprop", rmsprop(0.01)},
	{"RMSprop alpha eps", rmsprop(0.003, optim.Alpha(0.9), optim.Eps(1e-6))},
	{"RMSprop momentum", rmsprop(0.003, optim.Momentum(0.9))},
	{"RMSprop centered", rmsprop(0.003, optim.Centered(true))},
	{"RMSprop weight_decay", rmsprop(0.003, optim.WeightDecay(0.01))},
	{"RMSprop maximize", rmsprop(0.003, optim.Maximize(true))},
	{"RMSprop all", rmsprop(0.003, optim.WeightDecay(0.01), optim.Momentum(0.9), optim.Centered(true), optim.Maximize(true))},
	{"Adam", adam(1e-3)},
	{"Adam lr betas eps", adam(0.01, optim.Betas(0.8, 0.95), optim.Eps(1e-6))},
	{"Adam weight_decay", adam(0.01, optim.WeightDecay(0.1))},
	{"Adam decoupled_weight_decay", adam(0.01, optim.WeightDecay(0.1), optim.DecoupledWeightDecay(true))},
	{"Adam amsgrad", adam(0.01, optim.AMSGrad(true))},
	{"Adam maximize", adam(0.01, optim.Maximize(true))},
	{"Adam all", adam(0.01, optim.Betas(0.85, 0.99), optim.WeightDecay(0.05), optim.AMSGrad(true), optim.Maximize(true))},
	{"AdamW", adamw(1e-3)},
	{"AdamW lr betas eps", adamw(0.01, optim.Betas(0.8, 0.95), optim.Eps(1e-6))},
	{"AdamW weight_decay", adamw(0.01, optim.WeightDecay(0.1))},
	{"AdamW amsgrad", adamw(0.01, optim.AMSGrad(true))},
	{"AdamW maximize", adamw(0.01, optim.Maximize(true))},
	{"AdamW all", adamw(0.01, optim.Betas(0.85, 0.99), optim.WeightDecay(0.05), optim.AMSGrad(true), optim.Maximize(true))},
}

func sgd(lr float64, options ...optim.SGDOption) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return optim.NewSGD(params, lr, options...) }
}

func rmsprop(lr float64, options ...optim.RMSpropOption) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return optim.NewRMSprop(params, lr, options...) }
}

func adam(lr float64, options ...optim.AdamOption) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return optim.NewAdam(params, lr, options...) }
}

func adamw(lr float64, options ...optim.AdamWOption) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return optim.NewAdamW(params, lr, options...) }
}

// problem is a small network and a batch to fit.
type problem struct {
	first, last    *nn.Linear
	net            *nn.Sequential
	inputs, labels *torch.Tensor
	criterion      *nn.CrossEntropyLoss
}

func newProblem() *problem {
	torch.ManualSeed(0)
	p := &problem{first: nn.NewLinear(10, 16), last: nn.NewLinear(16, 3)}
	p.net = nn.NewSequential(p.first, nn.NewReLU(), p.last)
	p.inputs = torch.Randn(32, 10)
	p.labels = torch.Randint(0, 3, []int{32})
	p.criterion = nn.NewCrossEntropyLoss()
	return p
}

func (p *problem) step(o optim.Optimizer) *torch.Tensor {
	o.ZeroGrad()
	loss := p.criterion.Forward(p.net.Forward(p.inputs), p.labels)
	loss.Backward()
	o.Step()
	return loss
}

func (p *problem) steps(r *recorder, o optim.Optimizer, first, last int) {
	for i := first; i < last; i++ {
		r.tensor(fmt.Sprintf("loss %d", i), p.step(o))
	}
}

// optimized records the parameters and the optimizer's state.
func (r *recorder) optimized(p *problem, o optim.Optimizer) {
	for name, t := range nn.NamedParameters(p.net) {
		r.tensor("param "+name, t)
	}
	states := o.StateDict().State
	for _, index := range slices.Sorted(maps.Keys(states)) {
		for _, key := range slices.Sorted(maps.Keys(states[index])) {
			r.tensor(fmt.Sprintf("state %d %s", index, key), states[index][key].(*torch.Tensor))
		}
	}
}

// optimizerCases compares every optimizer with every flag: the loss of each of
// 20 steps, parameters and state after them; without and with a state saved and
// loaded half-way.
func optimizerCases() []testCase {
	out := []testCase{
		{"optim/groups", recordGroups},
		{"optim/add_param_group", recordAddedGroup},
		{"optim/frozen parameter", recordFrozen},
	}
	for _, o := range optimizers {
		out = append(out,
			testCase{"optim/" + o.name, func(r *recorder) {
				p := newProblem()
				opt := o.make(nn.Parameters(p.net))
				p.steps(r, opt, 0, optimizerSteps)
				r.optimized(p, opt)
			}},
			testCase{"optim/resumed " + o.name, func(r *recorder) {
				p := newProblem()
				opt := o.make(nn.Parameters(p.net))
				p.steps(r, opt, 0, optimizerSteps/2)
				saved := opt.StateDict()
				opt = o.make(nn.Parameters(p.net))
				r.must(opt.LoadStateDict(saved))
				p.steps(r, opt, optimizerSteps/2, optimizerSteps)
				r.optimized(p, opt)
			}})
	}
	return out
}

func recordGroups(r *recorder) {
	p := newProblem()
	opt := optim.NewSGD(nn.Parameters(p.first), 0.01, optim.Momentum(0.9))
	opt.AddParamGroup(nn.Parameters(p.last), optim.LR(0.1), optim.WeightDecay(0.1))
	p.steps(r, opt, 0, optimizerSteps)
	r.optimized(p, opt)
}

func recordAddedGroup(r *recorder) {
	p := newProblem()
	opt := optim.NewAdam(nn.Parameters(p.last), 0.01)
	p.steps(r, opt, 0, optimizerSteps/2)
	opt.AddParamGroup(nn.Parameters(p.first), optim.LR(0.001))
	p.steps(r, opt, optimizerSteps/2, optimizerSteps)
	r.optimized(p, opt)
}

// recordFrozen has a parameter with no gradient, which is left alone.
func recordFrozen(r *recorder) {
	p := newProblem()
	p.first.Weight.SetRequiresGrad(false)
	opt := optim.NewAdamW(nn.Parameters(p.net), 0.01)
	p.steps(r, opt, 0, optimizerSteps)
	r.optimized(p, opt)
}
