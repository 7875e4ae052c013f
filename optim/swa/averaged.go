// Package swa averages the weights of a network over training: stochastic weight
// averaging, or an exponential moving average.
//
//	average := swa.NewAveragedModel(net, swa.MultiAvgFn(swa.EMAMultiAvgFn(0.999)))
//	for batch := range batches {
//		step(net, batch)
//		average.UpdateParameters(net)
//	}
//	err := swa.UpdateBN(average.Module, func() error { return evaluate(average.Module) })
//
// [lrscheduler.SWALR] is the schedule that goes with it.
//
// See https://docs.pytorch.org/docs/stable/optim.html#weight-averaging-swa-and-ema
package swa

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// Avg returns the next average of one tensor, from the present one, the model's, and how
// many models are in the average, a scalar int64.
type Avg func(average, current, n *torch.Tensor) *torch.Tensor

// Avgs is [Avg] for the tensors of one device and dtype, in place.
type Avgs func(averages, currents []*torch.Tensor, n *torch.Tensor)

// AveragedModel keeps an average of a model's parameters. It is a module itself, whose
// state has Python's keys: "n_averaged", and the model's under "module.".
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
type AveragedModel[M any] struct {
	NAveraged *torch.Tensor `nn:"n_averaged,buffer"` // scalar, int64
	// Module is a copy of the model, with the averages in it.
	Module M

	avg        Avg
	avgs       Avgs
	useBuffers bool
}

// Option is an option of [NewAveragedModel].
type Option func(*options)

type options struct {
	avg        Avg
	avgs       Avgs
	useBuffers bool
}

// AvgFn averages by a function; unless it or [MultiAvgFn] is given, all models count alike.
func AvgFn(f Avg) Option { return func(o *options) { o.avg = f } }

// MultiAvgFn averages by a function of lists.
func MultiAvgFn(f Avgs) Option { return func(o *options) { o.avgs = f } }

// UseBuffers averages buffers too, rather than copy the model's at each update.
func UseBuffers(on bool) Option { return func(o *options) { o.useBuffers = on } }

// NewAveragedModel copies a model. It panics where both functions are given.
func NewAveragedModel[M any](model M, opts ...Option) *AveragedModel[M] {
	var o options
	for _, option := range opts {
		option(&o)
	}
	if o.avg != nil && o.avgs != nil {
		panic(&torch.Error{Op: "AveragedModel", Kind: "AssertionError", Msg: "Only one of avg_fn and multi_avg_fn should be provided"})
	}
	return &AveragedModel[M]{
		NAveraged: torch.Zeros([]int{}, torch.Int64).Keep(), Module: nn.Clone(model),
		avg: o.avg, avgs: o.avgs, useBuffers: o.useBuffers,
	}
}

// UpdateParameters takes a model, of the structure of the one that was copied, into the
// average; the first one becomes it.
func (a *AveragedModel[M]) UpdateParameters(model M) {
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) { a.update(s, model) })
		a.NAveraged.Add_(1)
	})
}

func (a *AveragedModel[M]) update(s *torch.Scope, model M) {
	averages, currents := nn.Parameters(a.Module), nn.Parameters(model)
	if a.useBuffers {
		averages, currents = append(averages, nn.Buffers(a.Module)...), append(currents, nn.Buffers(model)...)
	}
	if len(averages) != len(currents) {
		panic(&torch.Error{Op: "AveragedModel", Kind: "ValueError", Msg: fmt.Sprintf("the model has %d tensors, the average %d", len(currents), len(averages))})
	}
	for i, t := range averages {
		averages[i], currents[i] = s.Adopt(t.Detach()), s.Adopt(currents[i].Detach()).To(t.Device())
	}
	if a.NAveraged.Item() == 0 {
		copyAll(averages, currents)
	} else {
		a.average(s, averages, currents)
	}
	if !a.useBuffers {
		copyAll(nn.Buffers(a.Module), nn.Buffers(model))
	}
}

func copyAll(to, from []*torch.Tensor) {
	for i, t := range to {
		t.Copy_(from[i])
	}
}

// average follows Python: a function of lists, or one for each tensor.
func (a *AveragedModel[M]) average(s *torch.Scope, averages, currents []*torch.Tensor) {
	avgs, avg := a.avgs, a.avg
	if avgs == nil && avg == nil && accelerated(averages) {
		avgs = SWAMultiAvgFn()
	}
	if avgs != nil {
		for _, g := range groups(averages) {
			avgs(pick(averages, g), pick(currents, g), s.Adopt(a.NAveraged.Clone()).To(averages[g[0]].Device()))
		}
		return
	}
	if avg == nil {
		avg = SWAAvgFn()
	}
	for i, t := range averages {
		t.Copy_(s.Adopt(avg(t, currents[i], s.Adopt(a.NAveraged.Clone()).To(t.Device()))))
	}
}

func accelerated(ts []*torch.Tensor) bool {
	for _, t := range ts {
		switch t.Device().Type {
		case torch.DeviceCUDA, torch.DeviceXPU:
		default:
			return false
		}
	}
	return true
}

// groups are the places of the tensors of one device and dtype.
func groups(ts []*torch.Tensor) (out [][]int) {
	known := map[string]int{}
	for i, t := range ts {
		key := fmt.Sprint(t.Device(), t.DType())
		at, ok := known[key]
		if !ok {
			at = len(out)
			known[key] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], i)
	}
	return out
}

func pick(ts []*torch.Tensor, at []int) []*torch.Tensor {
	out := make([]*torch.Tensor, len(at))
	for i, j := range at {
		out[i] = ts[j]
	}
	return out
}
