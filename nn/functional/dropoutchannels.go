package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Dropout1d is [nn.Dropout1d] as a function. With Training(false) x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
func Dropout1d(x *torch.Tensor, options ...DropoutOption) *torch.Tensor {
	m, a := dropoutOf(options)
	m.Module = nn.InTraining(a.training)
	channels := nn.Dropout1d{Dropout: m}
	return channels.Forward(x)
}

// Dropout2d is [nn.Dropout2d] as a function. With Training(false) x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
func Dropout2d(x *torch.Tensor, options ...DropoutOption) *torch.Tensor {
	m, a := dropoutOf(options)
	m.Module = nn.InTraining(a.training)
	channels := nn.Dropout2d{Dropout: m}
	return channels.Forward(x)
}

// Dropout3d is [nn.Dropout3d] as a function. With Training(false) x stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
func Dropout3d(x *torch.Tensor, options ...DropoutOption) *torch.Tensor {
	m, a := dropoutOf(options)
	m.Module = nn.InTraining(a.training)
	channels := nn.Dropout3d{Dropout: m}
	return channels.Forward(x)
}

//kw:options AlphaDropoutOption nn.Dropout

type alphaDropoutArgs struct {
	training bool `kw:"false"`
}

// AlphaDropout is [nn.AlphaDropout] as a function, which keeps x as it is unless
// [Training].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
func AlphaDropout(x *torch.Tensor, options ...AlphaDropoutOption) *torch.Tensor {
	m, a := alphaDropoutOf(options)
	if m.Inplace {
		return aten.AlphaDropout_(x, m.P, a.training)
	}
	m.Module = nn.InTraining(a.training)
	d := nn.AlphaDropout{Dropout: m}
	return d.Forward(x)
}

// FeatureAlphaDropout is [nn.FeatureAlphaDropout] as a function, which keeps x as it is
// unless [Training].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
func FeatureAlphaDropout(x *torch.Tensor, options ...AlphaDropoutOption) *torch.Tensor {
	m, a := alphaDropoutOf(options)
	if m.Inplace {
		return aten.FeatureAlphaDropout_(x, m.P, a.training)
	}
	m.Module = nn.InTraining(a.training)
	d := nn.FeatureAlphaDropout{Dropout: m}
	return d.Forward(x)
}
