package main

import (
	"strconv"
	"strings"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

func checkpointCases() (out []testCase) {
	for how, options := range map[string][]torch.CheckpointOption{
		"":                    nil,
		" to the end":         {torch.EarlyStop(false)},
		" reentrant":          {torch.UseReentrant(true)},
		" without generators": {torch.PreserveRNGState(false)},
	} {
		out = append(out, testCase{"autograd/checkpoint" + how, func(r *recorder) {
			torch.ManualSeed(0)
			x, w := torch.Randn(4, 4).SetRequiresGrad(true), torch.Randn(4, 4).SetRequiresGrad(true)
			runs := 0
			f := torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				runs++
				y := F.Dropout(in[0].MatMul(w).Tanh(), F.P(0.4))
				return list(y.Mul(2), F.Dropout(y.Exp(), F.P(0.5)))
			}, options...)
			torch.ManualSeed(3)
			y := f(x, nil)
			torch.Rand(3)
			y[0].Sum().Add(y[1].Mul(y[1]).Sum()).Backward()
			r.all("values", y[0], y[1], x.Grad(), w.Grad())
			r.text("runs", strconv.Itoa(runs))
			r.draws()
		}})
	}
	return append(out, testCase{"autograd/checkpoint sequential", func(r *recorder) {
		x := normals(true, []int{4})[0]
		steps := []func(*torch.Tensor) *torch.Tensor{(*torch.Tensor).Sin, (*torch.Tensor).Exp, (*torch.Tensor).Tanh,
			(*torch.Tensor).Sin, (*torch.Tensor).Cos}
		y := torch.CheckpointSequential(steps, 2, x)
		y.Sum().Backward()
		r.all("values", y, x.Grad())
	}}, testCase{"autograd/checkpoint errors", recordCheckpointErrors})
}

func recordCheckpointErrors(r *recorder) {
	x := normals(true, []int{4})[0]
	varying := func(second func(x *torch.Tensor) *torch.Tensor, options ...torch.CheckpointOption) string {
		runs := 0
		return saidBy(func() {
			torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				if runs++; runs == 1 {
					return list(in[0].Exp())
				}
				return list(second(in[0]))
			}, options...)(x)[0].Sum().Backward()
		})
	}
	twice := func(x *torch.Tensor) *torch.Tensor { return x.Exp().Exp() }
	r.text("fewer", varying(func(x *torch.Tensor) *torch.Tensor { return x.Add(1) }))
	r.text("more", varying(twice, torch.EarlyStop(false)))
	r.text("stopped", varying(twice))
	r.text("other shape", strings.TrimSuffix(varying(func(x *torch.Tensor) *torch.Tensor { return x.Sum().Exp() }), "\n."))
	r.text("unchecked", varying(func(x *torch.Tensor) *torch.Tensor { return x.Exp().Narrow(0, 0, 1).Exp() }, torch.DeterminismCheck(false)))
	reentrant := func(f func(x *torch.Tensor) *torch.Tensor) *torch.Tensor {
		return torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor { return list(f(in[0])) }, torch.UseReentrant(true))(x)[0]
	}
	y := reentrant(func(x *torch.Tensor) *torch.Tensor { return x.Mul(2) })
	r.text("grad", saidBy(func() { torch.Grad(list(y.Sum()), list(x)) }))
	y = reentrant((*torch.Tensor).Detach)
	r.text("none", saidBy(func() { y.Sum().Backward() }))
}
