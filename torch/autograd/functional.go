package autograd

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// Func is a function to differentiate. It must return at least one tensor.
type Func = func(inputs ...*torch.Tensor) []*torch.Tensor

// Option is a keyword argument of the functions of this file.
type Option func(*options)

type options struct{ createGraph bool }

// CreateGraph keeps the results in the graph of the inputs, so that they can be
// differentiated again. Without it they are detached.
func CreateGraph(on bool) Option { return func(o *options) { o.createGraph = on } }

func apply(opts []Option) (o options) {
	for _, option := range opts {
		option(&o)
	}
	return o
}

// inputs returns tensors for f to start from: the caller's own, as views, where
// the results stay in their graph, else detached ones.
func (o options) inputs(given []*torch.Tensor) []*torch.Tensor {
	inputs := make([]*torch.Tensor, len(given))
	for i, t := range given {
		if o.createGraph && t.RequiresGrad() {
			inputs[i] = t.ViewAs(t)
		} else {
			inputs[i] = t.Detach().SetRequiresGrad(true)
		}
	}
	return inputs
}

func (o options) finish(results []*torch.Tensor) []*torch.Tensor {
	if !o.createGraph {
		for i, t := range results {
			results[i] = t.Detach()
		}
	}
	return results
}

// gradients are those of outputs by inputs, zeros where there is none.
func gradients(outputs, inputs, v []*torch.Tensor, createGraph bool, more ...torch.BackwardOption) []*torch.Tensor {
	var roots, weights []*torch.Tensor
	for i, t := range outputs {
		if t.RequiresGrad() {
			roots = append(roots, t)
			if v != nil {
				weights = append(weights, v[i])
			}
		}
	}
	grads := make([]*torch.Tensor, len(inputs))
	if len(roots) > 0 {
		more = append(more, torch.AllowUnused(true), torch.CreateGraph(createGraph))
		if v != nil {
			more = append(more, torch.Gradient(weights...))
		}
		grads = torch.Grad(roots, inputs, more...)
	}
	for i, g := range grads {
		if g == nil {
			grads[i] = torch.ZerosLike(inputs[i])
		}
	}
	return grads
}

// VJP returns f(inputs...) and the product of v with its Jacobian: for each input
// the sum over the outputs of v times the derivative. v has one tensor of each
// output's shape; nil stands for 1 where f returns a single number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
func VJP(f Func, inputs, v []*torch.Tensor, opts ...Option) (outputs, vjp []*torch.Tensor) {
	o := apply(opts)
	torch.EnableGrad(func() {
		in := o.inputs(inputs)
		outputs = f(in...)
		if v != nil {
			sameShapes("vjp", v, outputs)
		} else if len(outputs) != 1 || outputs[0].Numel() != 1 {
			fail("vjp", "The vector v can only be None if the user-provided function returns a single Tensor with a single element.")
		}
		vjp = gradients(outputs, in, v, o.createGraph)
	})
	return o.finish(outputs), o.finish(vjp)
}

// JVP returns f(inputs...) and the product of its Jacobian with v, one tensor of
// each input's shape: how the outputs change along v. It is computed beside the
// outputs, by dual numbers; see [torch.WithDualLevel] for their limits.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.func.jvp.html
func JVP(f Func, inputs, v []*torch.Tensor, opts ...Option) (outputs, jvp []*torch.Tensor) {
	o := apply(opts)
	sameShapes("jvp", v, inputs)
	torch.WithDualLevel(func(level torch.DualLevel) {
		duals := make([]*torch.Tensor, len(inputs))
		for i, t := range inputs {
			if !o.createGraph {
				t = t.Detach()
			}
			duals[i] = level.Make(t, v[i])
		}
		for _, dual := range f(duals...) {
			primal, tangent := level.Unpack(dual)
			if tangent == nil {
				tangent = torch.ZerosLike(primal)
			}
			outputs, jvp = append(outputs, primal), append(jvp, tangent)
		}
	})
	return o.finish(outputs), o.finish(jvp)
}

// Jacobian returns the derivatives of each output by each input: element [i][j]
// has the shape of output i followed by that of input j.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
func Jacobian(f Func, inputs []*torch.Tensor, opts ...Option) [][]*torch.Tensor {
	o := apply(opts)
	var jacobian [][]*torch.Tensor
	torch.EnableGrad(func() {
		in := o.inputs(inputs)
		for _, output := range f(in...) {
			jacobian = append(jacobian, o.finish(jacobianOf(output, in, o.createGraph)))
		}
	})
	return jacobian
}

func jacobianOf(output *torch.Tensor, inputs []*torch.Tensor, createGraph bool) []*torch.Tensor {
	rows := make([][]*torch.Tensor, len(inputs))
	flat := output.Reshape(-1)
	for i := range flat.Numel() {
		element := []*torch.Tensor{flat.Select(0, i)}
		for j, g := range gradients(element, inputs, nil, createGraph, torch.RetainGraph(true)) {
			rows[j] = append(rows[j], g)
		}
	}
	jacobian := make([]*torch.Tensor, len(inputs))
	for j, t := range inputs {
		shape := append(output.Shape(), t.Shape()...)
		if len(rows[j]) == 0 {
			jacobian[j] = torch.Zeros(shape, t.DType(), t.Device())
			continue
		}
		jacobian[j] = torch.Stack(rows[j], 0).View(shape...)
	}
	return jacobian
}

// Hessian returns the second derivatives of f, which returns a single number:
// element [i][j] has the shape of input i followed by that of input j.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
func Hessian(f Func, inputs []*torch.Tensor, opts ...Option) [][]*torch.Tensor {
	gradient := func(in ...*torch.Tensor) []*torch.Tensor {
		output := single("hessian", f(in...))
		return jacobianOf(output.Reshape(), in, true)
	}
	return Jacobian(gradient, inputs, opts...)
}

// HVP returns f(inputs...), a single number, and the product of its Hessian with
// v, one tensor of each input's shape. It takes two backward passes, so f's second
// derivatives must be continuous, for the Hessian is taken to be symmetric; this
// is Python's vhp, which equals hvp there and is faster.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html
func HVP(f Func, inputs, v []*torch.Tensor, opts ...Option) (output *torch.Tensor, hvp []*torch.Tensor) {
	o := apply(opts)
	sameShapes("hvp", v, inputs)
	torch.EnableGrad(func() {
		in := o.inputs(inputs)
		output = single("hvp", f(in...))
		first := gradients([]*torch.Tensor{output}, in, nil, true)
		hvp = gradients(first, in, v, o.createGraph)
	})
	return o.finish([]*torch.Tensor{output})[0], o.finish(hvp)
}

func single(op string, outputs []*torch.Tensor) *torch.Tensor {
	if len(outputs) != 1 {
		fail(op, "The function given to %s should return a single Tensor", op)
	}
	if outputs[0].Numel() != 1 {
		fail(op, "The Tensor returned by the function given to %s should contain a single element", op)
	}
	return outputs[0]
}

func sameShapes(op string, v, other []*torch.Tensor) {
	if len(v) != len(other) {
		fail(op, "v is a tuple of invalid length: should be %d but got %d.", len(other), len(v))
	}
	for i := range v {
		if got, want := fmt.Sprint(v[i].Shape()), fmt.Sprint(other[i].Shape()); got != want {
			fail(op, "Entry %d in v has invalid size: should be %s but got %s.", i, want, got)
		}
	}
}

func fail(op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: "RuntimeError", Msg: fmt.Sprintf(format, args...)})
}
