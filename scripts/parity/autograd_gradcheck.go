package main

import (
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/sparse"
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
	for layout, options := range map[string][]torch.ToSparseOption{
		"coo": {torch.SparseCOO},
		"csr": {torch.SparseCSR},
		"csc": {torch.SparseCSC},
		"bsr": {torch.SparseBSR, torch.BlockSize(2, 3)},
		"bsc": {torch.SparseBSC, torch.BlockSize(1, 3)},
	} {
		out = append(out, testCase{"autograd/gradcheck of layout " + layout, func(r *recorder) { recordGradcheckLayout(r, options) }})
	}
	return append(out,
		testCase{"autograd/gradcheck inputs", recordGradcheckInputs},
		testCase{"autograd/gradcheck of layout mkldnn", recordGradcheckMkldnn},
		testCase{"autograd/gradgradcheck options", recordGradgradcheckOptions})
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

var pythonBool = map[bool]string{true: "True", false: "False"}

func recordGradcheckLayout(r *recorder, options []torch.ToSparseOption) {
	dense := torch.NewTensor([][]float64{{0, 2, 0, 0, 0, 0}, {3, 0, -1, 0, 0, 0}, {0, 0, 0, 1, 2, 3}, {0, 0, 0, 4, 5, 6}})
	matrix := dense.ToSparse(options...).SetRequiresGrad(true)
	other := torch.Arange(12, torch.Float64).View(6, 2).SetRequiresGrad(true)
	imaginary := dense.To(torch.Complex128).Mul(1 - 2i).ToSparse(options...).SetRequiresGrad(true)
	deep := torch.Stack(list(dense, dense.Mul(2)), torch.Dim(-1)).ToSparse(append(options[:len(options):len(options)], torch.DenseDim(1))...).SetRequiresGrad(true)
	r.text("sparse output", said(func() error {
		return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2)) }, list(matrix))
	}))
	r.text("forward", line(said(func() error {
		return autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].ToDense()) }, list(matrix), autograd.CheckForwardAD(true))
	})))
	for _, masked := range []bool{false, true} {
		filled := func(mask bool) autograd.Func {
			return func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].ToDense(torch.MaskedGrad(mask)).Mul(2)) }
		}
		for _, fast := range []bool{false, true} {
			key := " " + pythonBool[masked] + " " + pythonBool[fast]
			checked := func(f autograd.Func, in ...*torch.Tensor) string {
				return said(func() error { return autograd.Gradcheck(f, in, autograd.Masked(masked), autograd.FastMode(fast)) })
			}
			r.text("dense"+key, checked(filled(masked), matrix))
			r.text("other mask"+key, checked(filled(!masked), matrix))
			r.text("product"+key, line(checked(func(in ...*torch.Tensor) []*torch.Tensor { return list(sparse.MM(in[0], in[1])) }, matrix, other)))
			r.text("complex"+key, checked(filled(masked), imaginary))
			r.text("deep"+key, checked(filled(masked), deep))
			r.text("wrong"+key, checked(func(in ...*torch.Tensor) []*torch.Tensor {
				return squared(3)(in[0].ToDense(torch.MaskedGrad(masked)))
			}, matrix))
		}
	}
}

func line(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	return first
}

func recordGradcheckMkldnn(r *recorder) {
	x := torch.NewTensor([]float32{1, 2, -3}).ToMkldnn().SetRequiresGrad(true)
	for _, fast := range []bool{false, true} {
		key := " " + pythonBool[fast]
		checked := func(f autograd.Func) string {
			return said(func() error {
				return autograd.Gradcheck(f, list(x), autograd.FastMode(fast), autograd.Perturbation(1e-3), torch.ATol(1e-1))
			})
		}
		r.text("right"+key, checked(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].ToDense().Sin()) }))
		r.text("wrong"+key, checked(func(in ...*torch.Tensor) []*torch.Tensor { return squared(3)(in[0].ToDense()) }))
		r.text("output"+key, checked(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Add(in[0])) }))
	}
}

func recordGradgradcheckOptions(r *recorder) {
	in := list(torch.Ones(2, torch.Float64).SetRequiresGrad(true))
	forward := []autograd.CheckOption{autograd.CheckBackwardAD(false), autograd.CheckForwardAD(true)}
	for _, c := range []struct {
		key     string
		options []autograd.CheckOption
	}{
		{"neither", []autograd.CheckOption{autograd.CheckBackwardAD(false)}},
		{"undefined", forward},
		{"batched", append(forward[:2:2], autograd.CheckUndefinedGrad(false), autograd.CheckBatchedGrad(true))},
		{"forward", append(forward[:2:2], autograd.CheckUndefinedGrad(false))},
	} {
		r.text(c.key, said(func() error {
			return autograd.Gradgradcheck(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Sin()) }, in, nil, c.options...)
		}))
	}
}
