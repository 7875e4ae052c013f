package main

import (
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	optimizerTensors = 200
	optimizerSide    = 16 // of each tensor, a square
	optimizerCalls   = 50
)

// optimizerRows are steps over many small tensors, as both sides make them unless asked
// for others, and by the fused kernels.
func optimizerRows() map[string]row {
	rows := map[string]row{}
	for name, construct := range map[string]func(params []*torch.Tensor) optim.Optimizer{
		"step_sgd":                of(optim.NewSGD, 1e-3),
		"step_sgd_momentum":       of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9)),
		"step_rmsprop":            of(optim.NewRMSprop, 1e-3),
		"step_adam":               of(optim.NewAdam, 1e-3),
		"step_adamw":              of(optim.NewAdamW, 1e-3),
		"step_adamax":             of(optim.NewAdamax, 2e-3),
		"step_nadam":              of(optim.NewNAdam, 2e-3),
		"step_radam":              of(optim.NewRAdam, 1e-3),
		"step_adagrad":            of(optim.NewAdagrad, 1e-2),
		"step_adadelta":           of(optim.NewAdadelta, 1),
		"step_rprop":              of(optim.NewRprop, 1e-2),
		"step_asgd":               of(optim.NewASGD, 1e-2),
		"step_adafactor":          of(optim.NewAdafactor, 1e-2),
		"step_sgd_momentum_fused": of[optim.SGDOption](optim.NewSGD, 1e-3, optim.Momentum(0.9), optim.Fused(true)),
		"step_adam_fused":         of[optim.AdamOption](optim.NewAdam, 1e-3, optim.Fused(true)),
		"step_adamw_fused":        of[optim.AdamWOption](optim.NewAdamW, 1e-3, optim.Fused(true)),
		"step_adagrad_fused":      of[optim.AdagradOption](optim.NewAdagrad, 1e-2, optim.Fused(true)),
	} {
		rows[name] = row{"ns", func() ([]float64, error) { return timeCalls(optimizerCalls, optimizerSteps(construct)), nil }}
	}
	return rows
}

func optimizerSteps(construct func(params []*torch.Tensor) optim.Optimizer) func(n int) {
	params := []*torch.Tensor{}
	for range optimizerTensors {
		p := torch.Randn(optimizerSide, optimizerSide).SetRequiresGrad(true)
		p.SetGrad(torch.Randn(optimizerSide, optimizerSide))
		params = append(params, p)
	}
	o := construct(params)
	return func(n int) {
		for range n {
			o.Step()
		}
	}
}

// of is a constructor with its learning rate and options.
func of[O any, T optim.Optimizer](make func([]*torch.Tensor, float64, ...O) T, lr float64, options ...O) func([]*torch.Tensor) optim.Optimizer {
	return func(params []*torch.Tensor) optim.Optimizer { return make(params, lr, options...) }
}
