package torch

import "github.com/e0112027/gotorch/cgotorch"

var (
	opRequiresGrad = newOp("requires_grad_")
	opRetainGrad   = newOp("retain_grad")
	opDetach       = newOp("detach")
	opDetachInPl   = newOp("detach_")
	opVersion      = newOp("_version")
	opSetData      = newOp("set_data")
)

// RequiresGrad tells whether autograd records operations on t.
func (t *Tensor) RequiresGrad() bool { return t.has(cgotorch.RequiresGrad) }

// SetRequiresGrad has autograd record operations on t, or not, and returns t. It
// panics unless t is a leaf of a floating or complex dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
func (t *Tensor) SetRequiresGrad(on bool) *Tensor {
	c := call{op: opRequiresGrad}
	c.tensor(t)
	c.Bool(on)
	return c.inPlace(t)
}

// IsLeaf tells whether t was not made by a recorded operation.
func (t *Tensor) IsLeaf() bool { return t.has(cgotorch.Leaf) }

// RetainGrad keeps the gradient of a tensor that is not a leaf.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html
func (t *Tensor) RetainGrad() {
	c := call{op: opRetainGrad}
	c.tensor(t)
	c.inPlace(t)
}

// RetainsGrad tells whether [Tensor.RetainGrad] was called.
func (t *Tensor) RetainsGrad() bool { return t.has(cgotorch.RetainsGrad) }

// Detach returns a tensor that shares t's memory and is outside of the graph.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html
func (t *Tensor) Detach() *Tensor {
	c := call{op: opDetach}
	c.tensor(t)
	return c.one()
}

// Detach_ takes t itself out of the graph and returns it.
func (t *Tensor) Detach_() *Tensor {
	c := call{op: opDetachInPl}
	c.tensor(t)
	return c.inPlace(t)
}

// SetData makes t use other's memory, shape and dtype, as Python's t.data = other.
func (t *Tensor) SetData(other *Tensor) {
	c := call{op: opSetData}
	c.tensor(t)
	c.tensor(other)
	c.inPlace(t)
	t.dtype = other.dtype
}

// Version counts the in-place changes of t's memory.
func (t *Tensor) Version() int {
	c := call{op: opVersion}
	c.tensor(t)
	return int(c.value().Int)
}

// GradFnName returns the name of the graph node that made t, such as
// "AddBackward0"; "" for a leaf.
func (t *Tensor) GradFnName() string {
	s := t.enter("grad_fn")
	defer t.leave(s)
	name, err := cgotorch.GradFnName(t.handle)
	check("grad_fn", err, t)
	return name
}

// Grad returns the gradient that Backward left in t, nil where there is none. It
// shares memory with the next ones. It joins t's scope unless [In] names
// another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html
func (t *Tensor) Grad(options ...TensorOption) *Tensor {
	scope := t.enter("grad")
	defer t.leave(scope)
	h, err := cgotorch.TensorGrad(t.handle)
	check("grad", err, t)
	if h == 0 {
		return nil
	}
	into := scope
	if o := applyTensorOptions(options); o.scope != nil {
		into = o.scope
		if !into.pin() {
			cgotorch.Release(h)
			misuse("grad", "RuntimeError", "%s", into.closedMessage())
		}
		defer into.unpin()
	}
	return wrapAlone(into, h, t.dtype)
}

// SetGrad sets t's gradient; nil clears it, as Python's t.grad = None.
func (t *Tensor) SetGrad(grad *Tensor) {
	s := t.enter("grad")
	defer t.leave(s)
	if grad == nil {
		check("grad", cgotorch.SetTensorGrad(t.handle, 0), t)
		return
	}
	gs := grad.enter("grad")
	defer grad.leave(gs)
	check("grad", cgotorch.SetTensorGrad(t.handle, grad.handle), t, grad)
}

// BackwardOption is a keyword argument of [Tensor.Backward], [Backward] and [Grad].
type BackwardOption func(*backwardOptions)

type backwardOptions struct {
	gradients []*Tensor
	inputs    []*Tensor
	flags     cgotorch.BackwardFlags
	retain    *bool
	limited   bool // inputs were named
}

// Gradient gives the gradients of the outputs, one each; needed where an output
// has more than one element.
func Gradient(gradients ...*Tensor) BackwardOption {
	return func(o *backwardOptions) { o.gradients = gradients }
}

// RetainGraph keeps the graph for another pass. It is [CreateGraph]'s value
// unless given.
func RetainGraph(on bool) BackwardOption {
	return func(o *backwardOptions) { o.retain = &on }
}

// CreateGraph records the pass itself, for gradients of gradients.
func CreateGraph(on bool) BackwardOption {
	return func(o *backwardOptions) { o.flags = withFlag(o.flags, cgotorch.CreateGraph, on) }
}

// AllowUnused makes [Grad] return nil for an input that the outputs do not
// depend on, rather than panic.
func AllowUnused(on bool) BackwardOption {
	return func(o *backwardOptions) { o.flags = withFlag(o.flags, cgotorch.AllowUnused, on) }
}

// Inputs limits Backward to the leaves named, of which there must be some.
func Inputs(inputs ...*Tensor) BackwardOption {
	return func(o *backwardOptions) { o.inputs, o.limited = inputs, true }
}

func withFlag(flags, flag cgotorch.BackwardFlags, on bool) cgotorch.BackwardFlags {
	if on {
		return flags | flag
	}
	return flags &^ flag
}

// Backward computes the gradients of t, a scalar unless [Gradient] is given,
// and adds them to the Grad of the leaves. It panics where there is no graph,
// where it was freed by a pass before, or where a tensor it needs was changed in
// place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html
func (t *Tensor) Backward(options ...BackwardOption) { Backward([]*Tensor{t}, options...) }

// Backward computes the gradients of the sum of outputs; see [Tensor.Backward].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html
func Backward(outputs []*Tensor, options ...BackwardOption) {
	var p pass
	p.start("backward", outputs, options)
	err := cgotorch.Backward(p.roots, p.grads, p.flags, p.inputs)
	p.finish(err)
}

// Grad returns the gradients of the sum of outputs with respect to inputs,
// without touching any leaf's Grad.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
func Grad(outputs, inputs []*Tensor, options ...BackwardOption) []*Tensor {
	var p pass
	p.start("grad", outputs, append(options[:len(options):len(options)], Inputs(inputs...)))
	handles, err := cgotorch.Grad(p.roots, p.grads, p.flags, p.inputs)
	if err != nil {
		p.finish(err)
	}
	grads := make([]*Tensor, len(handles))
	for i, h := range handles {
		if h != 0 {
			grads[i] = wrapAlone(p.scope, h, inputs[i].dtype)
		}
	}
	p.finish(nil)
	return grads
}

// pass is one run of autograd: a call that goes past the operator table.
type pass struct {
	call
	roots, grads, inputs []cgotorch.Handle
	flags                cgotorch.BackwardFlags
}

func (p *pass) start(op string, outputs []*Tensor, options []BackwardOption) {
	p.op = cgotorch.NewOp(op)
	var o backwardOptions
	for _, option := range options {
		option(&o)
	}
	p.flags = o.flags
	retain := p.flags&cgotorch.CreateGraph != 0
	if o.retain != nil {
		retain = *o.retain
	}
	p.flags = withFlag(p.flags, cgotorch.RetainGraph, retain)
	if o.gradients != nil && len(o.gradients) != len(outputs) {
		misuse(op, "RuntimeError", "got %d tensors and %d gradients", len(outputs), len(o.gradients))
	}
	if o.limited && len(o.inputs) == 0 {
		misuse(op, "RuntimeError", "`inputs` argument to `%s()` cannot be empty.", op)
	}
	refuseNil(op, "output", outputs)
	refuseNil(op, "input", o.inputs)
	p.roots = p.holdAll(outputs)
	p.grads = p.holdAll(o.gradients)
	p.inputs = p.holdAll(o.inputs)
}

func refuseNil(op, role string, tensors []*Tensor) {
	for i, t := range tensors {
		if t == nil {
			misuse(op, "TypeError", "%s %d is nil", role, i)
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

// wrapAlone gives a new handle its owner: s, or the collector where s is nil. A
// gradient is as large as its leaf and may hold a graph, so it must not wait for
// neighbours.
func wrapAlone(s *Scope, h cgotorch.Handle, dtype DType) *Tensor {
	if s != nil {
		return s.add(h, cgotorch.Info(dtype))
	}
	t := &Tensor{}
	t.collectAlone(h, cgotorch.Info(dtype))
	return t
}
