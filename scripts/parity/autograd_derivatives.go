package main

import (
	"slices"
	"strconv"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/linalg"
)

type product func(f autograd.Func, inputs, v []*torch.Tensor, opts ...autograd.ProductOption) (outputs, result []*torch.Tensor)

func ofOne(f func(autograd.Func, []*torch.Tensor, []*torch.Tensor, ...autograd.ProductOption) (*torch.Tensor, []*torch.Tensor)) product {
	return func(g autograd.Func, inputs, v []*torch.Tensor, opts ...autograd.ProductOption) ([]*torch.Tensor, []*torch.Tensor) {
		output, result := f(g, inputs, v, opts...)
		return list(output), result
	}
}

func twoOutputs(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return list(x.Exp().Mul(y).Add(x.Sin().Sum()), x.MatMul(y.T()).Tanh())
}

func oneOutput(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return list(x.Exp().Mul(y).Sum().Add(x.Pow(3).Sum().Mul(y.Sin().Sum())))
}

func derivativeCases() (out []testCase) {
	matrices := [][]int{{2, 3}, {2, 3}}
	for _, p := range []struct {
		name    string
		product product
		f       autograd.Func
	}{
		{"vjp", autograd.VJP, twoOutputs}, {"jvp", autograd.JVP, twoOutputs},
		{"vhp", ofOne(autograd.VHP), oneOutput}, {"hvp", ofOne(autograd.HVP), oneOutput},
	} {
		out = append(out, testCase{"autograd/" + p.name, func(r *recorder) {
			in := normals(false, matrices...)
			like := in
			if p.name == "vjp" {
				like = p.f(in...)
			}
			var v []*torch.Tensor
			for _, t := range like {
				v = append(v, torch.Randn(t.Shape(), torch.Float64))
			}
			outputs, result := p.product(p.f, in, v)
			r.all("value", append(outputs, result...)...)
			in = normals(true, matrices...)
			_, result = p.product(p.f, in, v, torch.CreateGraph(true))
			r.all("created", result...)
			r.all("differentiated", torch.Grad(list(total(result, same)), in)...)
		}})
	}
	for label, options := range map[string][]autograd.JacobianOption{
		"":            nil,
		" vectorized": {autograd.Vectorize(true)},
		" forward":    {autograd.Vectorize(true), autograd.Strategy(autograd.ForwardMode)},
	} {
		out = append(out, testCase{"autograd/jacobian" + label, func(r *recorder) {
			r.all("value", slices.Concat(autograd.Jacobian(twoOutputs, normals(false, matrices...), options...)...)...)
			if label == " forward" {
				return
			}
			in := normals(true, matrices...)
			result := slices.Concat(autograd.Jacobian(twoOutputs, in, append(options[:len(options):len(options)], torch.CreateGraph(true))...)...)
			r.all("differentiated", torch.Grad(list(total(result, func(t *torch.Tensor) *torch.Tensor { return t.Pow(2) })), in)...)
		}}, testCase{"autograd/hessian" + label, func(r *recorder) {
			r.all("value", slices.Concat(autograd.Hessian(oneOutput, normals(false, []int{2, 2}, []int{2, 2}), options...)...)...)
		}})
	}
	return append(out, testCase{"autograd/forward mode", func(r *recorder) {
		in := normals(false, []int{3, 3}, []int{3, 3}, []int{3, 3}, []int{3, 3})
		torch.WithDualLevel(func(level torch.DualLevel) {
			a, b := level.Make(in[0], in[2]), level.Make(in[1], in[3])
			sorted, _ := a.Sort(torch.Dim(0))
			for i, t := range list(a.MatMul(b), a.Sin().Mul(b), a.Softmax(1), a.Sum(), linalg.Det(b), sorted) {
				primal, tangent := level.Unpack(t)
				r.all(strconv.Itoa(i), primal, tangent)
			}
			r.text("integers", saidBy(func() { level.Make(torch.Ones(2, torch.Int64), in[2]) }))
			r.text("nested", saidBy(func() { torch.WithDualLevel(func(torch.DualLevel) {}) }))
		})
	}})
}
