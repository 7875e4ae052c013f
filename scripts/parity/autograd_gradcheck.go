package main

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

// squareWith is x² with a derivative of which some are wrong.
type squareWith struct {
	backward func(x, g *torch.Tensor) *torch.Tensor
}

func (squareWith) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(x[0])
	return list(x[0].Mul(x[0]))
}

func (f squareWith) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return list(f.backward(ctx.SavedTensors()[0], grads[0]))
}

func squared(factor float64) autograd.Func {
	return func(in ...*torch.Tensor) []*torch.Tensor {
		return torch.Apply(squareWith{func(x, g *torch.Tensor) *torch.Tensor { return g.Mul(x.Conj()).Mul(factor) }}, in...)
	}
}

var checkedFunctions = []struct {
	name string
	f    autograd.Func
}{
	{"right", squared(2)},
	{"wrong factor", squared(3)},
	{"not multiplied", func(in ...*torch.Tensor) []*torch.Tensor {
		return torch.Apply(squareWith{func(x, _ *torch.Tensor) *torch.Tensor { return x.Mul(2) }}, in...)
	}},
	{"two outputs", func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2), squared(2.5)(in...)[0]) }},
	{"constant", func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Detach().Mul(2)) }},
	{"no gradient", func(...*torch.Tensor) []*torch.Tensor { return list(torch.Ones(2, torch.Float64)) }},
}

func gradcheckCases() []testCase {
	var out []testCase
	real := func() *torch.Tensor { return torch.NewTensor([]float64{1, 2, -3}, torch.RequiresGrad(true)) }
	complex := func() *torch.Tensor {
		return torch.NewTensor([]complex128{1 + 2i, -0.5 + 1i}, torch.RequiresGrad(true))
	}
	for _, c := range []struct {
		name    string
		point   func() *torch.Tensor
		options []autograd.CheckOption
	}{
		{"real", real, nil},
		{"fast", real, []autograd.CheckOption{autograd.FastMode(true)}},
		{"complex", complex, nil},
		{"complex fast", complex, []autograd.CheckOption{autograd.FastMode(true)}},
		{"batched", real, []autograd.CheckOption{autograd.CheckBatchedGrad(true)}},
	} {
		out = append(out, testCase{"autograd/gradcheck " + c.name, func(r *recorder) {
			in := list(c.point())
			for _, f := range checkedFunctions {
				r.text(f.name, said(func() error { return autograd.Gradcheck(f.f, in, c.options...) }))
			}
			forward := append(c.options[:len(c.options):len(c.options)], autograd.CheckForwardAD(true))
			r.text("forward", said(func() error {
				return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Sin().Mul(in[0])) }, in, forward...)
			}))
			r.text("second", said(func() error {
				return autograd.Gradgradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(in[0]).Mul(in[0])) }, in, nil, forward...)
			}))
		}})
	}
	return append(out, testCase{"autograd/gradcheck inputs", recordGradcheckInputs})
}

func recordGradcheckInputs(r *recorder) {
	same := func(in ...*torch.Tensor) []*torch.Tensor { return in }
	check := func(f autograd.Func, in *torch.Tensor, options ...autograd.CheckOption) string {
		return said(func() error { return autograd.Gradcheck(f, list(in), options...) })
	}
	r.text("none", check(same, torch.Ones(2)))
	r.text("strides", check(same, torch.Ones(1, torch.Float64).Expand(3).SetRequiresGrad(true)))
	sparse := torch.NewTensor([][]float64{{0, 2}, {3, 0}}).ToSparse().SetRequiresGrad(true)
	r.text("sparse output", check(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2)) }, sparse))
	for _, masked := range []bool{false, true} {
		label := map[bool]string{true: "True", false: "False"}[masked]
		f := func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].ToDense(torch.MaskedGrad(masked)).Mul(2)) }
		r.text("sparse "+label, check(f, sparse, autograd.Masked(masked)))
		r.text("sparse fast "+label, check(f, sparse, autograd.Masked(masked), autograd.FastMode(true)))
	}
}
