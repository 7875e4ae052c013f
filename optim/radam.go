package optim

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RAdam is [Adam] that divides by the mean square only when enough steps have told it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html and
// https://arxiv.org/abs/1908.03265
type RAdam struct {
	With[RAdamSettings, RAdamOption]
}

// RAdamSettings are the settings of a group of [RAdam].
type RAdamSettings struct {
	LR                   float64        `py:"lr" kw:"1e-3"`
	Betas                [2]float64     `py:"betas" kw:"0.9, 0.999"`
	Eps                  float64        `py:"eps" kw:"1e-8"`
	WeightDecay          float64        `py:"weight_decay" kw:"0"`
	DecoupledWeightDecay bool           `py:"decoupled_weight_decay" kw:"false"`
	Maximize             bool           `py:"maximize" kw:"false"`
	Foreach              aten.Opt[bool] `py:"foreach" kw:""`
	_                    off            `py:"capturable"`
	_                    off            `py:"differentiable"`
}

var rAdamKind = kind[RAdamSettings]{
	name: "RAdam", rule: radam, state: "step exp_avg exp_avg_sq", sparse: "RAdam does not support sparse gradients",
}

// NewRAdam makes an optimizer of params.
func NewRAdam(params []*torch.Tensor, lr float64, options ...RAdamOption) *RAdam {
	return &RAdam{with(rAdamKind, params, rAdamOf, append([]RAdamOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *RAdamSettings) Validate() error { return validateAdam(s.LR, s.Eps, s.Betas, s.WeightDecay) }

func radam(s *RAdamSettings, b *Batch) {
	b.Real()
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{s.LR, s.DecoupledWeightDecay})
	means, squares := b.Zeros("exp_avg"), b.Zeros("exp_avg_sq")
	means.Lerp_(grads, 1-s.Betas[0])
	squares.MulNumber_(s.Betas[1])
	squares.Addcmul_(grads, grads, 1-s.Betas[1])
	steps := b.Steps()
	switch {
	case b.Foreach():
		s.moveAll(b.Params, means, squares, steps)
	case allEqual(steps):
		s.move(b.Params, means, squares, steps[0])
	default:
		for i, step := range steps {
			s.move(b.Params.at(i), means.at(i), squares.at(i), step)
		}
	}
}

// rectification is the root of the variance's share that a step knows, 0 where that is
// too little; and the corrections of means and squares.
func (s *RAdamSettings) rectification(step float64) (rect, correction1, correction2 float64) {
	power := cmath.Pow(s.Betas[1], step)
	correction1, correction2 = 1-cmath.Pow(s.Betas[0], step), 1-power
	limit := 2/(1-s.Betas[1]) - 1
	rho := limit - 2*step*power/correction2
	if rho > 5 {
		rect = cmath.Pow((rho-4)*(rho-2)*limit/((limit-4)*(limit-2)*rho), 0.5)
	}
	return rect, correction1, correction2
}

// move is Python's rule for one tensor.
func (s *RAdamSettings) move(params, means, squares List, step float64) {
	rect, correction1, correction2 := s.rectification(step)
	update := means.DivNumber(correction1)
	update.MulNumber_(s.LR)
	if rect > 0 {
		rates := squares.Sqrt()
		rates.AddNumber_(s.Eps)
		rates.Reciprocal_()
		rates.MulNumber_(cmath.Pow(correction2, 0.5))
		update.Mul_(rates)
		update.MulNumber_(rect)
	}
	params.Add_(update, -1)
}

// moveAll is Python's rule for lists.
func (s *RAdamSettings) moveAll(params, means, squares List, steps []float64) {
	var plain, rectified []float64
	for _, step := range steps {
		rect, correction1, correction2 := s.rectification(step)
		unrectified := 1.0
		if rect > 0 {
			unrectified = 0
		}
		plain = append(plain, s.LR*unrectified/correction1*-1)
		rectified = append(rectified, cmath.Pow(correction2, 0.5)*(s.LR*rect/correction1)*-1)
	}
	rates := squares.Sqrt()
	rates.AddNumber_(s.Eps)
	rates.DivNumber_(rectified...)
	rates.Reciprocal_()
	rates.AddNumber_(plain...)
	params.Addcmul_(means, rates)
}

func allEqual(xs []float64) bool {
	for _, x := range xs {
		if x != xs[0] {
			return false
		}
	}
	return true
}
