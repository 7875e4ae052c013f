package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Rprop goes by the signs of the gradients alone: a parameter's step grows while its
// sign stays, and shrinks where it changes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html
type Rprop struct {
	With[RpropSettings, RpropOption]
}

// RpropSettings are the settings of a group of [Rprop].
type RpropSettings struct {
	LR        float64        `py:"lr" kw:"1e-2"` // the first step
	Etas      [2]float64     `py:"etas" kw:"0.5, 1.2"`
	StepSizes [2]float64     `py:"step_sizes" kw:"1e-06, 50"`
	Foreach   aten.Opt[bool] `py:"foreach" kw:""`
	Maximize  bool           `py:"maximize" kw:"false"`
	_         off            `py:"differentiable"`
	_         off            `py:"capturable"`
}

var rpropKind = kind[RpropSettings]{
	name: "Rprop", rule: rprop, state: "step prev step_size", sparse: "Rprop does not support sparse gradients",
}

// NewRprop makes an optimizer of params.
func NewRprop(params []*torch.Tensor, lr float64, options ...RpropOption) *Rprop {
	return &Rprop{with(rpropKind, params, rpropOf, append([]RpropOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *RpropSettings) Validate() error {
	if err := notNegative(named{"Invalid learning rate", s.LR}); err != nil {
		return err
	}
	if !(0 < s.Etas[0] && s.Etas[0] < 1 && 1 < s.Etas[1]) {
		return invalid("Invalid eta values: %v, %v", s.Etas[0], s.Etas[1])
	}
	return nil
}

func rprop(s *RpropSettings, b *Batch) {
	b.Steps()
	b.Real()
	grads := b.gradients(s.Maximize, 0, decay{})
	former, sizes := b.Zeros("prev"), b.Full("step_size", s.LR)
	factors := grads.Mul(former).Sign()
	former.Copy_(grads)
	for i, factor := range factors.tensors {
		factor.MaskedFill_(factor.Gt(0), s.Etas[1])
		factor.MaskedFill_(factor.Lt(0), s.Etas[0])
		factor.MaskedFill_(factor.Eq(0), 1)
		former.tensors[i].MaskedFill_(factor.Eq(s.Etas[0]), 0)
	}
	sizes.Mul_(factors)
	for _, size := range sizes.tensors {
		size.Clamp_(s.StepSizes[0], s.StepSizes[1])
	}
	b.Params.Addcmul_(former.Sign(), sizes, -1)
}
