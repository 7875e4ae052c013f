package autograd

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// ProductOption is an argument of [VJP], [JVP], [VHP] and [HVP]: [torch.CreateGraph],
// without which the results are detached from the graph of the inputs, or [Strict].
type ProductOption interface{ ProductOption(option.Seal) }

// JacobianOption is an argument of [Jacobian] and [Hessian]: those of [ProductOption],
// [Vectorize] or [Strategy].
type JacobianOption interface{ JacobianOption(option.Seal) }

type options struct{ createGraph, strict, vectorize, forward bool }

// StrictOption is what [Strict] returns.
type StrictOption bool

// Strict panics where a result is zero because something does not depend on
// something else, which is more often a mistake than meant.
func Strict(on bool) StrictOption { return StrictOption(on) }

// ProductOption makes Strict one.
func (StrictOption) ProductOption(option.Seal) {}

// JacobianOption makes Strict one.
func (StrictOption) JacobianOption(option.Seal) {}

type vectorizeOption bool

// JacobianOption makes Vectorize one.
func (vectorizeOption) JacobianOption(option.Seal) {}

// Vectorize computes all rows in one pass, whose gradients have one dimension more;
// see [torch.IsGradsBatched].
func Vectorize(on bool) JacobianOption { return vectorizeOption(on) }

// JacobianStrategy is how a Jacobian is computed.
type JacobianStrategy bool

// The strategies: backward passes, one an output, or dual numbers, one an input.
const (
	ReverseMode JacobianStrategy = false
	ForwardMode JacobianStrategy = true
)

// Strategy chooses between [ReverseMode], which holds without it, and [ForwardMode],
// which is for few inputs and needs [Vectorize]. Of a [Hessian] it chooses how the
// outer Jacobian is computed: Python's outer_jacobian_strategy.
func Strategy(s JacobianStrategy) JacobianOption { return s }

// JacobianOption makes a strategy one.
func (JacobianStrategy) JacobianOption(option.Seal) {}

// gathered takes options of either interface together.
func gathered[O any](opts []O) (o options) {
	option.Once(opts)
	for _, opt := range opts {
		switch opt := any(opt).(type) {
		case torch.CreateGraphOption:
			o.createGraph = bool(opt)
		case StrictOption:
			o.strict = bool(opt)
		case vectorizeOption:
			o.vectorize = bool(opt)
		case JacobianStrategy:
			o.forward = bool(opt)
		}
	}
	return o
}

// prepare returns tensors for f to start from: the caller's own, as views, where
// the results stay in their graph, else detached ones.
func (o options) prepare(given []*torch.Tensor, needGraph bool) []*torch.Tensor {
	inputs := make([]*torch.Tensor, len(given))
	for i, t := range given {
		switch {
		case !o.createGraph || !t.RequiresGrad():
			inputs[i] = t.Detach().SetRequiresGrad(needGraph)
		case t.Layout() == torch.SparseCOO:
			inputs[i] = t.Clone() // has no views
		default:
			inputs[i] = t.ViewAs(t)
		}
	}
	return inputs
}

func (o options) finish(results []*torch.Tensor) []*torch.Tensor {
	if o.createGraph {
		return results
	}
	detached := make([]*torch.Tensor, len(results))
	for i, t := range results {
		detached[i] = t.Detach()
	}
	return detached
}

// recording runs f as the last pass of a function is run.
func (o options) recording(f func()) { torch.WithGrad(o.createGraph || torch.IsGradEnabled(), f) }
