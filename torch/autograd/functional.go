package autograd

import "github.com/e0112027/gotorch/torch"

// Func is a function to differentiate. It must return at least one tensor.
type Func = func(inputs ...*torch.Tensor) []*torch.Tensor

// gradients are those of outputs by inputs, nil where there is none. Outputs that
// need none are passed over.
func gradients(outputs, inputs, v []*torch.Tensor, createGraph bool, more ...torch.BackwardOption) []*torch.Tensor {
	var roots, weights []*torch.Tensor
	for i, t := range outputs {
		if t != nil && t.RequiresGrad() {
			roots = append(roots, t)
			if v != nil {
				weights = append(weights, v[i])
			}
		}
	}
	if len(roots) == 0 {
		return make([]*torch.Tensor, len(inputs))
	}
	more = append(more, torch.AllowUnused(true), torch.CreateGraph(createGraph))
	if v != nil {
		more = append(more, torch.GradOutputs(weights...))
	}
	return torch.Grad(roots, inputs, more...)
}

// VJP returns f(inputs...) and the product of v with its Jacobian: for each input
// the sum over the outputs of v times the derivative. v has one tensor of each
// output's shape; nil stands for 1 where f returns a single number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
func VJP(f Func, inputs, v []*torch.Tensor, opts ...ProductOption) (outputs, vjp []*torch.Tensor) {
	o := gathered(opts)
	var in []*torch.Tensor
	torch.EnableGrad(func() {
		in = o.prepare(inputs, true)
		outputs = f(in...)
		o.checkOutputs("vjp", outputs)
		if v != nil {
			v = o.prepare(v, false)
			checkShapes("vjp", v, outputs)
		} else if len(outputs) != 1 || outputs[0].Numel() != 1 {
			fail("vjp", "The vector v can only be None if the user-provided function returns a single Tensor with a single element.")
		}
	})
	o.recording(func() { vjp = o.fill("vjp", gradients(outputs, in, v, o.createGraph), in, back) })
	return o.finish(outputs), o.finish(vjp)
}

// JVP returns f(inputs...) and the product of its Jacobian with v, one tensor of
// each input's shape: how the outputs change along v. nil stands for 1 where the
// input is a single number. It is computed as Python's, by a backward pass through
// a backward pass; [ForwardJVP] is faster where forward mode knows the operators.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html
func JVP(f Func, inputs, v []*torch.Tensor, opts ...ProductOption) (outputs, jvp []*torch.Tensor) {
	o := gathered(opts)
	var gradOutputs, gradInputs []*torch.Tensor
	torch.EnableGrad(func() {
		in := o.prepare(inputs, true)
		v = o.direction("jvp", v, in)
		outputs = f(in...)
		o.checkOutputs("jvp", outputs)
		// The pass is linear in them, so their values are of no account.
		gradOutputs = zerosLike(outputs)
		gradInputs = gradients(outputs, in, gradOutputs, true)
		o.checkGradInputs("jvp", gradInputs)
	})
	o.recording(func() {
		jvp = o.fill("jvp", gradients(gradInputs, gradOutputs, v, o.createGraph), outputs, backTrick)
	})
	return o.finish(outputs), o.finish(jvp)
}

// direction prepares v, which goes with the inputs.
func (o options) direction(op string, v, in []*torch.Tensor) []*torch.Tensor {
	if v == nil {
		if len(in) != 1 || in[0].Numel() != 1 {
			fail(op, "The vector v can only be None if the input to the user-provided function is a single Tensor with a single element.")
		}
		return nil
	}
	v = o.prepare(v, false)
	checkShapes(op, v, in)
	return v
}

func zerosLike(tensors []*torch.Tensor) []*torch.Tensor {
	zeros := make([]*torch.Tensor, len(tensors))
	for i, t := range tensors {
		zeros[i] = torch.ZerosLike(t).SetRequiresGrad(true)
	}
	return zeros
}

// ForwardJVP is [JVP] by dual numbers, beside the outputs; see
// [torch.WithDualLevel] for their limits. Of the options it takes [torch.CreateGraph].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.func.jvp.html
func ForwardJVP(f Func, inputs, v []*torch.Tensor, opts ...ProductOption) (outputs, jvp []*torch.Tensor) {
	o := gathered(opts)
	checkShapes("jvp", v, inputs)
	torch.WithDualLevel(func(level torch.DualLevel) {
		duals := make([]*torch.Tensor, len(inputs))
		for i, t := range inputs {
			if !o.createGraph {
				t = t.Detach()
			}
			duals[i] = level.Make(t, v[i])
		}
		outputs, jvp = unpackDuals(level, f(duals...))
	})
	return o.finish(outputs), o.finish(jvp)
}

func unpackDuals(level torch.DualLevel, duals []*torch.Tensor) (primals, tangents []*torch.Tensor) {
	for _, dual := range duals {
		primal, tangent := level.Unpack(dual)
		if tangent == nil {
			tangent = torch.ZerosLike(primal)
		}
		primals, tangents = append(primals, primal), append(tangents, tangent)
	}
	return primals, tangents
}

// VHP returns f(inputs...), a single number, and the product of v, one tensor of
// each input's shape, with its Hessian. nil stands for 1 where the input is a single
// number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html
func VHP(f Func, inputs, v []*torch.Tensor, opts ...ProductOption) (output *torch.Tensor, vhp []*torch.Tensor) {
	o := gathered(opts)
	var in, jacobian []*torch.Tensor
	torch.EnableGrad(func() { output, in, v, jacobian = o.firstDerivative("vhp", f, inputs, v) })
	o.recording(func() { vhp = o.fill("vhp", gradients(jacobian, in, v, o.createGraph), in, doubleBack) })
	return o.finish([]*torch.Tensor{output})[0], o.finish(vhp)
}

// HVP returns f(inputs...), a single number, and the product of its Hessian with v,
// one tensor of each input's shape. nil stands for 1 where the input is a single
// number. Where the second derivatives are continuous it equals [VHP], which takes
// one pass less.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html
func HVP(f Func, inputs, v []*torch.Tensor, opts ...ProductOption) (output *torch.Tensor, hvp []*torch.Tensor) {
	o := gathered(opts)
	var in, gradJacobian, second []*torch.Tensor
	torch.EnableGrad(func() {
		var jacobian []*torch.Tensor
		output, in, v, jacobian = o.firstDerivative("hvp", f, inputs, v)
		gradJacobian = zerosLike(in)
		second = gradients(jacobian, in, gradJacobian, true)
	})
	o.recording(func() {
		hvp = o.fill("hvp", gradients(second, gradJacobian, v, o.createGraph), in, doubleBackTrick)
	})
	return o.finish([]*torch.Tensor{output})[0], o.finish(hvp)
}

// firstDerivative returns f's value, the inputs and v as prepared, and the gradient
// of f, recorded.
func (o options) firstDerivative(op string, f Func, inputs, v []*torch.Tensor) (output *torch.Tensor, in, direction, jacobian []*torch.Tensor) {
	in = o.prepare(inputs, true)
	direction = o.direction(op, v, in)
	outputs := f(in...)
	o.checkOutputs(op, outputs)
	output = single(op, outputs)
	jacobian = gradients(outputs, in, nil, true)
	o.checkJacobian(op, jacobian)
	return output, in, direction, jacobian
}
