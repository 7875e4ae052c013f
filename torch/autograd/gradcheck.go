package autograd

import (
	"errors"
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// GradcheckError tells how a gradient differs from what finite differences give.
type GradcheckError struct{ Msg string }

// Error returns the message, which is Python's.
func (e *GradcheckError) Error() string { return e.Msg }

func differs(format string, args ...any) error {
	return &GradcheckError{fmt.Sprintf(format, args...)}
}

// Gradcheck compares the gradients of f with central differences, element by
// element, at those inputs that require a gradient. They should be float64. f is
// called often, with copies of the inputs. The error is a [*GradcheckError] where
// gradients are wrong, and another one where the inputs can't be checked; f's own
// panics pass through. Complex inputs and outputs are not supported.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
func Gradcheck(f Func, inputs []*torch.Tensor, opts ...CheckOption) (err error) {
	torch.EnableGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			c := checker{f, inputs, checkOptionsOf(opts), s}
			err = c.run()
		})
	})
	return err
}

// Gradgradcheck is [Gradcheck] of f's gradients: it checks the second derivatives.
// gradOutputs, one for each output that requires a gradient, are the points at
// which the backward pass is differentiated; nil draws them from [-1, 1).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html
func Gradgradcheck(f Func, inputs, gradOutputs []*torch.Tensor, opts ...CheckOption) (err error) {
	torch.EnableGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			c := checker{f, inputs, checkOptionsOf(opts), s}
			if err = c.checkInputs(); err != nil {
				return
			}
			if gradOutputs == nil {
				for _, o := range differentiable(f(c.copies(s)...)) {
					gradOutputs = append(gradOutputs, torch.Rand(o.Shape(), o.DType(), o.Device(), torch.In(s)).
						Mul(2).Sub(1).SetRequiresGrad(true))
				}
			}
			c.f, c.inputs = backwardOf(f, len(inputs)), slices.Concat(inputs, gradOutputs)
			err = c.run()
		})
	})
	return err
}

// backwardOf returns the function from n inputs and the gradients of the outputs
// to the gradients of the inputs.
func backwardOf(f Func, n int) Func {
	return func(all ...*torch.Tensor) []*torch.Tensor {
		in := differentiable(all[:n])
		grads := torch.Grad(differentiable(f(all[:n]...)), in,
			torch.Gradient(all[n:]...), torch.CreateGraph(true), torch.AllowUnused(true))
		return slices.DeleteFunc(grads, func(t *torch.Tensor) bool { return t == nil })
	}
}

func differentiable(tensors []*torch.Tensor) []*torch.Tensor {
	var those []*torch.Tensor
	for _, t := range tensors {
		if t != nil && t.RequiresGrad() {
			those = append(those, t)
		}
	}
	return those
}

type checker struct {
	f      Func
	inputs []*torch.Tensor
	checkOptions
	scope *torch.Scope
}

func (c *checker) run() error {
	if err := c.checkInputs(); err != nil {
		return err
	}
	in := c.copies(c.scope)
	outputs := c.f(in...)
	for _, o := range outputs {
		if o.DType().IsComplex() {
			return errors.New("gradcheck: complex outputs are not supported")
		}
	}
	numerical, err := c.numerical(outputs)
	if err != nil {
		return err
	}
	if len(differentiable(outputs)) == 0 {
		return checkZero(numerical)
	}
	if c.fwd {
		if err := c.checkForward(outputs, numerical); err != nil {
			return err
		}
	}
	if !c.backward {
		return nil
	}
	if err := c.checkBackward(in, outputs, numerical); err != nil {
		return err
	}
	if err := checkMultiplies(differentiable(outputs), differentiable(in)); err != nil {
		return err
	}
	if c.undefinedGrad {
		return c.checkUndefined()
	}
	return nil
}

// checkInputs refuses inputs that finite differences can't step from.
func (c *checker) checkInputs() error {
	for i, t := range c.inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		if t.DType().IsComplex() {
			return errors.New("gradcheck: complex inputs are not supported")
		}
		strides := t.Strides()
		for d, size := range t.Shape() {
			if strides[d] == 0 && size > 1 {
				return fmt.Errorf("gradcheck: input %d has a dimension with stride 0; only inputs whose elements "+
					"do not overlap can be stepped one by one: call Contiguous on it", i)
			}
		}
	}
	if len(differentiable(c.inputs)) == 0 {
		return errors.New("gradcheck: expected at least one input to require a gradient, but none does")
	}
	return nil
}

// copies returns the inputs as leaves of their own in a scope.
func (c *checker) copies(s *torch.Scope) []*torch.Tensor {
	in := make([]*torch.Tensor, len(c.inputs))
	for i, t := range c.inputs {
		if t == nil {
			continue
		}
		in[i] = t.Detach().Clone(torch.In(s))
		if t.RequiresGrad() {
			in[i].SetRequiresGrad(true)
		}
	}
	return in
}

// checkBackward compares the rows that backward passes give.
func (c *checker) checkBackward(in, outputs []*torch.Tensor, numerical []columns) error {
	index := 0
	for o, output := range outputs {
		if !output.RequiresGrad() {
			continue
		}
		first, err := c.rows(in, output)
		if err != nil {
			return err
		}
		second, err := c.rows(in, output)
		if err != nil {
			return err
		}
		for i := range first {
			if !first[i].within(second[i], c.nondetTol, 0) {
				return differs("Backward is not reentrant, i.e., running backward with "+
					"same input and grad_output multiple times gives different values, "+
					"although analytical gradient matches numerical gradient."+
					"The tolerance for nondeterminism was %v.", c.nondetTol)
			}
			if want := numerical[i][o]; !first[i].within(want, c.atol, c.rtol) {
				return mismatch("", index, i, want, first[i])
			}
		}
		index++
	}
	return nil
}

func mismatch(mode string, output, input int, numerical, analytical *matrix) error {
	return differs("Jacobian %smismatch for output %d with respect to input %d,\nnumerical:%v\nanalytical:%v\n",
		mode, output, input, numerical.tensor(), analytical.tensor())
}
