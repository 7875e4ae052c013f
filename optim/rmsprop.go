package optim

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// RMSprop divides the gradients by the root of a running mean of their squares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
type RMSprop struct {
	base
	defaults RMSpropGroup
	groups   []*RMSpropGroup
}

// RMSpropGroup is a parameter group of [RMSprop]. Its settings may be changed
// between steps.
type RMSpropGroup struct {
	Group
	Alpha       float64
	Eps         float64
	WeightDecay float64
	Momentum    float64
	Centered    bool
	Maximize    bool

	steps   []count
	squares []*torch.Tensor
	buffers []*torch.Tensor // with Momentum
	means   []*torch.Tensor // with Centered
}

// NewRMSprop makes an optimizer of params. Python's learning rate is 0.01 unless
// given.
func NewRMSprop(params []*torch.Tensor, lr float64, options ...RMSpropOption) *RMSprop {
	o := &RMSprop{base: base{name: "RMSprop"}}
	o.defaults.LR, o.defaults.Alpha, o.defaults.Eps = lr, 0.99, 1e-8
	for _, option := range options {
		option.applyRMSprop(&o.defaults)
	}
	o.AddParamGroup(params)
	return o
}

// AddParamGroup adds parameters with settings of their own.
func (o *RMSprop) AddParamGroup(params []*torch.Tensor, options ...RMSpropOption) {
	g := o.defaults
	for _, option := range options {
		option.applyRMSprop(&g)
	}
	o.add(&g, params)
	o.groups = append(o.groups, &g)
}

// Groups returns the parameter groups.
func (o *RMSprop) Groups() []*RMSpropGroup { return o.groups }

func (g *RMSpropGroup) allocate(n int) {
	g.steps = make([]count, n)
	g.squares, g.buffers, g.means = make(list, n), make(list, n), make(list, n)
}

func (g *RMSpropGroup) validate() string {
	for _, v := range []struct {
		name  string
		value float64
	}{{"learning rate", g.LR}, {"epsilon", g.Eps}, {"momentum", g.Momentum}, {"weight_decay", g.WeightDecay}, {"alpha", g.Alpha}} {
		if negative(v.value) {
			return fmt.Sprintf("Invalid %s value: %v", v.name, v.value)
		}
	}
	return ""
}

func (g *RMSpropGroup) temporaries() bool { return true }

func (g *RMSpropGroup) update(k kernels, b *batch) {
	for _, at := range b.at {
		g.steps[at].next()
	}
	params, grads := k.views(b)
	if g.Maximize {
		grads = k.neg(grads)
	}
	if g.WeightDecay != 0 {
		grads = k.add(grads, params, g.WeightDecay)
	}
	params, grads = asReal(params), asReal(grads)
	divisors := g.divisors(k, b, grads)
	if g.Momentum > 0 {
		buffers := asReal(b.zeros(g.buffers))
		k.mul(buffers, g.Momentum)
		k.addcdiv(buffers, grads, divisors, 1)
		k.addInPlace(params, buffers, -g.LR)
	} else {
		k.addcdiv(params, grads, divisors, -g.LR)
	}
}

// divisors takes grads into the running means and returns their roots.
func (g *RMSpropGroup) divisors(k kernels, b *batch, grads list) (roots list) {
	squares := asReal(b.zeros(g.squares))
	k.mul(squares, g.Alpha)
	k.addcmulInPlace(squares, grads, grads, 1-g.Alpha)
	if g.Centered {
		means := asReal(b.zeros(g.means))
		k.lerp(means, grads, 1-g.Alpha)
		roots = k.addcmul(squares, means, means, -1)
		k.sqrtInPlace(roots)
	} else {
		roots = k.sqrt(squares)
	}
	k.addNumber(roots, g.Eps)
	return roots
}

func (g *RMSpropGroup) settings() []setting {
	return []setting{
		{Name: "lr", Value: &g.LR}, {Name: "momentum", Value: &g.Momentum}, {Name: "alpha", Value: &g.Alpha}, {Name: "eps", Value: &g.Eps},
		{Name: "centered", Value: &g.Centered}, {Name: "weight_decay", Value: &g.WeightDecay}, {Name: "capturable", Value: false},
		{Name: "foreach", Value: &g.Foreach}, {Name: "maximize", Value: &g.Maximize}, {Name: "differentiable", Value: false},
	}
}

func (g *RMSpropGroup) slots() []slot {
	return []slot{
		{name: "step", counts: g.steps},
		{name: "square_avg", tensors: g.squares},
		{name: "momentum_buffer", tensors: g.buffers, optional: true},
		{name: "grad_avg", tensors: g.means, optional: true},
	}
}

func (g *RMSpropGroup) loaded() {}
