package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Adagrad divides the gradients by the root of the sum of all their squares. It takes
// sparse gradients.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html and
// http://jmlr.org/papers/v12/duchi11a.html
type Adagrad struct {
	With[AdagradSettings, AdagradOption]
}

// AdagradSettings are the settings of a group of [Adagrad].
type AdagradSettings struct {
	LR                      float64        `py:"lr" kw:"1e-2"`
	LRDecay                 float64        `py:"lr_decay" kw:"0"`
	Eps                     float64        `py:"eps" kw:"1e-10"`
	WeightDecay             float64        `py:"weight_decay" kw:"0"`
	InitialAccumulatorValue float64        `py:"initial_accumulator_value" kw:"0"`
	Foreach                 aten.Opt[bool] `py:"foreach" kw:""`
	Maximize                bool           `py:"maximize" kw:"false"`
	_                       off            `py:"differentiable"`
	Fused                   aten.Opt[bool] `py:"fused" kw:""`
}

var adagradKind = kind[AdagradSettings]{name: "Adagrad", rule: adagrad, fused: fusedAdagrad, state: "step sum"}

// NewAdagrad makes an optimizer of params.
func NewAdagrad(params []*torch.Tensor, lr float64, options ...AdagradOption) *Adagrad {
	o := &Adagrad{with(adagradKind, params, adagradOf, append([]AdagradOption{LR(lr)}, options...))}
	o.begin()
	return o
}

// begin makes the state of all parameters before their first step, as Python does.
func (o *Adagrad) begin() {
	g := o.groups[0]
	steps, sums := g.numbers("step"), g.tensors("sum")
	for i, p := range g.Params {
		steps[i].begin(0)
		if fused, _ := g.flag("fused"); fused {
			steps[i].dtype = torch.Float32
		}
		sums[i] = full(p, o.defaults.InitialAccumulatorValue).Keep()
	}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdagradSettings) Validate() error {
	return first(notNegative(named{"Invalid learning rate", s.LR}, named{"Invalid lr_decay value", s.LRDecay},
		named{"Invalid weight_decay value", s.WeightDecay},
		named{"Invalid initial_accumulator_value value", s.InitialAccumulatorValue}, named{"Invalid epsilon value", s.Eps}),
		validateFlags(s.Foreach, s.Fused))
}

func adagrad(s *AdagradSettings, b *Batch) {
	if b.anySparse() {
		for i := range b.Len() {
			s.oneSparse(b, i)
		}
		return
	}
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{})
	sums := b.Full("sum", s.InitialAccumulatorValue)
	rates := b.perStep(s.rate)
	sums.Addcmul_(grads, grads, 1)
	roots := sums.Sqrt()
	roots.AddNumber_(s.Eps)
	if b.Foreach() {
		if s.WeightDecay != 0 || s.Maximize { // grads are the rule's own; in place 16 bits round otherwise
			grads.MulNumber_(rates...)
		} else {
			grads = grads.MulNumber(rates...)
		}
		b.Params.Addcdiv_(grads, roots)
		return
	}
	b.Params.Addcdiv_(grads, roots, rates...)
}

// rate is the negative learning rate of a step.
func (s *AdagradSettings) rate(step float64) float64 {
	return -(s.LR / (1 + float64((step-1)*s.LRDecay)))
}

// oneSparse is the rule for a batch's i-th parameter where gradients are sparse.
func (s *AdagradSettings) oneSparse(b *Batch, i int) {
	one := b.one(i)
	if !isSparse(one.Grads.tensors[0]) {
		adagrad(s, one)
		return
	}
	if s.WeightDecay != 0 {
		panic(&torch.Error{Op: "Adagrad", Kind: "RuntimeError", Msg: "weight_decay option is not compatible with sparse gradients"})
	}
	rate := one.perStep(s.rate)[0]
	grad := one.Grads.tensors[0]
	if s.Maximize {
		grad = grad.Neg()
	}
	grad = grad.Coalesce()
	like := func(values *torch.Tensor) *torch.Tensor {
		return torch.SparseCOOTensor(grad.Indices(), values, grad.Shape())
	}
	sum := one.Full("sum", s.InitialAccumulatorValue).tensors[0]
	values := grad.Values()
	sum.Add_(like(values.Pow(2)))
	roots := sum.SparseMask(grad).Values().Sqrt_().Add_(s.Eps)
	one.Params.tensors[0].Add_(like(values.Div(roots)), torch.Alpha(rate))
}

func fusedAdagrad(s *AdagradSettings, b *Batch) {
	if b.anySparse() {
		panic(&torch.Error{Op: "Adagrad", Kind: "RuntimeError", Msg: "`fused` does not support sparse grad or complex param"})
	}
	v := b.fused(opFusedAdagrad, b.Full("sum", s.InitialAccumulatorValue), b.stepTensors())
	v.Float(s.LR)
	v.Float(s.LRDecay)
	v.Float(s.WeightDecay)
	v.Float(s.Eps)
	v.Bool(s.Maximize)
	v.InPlace(nil)
}
