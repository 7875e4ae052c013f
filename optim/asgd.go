package optim

import (
	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// ASGD is stochastic gradient descent that averages its parameters, as "ax" in the state.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html and
// https://meyn.ece.ufl.edu/wp-content/uploads/sites/77/archive/spm_files/Courses/ECE555-2011/555media/poljud92.pdf
type ASGD struct{ With[ASGDSettings, ASGDOption] }

// ASGDSettings are the settings of a group of [ASGD].
type ASGDSettings struct {
	LR          float64        `py:"lr" kw:"1e-2"`
	Lambd       float64        `py:"lambd" kw:"1e-4"`
	Alpha       float64        `py:"alpha" kw:"0.75"`
	T0          float64        `py:"t0" kw:"1e6"`
	WeightDecay float64        `py:"weight_decay" kw:"0"`
	Foreach     aten.Opt[bool] `py:"foreach" kw:""`
	Maximize    bool           `py:"maximize" kw:"false"`
	_           off            `py:"differentiable"`
	_           off            `py:"capturable"`
}

var asgdKind = kind[ASGDSettings]{
	name: "ASGD", rule: asgd, state: "step eta mu ax", sparse: "ASGD does not support sparse gradients",
}

// NewASGD makes an optimizer of params.
func NewASGD(params []*torch.Tensor, lr float64, options ...ASGDOption) *ASGD {
	return &ASGD{with(asgdKind, params, asgdOf, append([]ASGDOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *ASGDSettings) Validate() error {
	return notNegative(named{"Invalid learning rate", s.LR}, named{"Invalid lambd value", s.Lambd},
		named{"Invalid alpha value", s.Alpha}, named{"Invalid weight_decay value", s.WeightDecay})
}

func asgd(s *ASGDSettings, b *Batch) {
	b.Real()
	grads := b.gradients(s.Maximize, s.WeightDecay, decay{})
	etas, mus, averages := b.numbers("eta", s.LR), b.numbers("mu", 1), b.Zeros("ax")
	steps := b.Steps()
	if b.Foreach() {
		s.moveAll(b, grads, averages, etas, mus)
	} else {
		s.move(b, grads, averages, etas, mus)
	}
	for i, step := range steps {
		etas[i].set(s.eta(step, etas[i].dtype, b.Foreach()))
		mus[i].set(1 / max(1, step-s.T0))
	}
}

// eta is the next learning rate. Python's rule for lists computes it with tensors of
// the step's dtype.
func (s *ASGDSettings) eta(step float64, dtype torch.DType, lists bool) float64 {
	if !lists {
		return s.LR / cmath.Pow(1+float64(s.Lambd*s.LR*step), s.Alpha)
	}
	t := torch.ScalarTensor(step, dtype)
	return t.Mul(s.Lambd * s.LR).Add(1).Pow(s.Alpha).Reciprocal().Mul(s.LR).Item()
}

// move is Python's rule for one tensor.
func (s *ASGDSettings) move(b *Batch, grads, averages List, etas, mus []*number) {
	for i, eta := range etas {
		params, average := b.Params.at(i), averages.at(i)
		params.MulNumber_(1 - float64(s.Lambd*eta.value))
		params.Add_(grads.at(i), -eta.value)
		if mus[i].value == 1 {
			average.Copy_(params)
			continue
		}
		change := params.Sub(average)
		change.MulNumber_(mus[i].value)
		average.Add_(change, 1)
	}
}

// moveAll is Python's rule for lists.
func (s *ASGDSettings) moveAll(b *Batch, grads, averages List, etas, mus []*number) {
	b.Params.Addcmul_(grads.Add(b.Params, s.Lambd), b.scalars(etas), -1)
	averages.Addcmul_(b.Params.Sub(averages), b.scalars(mus))
}

// scalars are tensors without dimensions, beside the parameters.
func (b *Batch) scalars(numbers []*number) List {
	l := List{make([]*torch.Tensor, len(numbers)), &b.run}
	for i, n := range numbers {
		l.tensors[i] = torch.ScalarTensor(n.value, n.dtype, b.Params.tensors[i].Device(), torch.In(b.run.scope))
	}
	return l
}
