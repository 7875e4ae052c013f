package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// DropoutOption is a keyword argument of [Dropout]: [P], [Training] or [Inplace].
type DropoutOption interface{ ApplyDropout(*operator.Dropout) }

// Dropout sets each element of x to zero with probability [P], 0.5 unless given,
// and divides the others by 1-P. With Training(false) x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
func Dropout(x *torch.Tensor, options ...DropoutOption) *torch.Tensor {
	a := operator.DefaultDropout
	for _, option := range options {
		option.ApplyDropout(&a)
	}
	return a.Call(x)
}

// POption is what [P] returns.
type POption float64

// P is the probability of dropping an element; 0.5 unless given.
func P(p float64) POption { return POption(p) }

// ApplyDropout sets the probability.
func (p POption) ApplyDropout(a *operator.Dropout) { a.P = float64(p) }

// ApplyDropoutLayer sets the probability.
func (p POption) ApplyDropoutLayer(a *operator.Dropout) { a.P = float64(p) }
