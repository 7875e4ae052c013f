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

//kw:options GroupNormOption nn.GroupNorm -Affine

// GroupNorm is [nn.GroupNorm] as a function: of x (N, C, ...), with a weight and a bias (C);
// either may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
func GroupNorm(x *torch.Tensor, numGroups int, weight, bias *torch.Tensor, options ...GroupNormOption) *torch.Tensor {
	m := groupNormOf(options)
	m.NumGroups, m.Weight, m.Bias = numGroups, weight, bias
	return m.Forward(x)
}

//kw:options RMSNormOption nn.RMSNorm -ElementwiseAffine

// RMSNorm is [nn.RMSNorm] as a function, of x (*, normalizedShape) and a weight of that
// shape, which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rms_norm.html
func RMSNorm(x *torch.Tensor, normalizedShape Size, weight *torch.Tensor, options ...RMSNormOption) *torch.Tensor {
	m := rmsNormOf(options)
	m.NormalizedShape, m.Weight = normalizedShape, weight
	return m.Forward(x)
}

//kw:options InstanceNormOption nn.InstanceNorm -Affine -TrackRunningStats -NoMomentum

type instanceNormArgs struct {
	useInputStats bool `kw:"true"`
}

// InstanceNorm normalises each channel of each sample of x (N, C, ...) with its own mean and
// variance, or without [UseInputStats] with runningMean and runningVar (C), which are
// otherwise updated in place where they aren't nil. Then it scales by weight (C) and adds
// bias (C); either may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html
func InstanceNorm(x, runningMean, runningVar, weight, bias *torch.Tensor, options ...InstanceNormOption) *torch.Tensor {
	m, a := instanceNormOf(options)
	m.Module, m.TrackRunningStats = nn.InTraining(a.useInputStats), true
	m.RunningMean, m.RunningVar, m.Weight, m.Bias = runningMean, runningVar, weight, bias
	return m.Normalize(x)
}

//kw:options LocalResponseNormOption nn.LocalResponseNorm

// LocalResponseNorm is [nn.LocalResponseNorm] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.local_response_norm.html
func LocalResponseNorm(x *torch.Tensor, size int, options ...LocalResponseNormOption) *torch.Tensor {
	m := localResponseNormOf(options)
	m.Size = size
	return m.Forward(x)
}
