package optim

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Adadelta scales the gradients by the root of the mean square of former changes over
// that of the gradients.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html and
// https://arxiv.org/abs/1212.5701
type Adadelta struct {
	With[AdadeltaSettings, AdadeltaOption]
}

// AdadeltaSettings are the settings of a group of [Adadelta].
type AdadeltaSettings struct {
	LR          float64        `py:"lr" kw:"1.0"`
	Rho         float64        `py:"rho" kw:"0.9"`
	Eps         float64        `py:"eps" kw:"1e-6"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	Maximize    bool           `py:"maximize" kw:"false"`
	_           off            `py:"capturable"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	_           off            `py:"differentiable"`
}

var adadeltaKind = kind[AdadeltaSettings]{
	name: "Adadelta", rule: adadelta, state: "step square_avg acc_delta", sparse: "Adadelta does not support sparse gradients",
}

// NewAdadelta makes an optimizer of params.
func NewAdadelta(params []*torch.Tensor, lr float64, options ...AdadeltaOption) *Adadelta {
	return &Adadelta{with(adadeltaKind, params, adadeltaOf, append([]AdadeltaOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *AdadeltaSettings) Validate() error {
	if err := notNegative(named{"Invalid learning rate", s.LR}, named{"Invalid rho value", s.Rho}); err != nil {
		return err
	}
	if s.Rho > 1 {
		return invalid("Invalid rho value: %v", s.Rho)
	}
	return notNegative(named{"Invalid epsilon value", s.Eps}, named{"Invalid weight_decay value", s.WeightDecay})
}

func adadelta(s *AdadeltaSettings, b *Batch) {
	b.Steps()
	params := b.Params // complex where the parameters are
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{})
	squares, changes := b.Zeros("square_avg"), b.Zeros("acc_delta")
	squares.MulNumber_(s.Rho)
	squares.Addcmul_(grads, grads, 1-s.Rho)
	roots := squares.AddNumber(s.Eps)
	roots.Sqrt_()
	deltas := changes.AddNumber(s.Eps)
	deltas.Sqrt_()
	deltas.Div_(roots)
	deltas.Mul_(grads)
	changes.MulNumber_(s.Rho)
	changes.Addcmul_(deltas, deltas, 1-s.Rho)
	if b.real && !b.Foreach() {
		params.Add_(deltas.asComplex(), -s.LR)
		return
	}
	b.Params.Add_(deltas, -s.LR)
}
