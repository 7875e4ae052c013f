package optim

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Adamax is [Adam] that divides by the largest gradient, whose memory fades, rather than
// the root of the mean square.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html and
// https://arxiv.org/abs/1412.6980
type Adamax struct {
	With[AdamaxSettings, AdamaxOption]
}

// AdamaxSettings are the settings of a group of [Adamax].
type AdamaxSettings struct {
	LR          float64        `py:"lr" kw:"2e-3"`
	Betas       [2]float64     `py:"betas" kw:"0.9, 0.999"`
	Eps         float64        `py:"eps" kw:"1e-8"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	Maximize    bool           `py:"maximize" kw:"false"`
	_           off            `py:"differentiable"`
	_           off            `py:"capturable"`
}

var adamaxKind = kind[AdamaxSettings]{
	name: "Adamax", rule: adamax, state: "step exp_avg exp_inf", sparse: "Adamax does not support sparse gradients",
}

// NewAdamax makes an optimizer of params.
func NewAdamax(params []*torch.Tensor, lr float64, options ...AdamaxOption) *Adamax {
	return &Adamax{with(adamaxKind, params, adamaxOf, append([]AdamaxOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdamaxSettings) Validate() error { return validateAdam(s.LR, s.Eps, s.Betas, s.WeightDecay) }

func adamax(s *AdamaxSettings, b *Batch) {
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{})
	means, largest := b.Zeros("exp_avg"), b.Zeros("exp_inf")
	means.Lerp_(grads, 1-s.Betas[0])
	largest.MulNumber_(s.Betas[1])
	sizes := grads.Abs()
	sizes.AddNumber_(s.Eps)
	largest.Maximum_(sizes)
	rates := b.perStep(func(step float64) float64 { return -(s.LR / (1 - cmath.Pow(s.Betas[0], step))) })
	b.Params.Addcdiv_(means, largest, rates...)
}
