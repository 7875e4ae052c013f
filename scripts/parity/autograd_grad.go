package main

import (
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

func gradCases() []testCase {
	return []testCase{
		{"autograd/grad", func(r *recorder) {
			in := normals(true, []int{4}, []int{4})
			x, y := in[0], in[1]
			z := x.Mul(x).Mul(x)
			eye := torch.GradOutputs(torch.Eye(4, torch.Float64))
			keep := torch.RetainGraph(true)
			r.all("batched", torch.Grad(list(z), list(x), eye, keep, torch.IsGradsBatched(true))...)
			r.all("batched function", torch.Grad(torch.Apply(cube{}, x), list(x), eye, torch.IsGradsBatched(true))...)
			r.all("materialized", torch.Grad(list(z.Sum()), in, torch.MaterializeGrads(true), keep)...)
			edge := func(t *torch.Tensor) []torch.GradientEdge {
				return []torch.GradientEdge{torch.GetGradientEdge(t)}
			}
			r.all("edges", torch.GradEdges(edge(z), edge(x), torch.GradOutputs(torch.Ones(4, torch.Float64)), keep)...)
			mapped := torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor {
				return list(in[0].MatMul(in[1]), in[0].Exp().Add(in[1]))
			})
			r.all("vmap", mapped(torch.Stack(list(x, y)), torch.Stack(list(y, x)))...)
		}},
		{"autograd/grad errors", gradErrors},
		{"autograd/in place errors", func(r *recorder) {
			x := normals(true, []int{3})[0]
			changed := func(change func(y *torch.Tensor)) string {
				y := x.Exp()
				z := y.Mul(y)
				change(y)
				text, _, _ := strings.Cut(saidBy(func() { z.Sum().Backward() }), " Hint")
				return text
			}
			r.text("changed", changed(func(y *torch.Tensor) { y.Add_(1) }))
			r.text("incremented", changed(func(y *torch.Tensor) { torch.IncrementVersion(y) }))
		}},
	}
}

func gradErrors(r *recorder) {
	in := normals(true, []int{4}, []int{3})
	x, y := in[0], in[1]
	c := torch.Ones(1, torch.Complex128).SetRequiresGrad(true)
	z := x.Mul(2)
	double := func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2)) }
	for _, e := range []struct {
		key string
		f   func()
	}{
		{"shape", func() { z.Backward(torch.GradOutputs(y)) }},
		{"scalar", func() { z.Backward() }},
		{"complex", func() { c.Mul(2).Backward() }},
		{"dtype", func() { c.Mul(2).Backward(torch.GradOutputs(torch.Ones(1, torch.Float64))) }},
		{"no graph", func() { torch.Ones(1).Backward() }},
		{"no inputs", func() { z.Sum().Backward(torch.Inputs()) }},
		{"no inputs of grad", func() { torch.Grad(list(z), nil) }},
		{"unused", func() { torch.Grad(list(z.Sum()), list(y)) }},
		{"materialized", func() { torch.Grad(list(z.Sum()), list(y), torch.MaterializeGrads(true), torch.AllowUnused(false)) }},
		{"batched", func() {
			torch.Grad(list(z), list(x), torch.GradOutputs(torch.Ones(2, 3)), torch.IsGradsBatched(true))
		}},
		{"edge", func() { torch.GetGradientEdge(torch.Ones(1)) }},
		{"twice", func() {
			s := x.Exp().Sum()
			s.Backward()
			s.Backward()
		}},
		{"leaf in place", func() { x.Add_(1) }},
		{"hook", func() { torch.Ones(1).RegisterHook(func(*torch.Tensor) *torch.Tensor { return nil }) }},
		{"post accumulate", func() { z.RegisterPostAccumulateGradHook(func(*torch.Tensor) {}) }},
		{"requires_grad", func() { z.SetRequiresGrad(false) }},
		{"integers", func() { torch.Ones(1, torch.Int64).SetRequiresGrad(true) }},
		{"grad itself", func() { x.SetGrad(x) }},
		{"grad of another size", func() { x.SetGrad(y.Detach()) }},
		{"grad of another layout", func() { torch.Eye(2).SetRequiresGrad(true).SetGrad(torch.Eye(2).ToSparseCSR()) }},
		{"grad on another device", func() { x.SetGrad(torch.Ones(4, torch.Meta, torch.Float64)) }},
		{"requires_grad in vmap", func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Detach().SetRequiresGrad(true)) })(torch.Ones(2))
		}},
		{"backward in vmap", func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { in[0].Sum().Backward(); return in })(torch.Ones(2))
		}},
		{"detach_", func() { torch.Ones(4).SetRequiresGrad(true).View(2, 2).Select(0, 0).Detach_() }},
		{"vjp", func() { autograd.VJP(twoOutputs, list(z.View(2, 2), z.View(2, 2)), nil) }},
		{"vjp shape", func() { autograd.VJP(double, list(x), list(y)) }},
		{"hessian", func() { autograd.Hessian(double, list(x)) }},
		{"strict", func() { autograd.Jacobian(double, in, autograd.Strict(true)) }},
		{"strict hessian", func() {
			autograd.Hessian(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2).Sum()) }, list(x), autograd.Strict(true))
		}},
	} {
		text := saidBy(e.f)
		if e.key == "unused" { // versions begin it in other words
			_, text, _ = strings.Cut(text, "appears")
		}
		r.text(e.key, text)
	}
}
