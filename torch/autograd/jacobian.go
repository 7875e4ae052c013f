package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Jacobian returns the derivatives of each output by each input: element [i][j]
// has the shape of output i followed by that of input j.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
func Jacobian(f Func, inputs []*torch.Tensor, opts ...JacobianOption) [][]*torch.Tensor {
	return gathered(opts).jacobian(f, inputs)
}

func (o options) jacobian(f Func, inputs []*torch.Tensor) (jacobian [][]*torch.Tensor) {
	if o.forward {
		return o.forwardJacobian(f, inputs)
	}
	torch.EnableGrad(func() {
		in := o.prepare(inputs, true)
		outputs := f(in...)
		o.checkOutputs("jacobian", outputs)
		if o.vectorize {
			jacobian = o.batchedJacobian(outputs, in)
			return
		}
		for i, output := range outputs {
			jacobian = append(jacobian, o.finish(o.rows(i, output, in)))
		}
	})
	return jacobian
}

// rows runs one pass for each element of an output.
func (o options) rows(index int, output *torch.Tensor, inputs []*torch.Tensor) []*torch.Tensor {
	rows := make([][]*torch.Tensor, len(inputs))
	for i := range output.Numel() {
		element := []*torch.Tensor{output.Reshape(-1).Select(0, i)}
		for j, g := range gradients(element, inputs, nil, o.createGraph, torch.RetainGraph(true)) {
			switch {
			case g == nil && o.strict:
				fail("jacobian", "Output %d of the user-provided function is independent of input %d. This is not allowed in strict mode.", index, j)
			case g == nil:
				g = torch.ZerosLike(inputs[j])
			case o.strict && o.createGraph && !g.RequiresGrad():
				fail("jacobian", back.constant, index)
			}
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
		jacobian[j] = torch.Stack(rows[j]).View(shape...)
	}
	return jacobian
}

// batchedJacobian runs one pass for all elements of all outputs.
func (o options) batchedJacobian(outputs, inputs []*torch.Tensor) [][]*torch.Tensor {
	if o.strict {
		fail("jacobian", "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not supported together. "+
			"Please either set `strict=False` or `vectorize=False`.")
	}
	sizes, total := numels(outputs)
	flat := make([]*torch.Tensor, len(outputs))
	for i, t := range outputs {
		flat[i] = t.Reshape(-1)
	}
	jacobian := make([][]*torch.Tensor, len(outputs))
	for j, g := range gradients(flat, inputs, basis(outputs), o.createGraph, torch.IsGradsBatched(true)) {
		if g == nil {
			g = torch.ZerosLike(inputs[j]).Expand(append([]int{total}, inputs[j].Shape()...)...)
		}
		for i, part := range g.SplitSizes(sizes) {
			jacobian[i] = append(jacobian[i], part.View(append(outputs[i].Shape(), inputs[j].Shape()...)...))
		}
	}
	for i, row := range jacobian {
		jacobian[i] = o.finish(row)
	}
	return jacobian
}

func numels(tensors []*torch.Tensor) (sizes []int, total int) {
	for _, t := range tensors {
		sizes = append(sizes, t.Numel())
		total += t.Numel()
	}
	return sizes, total
}

// basis is the identity matrix over the elements of all tensors, in one part a
// tensor, of its dtype and device.
func basis(tensors []*torch.Tensor) []*torch.Tensor {
	sizes, total := numels(tensors)
	start := 0
	parts := make([]*torch.Tensor, len(tensors))
	for i, t := range tensors {
		parts[i] = torch.Zeros(total, sizes[i], t.DType(), t.Device())
		parts[i].Diagonal(-start, 0, 1).Fill_(1)
		start += sizes[i]
	}
	return parts
}

// forwardJacobian runs f once with tangents for every element of the inputs.
func (o options) forwardJacobian(f Func, inputs []*torch.Tensor) [][]*torch.Tensor {
	switch {
	case o.createGraph:
		failAs("NotImplementedError", "jacobian", "torch.autograd.functional.jacobian: `create_graph=True` and `strategy=\"forward-mode\"` are not "+
			"supported together (yet). Please either set `create_graph=False` or `strategy=\"reverse-mode\"`.")
	case o.strict:
		fail("jacobian", "torch.autograd.functional.jacobian: `strict=True` and `strategy=\"forward-mode\"` are not supported together (yet). "+
			"Please either set `strict=False` or `strategy=\"reverse-mode\"`.")
	case !o.vectorize:
		failAs("NotImplementedError", "jacobian", "Computing Jacobian using forward-AD or forward-over-reverse Hessian is"+
			"only implemented for `vectorize=True`.")
	}
	sizes, _ := numels(inputs)
	var shapes [][]int
	tangents := torch.Vmap(func(tangents ...*torch.Tensor) (jv []*torch.Tensor) {
		torch.WithDualLevel(func(level torch.DualLevel) {
			duals := make([]*torch.Tensor, len(inputs))
			for i, t := range inputs {
				duals[i] = level.Make(t, tangents[i].ViewAs(t))
			}
			var primals []*torch.Tensor
			primals, jv = unpackDuals(level, f(duals...))
			shapes = nil
			for _, t := range primals {
				shapes = append(shapes, t.Shape())
			}
		})
		return jv
	}, torch.LegacyVmap())(basis(inputs)...)
	jacobian := make([][]*torch.Tensor, len(tangents))
	for i, all := range tangents {
		for j, part := range all.SplitSizes(sizes) {
			jacobian[i] = append(jacobian[i], lastFirst(part).Reshape(slices.Concat(shapes[i], inputs[j].Shape())...))
		}
		jacobian[i] = o.finish(jacobian[i])
	}
	return jacobian
}

// lastFirst moves the first dimension to the end: forward mode gives columns.
func lastFirst(t *torch.Tensor) *torch.Tensor {
	dims := make([]int, t.NDim())
	for d := range dims {
		dims[d] = (d + 1) % len(dims)
	}
	return t.Permute(dims...)
}

// Hessian returns the second derivatives of f, which returns a single number:
// element [i][j] has the shape of input i followed by that of input j.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
func Hessian(f Func, inputs []*torch.Tensor, opts ...JacobianOption) [][]*torch.Tensor {
	o := gathered(opts)
	value := func(in ...*torch.Tensor) []*torch.Tensor {
		outputs := f(in...)
		o.checkOutputs("hessian", outputs)
		return []*torch.Tensor{single("hessian", outputs).Squeeze()}
	}
	return o.jacobian(func(in ...*torch.Tensor) []*torch.Tensor {
		if o.forward {
			in = requiringGrad(in)
		}
		inner := options{createGraph: true}
		jacobian := inner.jacobian(value, in)[0]
		o.checkJacobian("hessian", jacobian)
		return jacobian
	}, inputs)
}

// requiringGrad has the inner derivative keep the inputs, with their tangents, in
// its graph.
func requiringGrad(tensors []*torch.Tensor) []*torch.Tensor {
	for _, t := range tensors {
		t.SetRequiresGrad(true)
	}
	return tensors
}
