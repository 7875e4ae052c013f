package autograd

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// GradcheckError tells how a gradient differs from what finite differences give.
type GradcheckError struct{ Msg string }

// Error returns the message, which is Python's.
func (e *GradcheckError) Error() string { return e.Msg }

// differs ends the check with a difference.
func differs(format string, args ...any) {
	panic(checkEnd{&GradcheckError{fmt.Sprintf(format, args...)}})
}

// refuse ends the check because of what can't be checked.
func refuse(kind, format string, args ...any) {
	panic(checkEnd{&torch.Error{Op: "gradcheck", Kind: kind, Msg: fmt.Sprintf(format, args...)}})
}

// checkEnd is how a check ends early.
type checkEnd struct{ err error }

// ended runs f and returns what ended it. f's other panics pass through.
func ended(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			end, ok := r.(checkEnd)
			if !ok {
				panic(r)
			}
			err = end.err
		}
	}()
	torch.EnableGrad(f)
	return nil
}

// Gradcheck compares the gradients of f with central differences, element by
// element, at those inputs that require a gradient, which should be of dtype Float64
// or Complex128. Of complex outputs the real and the imaginary parts are checked as
// two functions. Inputs may be sparse, of any layout but batches of compressed matrices;
// see [Masked]. f is called often; the inputs are changed in place while it runs. The error is a [*GradcheckError] where
// gradients are wrong, and a [*torch.Error] where the inputs can't be checked; f's
// own panics pass through.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
func Gradcheck(f Func, inputs []*torch.Tensor, opts ...CheckOption) error {
	return ended(func() {
		c := checker{checkOptionsOf(opts)}
		c.run(f, inputs)
	})
}

// Gradgradcheck is [Gradcheck] of f's gradients: it checks the second derivatives.
// gradOutputs, one for each output that requires a gradient, are the points at
// which the backward pass is differentiated; nil draws them from [-1, 1).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html
func Gradgradcheck(f Func, inputs, gradOutputs []*torch.Tensor, opts ...CheckOption) error {
	return ended(func() {
		c := checker{secondOptionsOf(opts)}
		checkInputs(inputs)
		if gradOutputs == nil {
			for _, o := range differentiable(f(inputs...)) {
				gradOutputs = append(gradOutputs, c.drawn(o))
			}
		}
		c.run(backwardOf(f, inputs, gradOutputs), slices.Concat(inputs, gradOutputs))
	})
}

// drawn returns a gradient for an output.
func (c checker) drawn(o *torch.Tensor) *torch.Tensor {
	g := torch.Empty(o.Shape(), o.DType(), o.Device())
	if o.DType().IsComplex() {
		g.ViewAsReal().Uniform_(-1, 1)
	} else {
		g.Uniform_(-1, 1)
	}
	if c.nonContiguous && g.Numel() > 1 {
		// Every second element of a tensor twice as wide.
		wide := g.RepeatInterleave(2, torch.Dim(-1))
		g = wide.Unflatten(-1, g.Size(-1), 2).Select(-1, 0)
	}
	return g.SetRequiresGrad(true)
}

// backwardOf returns the function from the inputs and the gradients of the outputs
// to the gradients of the inputs.
func backwardOf(f Func, inputs, gradOutputs []*torch.Tensor) Func {
	needed := make([]bool, 0, len(inputs)+len(gradOutputs))
	for _, t := range slices.Concat(inputs, gradOutputs) {
		needed = append(needed, t != nil && t.RequiresGrad())
	}
	return func(all ...*torch.Tensor) []*torch.Tensor {
		var in []*torch.Tensor
		for i, t := range all {
			if needed[i] {
				t.SetRequiresGrad(true) // forward mode takes it away
				if i < len(inputs) {
					in = append(in, t)
				}
			}
		}
		grads := torch.Grad(differentiable(f(all[:len(inputs)]...)), in,
			torch.GradOutputs(all[len(inputs):]...), torch.CreateGraph(true), torch.AllowUnused(true))
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

func floating(t *torch.Tensor) bool {
	return t != nil && (t.DType().IsFloatingPoint() || t.DType().IsComplex())
}

type checker struct{ checkOptions }

// round is one comparison: of f, or of a part of what is complex in it.
type round struct {
	checkOptions
	f           Func
	outputs     []*torch.Tensor // all of f's
	inputs      []*torch.Tensor
	complex     []int // which differentiable outputs, or inputs in forward mode, are complex
	imaginary   bool
	forwardMode bool
}

func (c checker) run(f Func, inputs []*torch.Tensor) {
	checkInputs(inputs)
	outputs := f(inputs...)
	diff := differentiable(outputs)
	checkOutputs(diff)
	r := round{checkOptions: c.checkOptions, f: f, outputs: outputs, inputs: inputs}
	if c.backward {
		r.backwardParts()
	}
	if c.fwd {
		r.forwardMode = true
		r.forwardParts()
	}
	if c.batchedForward {
		checkBatchedForward(f, inputs)
	}
	if !c.backward {
		return
	}
	if c.batched {
		for i, o := range diff {
			checkBatched(inputs, o, i)
		}
	}
	if len(diff) > 0 {
		c.checkMultiplies(diff, differentiable(inputs))
	}
	if c.undefinedGrad {
		checkUndefined(f, len(diff), inputs)
	}
}

// checkInputs refuses inputs that finite differences can't step from.
func checkInputs(inputs []*torch.Tensor) {
	for i, t := range inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		if d := t.DType(); d != torch.Float64 && d != torch.Complex128 {
			torch.Warn(torch.Warning{Op: "gradcheck", Message: fmt.Sprintf("Input #%d requires gradient and "+
				"is not a double precision floating point or complex. "+
				"This check will likely fail if all the inputs are "+
				"not of double precision floating point or complex. ", i)})
		}
		content := t
		switch {
		case t.IsMkldnn():
			continue // has no strides
		case isSparse(t):
			content = valuesOf(t)
		case t.Layout() != torch.Strided:
			refuse("NotImplementedError", "gradcheck of inputs of layout %v", t.Layout())
		}
		strides := content.Strides()
		for d, size := range content.Shape() {
			if strides[d] == 0 && size > 1 {
				refuse("RuntimeError", "The %dth input has a dimension with stride 0. gradcheck only "+
					"supports inputs that are non-overlapping to be able to "+
					"compute the numerical gradients correctly. You should call "+
					".contiguous on the input before passing it to gradcheck.", i)
			}
		}
	}
	if len(differentiable(inputs)) == 0 {
		refuse("ValueError", "gradcheck expects at least one input tensor to require gradient, "+
			"but none of them have requires_grad=True.")
	}
}

// checkOutputs refuses outputs whose gradients are not dense.
func checkOutputs(outputs []*torch.Tensor) {
	for _, o := range outputs {
		kind := "Sparse"
		switch {
		case o.IsMkldnn():
			kind = "MKLDNN"
		case !isSparse(o):
			continue
		}
		refuse("ValueError", "%s output is not supported at gradcheck yet. "+
			"Please call to_dense(masked_grad=...) on the output of fn for gradcheck.", kind)
	}
}

// backwardParts checks backward passes, the imaginary parts of complex outputs first.
func (r round) backwardParts() {
	for i, o := range differentiable(r.outputs) {
		if o.DType().IsComplex() {
			r.complex = append(r.complex, i)
		}
	}
	if !slices.ContainsFunc(r.outputs, func(t *torch.Tensor) bool { return t.DType().IsComplex() }) {
		r.compare()
		return
	}
	f := r.f
	for _, imaginary := range []bool{true, false} {
		part := (*torch.Tensor).Real
		if r.imaginary = imaginary; imaginary {
			part = (*torch.Tensor).Imag
		}
		r.f = func(in ...*torch.Tensor) []*torch.Tensor {
			outputs := slices.Clone(f(in...))
			for i, t := range outputs {
				if t.DType().IsComplex() {
					outputs[i] = part(t)
				}
			}
			return outputs
		}
		r.outputs = r.f(r.inputs...)
		r.compare()
	}
}

// forwardParts checks tangents, by the imaginary and the real parts of complex inputs.
func (r round) forwardParts() {
	for i, t := range r.inputs {
		if t != nil && t.DType().IsComplex() {
			r.complex = append(r.complex, i)
		}
	}
	if len(r.complex) == 0 {
		r.compare()
		r.checkUndefinedTangents()
		return
	}
	whole, f := r.inputs, r.f
	var rounds []round
	for _, imaginary := range []bool{true, false} {
		r.imaginary = imaginary
		r.inputs = slices.Clone(whole)
		for _, i := range r.complex {
			if r.inputs[i] = whole[i].Real(); imaginary {
				r.inputs[i] = whole[i].Imag()
			}
		}
		r.f = func(in ...*torch.Tensor) []*torch.Tensor {
			in = slices.Clone(in)
			for _, i := range r.complex {
				if imaginary {
					in[i] = whole[i].Real().Add(in[i].Mul(1i))
				} else {
					in[i] = in[i].Add(whole[i].Imag().Mul(1i))
				}
			}
			return f(in...)
		}
		r.outputs = r.f(r.inputs...)
		r.compare()
		rounds = append(rounds, r)
	}
	for _, part := range rounds {
		part.checkUndefinedTangents()
	}
}

func (r round) compare() {
	if r.fast {
		r.compareFast()
	} else {
		r.compareSlow()
	}
}
