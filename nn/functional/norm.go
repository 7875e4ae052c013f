package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

//kw:options BatchNormOption nn.BatchNorm -Affine -TrackRunningStats -CumulativeMomentum

type batchNormArgs struct {
	training bool `kw:"false"`
}

// BatchNorm normalises each channel of x (N, C, ...) with runningMean and runningVar (C),
// or with the batch's own mean and variance where they are nil or with [Training], which
// updates them in place. Then it scales by weight (C) and adds bias (C); either may be
// nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
func BatchNorm(x, runningMean, runningVar, weight, bias *torch.Tensor, options ...BatchNormOption) *torch.Tensor {
	m, a := batchNormOf(options)
	m.Module = nn.InTraining(a.training)
	m.RunningMean, m.RunningVar, m.Weight, m.Bias = runningMean, runningVar, weight, bias
	return m.Normalize(x)
}

//kw:options LayerNormOption nn.LayerNorm -ElementwiseAffine

// LayerNorm normalises x (*, normalizedShape) over its last dimensions, then scales by
// weight and adds bias, of normalizedShape; either may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
func LayerNorm(x *torch.Tensor, normalizedShape Size, weight, bias *torch.Tensor, options ...LayerNormOption) *torch.Tensor {
	m := layerNormOf(options)
	m.NormalizedShape, m.Weight, m.Bias = normalizedShape, weight, bias
	return m.Forward(x)
}
