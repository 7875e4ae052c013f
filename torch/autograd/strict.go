package autograd

import (
	"fmt"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// What strict mode says is Python's, word for word.

// checkOutputs refuses outputs that do not come from the inputs.
func (o options) checkOutputs(op string, outputs []*torch.Tensor) {
	o.checkGrad(op, outputs, "Output %d of the user-provided function does not require gradients."+
		" The outputs must be computed in a differentiable manner from the input"+
		" when running in strict mode.")
}

func (o options) checkGradInputs(op string, grads []*torch.Tensor) {
	o.checkGrad(op, grads, "The gradient with respect to input %d is independent of the inputs of the"+
		" user-provided function. This is not allowed in strict mode.")
}

func (o options) checkJacobian(op string, jacobian []*torch.Tensor) {
	o.checkGrad(op, jacobian, "While computing the hessian, found that the jacobian of the user-provided"+
		" function with respect to input %d is independent of the input. This is not"+
		" allowed in strict mode. You should ensure that your function is twice"+
		" differentiable and that the jacobian depends on the inputs (this would be"+
		" violated by a linear function for example).")
}

func (o options) checkGrad(op string, tensors []*torch.Tensor, message string) {
	if !o.strict {
		return
	}
	for i, t := range tensors {
		if t == nil {
			fail(op, "The output of the user-provided function is independent of input %d."+
				" This is not allowed in strict mode.", i)
		}
		if !t.RequiresGrad() {
			fail(op, message, i)
		}
	}
}

// stage says which pass found no gradient.
type stage struct{ missing, constant string }

var (
	back = stage{
		"The output of the user-provided function is independent of input %d. This is not allowed in strict mode.",
		"The jacobian of the user-provided function is independent of input %d. This is not allowed in strict mode when create_graph=True.",
	}
	backTrick = stage{
		"The gradient with respect to the input is independent of entry %d in the grad_outputs when using the double backward " +
			"trick to compute forward mode gradients. This is not allowed in strict mode.",
		back.constant,
	}
	doubleBack = stage{
		"The jacobian of the user-provided function is independent of input %d. This is not allowed in strict mode.",
		"The hessian of the user-provided function is independent of input %d. This is not allowed in strict mode when create_graph=True.",
	}
	doubleBackTrick = stage{
		"The hessian of the user-provided function is independent of entry %d in the grad_jacobian. This is not allowed in strict " +
			"mode as it prevents from using the double backward trick to replace forward mode AD.",
		doubleBack.constant,
	}
)

// fill puts zeros like refs where there is no gradient; in strict mode it panics.
func (o options) fill(op string, grads, refs []*torch.Tensor, s stage) []*torch.Tensor {
	filled := make([]*torch.Tensor, len(grads))
	for i, g := range grads {
		switch {
		case g == nil && o.strict:
			fail(op, s.missing, i)
		case g == nil:
			g = torch.ZerosLike(refs[i])
		case o.strict && o.createGraph && !g.RequiresGrad():
			fail(op, s.constant, i)
		}
		filled[i] = g
	}
	return filled
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

// checkShapes compares v with what it goes with. A list of one is Python's tensor.
func checkShapes(op string, v, other []*torch.Tensor) {
	if len(v) != len(other) {
		if len(other) == 1 {
			fail(op, "The given v should contain a single Tensor.")
		}
		fail(op, "v is a tuple of invalid length: should be %d but got %d.", len(other), len(v))
	}
	for i := range v {
		if got, want := sizeText(v[i]), sizeText(other[i]); got != want {
			entry := ""
			if len(other) > 1 {
				entry = fmt.Sprintf("Entry %d in ", i)
			}
			fail(op, "%sv has invalid size: should be %s but got %s.", entry, want, got)
		}
	}
}

// sizeText prints a shape as Python's torch.Size.
func sizeText(t *torch.Tensor) string {
	return "torch.Size(" + strings.ReplaceAll(fmt.Sprint(t.Shape()), " ", ", ") + ")"
}

func fail(op, format string, args ...any) { failAs("RuntimeError", op, format, args...) }

func failAs(kind, op, format string, args ...any) {
	panic(&torch.Error{Op: op, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}
