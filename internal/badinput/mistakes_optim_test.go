package badinput

import (
	"math"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

func optimizers() []mistake {
	var out []mistake
	for name, make := range map[string]func(params []*torch.Tensor, lr float64) optim.Optimizer{
		"SGD":     func(p []*torch.Tensor, lr float64) optim.Optimizer { return optim.NewSGD(p, lr, optim.Momentum(0.9)) },
		"Adam":    func(p []*torch.Tensor, lr float64) optim.Optimizer { return optim.NewAdam(p, lr) },
		"AdamW":   func(p []*torch.Tensor, lr float64) optim.Optimizer { return optim.NewAdamW(p, lr) },
		"RMSprop": func(p []*torch.Tensor, lr float64) optim.Optimizer { return optim.NewRMSprop(p, lr) },
	} {
		add := func(what string, f func(in *inputs) error) { out = append(out, mistake{name + ", " + what, f}) }
		params := func(what string, f func(in *inputs) []*torch.Tensor) {
			add(what, func(in *inputs) error { make(f(in), 0.1); return nil })
		}
		params("no parameters", func(*inputs) []*torch.Tensor { return nil })
		params("a nil parameter", func(in *inputs) []*torch.Tensor { return []*torch.Tensor{in.right, nil} })
		params("a closed parameter", func(in *inputs) []*torch.Tensor { return []*torch.Tensor{in.closed} })
		params("the zero value", func(*inputs) []*torch.Tensor { return []*torch.Tensor{{}} })
		params("a parameter twice", func(in *inputs) []*torch.Tensor { return []*torch.Tensor{in.right, in.right} })
		params("no leaf", func(in *inputs) []*torch.Tensor { return []*torch.Tensor{trained(in)[0].Mul(2)} })
		add("a rate below 0", func(in *inputs) error { make(trained(in), -1); return nil })
		if name != "SGD" { // as in Python
			add("a rate of NaN", func(in *inputs) error { make(trained(in), math.NaN()); return nil })
		}
		add("a parameter closed before a step", func(in *inputs) error {
			s := torch.NewScope()
			p := torch.Ones(2, torch.In(s)).SetRequiresGrad(true)
			o := make([]*torch.Tensor{p}, 0.1)
			s.Close()
			o.Step()
			return nil
		})
		add("another shape after a step", func(in *inputs) error {
			o := make(trained(in), 0.1)
			o.Step()
			in.right.SetGrad(nil)
			in.right.SetData(in.image())
			in.right.SetGrad(in.image())
			o.Step()
			return nil
		})
		add("another dtype after a step", func(in *inputs) error {
			o := make(trained(in), 0.1)
			o.Step()
			in.right.SetGrad(nil)
			in.right.SetData(in.make(torch.Complex64, torch.CPU, 7))
			in.right.SetGrad(in.make(torch.Complex64, torch.CPU, 7))
			o.Step()
			return nil
		})
		add("no state", func(in *inputs) error { return make(trained(in), 0.1).LoadStateDict(nil) })
		add("an empty state", func(in *inputs) error { return make(trained(in), 0.1).LoadStateDict(&optim.StateDict{}) })
		for what, change := range map[string]func(in *inputs, d *optim.StateDict){
			"a group too many":          func(_ *inputs, d *optim.StateDict) { d.ParamGroups = append(d.ParamGroups, d.ParamGroups[0]) },
			"a parameter too many":      func(_ *inputs, d *optim.StateDict) { d.ParamGroups[0]["params"] = []int{0, 1} },
			"text for parameters":       func(_ *inputs, d *optim.StateDict) { d.ParamGroups[0]["params"] = "nonsense" },
			"text for the rate":         func(_ *inputs, d *optim.StateDict) { d.ParamGroups[0]["lr"] = "nonsense" },
			"no rate":                   func(_ *inputs, d *optim.StateDict) { delete(d.ParamGroups[0], "lr") },
			"an unknown tensor":         func(in *inputs, d *optim.StateDict) { d.State[0]["nonsense"] = in.right },
			"a closed tensor":           func(in *inputs, d *optim.StateDict) { replace(d, in.closed) },
			"a tensor of another shape": func(in *inputs, d *optim.StateDict) { replace(d, in.image()) },
			"the zero value as tensor":  func(in *inputs, d *optim.StateDict) { replace(d, &torch.Tensor{}) },
		} {
			add("a state with "+what, func(in *inputs) error {
				o := make(trained(in), 0.1)
				o.Step()
				d := o.StateDict()
				change(in, d)
				return o.LoadStateDict(d)
			})
		}
	}
	options := func(name string, make func(p []*torch.Tensor)) {
		out = append(out, panics(name, func(in *inputs) { make(trained(in)) }))
	}
	nan := math.NaN()
	for name, o := range map[string]optim.SGDOption{
		"momentum": optim.Momentum(-1), "decay": optim.WeightDecay(-1), "nesterov alone": optim.Nesterov(true), "rate": optim.LR(-1),
	} {
		options("SGD, "+name, func(p []*torch.Tensor) { optim.NewSGD(p, 0.1, o) })
	}
	for name, o := range map[string]optim.AdamOption{
		"beta1": optim.Betas(1, 0.9), "beta2": optim.Betas(0.9, -1), "beta NaN": optim.Betas(nan, 0.9), "eps": optim.Eps(-1),
		"eps NaN": optim.Eps(nan), "decay": optim.WeightDecay(-1), "decay NaN": optim.WeightDecay(nan),
	} {
		options("Adam, "+name, func(p []*torch.Tensor) { optim.NewAdam(p, 0.1, o) })
		options("AdamW, "+name, func(p []*torch.Tensor) { optim.NewAdamW(p, 0.1, o.(optim.AdamWOption)) })
	}
	for name, o := range map[string]optim.RMSpropOption{
		"momentum": optim.Momentum(-1), "momentum NaN": optim.Momentum(nan), "alpha": optim.Alpha(-1), "alpha NaN": optim.Alpha(nan),
		"eps": optim.Eps(-1), "decay": optim.WeightDecay(nan),
	} {
		options("RMSprop, "+name, func(p []*torch.Tensor) { optim.NewRMSprop(p, 0.1, o) })
	}
	return out
}

// replace puts a tensor in place of all that an optimizer keeps.
func replace(d *optim.StateDict, t *torch.Tensor) {
	for name := range d.State[0] {
		d.State[0][name] = t
	}
}

func schedules() []mistake {
	step := func(state map[string]any) func(in *inputs) error {
		return func(in *inputs) error {
			return lrscheduler.NewStepLR(sgd(in), 1, lrscheduler.Gamma(0.5)).LoadStateDict(state)
		}
	}
	plateau := func(state map[string]any) func(in *inputs) error {
		return func(in *inputs) error { return lrscheduler.NewReduceLROnPlateau(sgd(in)).LoadStateDict(state) }
	}
	return []mistake{
		panics("StepLR, no epochs", func(in *inputs) { lrscheduler.NewStepLR(sgd(in), 0, lrscheduler.Gamma(0.5)) }),
		panics("StepLR, epochs below 0", func(in *inputs) { lrscheduler.NewStepLR(sgd(in), -1, lrscheduler.Gamma(0.5)) }),
		panics("StepLR, no optimizer", func(*inputs) { lrscheduler.NewStepLR(nil, 1, lrscheduler.Gamma(0.5)) }),
		panics("StepLR, resumed alone", func(in *inputs) { lrscheduler.NewStepLR(sgd(in), 1, lrscheduler.Gamma(0.5), lrscheduler.LastEpoch(3)) }),
		{"StepLR, text in the state", step(map[string]any{"gamma": "nonsense"})},
		{"StepLR, no epochs in the state", step(map[string]any{"step_size": 0})},
		{"StepLR, a fraction in the state", step(map[string]any{"last_epoch": 0.5})},
		panics("ReduceLROnPlateau, factor", func(in *inputs) { lrscheduler.NewReduceLROnPlateau(sgd(in), lrscheduler.Factor(1)) }),
		panics("ReduceLROnPlateau, no bounds", func(in *inputs) { lrscheduler.NewReduceLROnPlateau(sgd(in), lrscheduler.MinLR()) }),
		panics("ReduceLROnPlateau, 2 bounds", func(in *inputs) { lrscheduler.NewReduceLROnPlateau(sgd(in), lrscheduler.MinLR(1, 2)) }),
		panics("ReduceLROnPlateau, no optimizer", func(*inputs) { lrscheduler.NewReduceLROnPlateau(nil) }),
		{"ReduceLROnPlateau, mode in the state", plateau(map[string]any{"mode": "nonsense"})},
		{"ReduceLROnPlateau, number in the state", plateau(map[string]any{"best": "nonsense"})},
		panics("ReduceLROnPlateau, 3 bounds in the state", func(in *inputs) {
			s := lrscheduler.NewReduceLROnPlateau(sgd(in), lrscheduler.Patience(0))
			state := s.StateDict()
			state["min_lrs"], state["default_min_lr"] = []float64{0, 0, 0}, nil
			_ = s.LoadStateDict(state)
			s.Step(1)
			s.Step(2)
		}),
	}
}

func scalers() []mistake {
	return []mistake{
		panics("GradScaler, growth", func(*inputs) { amp.NewGradScaler(torch.DeviceCPU, amp.GrowthFactor(1)) }),
		panics("GradScaler, backoff", func(*inputs) { amp.NewGradScaler(torch.DeviceCPU, amp.BackoffFactor(1)) }),
		panics("GradScaler, a step before a loss", func(in *inputs) { amp.NewGradScaler(torch.DeviceCPU).Step(sgd(in)) }),
		panics("GradScaler, an update before a loss", func(*inputs) { amp.NewGradScaler(torch.DeviceCPU).Update() }),
		panics("GradScaler, an update before a step", func(in *inputs) { scaler(in).Update() }),
		panics("GradScaler, two steps", func(in *inputs) { s, o := scaler(in), sgd(in); s.Step(o); s.Step(o) }),
		panics("GradScaler, unscaled twice", func(in *inputs) { s, o := scaler(in), sgd(in); s.Unscale_(o); s.Unscale_(o) }),
		panics("GradScaler, no gradients", func(in *inputs) { s, o := scaler(in), sgd(in); o.ZeroGrad(); s.Step(o) }),
		panics("GradScaler, no optimizer", func(in *inputs) { scaler(in).Step(nil) }),
		panics("GradScaler, nothing to unscale", func(in *inputs) { scaler(in).Unscale_(nil) }),
		panics("GradScaler, float16", func(in *inputs) {
			p := in.make(torch.Float16, torch.CPU, 2).SetRequiresGrad(true)
			p.SetGrad(in.make(torch.Float16, torch.CPU, 2))
			scaler(in).Step(optim.NewSGD([]*torch.Tensor{p}, 0.1))
		}),
	}
}
