package optim

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Adam divides a running mean of the gradients by the root of a running mean of
// their squares.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html and
// https://arxiv.org/abs/1412.6980
type Adam struct{ With[AdamSettings, AdamOption] }

// AdamSettings are the settings of a group of [Adam].
type AdamSettings struct {
	LR                   float64        `py:"lr" kw:"1e-3"`
	Betas                [2]float64     `py:"betas" kw:"0.9, 0.999"`
	Eps                  float64        `py:"eps" kw:"1e-8"`
	WeightDecay          float64        `py:"weight_decay" kw:"0"`
	AMSGrad              bool           `py:"amsgrad" kw:"false"`
	Maximize             bool           `py:"maximize" kw:"false"`
	Foreach              aten.Opt[bool] `py:"foreach" kw:""`
	_                    off            `py:"capturable"`
	_                    off            `py:"differentiable"`
	Fused                aten.Opt[bool] `py:"fused" kw:""`
	DecoupledWeightDecay bool           `py:"decoupled_weight_decay" kw:"false"`
}

const adamState = "step exp_avg exp_avg_sq max_exp_avg_sq?"

var adamKind = kind[AdamSettings]{
	name: "Adam", rule: adam, fused: fusedAdam, state: adamState,
	sparse: "Adam does not support sparse gradients, please consider SparseAdam instead",
}

// NewAdam makes an optimizer of params.
func NewAdam(params []*torch.Tensor, lr float64, options ...AdamOption) *Adam {
	return &Adam{with(adamKind, params, adamOf, append([]AdamOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdamSettings) Validate() error {
	return first(validateAdam(s.LR, s.Eps, s.Betas, s.WeightDecay), validateFlags(s.Foreach, s.Fused))
}

func adam(s *AdamSettings, b *Batch) {
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{s.LR, s.DecoupledWeightDecay})
	means, squares := b.Zeros("exp_avg"), b.Zeros("exp_avg_sq")
	means.Lerp_(grads, 1-s.Betas[0])
	squares.MulNumber_(s.Betas[1])
	squares.Addcmul_(grads, grads, 1-s.Betas[1])
	if s.AMSGrad {
		largest := b.Zeros("max_exp_avg_sq")
		largest.Maximum_(squares)
		squares = largest
	}
	divisors := squares.Sqrt()
	sizes, roots := s.corrections(b)
	divisors.DivNumber_(roots...)
	divisors.AddNumber_(s.Eps)
	b.Params.Addcdiv_(means, divisors, sizes...)
}

// corrections counts the step of each parameter and returns the negative step
// sizes, and the divisors of the roots, that make up for means which started at
// zero. The root is a power of one half: C's sqrt rounds otherwise.
func (s *AdamSettings) corrections(b *Batch) (sizes, roots []float64) {
	return b.perStep2(func(step float64) (size, root float64) {
		return -(s.LR / (1 - cmath.Pow(s.Betas[0], step))), cmath.Pow(1-cmath.Pow(s.Betas[1], step), 0.5)
	})
}

func fusedAdam(s *AdamSettings, b *Batch) {
	op := opFusedAdam
	if s.DecoupledWeightDecay {
		op = opFusedAdamW
	}
	var largest List
	if s.AMSGrad {
		largest = b.Zeros("max_exp_avg_sq")
	}
	v := b.fused(op, b.Zeros("exp_avg"), b.Zeros("exp_avg_sq"), largest, b.stepTensors())
	v.Float(s.LR)
	v.Float(s.Betas[0])
	v.Float(s.Betas[1])
	v.Float(s.WeightDecay)
	v.Float(s.Eps)
	v.Bool(s.AMSGrad)
	v.Bool(s.Maximize)
	v.InPlace(nil)
}
