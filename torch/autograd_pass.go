package torch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// BackwardOption is a keyword argument of [Tensor.Backward], [Backward] and [Grad].
type BackwardOption interface{ applyBackward(*backwardOptions) }

type backwardOptions struct {
	option.Given

	gradients   []*Tensor
	inputs      []*Tensor
	flags       cgotorch.BackwardFlags
	retain      *bool
	allowUnused *bool
	limited     bool // inputs were named
	materialize bool
	batched     bool
}

type backwardFunc func(*backwardOptions)

func (f backwardFunc) applyBackward(o *backwardOptions) { f(o) }

// GradOutputs gives the gradients of the outputs, one each; needed where an output
// has more than one element, and nil may stand for one that has not. It is Python's
// grad_outputs=, grad_tensors= and gradient=.
func GradOutputs(gradients ...*Tensor) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("GradOutputs"); o.gradients = gradients })
}

// RetainGraph keeps the graph for another pass. It is [CreateGraph]'s value
// unless given.
func RetainGraph(on bool) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("RetainGraph"); o.retain = &on })
}

// CreateGraphOption is what [CreateGraph] returns.
type CreateGraphOption bool

// CreateGraph records the pass itself, for gradients of gradients. The functions of
// torch/autograd then keep their results in the graph of their inputs.
func CreateGraph(on bool) CreateGraphOption { return CreateGraphOption(on) }

func (on CreateGraphOption) applyBackward(o *backwardOptions) {
	o.flags = withFlag(o.flags, cgotorch.CreateGraph, bool(on))
}

// ProductOption lets the products of torch/autograd take CreateGraph.
func (CreateGraphOption) ProductOption(option.Seal) {}

// JacobianOption lets Jacobian and Hessian of torch/autograd take CreateGraph.
func (CreateGraphOption) JacobianOption(option.Seal) {}

// AllowUnused makes [Grad] return nil for an input that the outputs do not
// depend on, rather than panic. It is [MaterializeGrads]'s value unless given.
func AllowUnused(on bool) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("AllowUnused"); o.allowUnused = &on })
}

// MaterializeGrads makes [Grad] return zeros for an input that the outputs do not
// depend on.
func MaterializeGrads(on bool) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("MaterializeGrads"); o.materialize = on })
}

// IsGradsBatched takes the first dimension of each [GradOutputs] for a batch of
// gradients: [Grad] returns the results of as many passes, stacked, from one.
func IsGradsBatched(on bool) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("IsGradsBatched"); o.batched = on })
}

// Inputs limits Backward to the leaves named, of which there must be some.
func Inputs(inputs ...*Tensor) BackwardOption {
	return backwardFunc(func(o *backwardOptions) { o.Once("Inputs"); o.inputs, o.limited = inputs, true })
}

func withFlag(flags, flag cgotorch.BackwardFlags, on bool) cgotorch.BackwardFlags {
	if on {
		return flags | flag
	}
	return flags &^ flag
}

// pass is one run of autograd: a call that goes past the operator table.
type pass struct {
	call
	roots, grads, inputs []cgotorch.Handle
	flags                cgotorch.BackwardFlags
	materialize          bool
	allowUnused          bool
}

func (p *pass) start(op string, outputs []*Tensor, options []BackwardOption) backwardOptions {
	p.op = cgotorch.NewOp(op)
	o := p.read(op, options)
	if o.limited && len(o.inputs) == 0 {
		misuseOf(outputs, op, "RuntimeError", "`inputs` argument to `%s()` cannot be empty.", op)
	}
	refuseNil(op, "output", outputs)
	refuseNil(op, "input", o.inputs)
	if o.gradients == nil && !o.batched {
		checkScalars(op, outputs)
	} else {
		o.gradients = o.makeGrads(op, targetsOf(outputs))
	}
	p.roots = p.holdAll(outputs)
	p.grads = p.holdAll(o.gradients)
	p.inputs = p.holdAll(o.inputs)
	return o
}

// refuseInVmap refuses a pass that adds to a Grad, of which there is one for the
// whole batch.
func refuseInVmap() {
	if ready(); cgotorch.InVmap() {
		misuse("backward", "RuntimeError", "backward() called inside a functorch transform. This is not supported, "+
			"please use functorch.grad or functorch.vjp instead or call backward() outside of functorch transforms.")
	}
}

// read applies the options and the defaults that hang together.
func (p *pass) read(op string, options []BackwardOption) (o backwardOptions) {
	option.Once(options)
	for _, option := range options {
		option.applyBackward(&o)
	}
	if o.materialize && o.allowUnused != nil && !*o.allowUnused {
		misuse(op, "ValueError", "Expected allow_unused to be True or not passed when materialize_grads=True, but got: allow_unused=False.")
	}
	unused, retain := o.materialize, o.flags&cgotorch.CreateGraph != 0
	if o.allowUnused != nil {
		unused = *o.allowUnused
	}
	if o.retain != nil {
		retain = *o.retain
	}
	// libtorch's own message for an unused input is not Python's.
	p.flags = withFlag(o.flags, cgotorch.RetainGraph, retain) | cgotorch.AllowUnused
	p.materialize, p.allowUnused = o.materialize, unused
	return o
}

// checkScalars refuses outputs whose gradient libtorch can't make.
func checkScalars(op string, outputs []*Tensor) {
	for _, t := range outputs {
		var m cgotorch.Meta
		t.meta(op, &m)
		if m.Has(cgotorch.RequiresGrad) && (m.Numel() != 1 || !t.DType().IsFloatingPoint()) {
			target{shape: m.Sizes(), dtype: t.DType()}.checkImplicit(op)
		}
	}
}

// target is an output of which the gradient is given or made.
type target struct {
	shape  []int
	dtype  DType
	needed bool
	ones   func() *Tensor // nil: libtorch makes them
}

func targetsOf(outputs []*Tensor) []target {
	targets := make([]target, len(outputs))
	for i, t := range outputs {
		var m cgotorch.Meta
		t.meta("backward", &m)
		targets[i] = target{shape: m.Sizes(), dtype: t.DType(), needed: m.Has(cgotorch.RequiresGrad)}
	}
	return targets
}

// makeGrads checks the gradients that were given and makes those that were not, as
// Python's function of that name.
func (o *backwardOptions) makeGrads(op string, targets []target) []*Tensor {
	if o.gradients != nil && len(o.gradients) != len(targets) {
		misuse(op, "RuntimeError", "got %d tensors and %d gradients", len(targets), len(o.gradients))
	}
	grads := make([]*Tensor, len(targets))
	copy(grads, o.gradients)
	for i, t := range targets {
		switch {
		case grads[i] != nil:
			t.check(op, i, grads[i], o.batched)
		case t.needed:
			t.checkImplicit(op)
			if t.ones != nil {
				grads[i] = t.ones()
			}
		}
	}
	return grads
}

func (t target) check(op string, i int, grad *Tensor, batched bool) {
	shape := grad.Shape()
	if batched {
		if len(shape) == 0 {
			misuse(op, "IndexError", "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number")
		}
		shape = shape[1:]
	}
	if !slices.Equal(shape, t.shape) {
		if batched {
			misuse(op, "RuntimeError", "If `is_grads_batched=True`, we interpret the first "+
				"dimension of each grad_output as the batch dimension. "+
				"The sizes of the remaining dimensions are expected to match "+
				"the shape of corresponding output, but a mismatch "+
				"was detected: grad_output[%d] has a shape of %s and output[%d] has a shape of %s. "+
				"If you only want some tensors in `grad_output` to be considered "+
				"batched, consider using vmap.", i, sizeText(shape[min(1, len(shape)):]), i, sizeText(t.shape))
		}
		misuse(op, "RuntimeError", "Mismatch in shape: grad_output[%d] has a shape of %s and output[%d] has a shape of %s.",
			i, sizeText(shape), i, sizeText(t.shape))
	}
	if t.dtype.IsComplex() != grad.DType().IsComplex() {
		misuse(op, "RuntimeError", "For complex Tensors, both grad_output and output are required to have the same dtype."+
			" Mismatch in dtype: grad_output[%d] has a dtype of %v and output[%d] has a dtype of %v.",
			i, grad.DType(), i, t.dtype)
	}
}

func (t target) checkImplicit(op string) {
	for _, size := range t.shape {
		if size != 1 {
			misuse(op, "RuntimeError", "grad can be implicitly created only for scalar outputs")
		}
	}
	if !t.dtype.IsFloatingPoint() {
		misuse(op, "RuntimeError", "grad can be implicitly created only for real scalar outputs but got %v", t.dtype)
	}
}

// sizeText prints a shape as Python's torch.Size.
func sizeText(shape []int) string {
	return "torch.Size(" + listText(shape) + ")"
}

// listText prints integers as Python prints a list.
func listText(list []int) string {
	return strings.ReplaceAll(fmt.Sprint(list), " ", ", ")
}

func refuseNil(op, role string, tensors []*Tensor) {
	for i, t := range tensors {
		if t == nil {
			misuseOf(tensors, op, "TypeError", "%s %d is nil", role, i)
		}
	}
}

// holdAll pins tensors and returns their handles; a nil one has handle 0.
func (p *pass) holdAll(tensors []*Tensor) []cgotorch.Handle {
	if tensors == nil {
		return nil
	}
	handles := make([]cgotorch.Handle, len(tensors))
	for i, t := range tensors {
		if t != nil {
			handles[i] = p.hold(t)
		}
	}
	return handles
}
