package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	lr "github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

const schedulerSteps = 100

// schedule is what all schedulers have.
type schedule interface {
	LastLR() []float64
	StateDict() lr.StateDict
	LoadStateDict(state lr.StateDict) error
}

// schedulerCase makes a scheduler; the name is Python's source.
type schedulerCase struct {
	name string
	make func(o optim.Optimizer) schedule
}

func constant(o optim.Optimizer, factor float64, total int) *lr.ConstantLR {
	return lr.NewConstantLR(o, lr.Factor(factor), lr.TotalIters(total))
}

var schedulers = []schedulerCase{
	{"LambdaLR(o, lambda e: 0.95**e)", func(o optim.Optimizer) schedule {
		return lr.NewLambdaLR(o, func(e int) float64 { return cmath.Pow(0.95, float64(e)) })
	}},
	{"LambdaLR(o, [lambda e: 1 / (e + 1), lambda e: e + 0.5])", func(o optim.Optimizer) schedule {
		return lr.NewLambdaLR(o, []lr.Lambda{func(e int) float64 { return 1 / float64(e+1) }, func(e int) float64 { return float64(e) + 0.5 }})
	}},
	{"MultiplicativeLR(o, lambda e: 0.95 + 0.001 * e)", func(o optim.Optimizer) schedule {
		return lr.NewMultiplicativeLR(o, func(e int) float64 { return 0.95 + float64(0.001*float64(e)) })
	}},
	{"StepLR(o, 1, gamma=0.97)", func(o optim.Optimizer) schedule { return lr.NewStepLR(o, 1, lr.Gamma(0.97)) }},
	{"StepLR(o, 7)", func(o optim.Optimizer) schedule { return lr.NewStepLR(o, 7) }},
	{"StepLR(o, 30, gamma=0.5)", func(o optim.Optimizer) schedule { return lr.NewStepLR(o, 30, lr.Gamma(0.5)) }},
	{"MultiStepLR(o, [5, 20, 20, 60])", func(o optim.Optimizer) schedule { return lr.NewMultiStepLR(o, []int{5, 20, 20, 60}) }},
	{"MultiStepLR(o, [30, 10], gamma=0.7)", func(o optim.Optimizer) schedule { return lr.NewMultiStepLR(o, []int{30, 10}, lr.Gamma(0.7)) }},
	{"ConstantLR(o)", func(o optim.Optimizer) schedule { return lr.NewConstantLR(o) }},
	{"ConstantLR(o, factor=0.7, total_iters=12)", func(o optim.Optimizer) schedule { return constant(o, 0.7, 12) }},
	{"LinearLR(o)", func(o optim.Optimizer) schedule { return lr.NewLinearLR(o) }},
	{"LinearLR(o, start_factor=0.2, end_factor=0.6, total_iters=30)", func(o optim.Optimizer) schedule {
		return lr.NewLinearLR(o, lr.StartFactor(0.2), lr.EndFactor(0.6), lr.TotalIters(30))
	}},
	{"ExponentialLR(o, 0.9)", func(o optim.Optimizer) schedule { return lr.NewExponentialLR(o, 0.9) }},
	{"ExponentialLR(o, 1.01)", func(o optim.Optimizer) schedule { return lr.NewExponentialLR(o, 1.01) }},
	{"PolynomialLR(o)", func(o optim.Optimizer) schedule { return lr.NewPolynomialLR(o) }},
	{"PolynomialLR(o, total_iters=70, power=2.5)", func(o optim.Optimizer) schedule {
		return lr.NewPolynomialLR(o, lr.TotalIters(70), lr.Power(2.5))
	}},
	{"CosineAnnealingLR(o, 10)", func(o optim.Optimizer) schedule { return lr.NewCosineAnnealingLR(o, 10) }},
	{"CosineAnnealingLR(o, 33, eta_min=0.01)", func(o optim.Optimizer) schedule { return lr.NewCosineAnnealingLR(o, 33, lr.EtaMin(0.01)) }},
	{"CosineAnnealingWarmRestarts(o, 10)", func(o optim.Optimizer) schedule { return lr.NewCosineAnnealingWarmRestarts(o, 10) }},
	{"CosineAnnealingWarmRestarts(o, 3, T_mult=2, eta_min=0.005)", func(o optim.Optimizer) schedule {
		return lr.NewCosineAnnealingWarmRestarts(o, 3, lr.TMult(2), lr.EtaMin(0.005))
	}},
	{"CyclicLR(o, 0.01, 0.1, step_size_up=8)", func(o optim.Optimizer) schedule { return lr.NewCyclicLR(o, 0.01, 0.1, lr.StepSizeUp(8)) }},
	{"CyclicLR(o, 0.01, 0.1, step_size_up=8, step_size_down=13, mode='triangular2')", func(o optim.Optimizer) schedule {
		return lr.NewCyclicLR(o, 0.01, 0.1, lr.StepSizeUp(8), lr.StepSizeDown(13), lr.Mode("triangular2"))
	}},
	{"CyclicLR(o, [0.01, 0.02], [0.1, 0.3], step_size_up=11, mode='exp_range', gamma=0.98, base_momentum=0.6, max_momentum=0.97)", func(o optim.Optimizer) schedule {
		return lr.NewCyclicLR(o, []float64{0.01, 0.02}, []float64{0.1, 0.3}, lr.StepSizeUp(11), lr.Mode("exp_range"), lr.Gamma(0.98), lr.BaseMomentum(0.6), lr.MaxMomentum(0.97))
	}},
	{"CyclicLR(o, 0.01, 0.1, step_size_up=9, scale_fn=lambda x: 1 / (5**(x * 0.1)), scale_mode='iterations', cycle_momentum=False)", func(o optim.Optimizer) schedule {
		return lr.NewCyclicLR(o, 0.01, 0.1, lr.StepSizeUp(9), lr.ScaleFn(func(x float64) float64 { return 1 / cmath.Pow(5, x*0.1) }), lr.ScaleMode("iterations"), lr.CycleMomentum(false))
	}},
	{"OneCycleLR(o, 0.5, total_steps=101)", func(o optim.Optimizer) schedule { return lr.NewOneCycleLR(o, 0.5, lr.TotalSteps(101)) }},
	{"OneCycleLR(o, [0.5, 0.2], epochs=13, steps_per_epoch=8, pct_start=0.2, anneal_strategy='linear', base_momentum=0.7, max_momentum=0.9)", func(o optim.Optimizer) schedule {
		return lr.NewOneCycleLR(o, []float64{0.5, 0.2}, lr.Epochs(13), lr.StepsPerEpoch(8), lr.PctStart(0.2), lr.AnnealStrategy("linear"), lr.BaseMomentum(0.7), lr.MaxMomentum(0.9))
	}},
	{"OneCycleLR(o, 0.5, total_steps=120, three_phase=True, div_factor=10.0, final_div_factor=100.0)", func(o optim.Optimizer) schedule {
		return lr.NewOneCycleLR(o, 0.5, lr.TotalSteps(120), lr.ThreePhase(true), lr.DivFactor(10), lr.FinalDivFactor(100))
	}},
	{"OneCycleLR(o, 0.5, total_steps=101, cycle_momentum=False)", func(o optim.Optimizer) schedule {
		return lr.NewOneCycleLR(o, 0.5, lr.TotalSteps(101), lr.CycleMomentum(false))
	}},
	{"SequentialLR(o, [ConstantLR(o, 0.1, 20), ExponentialLR(o, 0.9)], [20])", func(o optim.Optimizer) schedule {
		return lr.NewSequentialLR(o, []lr.Scheduler{constant(o, 0.1, 20), lr.NewExponentialLR(o, 0.9)}, []int{20})
	}},
	{"SequentialLR(o, [LinearLR(o, 0.1, 1.0, 10), CosineAnnealingLR(o, 40), StepLR(o, 5)], [10, 50])", func(o optim.Optimizer) schedule {
		return lr.NewSequentialLR(o, []lr.Scheduler{
			lr.NewLinearLR(o, lr.StartFactor(0.1), lr.TotalIters(10)), lr.NewCosineAnnealingLR(o, 40), lr.NewStepLR(o, 5),
		}, []int{10, 50})
	}},
	{"ChainedScheduler([ConstantLR(o, 0.1, 20), ExponentialLR(o, 0.9)])", func(o optim.Optimizer) schedule {
		return lr.NewChainedScheduler([]lr.Scheduler{constant(o, 0.1, 20), lr.NewExponentialLR(o, 0.9)})
	}},
	{"ChainedScheduler([SequentialLR(o, [LinearLR(o), StepLR(o, 9)], [6]), MultiStepLR(o, [40])])", func(o optim.Optimizer) schedule {
		first := lr.NewSequentialLR(o, []lr.Scheduler{lr.NewLinearLR(o), lr.NewStepLR(o, 9)}, []int{6})
		return lr.NewChainedScheduler([]lr.Scheduler{first, lr.NewMultiStepLR(o, []int{40})})
	}},
	{"SWALR(o, 0.05)", func(o optim.Optimizer) schedule { return lr.NewSWALR(o, 0.05) }},
	{"SWALR(o, [0.05, 0.2], anneal_epochs=30, anneal_strategy='linear')", func(o optim.Optimizer) schedule {
		return lr.NewSWALR(o, []float64{0.05, 0.2}, lr.AnnealEpochs(30), lr.AnnealStrategy("linear"))
	}},
	{"ReduceLROnPlateau(o)", plateau()},
	{"ReduceLROnPlateau(o, patience=2)", plateau(lr.Patience(2))},
	{"ReduceLROnPlateau(o, mode='max', patience=2)", plateau(lr.Mode("max"), lr.Patience(2))},
	{"ReduceLROnPlateau(o, factor=0.3, patience=1)", plateau(lr.Factor(0.3), lr.Patience(1))},
	{"ReduceLROnPlateau(o, patience=1, cooldown=3)", plateau(lr.Patience(1), lr.Cooldown(3))},
	{"ReduceLROnPlateau(o, patience=2, threshold=0.05, threshold_mode='abs')", plateau(lr.Patience(2), lr.Threshold(0.05), lr.ThresholdMode("abs"))},
	{"ReduceLROnPlateau(o, mode='max', patience=2, threshold=0.05, threshold_mode='abs')", plateau(lr.Mode("max"), lr.Patience(2), lr.Threshold(0.05), lr.ThresholdMode("abs"))},
	{"ReduceLROnPlateau(o, patience=0, min_lr=[0.001, 0.002])", plateau(lr.Patience(0), lr.MinLR(0.001, 0.002))},
	{"ReduceLROnPlateau(o, patience=0, eps=0.01)", plateau(lr.Patience(0), lr.MinChange(0.01))},
}

func plateau(options ...lr.ReduceLROnPlateauOption) func(o optim.Optimizer) schedule {
	return func(o optim.Optimizer) schedule { return lr.NewReduceLROnPlateau(o, options...) }
}

// schedulerCases compares learning rates and momentum, bit for bit.
func schedulerCases() []testCase {
	out := []testCase{{"optim/learning rate changed", recordScheduled}}
	for _, s := range schedulers {
		for _, kind := range []string{"SGD", "Adam"} {
			name := "scheduler/" + kind + " " + s.name
			out = append(out, testCase{name, func(r *recorder) { s.run(r, kind) }})
			if s.startsWith("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR", "ReduceLROnPlateau(o)") {
				out = append(out, testCase{name + ", a group added", func(r *recorder) { s.grow(r, kind) }})
			}
			if s.startsWith("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR", "CosineAnnealing") {
				out = append(out, testCase{name + ", to epochs", func(r *recorder) { s.closed(r, kind) }})
			}
		}
	}
	return out
}

func (s schedulerCase) startsWith(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(s.name, name) })
}

func aParameter() []*torch.Tensor { return []*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))} }

// scheduled is an optimizer of two groups.
func scheduled(kind string) optim.Optimizer {
	if kind == "Adam" {
		o := optim.NewAdam(aParameter(), 0.1)
		o.AddParamGroup(aParameter(), optim.LR(0.03))
		return o
	}
	o := optim.NewSGD(aParameter(), 0.1, optim.Momentum(0.5))
	o.AddParamGroup(aParameter(), optim.LR(0.03))
	return o
}

// metric falls, stays, jumps: nothing but divisions that every language rounds
// alike.
func metric(epoch int) float64 {
	falling, jumping := 1/float64(1+epoch/4), float64(epoch*7%11)/100
	return falling + jumping
}

func stepBoth(o optim.Optimizer, s schedule, i int) {
	o.Step()
	switch s := s.(type) {
	case *lr.ReduceLROnPlateau:
		s.Step(metric(i))
	case interface{ Step() }:
		s.Step()
	}
}

func recordRates(r *recorder, prefix string, o optim.Optimizer, s schedule) {
	last := s.LastLR()
	for i, g := range o.ParamGroups() {
		r.number(fmt.Sprintf("%s lr %d", prefix, i), g.LR())
		if g.Has("betas") {
			r.number(fmt.Sprintf("%s momentum %d", prefix, i), g.Get("betas").([2]float64)[0])
		} else {
			r.number(fmt.Sprintf("%s momentum %d", prefix, i), g.Get("momentum").(float64))
		}
		r.number(fmt.Sprintf("%s last %d", prefix, i), last[i])
	}
}

// recordNumbers records every number of a state by its place in it.
func recordNumbers(r *recorder, prefix string, value any) {
	v := reflect.ValueOf(value)
	switch {
	case !v.IsValid():
		r.text(prefix, "None")
	case v.Kind() == reflect.Map:
		inner := map[string]any{}
		for it := v.MapRange(); it.Next(); {
			inner[fmt.Sprint(it.Key())] = it.Value().Interface()
		}
		for _, key := range slices.Sorted(maps.Keys(inner)) {
			recordNumbers(r, prefix+"."+key, inner[key])
		}
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		for i := range v.Len() {
			recordNumbers(r, fmt.Sprintf("%s[%d]", prefix, i), v.Index(i).Interface())
		}
	case v.Kind() == reflect.String:
		r.text(prefix, v.String())
	case v.Kind() == reflect.Bool:
		x := 0.0
		if v.Bool() {
			x = 1
		}
		r.number(prefix, x)
	case v.CanInt():
		r.number(prefix, float64(v.Int()))
	default:
		r.number(prefix, v.Float())
	}
}

func (s schedulerCase) run(r *recorder, kind string) {
	o := scheduled(kind)
	scheduler := s.make(o)
	var other optim.Optimizer
	var resumed schedule
	for i := range schedulerSteps {
		recordRates(r, fmt.Sprintf("step %d", i), o, scheduler)
		if i == schedulerSteps/2 {
			recordNumbers(r, "state", scheduler.StateDict())
			other = scheduled(kind)
			resumed = s.make(other)
			r.must(other.LoadStateDict(o.StateDict()))
			r.must(resumed.LoadStateDict(scheduler.StateDict()))
		}
		stepBoth(o, scheduler, i)
		if other != nil {
			stepBoth(other, resumed, i)
			recordRates(r, fmt.Sprintf("resumed %d", i), other, resumed)
		}
	}
}

func (s schedulerCase) grow(r *recorder, kind string) {
	o := scheduled(kind)
	scheduler := s.make(o)
	for i := range schedulerSteps / 2 {
		if i == 7 {
			switch o := o.(type) {
			case *optim.SGD:
				o.AddParamGroup(aParameter(), optim.LR(0.07))
			case *optim.Adam:
				o.AddParamGroup(aParameter(), optim.LR(0.07))
			}
		}
		stepBoth(o, scheduler, i)
		recordRates(r, fmt.Sprintf("step %d", i), o, scheduler)
	}
}

func (s schedulerCase) closed(r *recorder, kind string) {
	o := scheduled(kind)
	scheduler := s.make(o)
	for _, epoch := range []int{3, 0, 17, 99, 4, 5, 64} {
		o.Step()
		switch s := scheduler.(type) {
		case interface{ StepTo(epoch int) }:
			s.StepTo(epoch)
		case interface{ StepTo(epoch float64) }:
			s.StepTo(float64(epoch))
		}
		recordRates(r, fmt.Sprintf("epoch %d", epoch), o, scheduler)
	}
}

func recordScheduled(r *recorder) {
	p := newProblem()
	opt := optim.NewSGD(nn.Parameters(p.net), 0.1, optim.Momentum(0.9))
	scheduler := lr.NewStepLR(opt, 3, lr.Gamma(0.7))
	for i := range optimizerSteps {
		r.tensor(fmt.Sprintf("loss %d", i), p.step(opt))
		scheduler.Step()
	}
	r.optimized(p, opt)
}
