package optim

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// SGD is stochastic gradient descent, with momentum where asked for.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
type SGD struct {
	base
	defaults SGDGroup
	groups   []*SGDGroup
}

// SGDGroup is a parameter group of [SGD]. Its settings may be changed between
// steps.
type SGDGroup struct {
	Group
	Momentum    float64
	Dampening   float64
	WeightDecay float64
	Nesterov    bool
	Maximize    bool

	buffers []*torch.Tensor // nil until a parameter's first step with momentum
}

// NewSGD makes an optimizer of params. Python's learning rate is 0.001 unless
// given.
func NewSGD(params []*torch.Tensor, lr float64, options ...SGDOption) *SGD {
	o := &SGD{base: base{name: "SGD"}}
	o.defaults.LR = lr
	for _, option := range options {
		option.applySGD(&o.defaults)
	}
	o.AddParamGroup(params)
	return o
}

// AddParamGroup adds parameters with settings of their own.
func (o *SGD) AddParamGroup(params []*torch.Tensor, options ...SGDOption) {
	g := o.defaults
	for _, option := range options {
		option.applySGD(&g)
	}
	o.add(&g, params)
	o.groups = append(o.groups, &g)
}

// Groups returns the parameter groups.
func (o *SGD) Groups() []*SGDGroup { return o.groups }

func (g *SGDGroup) allocate(n int) { g.buffers = make([]*torch.Tensor, n) }

func (g *SGDGroup) validate() string {
	switch {
	case g.Momentum < 0:
		return fmt.Sprintf("Invalid momentum value: %v", g.Momentum)
	case g.WeightDecay < 0:
		return fmt.Sprintf("Invalid weight_decay value: %v", g.WeightDecay)
	case g.Nesterov && (g.Momentum <= 0 || g.Dampening != 0):
		return "Nesterov momentum requires a momentum and zero dampening"
	}
	return ""
}

func (g *SGDGroup) temporaries() bool { return g.Maximize || g.WeightDecay != 0 || g.Nesterov }

func (g *SGDGroup) update(k kernels, b *batch) {
	grads := b.grads
	if g.Maximize {
		grads = k.neg(grads)
	}
	if g.WeightDecay != 0 {
		grads = k.add(grads, b.params, g.WeightDecay)
	}
	if g.Momentum != 0 {
		buffers := g.accumulate(k, b, grads)
		if g.Nesterov {
			grads = k.add(grads, buffers, g.Momentum)
		} else {
			grads = buffers
		}
	}
	k.addInPlace(b.params, grads, -g.LR)
}

// accumulate returns the momentum buffers with grads in them. The first gradient
// of a parameter is its first buffer, undampened.
func (g *SGDGroup) accumulate(k kernels, b *batch, grads list) list {
	fresh := 0
	for _, at := range b.at {
		if g.buffers[at] == nil {
			fresh++
		}
	}
	if fresh == 0 {
		buffers := b.of(g.buffers)
		k.mul(buffers, g.Momentum)
		k.addInPlace(buffers, grads, 1-g.Dampening)
		return buffers
	}
	for i, at := range b.at {
		if buffer := g.buffers[at : at+1]; buffer[0] == nil {
			buffer[0] = grads[i].Detach().Clone().Keep()
		} else {
			single{}.mul(buffer, g.Momentum)
			single{}.addInPlace(buffer, grads[i:i+1], 1-g.Dampening)
		}
	}
	return b.of(g.buffers)
}

func (g *SGDGroup) settings() []setting {
	return []setting{
		{Name: "lr", Value: &g.LR}, {Name: "momentum", Value: &g.Momentum}, {Name: "dampening", Value: &g.Dampening},
		{Name: "weight_decay", Value: &g.WeightDecay}, {Name: "nesterov", Value: &g.Nesterov}, {Name: "maximize", Value: &g.Maximize},
		{Name: "foreach", Value: &g.Foreach}, {Name: "differentiable", Value: false}, {Name: "fused", Value: nil},
	}
}

func (g *SGDGroup) slots() []slot {
	return []slot{{name: "momentum_buffer", tensors: g.buffers, optional: true}}
}

func (g *SGDGroup) loaded() {}
