package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SGD is stochastic gradient descent, with momentum where asked for.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
type SGD struct{ With[SGDSettings, SGDOption] }

// SGDSettings are the settings of a group of [SGD].
type SGDSettings struct {
	LR          float64        `py:"lr" kw:"1e-3"`
	Momentum    float64        `py:"momentum" kw:"0"`
	Dampening   float64        `py:"dampening" kw:"0"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	Nesterov    bool           `py:"nesterov" kw:"false"` // needs a momentum and no dampening
	Maximize    bool           `py:"maximize" kw:"false"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	_           off            `py:"differentiable"`
	Fused       aten.Opt[bool] `py:"fused" kw:""`
}

var sgdKind = kind[SGDSettings]{name: "SGD", rule: sgd, fused: fusedSGD, state: "momentum_buffer?"}

// NewSGD makes an optimizer of params.
func NewSGD(params []*torch.Tensor, lr float64, options ...SGDOption) *SGD {
	return &SGD{with(sgdKind, params, sgdOf, append([]SGDOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *SGDSettings) Validate() error {
	switch {
	case s.LR < 0:
		return invalid("Invalid learning rate: %v", s.LR)
	case s.Momentum < 0:
		return invalid("Invalid momentum value: %v", s.Momentum)
	case s.WeightDecay < 0:
		return invalid("Invalid weight_decay value: %v", s.WeightDecay)
	case s.Nesterov && (s.Momentum <= 0 || s.Dampening != 0):
		return invalid("Nesterov momentum requires a momentum and zero dampening")
	}
	return validateFlags(s.Foreach, s.Fused)
}

func sgd(s *SGDSettings, b *Batch) {
	grads := b.Grads
	if s.Maximize {
		grads = grads.Neg()
	}
	if s.WeightDecay != 0 {
		grads = grads.Add(b.Params, s.WeightDecay)
	}
	if s.Momentum != 0 {
		buffers := s.accumulate(b, grads)
		if s.Nesterov {
			grads = grads.Add(buffers, s.Momentum)
		} else {
			grads = buffers
		}
	}
	b.Params.Add_(grads, -s.LR)
}

// accumulate returns the momentum buffers with grads in them. The first gradient of
// a parameter is its first buffer, undampened.
func (s *SGDSettings) accumulate(b *Batch, grads List) List {
	buffers, fresh := b.Clones("momentum_buffer", grads)
	if fresh == nil {
		buffers.MulNumber_(s.Momentum)
		buffers.Add_(grads, 1-s.Dampening)
		return buffers
	}
	for i, isFresh := range fresh {
		if !isFresh {
			one := buffers.at(i)
			one.MulNumber_(s.Momentum)
			one.Add_(grads.at(i), 1-s.Dampening)
		}
	}
	return buffers
}

func fusedSGD(s *SGDSettings, b *Batch) {
	var buffers List
	first := false
	if s.Momentum != 0 {
		first = !b.hasAny("momentum_buffer")
		buffers = b.Zeros("momentum_buffer")
	}
	v := b.fused(opFusedSGD, buffers)
	v.Float(s.WeightDecay)
	v.Float(s.Momentum)
	v.Float(s.LR)
	v.Float(s.Dampening)
	v.Bool(s.Nesterov)
	v.Bool(s.Maximize)
	v.Bool(first)
	v.InPlace(nil)
}
