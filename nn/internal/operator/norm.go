package operator

import "github.com/e0112027/gotorch/torch"

var opBatchNorm = torch.NewOp("aten::batch_norm")

// BatchNorm are the arguments of batch_norm; the tensors may be nil.
type BatchNorm struct {
	Weight, Bias, RunningMean, RunningVar *torch.Tensor

	Training      bool
	Momentum, Eps float64
}

// DefaultBatchNorm holds Python's defaults.
var DefaultBatchNorm = BatchNorm{Momentum: 0.1, Eps: 1e-5}

// Call is batch_norm.
func (a *BatchNorm) Call(x *torch.Tensor) *torch.Tensor {
	if a.Training {
		requireSeveral(x)
	}
	switch {
	case a.Training && a.Eps <= 0:
		refuse("batch_norm", "batch_norm eps must be positive during training, but got %v", a.Eps)
	case a.Eps < 0:
		refuse("batch_norm", "batch_norm eps must be non-negative, but got %v", a.Eps)
	}
	v := torch.Invocation{Op: opBatchNorm}
	v.Tensor(x)
	v.OptionalTensor(a.Weight)
	v.OptionalTensor(a.Bias)
	v.OptionalTensor(a.RunningMean)
	v.OptionalTensor(a.RunningVar)
	v.Bool(a.Training)
	v.Float(a.Momentum)
	v.Float(a.Eps)
	v.Bool(true) // cuDNN may be used
	return v.One()
}

// requireSeveral refuses one value per channel, which has no variance.
func requireSeveral(x *torch.Tensor) {
	if x.Size(0) > 1 {
		return // without reading all sizes
	}
	shape := x.Shape()
	n := 1
	for i, size := range shape {
		if i != 1 {
			n *= size
		}
	}
	if n == 1 {
		refuse("batch_norm", "Expected more than 1 value per channel when training, got input size %s", SizeString(shape))
	}
}

// BatchNormLayer are the arguments of a layer's constructor.
type BatchNormLayer struct {
	Factory
	Momentum, Eps                        float64
	Cumulative, Affine, Bias, TrackStats bool
}

// DefaultBatchNormLayer holds Python's defaults.
var DefaultBatchNormLayer = BatchNormLayer{Momentum: 0.1, Eps: 1e-5, Affine: true, Bias: true, TrackStats: true}
