package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// AdamW is [Adam] whose weight decay takes its share off the weights themselves.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html and
// https://arxiv.org/abs/1711.05101
type AdamW struct {
	With[AdamWSettings, AdamWOption]
}

// AdamWSettings are the settings of a group of [AdamW].
type AdamWSettings struct {
	LR                   float64        `py:"lr" kw:"1e-3"`
	Betas                [2]float64     `py:"betas" kw:"0.9, 0.999"`
	Eps                  float64        `py:"eps" kw:"1e-8"`
	WeightDecay          float64        `py:"weight_decay" kw:"1e-2"`
	AMSGrad              bool           `py:"amsgrad" kw:"false"`
	Maximize             bool           `py:"maximize" kw:"false"`
	Foreach              aten.Opt[bool] `py:"foreach" kw:""`
	_                    off            `py:"capturable"`
	_                    off            `py:"differentiable"`
	Fused                aten.Opt[bool] `py:"fused" kw:""`
	DecoupledWeightDecay bool           `py:"decoupled_weight_decay"` // true, whatever a loaded state says
}

var adamWKind = kind[AdamWSettings]{
	name:   "AdamW",
	rule:   func(s *AdamWSettings, b *Batch) { adam((*AdamSettings)(s), b) },
	fused:  func(s *AdamWSettings, b *Batch) { fusedAdam((*AdamSettings)(s), b) },
	state:  adamState,
	sparse: "AdamW does not support sparse gradients",
}

// NewAdamW makes an optimizer of params.
func NewAdamW(params []*torch.Tensor, lr float64, options ...AdamWOption) *AdamW {
	of := func(options []AdamWOption) AdamWSettings {
		s := adamWOf(options)
		s.DecoupledWeightDecay = true
		return s
	}
	return &AdamW{with(adamWKind, params, of, append([]AdamWOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdamWSettings) Validate() error { return (*AdamSettings)(s).Validate() }

// Loaded keeps the optimizer what it is.
func (s *AdamWSettings) Loaded() { s.DecoupledWeightDecay = true }
