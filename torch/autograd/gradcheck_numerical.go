package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// numerical returns the Jacobian of each output by each input that requires a
// gradient, by central differences: element [i][o] has a row for each element of
// input i. Outputs that are not floating have none.
func (r round) numerical(inputs []*torch.Tensor) (all [][]*torch.Tensor) {
	for i, t := range inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		jacobians := make([]*torch.Tensor, len(r.outputs))
		for o, output := range r.outputs {
			if floating(output) {
				dtype := output.DType()
				if t.DType().IsComplex() {
					dtype = t.DType()
				}
				jacobians[o] = torch.Zeros(t.Numel(), output.Numel(), dtype, output.Device())
			}
		}
		content, given := steppable(inputs, i)
		for _, e := range elementsOf(content) {
			run := func() []*torch.Tensor { return cloned(r.f(given()...)) }
			step := torch.FullLike(e.entry, r.eps)
			for o, row := range r.stepped(run, e.entry, step, step, r.eps, t.DType().IsComplex(), e.index) {
				if jacobians[o] != nil {
					jacobians[o].Select(0, e.row).Copy_(row)
				}
			}
		}
		all = append(all, jacobians)
	}
	return all
}

func cloned(tensors []*torch.Tensor) []*torch.Tensor {
	clones := make([]*torch.Tensor, len(tensors))
	for i, t := range tensors {
		clones[i] = t.Clone()
	}
	return clones
}

// stepped returns how each output changes along a step of entry, for a complex one
// along both of its parts: the conjugate Wirtinger derivative.
func (r round) stepped(run func() []*torch.Tensor, entry, step, imaginary *torch.Tensor, norm float64, isComplex bool, index []int) []*torch.Tensor {
	rows := r.differences(run, entry, step, norm, index)
	if !isComplex {
		return rows
	}
	for o, imag := range r.differences(run, entry, imaginary.Mul(1i), norm, index) {
		rows[o] = rows[o].Add(imag.Mul(1i))
	}
	return rows
}

func (r round) differences(run func() []*torch.Tensor, entry, step *torch.Tensor, norm float64, index []int) []*torch.Tensor {
	var orig *torch.Tensor
	set := func(t *torch.Tensor) { torch.NoGrad(func() { entry.Copy_(t) }) }
	torch.NoGrad(func() { orig = entry.Clone() })
	set(orig.Sub(step))
	before := run()
	set(orig.Add(step))
	after := run()
	set(orig)
	rows := make([]*torch.Tensor, len(before))
	for o := range before {
		a, b := before[o], after[o]
		r.checkSame(a, b, index)
		if floating(a) {
			rows[o] = b.Sub(a).Div(2 * norm).Detach().Reshape(-1)
		}
	}
	return rows
}

// checkSame refuses outputs whose shape or dtype changes with the input.
func (r round) checkSame(a, b *torch.Tensor, index []int) {
	on := ""
	if index != nil {
		on = "on index " + tupleText(index) + " "
	}
	if !slices.Equal(a.Shape(), b.Shape()) {
		refuse("AssertionError", "Expected `func` to return outputs with the same shape when inputs are perturbed %sby %s, but got: shapes %s and %s.",
			on, floatText(r.eps), sizeText(a), sizeText(b))
	}
	if a.DType() != b.DType() {
		refuse("AssertionError", "Expected `func` to return outputs with the same dtype when inputs are perturbed %sby %s, but got: dtypes %v and %v.",
			on, floatText(r.eps), a.DType(), b.DType())
	}
}

func (r round) compareSlow() {
	diff := differentiable(r.outputs)
	if len(diff) == 0 {
		r.checkZero(r.numerical(r.inputs))
		return
	}
	inputs := r.inputs
	if !r.masked {
		inputs = densified(inputs)
	}
	numerical := r.numerical(inputs)
	var forward [][]*torch.Tensor
	if r.forwardMode {
		forward = r.forwardJacobians(nil)
	}
	for i, o := range r.diffOutputs() {
		var analytical []*torch.Tensor
		if !r.forwardMode {
			analytical = r.backwardJacobians(diff[i], nil)
		}
		for j := range numerical {
			var a *torch.Tensor
			if r.forwardMode {
				a = forward[j][o]
			} else {
				a = analytical[j]
			}
			if n := numerical[j][o]; !near(a, n, r.rtol, r.atol) {
				differs("%s", r.mismatch(a, n, i, j))
			}
		}
	}
}

// diffOutputs lists which outputs require a gradient.
func (r round) diffOutputs() (all []int) {
	for o, t := range r.outputs {
		if t.RequiresGrad() {
			all = append(all, o)
		}
	}
	return all
}

// checkZero is for functions of which no output has a gradient.
func (r round) checkZero(numerical [][]*torch.Tensor) {
	for _, jacobians := range numerical {
		for _, jacobian := range jacobians {
			if jacobian != nil && jacobian.Ne(0).Sum().Item() > 0 {
				differs("Numerical gradient for function expected to be zero")
			}
		}
	}
}

// near is torch.allclose of what may be of two dtypes.
func near(a, b *torch.Tensor, rtol, atol float64) bool {
	if a.DType() != b.DType() {
		dtype := promoted(a.DType(), b.DType())
		a, b = a.To(dtype), b.To(dtype)
	}
	return a.AllClose(b, torch.RTol(rtol), torch.ATol(atol))
}

// promoted is the dtype of a sum of both, of floating ones.
func promoted(a, b torch.DType) torch.DType {
	return torch.Zeros(1, a).Add(torch.Zeros(1, b)).DType()
}
