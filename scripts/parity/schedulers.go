package main

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

const schedulerEpochs = 40

var stepLRs = []struct {
	stepSize int
	gamma    float64
}{{1, 0.97}, {3, 0.1}, {7, 0.5}, {30, 0.1}}

var plateaus = []struct {
	name    string
	options []lrscheduler.ReduceLROnPlateauOption
}{
	{"default", nil},
	{"patience", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(2)}},
	{"max", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Mode("max"), lrscheduler.Patience(2)}},
	{"factor", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Factor(0.3), lrscheduler.Patience(1)}},
	{"cooldown", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(1), lrscheduler.Cooldown(3)}},
	{"threshold", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(2), lrscheduler.Threshold(0.05)}},
	{"threshold abs", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(2), lrscheduler.Threshold(0.05), lrscheduler.ThresholdMode("abs")}},
	{"max threshold abs", []lrscheduler.ReduceLROnPlateauOption{
		lrscheduler.Mode("max"), lrscheduler.Patience(2), lrscheduler.Threshold(0.05), lrscheduler.ThresholdMode("abs"),
	}},
	{"min_lr", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(0), lrscheduler.MinLR(0.001)}},
	{"eps", []lrscheduler.ReduceLROnPlateauOption{lrscheduler.Patience(0), lrscheduler.Eps(0.01)}},
}

// schedulerCases compares learning rates, bit for bit.
func schedulerCases() []testCase {
	out := []testCase{
		{"scheduler/StepLR two groups", recordTwoGroups},
		{"optim/learning rate changed", recordScheduled},
	}
	for _, s := range stepLRs {
		out = append(out, testCase{fmt.Sprintf("scheduler/StepLR %d %g", s.stepSize, s.gamma), func(r *recorder) {
			opt := optim.NewSGD(aParameter(), 0.1)
			scheduler := lrscheduler.NewStepLR(opt, s.stepSize, lrscheduler.Gamma(s.gamma))
			for epoch := range schedulerEpochs {
				r.number(fmt.Sprintf("lr %d", epoch), opt.ParamGroups()[0].LR())
				r.number(fmt.Sprintf("last lr %d", epoch), scheduler.LastLR()[0])
				opt.Step()
				scheduler.Step()
			}
		}})
	}
	for _, p := range plateaus {
		out = append(out, testCase{"scheduler/ReduceLROnPlateau " + p.name, func(r *recorder) {
			opt := optim.NewSGD(aParameter(), 0.1)
			scheduler := lrscheduler.NewReduceLROnPlateau(opt, p.options...)
			for epoch := range schedulerEpochs {
				opt.Step()
				scheduler.Step(metric(epoch))
				r.number(fmt.Sprintf("lr %d", epoch), opt.ParamGroups()[0].LR())
			}
		}})
	}
	return out
}

func aParameter() []*torch.Tensor { return []*torch.Tensor{torch.Zeros(1, torch.RequiresGrad(true))} }

// metric falls, stays, jumps: nothing but divisions that every language rounds
// alike.
func metric(epoch int) float64 {
	falling, jumping := 1/float64(1+epoch/4), float64(epoch*7%11)/100
	return falling + jumping
}

func recordTwoGroups(r *recorder) {
	opt := optim.NewSGD(aParameter(), 0.1)
	opt.AddParamGroup(aParameter(), optim.LR(0.03))
	scheduler := lrscheduler.NewStepLR(opt, 4, lrscheduler.Gamma(0.3))
	for epoch := range schedulerEpochs {
		for i, lr := range scheduler.LastLR() {
			r.number(fmt.Sprintf("lr %d %d", epoch, i), lr)
		}
		opt.Step()
		scheduler.Step()
	}
}

func recordScheduled(r *recorder) {
	p := newProblem()
	opt := optim.NewSGD(nn.Parameters(p.net), 0.1, optim.Momentum(0.9))
	scheduler := lrscheduler.NewStepLR(opt, 3, lrscheduler.Gamma(0.7))
	for i := range optimizerSteps {
		r.tensor(fmt.Sprintf("loss %d", i), p.step(opt))
		scheduler.Step()
	}
	r.optimized(p, opt)
}
