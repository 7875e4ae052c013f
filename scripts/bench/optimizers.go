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
		"step_sgd":          func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 1e-3) },
		"step_sgd_momentum": func(p []*torch.Tensor) optim.Optimizer { return optim.NewSGD(p, 1e-3, optim.Momentum(0.9)) },
		"step_rmsprop":      func(p []*torch.Tensor) optim.Optimizer { return optim.NewRMSprop(p, 1e-3) },
		"step_adam":         func(p []*torch.Tensor) optim.Optimizer { return optim.NewAdam(p, 1e-3) },
		"step_adamw":        func(p []*torch.Tensor) optim.Optimizer { return optim.NewAdamW(p, 1e-3) },
		"step_adam_fused":   func(p []*torch.Tensor) optim.Optimizer { return optim.NewAdam(p, 1e-3, optim.Fused(true)) },
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
