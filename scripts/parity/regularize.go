package main

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/regularize"
	"github.com/e0112027/gotorch/torch"
)

// regularizeCases compares nn/regularize with the lines that its docs show of Python.
func regularizeCases() []testCase {
	penalty := func(of func(parameters []*torch.Tensor) *torch.Tensor) func(r *recorder) {
		return func(r *recorder) {
			m := newNet()
			loss := of(nn.Parameters(m))
			r.tensor("penalty", loss)
			loss.Backward()
			r.grads("", m)
		}
	}
	return []testCase{
		{"regularize/L1", penalty(func(p []*torch.Tensor) *torch.Tensor { return regularize.L1(p, 1e-3) })},
		{"regularize/L2", penalty(func(p []*torch.Tensor) *torch.Tensor { return regularize.L2(p, 1e-3) })},
		{"regularize/elastic net", penalty(func(p []*torch.Tensor) *torch.Tensor { return regularize.ElasticNet(p, 1e-3, 3e-2) })},
		{"regularize/gradient noise", func(r *recorder) {
			m := trainedNet()
			torch.ManualSeed(2)
			for step := range 3 {
				regularize.AddGradNoise_(nn.Parameters(m), regularize.AnnealedStd(0.3, step))
				r.grads(fmt.Sprintf("step %d ", step), m)
			}
			for step := range 200 {
				r.number(fmt.Sprint("std ", step), regularize.AnnealedStd(0.01, step))
			}
			r.draws()
		}},
		{"regularize/early stopping, min", func(r *recorder) { recordStopping(r, "min") }},
		{"regularize/early stopping, max", func(r *recorder) { recordStopping(r, "max") }},
	}
}

// recordStopping records the counting, which is ReduceLROnPlateau's until the patience ends.
func recordStopping(r *recorder, mode string) {
	e := regularize.NewEarlyStopping(math.MaxInt, regularize.MinDelta(0.01), regularize.Mode(mode))
	torch.ManualSeed(3)
	for i, metric := range torch.Data[float32](torch.Randn(100).Cumsum(0)) {
		e.Step(float64(metric))
		best, _ := e.Best()
		r.number(fmt.Sprint("best ", i), best)
		r.text(fmt.Sprint("bad epochs ", i), fmt.Sprint(e.StateDict()["num_bad_epochs"]))
	}
}
