package nn

import (
	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Dropout sets each element to zero with probability P in training, and divides the
// others by 1-P, so that their expected value stays. In evaluation x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
type Dropout struct {
	Module
	P       float64 `kw:"0.5"`
	Inplace bool    `kw:"false"`
}

// NewDropout makes the layer. It panics unless P is a probability.
func NewDropout(options ...DropoutOption) *Dropout {
	d := dropoutOf(options)
	checkProbability(d.P)
	return &d
}

func checkProbability(p float64) {
	if !(p >= 0 && p <= 1) {
		refuse("Dropout", "dropout probability has to be between 0 and 1, but got %s", tensorstr.Number(p))
	}
}

// Forward keeps x's shape and dtype. In training it draws from the default generator.
func (d *Dropout) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *Dropout) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	if d.Inplace {
		return aten.Dropout_(x, d.P, d.Training())
	}
	return aten.Dropout(x, d.P, d.Training())
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (d *Dropout) ExtraRepr() string { return extra(d, "p= inplace=") }
