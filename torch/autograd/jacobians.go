package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// columns are the Jacobians of all outputs by one input.
type columns []*matrix

// numerical steps every element of every input that requires a gradient.
func (c *checker) numerical(outputs []*torch.Tensor) ([]columns, error) {
	var all []columns
	for i, t := range c.inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		jacobians := make(columns, len(outputs))
		for o, output := range outputs {
			jacobians[o] = newMatrix(t.Numel(), output.Numel())
		}
		for element := range t.Numel() {
			if err := c.step(i, element, jacobians); err != nil {
				return nil, err
			}
		}
		all = append(all, jacobians)
	}
	return all, nil
}

// step fills in how the outputs change with one element of an input.
func (c *checker) step(input, element int, jacobians columns) (err error) {
	torch.Scoped(func(s *torch.Scope) {
		at := func(delta float64) []*torch.Tensor {
			in := c.copies(s)
			torch.NoGrad(func() { elementOf(in[input], element).Add_(delta) })
			return c.f(in...)
		}
		before, after := at(-c.eps), at(c.eps)
		for o, jacobian := range jacobians {
			a, b := before[o], after[o]
			if !slices.Equal(a.Shape(), b.Shape()) || a.Numel() != jacobian.columns {
				err = differs("Expected `func` to return outputs with the same shape when inputs are perturbed on index %v by %v, but got:\n shapes %v and %v.",
					position(c.inputs[input], element), c.eps, a.Shape(), b.Shape())
				return
			}
			if a.DType() != b.DType() {
				err = differs("Expected `func` to return outputs with the same dtype when inputs are perturbed on index %v by %v, but got:\n dtypes %v and %v.",
					position(c.inputs[input], element), c.eps, a.DType(), b.DType())
				return
			}
			low, row := floats(a), floats(b)
			for i := range row {
				row[i] = (row[i] - low[i]) / (2 * c.eps)
			}
			jacobian.setRow(element, row)
		}
	})
	return err
}

// position turns the number of an element into its indices.
func position(t *torch.Tensor, element int) []int {
	shape := t.Shape()
	at := make([]int, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		at[d] = element % shape[d]
		element /= shape[d]
	}
	return at
}

// elementOf is one element of t, sharing its memory.
func elementOf(t *torch.Tensor, element int) *torch.Tensor {
	at := position(t, element)
	t = t.Detach()
	for _, i := range at {
		t = t.Select(0, i)
	}
	return t
}

// rows computes the Jacobians of one output by backward passes, one an element.
func (c *checker) rows(in []*torch.Tensor, output *torch.Tensor) ([]*matrix, error) {
	inputs := differentiable(in)
	jacobians := make([]*matrix, len(inputs))
	for i, t := range inputs {
		jacobians[i] = newMatrix(t.Numel(), output.Numel())
	}
	cloned := output.Clone()
	for element := range output.Numel() {
		unit := torch.ZerosLike(cloned)
		elementOf(unit, element).Fill_(1)
		grads := torch.Grad([]*torch.Tensor{cloned}, inputs, torch.Gradient(unit), torch.RetainGraph(true), torch.AllowUnused(true))
		for i, g := range grads {
			if g == nil {
				continue
			}
			if c.gradDTypes && g.DType() != inputs[i].DType() {
				return nil, differs("Gradient has dtype mismatch")
			}
			if !slices.Equal(g.Shape(), inputs[i].Shape()) {
				return nil, differs("Analytical gradient has incorrect size")
			}
			jacobians[i].setColumn(element, floats(g))
		}
	}
	return jacobians, nil
}

// checkForward compares the columns that forward mode gives.
func (c *checker) checkForward(outputs []*torch.Tensor, numerical []columns) error {
	which := 0
	for i, t := range c.inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		analytical := make(columns, len(outputs))
		for o, output := range outputs {
			analytical[o] = newMatrix(t.Numel(), output.Numel())
		}
		for element := range t.Numel() {
			c.tangents(i, element, analytical)
		}
		index := 0
		for o, output := range outputs {
			if !output.RequiresGrad() {
				continue
			}
			if want := numerical[which][o]; !analytical[o].within(want, c.atol, c.rtol) {
				return mismatch("computed with forward mode ", index, which, want, analytical[o])
			}
			index++
		}
		which++
	}
	return nil
}

func (c *checker) tangents(input, element int, jacobians columns) {
	torch.Scoped(func(s *torch.Scope) {
		in := c.copies(s)
		for i, t := range in {
			if t != nil {
				in[i] = t.Detach()
			}
		}
		torch.WithDualLevel(func(level torch.DualLevel) {
			unit := torch.ZerosLike(in[input])
			elementOf(unit, element).Fill_(1)
			in[input] = level.Make(in[input], unit)
			for o, output := range c.f(in...) {
				if _, tangent := level.Unpack(output); tangent != nil {
					jacobians[o].setRow(element, floats(tangent))
				}
			}
		})
	})
}

// checkZero is for functions of which no output has a gradient.
func checkZero(numerical []columns) error {
	for _, jacobians := range numerical {
		for _, jacobian := range jacobians {
			for _, v := range jacobian.values {
				if v != 0 {
					return differs("Numerical gradient for function expected to be zero")
				}
			}
		}
	}
	return nil
}

// checkMultiplies runs backward from gradients of zero.
func checkMultiplies(outputs, inputs []*torch.Tensor) error {
	zeros := make([]*torch.Tensor, len(outputs))
	for i, o := range outputs {
		zeros[i] = torch.ZerosLike(o)
	}
	grads := torch.Grad(outputs, inputs, torch.Gradient(zeros...), torch.AllowUnused(true), torch.RetainGraph(true))
	for i, g := range grads {
		switch {
		case g == nil:
		case slices.ContainsFunc(floats(g), func(v float64) bool { return v != 0 }):
			return differs("backward not multiplied by grad_output")
		case g.DType() != inputs[i].DType():
			return differs("grad is incorrect type")
		case g.Device() != inputs[i].Device():
			return differs("grad is incorrect device")
		case !slices.Equal(g.Shape(), inputs[i].Shape()):
			return differs("grad is incorrect size")
		}
	}
	return nil
}

// undefined is the identity with no gradient.
type undefined struct{}

func (undefined) Forward(_ *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	return in
}

func (undefined) Backward(*torch.FunctionContext, ...*torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{nil}
}

const derivativesNote = `Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"`

// checkUndefined runs backward with the gradient of every output undefined, and of
// one at a time.
func (c *checker) checkUndefined() error {
	in := c.copies(c.scope)
	count := len(differentiable(c.f(in...)))
	for which := -1; which < count; which++ {
		if which == 0 && count == 1 {
			break
		}
		outputs := differentiable(c.f(in...))
		for i, o := range outputs {
			if which < 0 || i == which {
				outputs[i] = torch.Apply(undefined{}, o)[0]
			}
		}
		if err := checkUndefinedSupport(outputs, differentiable(in)); err != nil {
			return err
		}
	}
	return nil
}

func checkUndefinedSupport(outputs, inputs []*torch.Tensor) error {
	zeros := make([]*torch.Tensor, len(outputs))
	for i, o := range outputs {
		zeros[i] = torch.ZerosLike(o)
	}
	var grads []*torch.Tensor
	if torch.Try(func() error {
		grads = torch.Grad(outputs, inputs, torch.Gradient(zeros...), torch.AllowUnused(true))
		return nil
	}) != nil {
		return differs("Expected backward function to handle undefined output grads. " + derivativesNote)
	}
	for _, g := range grads {
		if g != nil && slices.ContainsFunc(floats(g), func(v float64) bool { return v != 0 }) {
			return differs("Expected all input grads to be undefined or zero when all output grads are undefined or zero. " + derivativesNote)
		}
	}
	return nil
}
