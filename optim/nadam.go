package optim

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// NAdam is [Adam] with Nesterov's momentum.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html and
// https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
type NAdam struct {
	With[NAdamSettings, NAdamOption]
}

// NAdamSettings are the settings of a group of [NAdam].
type NAdamSettings struct {
	LR                   float64        `py:"lr" kw:"2e-3"`
	Betas                [2]float64     `py:"betas" kw:"0.9, 0.999"`
	Eps                  float64        `py:"eps" kw:"1e-8"`
	WeightDecay          float64        `py:"weight_decay" kw:"0"`
	MomentumDecay        float64        `py:"momentum_decay" kw:"4e-3"`
	DecoupledWeightDecay bool           `py:"decoupled_weight_decay" kw:"false"`
	Maximize             bool           `py:"maximize" kw:"false"`
	Foreach              aten.Opt[bool] `py:"foreach" kw:""`
	_                    off            `py:"capturable"`
	_                    off            `py:"differentiable"`
}

var nAdamKind = kind[NAdamSettings]{
	name: "NAdam", rule: nadam, state: "step mu_product exp_avg exp_avg_sq", sparse: "NAdam does not support sparse gradients",
}

// NewNAdam makes an optimizer of params.
func NewNAdam(params []*torch.Tensor, lr float64, options ...NAdamOption) *NAdam {
	return &NAdam{with(nAdamKind, params, nAdamOf, append([]NAdamOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *NAdamSettings) Validate() error {
	return first(validateAdam(s.LR, s.Eps, s.Betas, s.WeightDecay), notNegative(named{"Invalid momentum_decay value", s.MomentumDecay}))
}

func nadam(s *NAdamSettings, b *Batch) {
	b.Real()
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{s.LR, s.DecoupledWeightDecay})
	means, squares := b.Zeros("exp_avg"), b.Zeros("exp_avg_sq")
	means.Lerp_(grads, 1-s.Betas[0])
	squares.MulNumber_(s.Betas[1])
	squares.Addcmul_(grads, grads, 1-s.Betas[1])
	steps := b.Steps()
	ofGrads, ofMeans := s.sizes(b, steps)
	divisors := s.divisors(b, squares, steps)
	divisors.AddNumber_(s.Eps)
	b.Params.Addcdiv_(grads, divisors, ofGrads...)
	b.Params.Addcdiv_(means, divisors, ofMeans...)
}

// divisors are the roots of the mean squares, made up for their start at zero: before
// the root, or after it in the rule for lists.
func (s *NAdamSettings) divisors(b *Batch, squares List, steps []float64) List {
	corrections := make([]float64, len(steps))
	for i, step := range steps {
		corrections[i] = 1 - cmath.Pow(s.Betas[1], step)
		if b.Foreach() {
			corrections[i] = cmath.Pow(corrections[i], 0.5)
		}
	}
	if !b.Foreach() {
		roots := squares.DivNumber(corrections...)
		roots.Sqrt_()
		return roots
	}
	roots := squares.Sqrt()
	roots.DivNumber_(corrections...)
	return roots
}

// sizes are the negative step sizes along the gradients and along their means.
func (s *NAdamSettings) sizes(b *Batch, steps []float64) (ofGrads, ofMeans []float64) {
	mu := func(step float64) float64 {
		return s.Betas[0] * (1 - float64(0.5*cmath.Pow(0.96, step*s.MomentumDecay)))
	}
	for i, product := range b.numbers("mu_product", 1) {
		now, next := mu(steps[i]), mu(steps[i]+1)
		product.mul(now)
		ofGrads = append(ofGrads, -s.LR*(1-now)/(1-product.value))
		ofMeans = append(ofMeans, -s.LR*next/(1-float64(product.value*next)))
	}
	return ofGrads, ofMeans
}
