package optim

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
)

// Adam divides a running mean of the gradients by the root of a running mean of
// their squares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html and
// https://arxiv.org/abs/1412.6980
type Adam struct {
	base
	defaults AdamGroup
	groups   []*AdamGroup
}

// AdamGroup is a parameter group of [Adam] and [AdamW]. Its settings may be
// changed between steps.
type AdamGroup struct {
	Group
	Betas                [2]float64
	Eps                  float64
	WeightDecay          float64
	AMSGrad              bool
	Maximize             bool
	DecoupledWeightDecay bool

	adamW      bool // decoupled, whatever state is loaded
	steps      []count
	means      []*torch.Tensor
	squares    []*torch.Tensor
	maxSquares []*torch.Tensor // with AMSGrad
}

// NewAdam makes an optimizer of params. Python's learning rate is 0.001 unless
// given.
func NewAdam(params []*torch.Tensor, lr float64, options ...AdamOption) *Adam {
	o := &Adam{base: base{name: "Adam"}}
	o.start(params, lr, options)
	return o
}

func (o *Adam) start(params []*torch.Tensor, lr float64, options []AdamOption) {
	d := &o.defaults
	d.LR, d.Betas, d.Eps = lr, [2]float64{0.9, 0.999}, 1e-8
	for _, option := range options {
		option.applyAdam(d)
	}
	o.AddParamGroup(params)
}

// AddParamGroup adds parameters with settings of their own.
func (o *Adam) AddParamGroup(params []*torch.Tensor, options ...AdamOption) {
	g := o.defaults
	for _, option := range options {
		option.applyAdam(&g)
	}
	g.loaded()
	o.add(&g, params)
	o.groups = append(o.groups, &g)
}

// Groups returns the parameter groups.
func (o *Adam) Groups() []*AdamGroup { return o.groups }

func (g *AdamGroup) allocate(n int) {
	g.steps = make([]count, n)
	g.means, g.squares, g.maxSquares = make(list, n), make(list, n), make(list, n)
}

func (g *AdamGroup) validate() string {
	if negative(g.LR) {
		return fmt.Sprintf("Invalid learning rate: %v", g.LR)
	}
	if negative(g.Eps) {
		return fmt.Sprintf("Invalid epsilon value: %v", g.Eps)
	}
	for i, beta := range g.Betas {
		if negative(beta) || beta >= 1 {
			return fmt.Sprintf("Invalid beta parameter at index %d: %v", i, beta)
		}
	}
	if negative(g.WeightDecay) {
		return fmt.Sprintf("Invalid weight_decay value: %v", g.WeightDecay)
	}
	return ""
}

func (g *AdamGroup) temporaries() bool { return true }

func (g *AdamGroup) update(k kernels, b *batch) {
	params, grads := k.views(b)
	if g.Maximize {
		grads = k.neg(grads)
	}
	if g.WeightDecay != 0 {
		if g.DecoupledWeightDecay {
			k.mul(params, 1-float64(g.LR*g.WeightDecay)) // the conversion forbids a fused multiply-add
		} else {
			grads = k.add(grads, params, g.WeightDecay)
		}
	}
	params, grads = asReal(params), asReal(grads)
	means, squares := asReal(b.zeros(g.means)), asReal(b.zeros(g.squares))
	k.lerp(means, grads, 1-g.Betas[0])
	k.mul(squares, g.Betas[1])
	k.addcmulInPlace(squares, grads, grads, 1-g.Betas[1])
	if g.AMSGrad {
		largest := asReal(b.zeros(g.maxSquares))
		k.maximum(largest, squares)
		squares = largest
	}
	sizes, roots := g.corrections(b)
	divisors := k.sqrt(squares)
	k.div(divisors, roots)
	k.addNumber(divisors, g.Eps)
	k.addcdivs(params, means, divisors, sizes)
}

// corrections counts the step of each parameter and returns the negative step
// sizes, and the divisors of the roots, that make up for means which started at
// zero. The root is a power of one half: C's sqrt rounds otherwise.
func (g *AdamGroup) corrections(b *batch) (sizes, roots []float64) {
	sizes, roots = make([]float64, len(b.at)), make([]float64, len(b.at))
	for i, at := range b.at {
		step := g.steps[at].next()
		sizes[i] = -(g.LR / (1 - cmath.Pow(g.Betas[0], step)))
		roots[i] = cmath.Pow(1-cmath.Pow(g.Betas[1], step), 0.5)
	}
	return sizes, roots
}

func (g *AdamGroup) settings() []setting {
	return []setting{
		{Name: "lr", Value: &g.LR}, {Name: "betas", Value: &g.Betas}, {Name: "eps", Value: &g.Eps}, {Name: "weight_decay", Value: &g.WeightDecay},
		{Name: "amsgrad", Value: &g.AMSGrad}, {Name: "maximize", Value: &g.Maximize}, {Name: "foreach", Value: &g.Foreach},
		{Name: "capturable", Value: false}, {Name: "differentiable", Value: false}, {Name: "fused", Value: nil},
		{Name: "decoupled_weight_decay", Value: &g.DecoupledWeightDecay},
	}
}

func (g *AdamGroup) slots() []slot {
	return []slot{
		{name: "step", counts: g.steps},
		{name: "exp_avg", tensors: g.means},
		{name: "exp_avg_sq", tensors: g.squares},
		{name: "max_exp_avg_sq", tensors: g.maxSquares, optional: true},
	}
}

func (g *AdamGroup) loaded() { g.DecoupledWeightDecay = g.DecoupledWeightDecay || g.adamW }
