package main

import (
	"maps"
	"slices"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/swa"
	"github.com/e0112027/gotorch/torch"
)

var averages = []struct {
	name    string
	options []swa.Option
}{
	{"swa", nil},
	{"swa with buffers", []swa.Option{swa.UseBuffers(true)}},
	{"swa for lists", []swa.Option{swa.MultiAvgFn(swa.SWAMultiAvgFn())}},
	{"ema", []swa.Option{swa.MultiAvgFn(swa.EMAMultiAvgFn(0.9))}},
	{"ema with buffers", []swa.Option{swa.MultiAvgFn(swa.EMAMultiAvgFn(0.9)), swa.UseBuffers(true)}},
	{"ema one by one", []swa.Option{swa.AvgFn(swa.EMAAvgFn(0.8))}},
}

func averageCases() []testCase {
	var out []testCase
	for _, a := range averages {
		out = append(out, testCase{"swa/" + a.name, func(r *recorder) { recordAverage(r, a.options) }})
	}
	return out
}

func recordAverage(r *recorder, options []swa.Option) {
	torch.ManualSeed(0)
	net := nn.NewSequential(nn.NewLinear(10, 16), nn.NewBatchNorm1d(16), nn.NewReLU(), nn.NewLinear(16, 3))
	inputs, labels := torch.Randn(4, 32, 10), torch.Randint(0, 3, []int{4, 32})
	optimizer := optim.NewAdamW(nn.Parameters(net), 0.01)
	average := swa.NewAveragedModel(net, options...)
	criterion := nn.NewCrossEntropyLoss()
	for step := range 10 {
		optimizer.ZeroGrad()
		criterion.Forward(net.Forward(inputs.Select(0, step%4)), labels.Select(0, step%4)).Backward()
		optimizer.Step()
		average.UpdateParameters(net)
	}
	recordEntries(r, "averaged ", average)
	nn.Eval(average)
	r.must(swa.UpdateBN(average, func() error {
		for i := range 4 {
			average.Module.Forward(inputs.Select(0, i))
		}
		return nil
	}))
	recordEntries(r, "normalised ", average)
	r.tensor("output", average.Module.Forward(inputs.Select(0, 0)))
}

func recordEntries(r *recorder, prefix string, m any) {
	entries := map[string]*torch.Tensor{}
	for name, t := range nn.StateDict(m).All() {
		entries[name] = t
	}
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		r.tensor(prefix+name, entries[name])
	}
}
