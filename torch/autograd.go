package torch

import (
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

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
	if on && t != nil && t.handle != 0 && !t.DType().IsFloatingPoint() && !t.DType().IsComplex() {
		misuse("requires_grad_", "RuntimeError", "only Tensors of floating point dtype can require gradients")
	}
	if ready(); cgotorch.InVmap() {
		misuse("requires_grad_", "RuntimeError", "You are attempting to call Tensor.requires_grad_() "+
			"(or perhaps using torch.autograd.functional.* APIs) inside of a function being transformed by a functorch transform. "+
			"This is unsupported, please attempt to use the functorch transforms (e.g. grad, vjp, jacrev, jacfwd, hessian) "+
			"or call requires_grad_() outside of a function being transformed instead.")
	}
	c := call{op: opRequiresGrad}
	c.tensor(t)
	c.Bool(on)
	c.inPlace(t)
	t.told = true
	return t
}

// ToldRequiresGrad tells whether [Tensor.SetRequiresGrad] was called, with true or false: so
// package nn tells a frozen parameter from a tensor that was to be one.
func (t *Tensor) ToldRequiresGrad() bool {
	t.leave(t.enter("meta")) // panics where there is no tensor
	return t.told
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
	c.effect()
}

// Version counts the in-place changes of t's memory.
func (t *Tensor) Version() int {
	c := call{op: opVersion}
	c.tensor(t)
	return int(c.value().Int)
}

// IncrementVersion notes that the memory of tensors was changed in a way that
// libtorch does not see, so that a backward pass that needs what was there panics.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.increment_version.html
func IncrementVersion(tensors ...*Tensor) {
	for _, t := range tensors {
		s := t.enter("increment_version")
		err := cgotorch.BumpVersion(t.handle)
		t.leave(s)
		check("increment_version", err, t)
	}
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
// shares memory with the next ones. It joins t's scope unless [In], the one
// option, names another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html
func (t *Tensor) Grad(options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	if lost := o.given(); lost != 0 {
		t.misuse("grad", "TypeError", "the function takes no %s", lost.String())
	}
	scope := t.enter("grad")
	defer t.leave(scope)
	h, err := cgotorch.TensorGrad(t.handle)
	check("grad", err, t)
	if h == 0 {
		return nil
	}
	into := scope
	if o.scope != nil {
		into = o.scope
		if !into.pin() {
			cgotorch.Release(h)
			misuse("grad", "RuntimeError", "%s", into.closedMessage())
		}
		defer into.unpin()
	}
	return adopt(h, into)
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

// Backward computes the gradients of t, a scalar unless [GradOutputs] is given,
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
	refuseInVmap()
	p.start("backward", outputs, options)
	p.finish(cgotorch.Backward(p.roots, p.grads, p.flags, p.inputs))
}

// Grad returns the gradients of the sum of outputs with respect to inputs,
// without touching any leaf's Grad.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
func Grad(outputs, inputs []*Tensor, options ...BackwardOption) []*Tensor {
	var p pass
	o := p.start("grad", outputs, append(options[:len(options):len(options)], Inputs(inputs...)))
	var handles []cgotorch.Handle
	var err error
	if o.batched {
		handles, err = p.batched(o.gradients)
	} else {
		handles, err = cgotorch.Grad(p.roots, p.grads, p.flags, p.inputs)
	}
	if err != nil {
		p.finish(err)
	}
	grads := make([]*Tensor, len(handles))
	for i, h := range handles {
		grads[i] = adopt(h, p.scope)
	}
	p.finish(nil)
	for i, g := range grads {
		switch {
		case g != nil:
		case p.materialize:
			if grads[i] = ZerosLike(inputs[i]); p.flags&cgotorch.CreateGraph != 0 {
				grads[i].SetRequiresGrad(true)
			}
		case !p.allowUnused:
			misuseUnused(i)
		}
	}
	return grads
}

func misuseUnused(input int) {
	misuse("grad", "RuntimeError", "The differentiated Tensor at index %d appears to not have been used in the graph. "+
		"Set torch.AllowUnused(true) if this is the desired behavior.", input)
}

// batched runs the pass over gradients that hide their first dimension.
func (p *pass) batched(grads []*Tensor) ([]cgotorch.Handle, error) {
	var sizes []int
	for _, g := range grads {
		if g == nil {
			p.misuse("ValueError", "vmap: every output needs a gradient where gradients are batched")
		}
		sizes = append(sizes, g.Size(0))
	}
	if slices.Min(sizes) != slices.Max(sizes) {
		p.misuse("ValueError", "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "+
			listText(sizes)+" for the mapped dimension")
	}
	var results []cgotorch.Handle
	err := inVmap(cgotorch.VmapAutograd, sizes[0], 0, func(v vmapLevel) (err error) {
		if p.grads, err = v.wrapAll(p.grads, make([]int, len(grads))); err != nil {
			return err
		}
		defer cgotorch.Release(p.grads...)
		batched, err := cgotorch.Grad(p.roots, p.grads, p.flags, p.inputs)
		if err != nil {
			return err
		}
		defer cgotorch.Release(batched...)
		results, err = v.unwrapAll(batched, make([]int, len(batched)))
		return err
	})
	return results, err
}
