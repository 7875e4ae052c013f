package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// Dropout sets each element to zero with probability P in training, and divides
// the others by 1-P, so that their expected value stays. In evaluation x stays
// as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
type Dropout struct {
	Module
	P       float64
	Inplace bool
}

// DropoutOption is a keyword argument of [NewDropout]: [P] or [Inplace].
type DropoutOption interface{ ApplyDropoutLayer(*operator.Dropout) }

// NewDropout makes the layer; P is 0.5 unless given. It panics unless P is a
// probability.
func NewDropout(options ...DropoutOption) *Dropout {
	a := operator.DefaultDropout
	for _, option := range options {
		option.ApplyDropoutLayer(&a)
	}
	a.Check()
	return &Dropout{P: a.P, Inplace: a.Inplace}
}

// Forward keeps x's shape and dtype. In training it draws from the default
// generator.
func (d *Dropout) Forward(x *torch.Tensor) *torch.Tensor {
	a := operator.Dropout{P: d.P, Training: d.Training(), Inplace: d.Inplace}
	return a.Call(x)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (d *Dropout) ExtraRepr() string {
	return fmt.Sprintf("p=%s, inplace=%s", tensorstr.Number(d.P), pyBool(d.Inplace))
}
