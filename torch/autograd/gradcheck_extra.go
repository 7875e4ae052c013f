package autograd

import (
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// checkMultiplies runs backward from gradients of zero.
func (c checker) checkMultiplies(outputs, inputs []*torch.Tensor) {
	grads := torch.Grad(outputs, inputs, torch.GradOutputs(zeros(outputs)...), torch.AllowUnused(true), torch.RetainGraph(true))
	for i, g := range grads {
		if g == nil {
			continue
		}
		in := inputs[i]
		if g.Layout() != torch.Strided {
			if g.Layout() != in.Layout() {
				differs("grad is incorrect layout (%v is not %v)", g.Layout(), in.Layout())
			}
			checkDims(g, in)
			g, in = g.ToDense(), in.ToDense()
		}
		switch {
		case c.masked && !g.AllClose(torch.ZerosLike(g)), !c.masked && !allZero(g):
			differs("backward not multiplied by grad_output")
		case g.DType() != in.DType():
			differs("grad is incorrect type")
		case g.Device() != in.Device():
			differs("grad is incorrect device")
		case !slices.Equal(g.Shape(), in.Shape()):
			differs("grad is incorrect size")
		}
	}
}

// checkDims compares what is sparse in a gradient and in its input.
func checkDims(g, in *torch.Tensor) {
	if !isSparse(g) {
		return
	}
	kind := strings.TrimSuffix(strings.TrimPrefix(g.Layout().String(), "torch."), "_coo")
	if g.SparseDim() != in.SparseDim() {
		differs("grad is %s tensor, but has incorrect sparse_dim %d, expected %d", kind, g.SparseDim(), in.SparseDim())
	}
	if g.DenseDim() != in.DenseDim() {
		differs("grad is %s tensor, but has incorrect dense_dim %d, expected %d", kind, g.DenseDim(), in.DenseDim())
	}
}

func zeros(outputs []*torch.Tensor) []*torch.Tensor {
	all := make([]*torch.Tensor, len(outputs))
	for i, o := range outputs {
		all[i] = torch.Zeros(o.Shape(), o.DType(), o.Device())
	}
	return all
}

func allZero(t *torch.Tensor) bool { return t.Ne(0).Sum().Item() == 0 }

// undefined is the identity with no gradient.
type undefined struct{}

func (undefined) Forward(_ *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor { return in }

func (undefined) Backward(*torch.FunctionContext, ...*torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{nil}
}

// checkUndefined runs backward with the gradient of every output undefined, and of
// one at a time.
func checkUndefined(f Func, count int, inputs []*torch.Tensor) {
	for which := -1; which < count; which++ {
		if which == 0 && count == 1 {
			break
		}
		outputs := differentiable(f(inputs...))
		for i, o := range outputs {
			if which < 0 || i == which {
				outputs[i] = torch.Apply(undefined{}, o)[0]
			}
		}
		if len(outputs) > 0 {
			checkUndefinedSupport(outputs, differentiable(inputs))
		}
	}
}

func checkUndefinedSupport(outputs, inputs []*torch.Tensor) {
	var grads []*torch.Tensor
	if err := torch.Try(func() error {
		grads = torch.Grad(outputs, inputs, torch.GradOutputs(zeros(outputs)...), torch.AllowUnused(true))
		return nil
	}); err != nil {
		differs("Expected backward function to handle undefined output grads. " + derivativesNote)
	}
	for _, g := range grads {
		if g != nil && !allZero(dense(g)) {
			differs("Expected all input grads to be undefined or zero when all output grads are undefined or zero. " + derivativesNote)
		}
	}
}

// checkUndefinedTangents compares inputs with tangents of zeros and with none.
func (r round) checkUndefinedTangents() {
	if !r.undefinedGrad {
		return
	}
	g := torch.NewGenerator(torch.CPU)
	torch.WithDualLevel(func(level torch.DualLevel) {
		duals := slices.Clone(r.inputs)
		for i, t := range duals {
			if t != nil && t.RequiresGrad() {
				duals[i] = level.Make(t.Detach(), drawnLike(t, g, true).ViewAs(t).To(t.DType()))
			}
		}
		for i, t := range r.inputs {
			if t == nil || !t.RequiresGrad() {
				continue
			}
			was := duals[i]
			duals[i] = level.Make(t.Detach(), torch.ZerosLike(t.Detach()))
			withZeros := r.f(duals...)
			duals[i] = t.Detach()
			without := r.f(duals...)
			duals[i] = was
			for o := range withZeros {
				_, a := level.Unpack(withZeros[o])
				_, b := level.Unpack(without[o])
				if a != nil && b != nil && !a.AllClose(b) {
					differs("Mismatch in tangent values for output with index: %d when input: %v has an undefined tangent value.  Got: %v but expected: %v",
						o, t, a, b)
				}
			}
		}
	})
}

// checkBatched compares two passes with one whose gradient is a batch of two.
func checkBatched(all []*torch.Tensor, output *torch.Tensor, index int) {
	inputs := differentiable(all)
	vjp := func(v ...*torch.Tensor) []*torch.Tensor {
		grads := torch.Grad([]*torch.Tensor{output}, inputs, torch.GradOutputs(v...), torch.RetainGraph(true), torch.AllowUnused(true))
		for i, g := range grads {
			if g == nil {
				grads[i] = torch.Zeros([]int{}, inputs[i].DType(), inputs[i].Device()).Expand(inputs[i].Shape()...)
			}
		}
		return grads
	}
	compareBatched(vjp, torch.RandnLike(output.Detach()), torch.RandnLike(output.Detach()), failedBatched, func(input int, got, want *torch.Tensor) string {
		return failedBatchedText(index, input, got, want, failedBatched)
	})
}

// checkBatchedForward compares two runs with tangents with one of a batch of two.
func checkBatchedForward(f Func, inputs []*torch.Tensor) {
	for i, t := range inputs {
		if t == nil || !t.RequiresGrad() {
			continue
		}
		jvp := func(tangent ...*torch.Tensor) (tangents []*torch.Tensor) {
			torch.WithDualLevel(func(level torch.DualLevel) {
				duals := make([]*torch.Tensor, len(inputs))
				for k, other := range inputs {
					if other != nil {
						duals[k] = other.Detach()
					}
				}
				duals[i] = level.Make(duals[i], tangent[0])
				for _, dual := range f(duals...) {
					primal, out := level.Unpack(dual)
					if out == nil {
						out = torch.Zeros([]int{}, primal.DType(), primal.Device()).Expand(primal.Shape()...)
					}
					tangents = append(tangents, out)
				}
			})
			return tangents
		}
		detached := t.Detach()
		compareBatched(jvp, torch.RandnLike(detached), torch.RandnLike(detached), failedBatchedForward, func(output int, got, want *torch.Tensor) string {
			return failedBatchedText(output, output, got, want, failedBatchedForward)
		})
	}
}

func compareBatched(f Func, a, b *torch.Tensor, advice string, text func(i int, got, want *torch.Tensor) string) {
	first, second := f(a), f(b)
	var results []*torch.Tensor
	if err := torch.Try(func() error {
		results = torch.Vmap(f, torch.LegacyVmap())(torch.Stack([]*torch.Tensor{a, b}))
		return nil
	}); err != nil {
		differs("While computing batched gradients, got: %v\n\n%s", err, advice)
	}
	for i, got := range results {
		want := torch.Stack([]*torch.Tensor{first[i], second[i]})
		if !got.AllClose(want) {
			differs("%s", text(i, got, want))
		}
	}
}
