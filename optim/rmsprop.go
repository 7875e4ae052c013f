package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RMSprop divides the gradients by the root of a running mean of their squares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
type RMSprop struct {
	With[RMSpropSettings, RMSpropOption]
}

// RMSpropSettings are the settings of a group of [RMSprop].
type RMSpropSettings struct {
	LR          float64        `py:"lr" kw:"1e-2"`
	Momentum    float64        `py:"momentum" kw:"0"`
	Alpha       float64        `py:"alpha" kw:"0.99"`
	Eps         float64        `py:"eps" kw:"1e-8"`
	Centered    bool           `py:"centered" kw:"false"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	_           off            `py:"capturable"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	Maximize    bool           `py:"maximize" kw:"false"`
	_           off            `py:"differentiable"`
}

var rmSpropKind = kind[RMSpropSettings]{
	name: "RMSprop", rule: rmsprop, state: "step square_avg momentum_buffer? grad_avg?", sparse: "RMSprop does not support sparse gradients",
}

// NewRMSprop makes an optimizer of params.
func NewRMSprop(params []*torch.Tensor, lr float64, options ...RMSpropOption) *RMSprop {
	return &RMSprop{with(rmSpropKind, params, rmSpropOf, append([]RMSpropOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *RMSpropSettings) Validate() error {
	return notNegative(named{"Invalid learning rate", s.LR}, named{"Invalid epsilon value", s.Eps},
		named{"Invalid momentum value", s.Momentum}, named{"Invalid weight_decay value", s.WeightDecay},
		named{"Invalid alpha value", s.Alpha})
}

func rmsprop(s *RMSpropSettings, b *Batch) {
	b.Steps()
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{})
	divisors := s.divisors(b, grads)
	if s.Momentum > 0 {
		buffers := b.Zeros("momentum_buffer")
		buffers.MulNumber_(s.Momentum)
		buffers.Addcdiv_(grads, divisors)
		b.Params.Add_(buffers, -s.LR)
	} else {
		b.Params.Addcdiv_(grads, divisors, -s.LR)
	}
}

// divisors takes grads into the running means and returns their roots.
func (s *RMSpropSettings) divisors(b *Batch, grads List) (roots List) {
	squares := b.Zeros("square_avg")
	squares.MulNumber_(s.Alpha)
	squares.Addcmul_(grads, grads, 1-s.Alpha)
	if s.Centered {
		means := b.Zeros("grad_avg")
		means.Lerp_(grads, 1-s.Alpha)
		roots = squares.Addcmul(means, means, -1)
		roots.Sqrt_()
	} else {
		roots = squares.Sqrt()
	}
	roots.AddNumber_(s.Eps)
	return roots
}
