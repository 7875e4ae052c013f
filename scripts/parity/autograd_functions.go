package main

import (
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// The functions are those of cases/autograd.py.

type cube struct{}

func (cube) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(x[0])
	return list(x[0].Pow(3))
}

func (cube) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	x := ctx.SavedTensors()[0]
	return list(grads[0].Mul(x.Mul(x).Mul(3)))
}

type swishAndSigmoid struct{}

func (swishAndSigmoid) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	s := x[0].Sigmoid()
	y := x[0].Mul(s)
	ctx.SaveForBackward(x[0], s)
	return list(y, s)
}

func (swishAndSigmoid) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	saved := ctx.SavedTensors()
	x, s := saved[0], saved[1]
	ds := s.Mul(s.Neg().Add(1))
	return list(grads[0].Mul(s.Add(x.Mul(ds))).Add(grads[1].Mul(ds)), nil)
}

func (swishAndSigmoid) JVP(_ *torch.FunctionContext, tangents ...*torch.Tensor) []*torch.Tensor {
	return list(tangents[0], tangents[0].Mul(2))
}

type doubleInPlace struct{}

func (doubleInPlace) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	ctx.MarkDirty(x[0])
	return list(x[0].Mul_(2))
}

func (doubleInPlace) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return list(grads[0].Mul(2))
}

type sorted struct{}

func (sorted) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	values, index := x[0].Sort()
	ctx.MarkNonDifferentiable(index)
	ctx.SaveForBackward(index)
	return list(values, index)
}

func (sorted) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return list(torch.ZerosLike(grads[0]).Scatter(0, ctx.SavedTensors()[0], grads[0]))
}

// unused tells what it gets for an output that is not used.
type unused struct {
	materialize bool
	got         *string
}

func (f unused) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	ctx.SetMaterializeGrads(f.materialize)
	return list(x[0].Mul(2), x[0].Mul(3))
}

func (f unused) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	*f.got = "None"
	if grads[1] != nil {
		var numbers []string
		for _, v := range torch.Data[float64](grads[1]) {
			numbers = append(numbers, strconv.FormatFloat(v, 'f', 1, 64))
		}
		*f.got = "[" + strings.Join(numbers, ", ") + "]"
	}
	return list(grads[0].Mul(2))
}

func ownFunctionCases() []testCase {
	return []testCase{
		{"autograd/function double backward", func(r *recorder) {
			for _, f := range []struct {
				name string
				call func(x *torch.Tensor) *torch.Tensor
			}{
				{"cube", func(x *torch.Tensor) *torch.Tensor { return torch.Apply(cube{}, x)[0] }},
				{"swish", func(x *torch.Tensor) *torch.Tensor {
					out := torch.Apply(swishAndSigmoid{}, x, nil)
					return out[0].Add(0).Add(out[1])
				}},
			} {
				x := normals(true, []int{5})[0]
				y := f.call(x)
				first := torch.Grad(list(y.Mul(y).Sum()), list(x), torch.CreateGraph(true))[0]
				second := torch.Grad(list(first.Mul(first).Sum()), list(x), torch.CreateGraph(true))[0]
				third := torch.Grad(list(second.Sum()), list(x))[0]
				r.all(f.name, y, first, second, third)
			}
		}},
		{"autograd/function marks", recordMarks},
		{"autograd/function once differentiable", func(r *recorder) {
			x, g := normals(true, []int{3})[0], torch.Ones(3, torch.Float64).SetRequiresGrad(true)
			first := torch.Grad(torch.Apply(torch.OnceDifferentiable(cube{}), x), list(x), torch.GradOutputs(g), torch.CreateGraph(true))[0]
			r.all("first", first)
			r.text("second", saidBy(func() { first.Sum().Backward() }))
		}},
		{"autograd/function forward mode", func(r *recorder) {
			in := normals(false, []int{4}, []int{4})
			torch.WithDualLevel(func(level torch.DualLevel) {
				for i, t := range torch.Apply(swishAndSigmoid{}, level.Make(in[0], in[1]), nil) {
					primal, tangent := level.Unpack(t)
					r.all(strconv.Itoa(i), primal, tangent)
				}
				r.text("without", saidBy(func() { torch.Apply(cube{}, level.Make(in[0], in[1])) }))
			})
		}},
	}
}

func recordMarks(r *recorder) {
	flag := map[bool]string{true: "True", false: "False"}
	x := normals(true, []int{5})[0]
	y := x.Mul(3)
	z := torch.Apply(doubleInPlace{}, y)[0]
	r.text("same", flag[z == y]+" "+strconv.Itoa(y.Version())+" "+strings.Replace(y.GradFnName(), "double", "Double", 1))
	z.Mul(z).Sum().Backward()
	r.all("in place", z, x.Grad())
	out := torch.Apply(sorted{}, x)
	r.text("sorted", flag[out[0].RequiresGrad()]+" "+flag[out[1].RequiresGrad()])
	r.all("sorted", out[0], out[1], torch.Grad(list(out[0].Mul(torch.Arange(0, 5, 1)).Sum()), list(x))[0])
	for _, on := range []bool{true, false} {
		var got string
		torch.Apply(unused{on, &got}, x)[0].Sum().Backward()
		r.text("unused "+flag[on], got)
	}
}
