package autograd

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// backwardJacobians computes the Jacobians of one output by backward passes: one an
// element, or with v one for the product with v. They run twice and must agree.
func (r round) backwardJacobians(output, v *torch.Tensor) []*torch.Tensor {
	first, sizesOK, typesOK := r.passes(output, v)
	second, _, _ := r.passes(output, v)
	if !typesOK && r.gradDTypes {
		differs("Gradient has dtype mismatch")
	}
	if !sizesOK {
		differs("Analytical gradient has incorrect size")
	}
	for i := range first {
		if first[i].Numel() != 0 && !(first[i].Sub(second[i]).Abs().Max().Item() <= r.nondetTol) {
			differs("Backward is not reentrant, i.e., running backward with "+
				"same input and grad_output multiple times gives different values, "+
				"although analytical gradient matches numerical gradient."+
				"The tolerance for nondeterminism was %s."+failedNondet, floatText(r.nondetTol))
		}
	}
	return first
}

// passes returns the Jacobians, a column for each pass.
func (r round) passes(output, v *torch.Tensor) (jacobians []*torch.Tensor, sizesOK, typesOK bool) {
	inputs := differentiable(r.inputs)
	output = output.Clone()
	columns := 1
	if v == nil {
		columns = output.Numel()
	}
	for _, t := range inputs {
		jacobians = append(jacobians, torch.Zeros(t.Numel(), columns, t.DType(), t.Device()))
	}
	unit := torch.Zeros(output.Shape(), output.DType(), output.Device())
	sizesOK, typesOK = true, true
	for column := range columns {
		gradient := unit
		if v != nil {
			gradient = v.Reshape(output.Shape()...)
		} else {
			unit.Zero_()
			unit.View(-1).Select(0, column).Fill_(1)
		}
		grads := torch.Grad([]*torch.Tensor{output}, inputs, torch.GradOutputs(gradient), torch.RetainGraph(true), torch.AllowUnused(true))
		for i, g := range grads {
			switch {
			case g == nil:
				continue
			case !slices.Equal(g.Shape(), inputs[i].Shape()):
				sizesOK = false
				continue
			case g.DType() != inputs[i].DType():
				typesOK = false
			}
			jacobians[i].Select(1, column).Copy_(dense(g).Detach().Reshape(-1))
		}
	}
	return jacobians, sizesOK, typesOK
}

func dense(t *torch.Tensor) *torch.Tensor {
	if t.Layout() == torch.Strided {
		return t
	}
	return t.ToDense()
}

// forwardJacobians computes the Jacobians by forward mode, a run an element of the
// inputs, or with u a run an input for the product with u.
func (r round) forwardJacobians(u []*torch.Tensor) (all [][]*torch.Tensor) {
	torch.WithDualLevel(func(level torch.DualLevel) {
		duals := slices.Clone(r.inputs)
		var tangents []*torch.Tensor
		for i, t := range duals {
			if t == nil || !t.RequiresGrad() {
				continue
			}
			if t.IsMkldnn() {
				refuse("ValueError", "MKLDNN inputs are not supported for forward AD gradcheck.")
			}
			duals[i] = level.Make(t.Detach(), torch.ZerosLike(t.Detach()))
			_, tangent := level.Unpack(duals[i])
			tangents = append(tangents, tangent)
		}
		for i, tangent := range tangents {
			rows := tangent.Numel()
			if u != nil {
				rows = 1
			}
			jacobians := make([]*torch.Tensor, len(r.outputs))
			for o, t := range r.outputs {
				if floating(t) {
					jacobians[o] = torch.Zeros(rows, t.Numel(), t.DType(), t.Device())
				}
			}
			for row := range rows {
				if u != nil {
					tangent.Copy_(u[i].ViewAs(tangent))
				} else {
					at(tangent, position(tangent.Shape(), row)).Fill_(1)
				}
				r.forwardRow(level, r.f(duals...), jacobians, row)
				tangent.Zero_()
			}
			all = append(all, jacobians)
		}
	})
	return all
}

func (r round) forwardRow(level torch.DualLevel, outputs, jacobians []*torch.Tensor, row int) {
	for o, dual := range outputs {
		if jacobians[o] == nil {
			continue
		}
		value, tangent := level.Unpack(dual)
		if tangent == nil {
			continue
		}
		if r.gradDTypes && value.DType().IsComplex() != tangent.DType().IsComplex() {
			differs("Forward AD gradient has dtype mismatch.")
		}
		jacobians[o].Select(0, row).Copy_(tangent.Detach().Reshape(-1))
	}
}
