package autograd

import "github.com/e0112027/gotorch/torch"

// Option is a keyword argument of every function of derivatives.
type Option interface {
	ProductOption
	JacobianOption
}

// ProductOption is a keyword argument of [VJP], [JVP], [VHP], [HVP].
type ProductOption interface{ applyProduct(*options) }

// JacobianOption is a keyword argument of [Jacobian] and [Hessian].
type JacobianOption interface{ applyJacobian(*options) }

type options struct{ createGraph, strict, vectorize, forward bool }

type anyOption func(*options)

func (f anyOption) applyProduct(o *options)  { f(o) }
func (f anyOption) applyJacobian(o *options) { f(o) }

type jacobianOption func(*options)

func (f jacobianOption) applyJacobian(o *options) { f(o) }

// CreateGraph keeps the results in the graph of the inputs, so that they can be
// differentiated again. Without it they are detached.
func CreateGraph(on bool) Option { return anyOption(func(o *options) { o.createGraph = on }) }

// Strict panics where a result is zero because something does not depend on
// something else, which is more often a mistake than meant.
func Strict(on bool) Option { return anyOption(func(o *options) { o.strict = on }) }

// Vectorize computes all rows in one pass, whose gradients have one dimension more;
// see [torch.IsGradsBatched].
func Vectorize(on bool) JacobianOption { return jacobianOption(func(o *options) { o.vectorize = on }) }

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
func Strategy(s JacobianStrategy) JacobianOption {
	return jacobianOption(func(o *options) { o.forward = bool(s) })
}

func productOptions(opts []ProductOption) (o options) {
	for _, option := range opts {
		option.applyProduct(&o)
	}
	return o
}

func jacobianOptions(opts []JacobianOption) (o options) {
	for _, option := range opts {
		option.applyJacobian(&o)
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
