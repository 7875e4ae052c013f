package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Dropout1d sets whole channels of sequences to zero with probability P in training, and divides
// the others by 1-P.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html
type Dropout1d struct{ Dropout }

// NewDropout1d makes the layer. It panics unless P is a probability.
func NewDropout1d(options ...DropoutOption) *Dropout1d { return &Dropout1d{*NewDropout(options...)} }

// Forward keeps the shape of x, (N, C, L) or (C, L). In training it draws from the default
// generator. It panics for other shapes.
func (d *Dropout1d) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *Dropout1d) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	dims := x.NDim()
	if dims != 2 && dims != 3 {
		panic(&torch.Error{Op: "nn.Dropout1d", Kind: "RuntimeError", Msg: fmt.Sprintf("dropout1d: Expected 2D or 3D input, but received a %dD input. "+
			"Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, "+
			"and an optional batch dimension (i.e. 2D or 3D inputs).", dims)})
	}
	return dropChannels(x, dims == 3, d.P, d.Training(), d.Inplace)
}

// Dropout2d sets whole channels of pictures to zero with probability P in training, and divides
// the others by 1-P.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html
type Dropout2d struct{ Dropout }

// NewDropout2d makes the layer. It panics unless P is a probability.
func NewDropout2d(options ...DropoutOption) *Dropout2d { return &Dropout2d{*NewDropout(options...)} }

// Forward keeps the shape of x, (N, C, H, W). In training it draws from the default
// generator. Other shapes, such as (N, C, L), have warnings as in Python.
func (d *Dropout2d) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *Dropout2d) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	switch dims := x.NDim(); dims {
	case 3:
		torch.Warn(torch.Warning{Op: "dropout2d", Message: picturesAsSequences})
	case 4:
	default:
		warnOfDropout(2, dims)
	}
	return dropChannels(x, true, d.P, d.Training(), d.Inplace)
}

// Dropout3d sets whole channels of volumes to zero with probability P in training, and divides
// the others by 1-P.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html
type Dropout3d struct{ Dropout }

// NewDropout3d makes the layer. It panics unless P is a probability.
func NewDropout3d(options ...DropoutOption) *Dropout3d { return &Dropout3d{*NewDropout(options...)} }

// Forward keeps the shape of x, (N, C, D, H, W) or (C, D, H, W). In training it draws from the default
// generator. Other shapes have warnings as in Python.
func (d *Dropout3d) Forward(x *torch.Tensor) *torch.Tensor { return d.Call(x, d.forward) }

func (d *Dropout3d) forward(x *torch.Tensor) *torch.Tensor {
	checkProbability(d.P)
	dims := x.NDim()
	if dims != 4 && dims != 5 {
		warnOfDropout(3, dims)
	}
	return dropChannels(x, dims == 5, d.P, d.Training(), d.Inplace)
}

// dropChannels drops those of x (N, C, ...), or without N.
func dropChannels(x *torch.Tensor, batched bool, p float64, training, inplace bool) *torch.Tensor {
	switch {
	case batched && inplace:
		return aten.FeatureDropout_(x, p, training)
	case batched:
		return aten.FeatureDropout(x, p, training)
	case inplace:
		return aten.FeatureDropout_(x.Unsqueeze_(0), p, training).Squeeze_(torch.Dim(0))
	}
	return aten.FeatureDropout(x.Unsqueeze(0), p, training).Squeeze(torch.Dim(0))
}

func warnOfDropout(n, dims int) {
	torch.Warn(torch.Warning{Op: fmt.Sprintf("dropout%dd", n), Message: fmt.Sprintf("dropout%[1]dd: Received a %[2]d-D input to dropout%[1]dd, "+
		"which is deprecated and will result in an error in a future release. To retain the behavior and silence this warning, "+
		"please use dropout instead. Note that dropout%[1]dd exists to provide channel-wise dropout on inputs with %[1]d spatial dimensions, "+
		"a channel dimension, and an optional batch dimension (i.e. %[3]dD or %[4]dD inputs).", n, dims, n+1, n+2)})
}

const picturesAsSequences = "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - " +
	"input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future release to interpret the " +
	"input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please switch to using " +
	"dropout1d instead."
