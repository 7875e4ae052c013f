package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// AlphaDropout sets elements to SELU's least value with probability P in training, and scales and
// shifts such that the mean and the variance stay.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html
type AlphaDropout struct{ Dropout }

// NewAlphaDropout makes the layer, whose Forward leaves its input as it is with Inplace too, as
// Python's does. It panics unless P is a probability.
func NewAlphaDropout(options ...DropoutOption) *AlphaDropout {
	return &AlphaDropout{*NewDropout(options...)}
}

// Forward keeps x's shape and dtype. In training it draws from the default generator.
func (d *AlphaDropout) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *AlphaDropout) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	return aten.AlphaDropout(x, d.P, d.Training())
}

// FeatureAlphaDropout sets whole channels to SELU's least value with probability P in training, and scales and
// shifts such that the mean and the variance stay.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html
type FeatureAlphaDropout struct{ Dropout }

// NewFeatureAlphaDropout makes the layer, whose Forward leaves its input as it is with Inplace too, as
// Python's does. It panics unless P is a probability.
func NewFeatureAlphaDropout(options ...DropoutOption) *FeatureAlphaDropout {
	return &FeatureAlphaDropout{*NewDropout(options...)}
}

// Forward keeps x's shape and dtype. In training it draws from the default generator.
func (d *FeatureAlphaDropout) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *FeatureAlphaDropout) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	return aten.FeatureAlphaDropout(x, d.P, d.Training())
}
