package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// BatchNormOption is a keyword argument of [BatchNorm]: [Training], [Momentum]
// or [Eps].
type BatchNormOption interface{ ApplyBatchNorm(*operator.BatchNorm) }

// BatchNorm normalises each channel of x (N, C, ...) with runningMean and
// runningVar (C), or with the batch's own mean and variance where they are nil
// or with [Training], which updates them in place. Then it scales by weight (C)
// and adds bias (C); either may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
func BatchNorm(x, runningMean, runningVar, weight, bias *torch.Tensor, options ...BatchNormOption) *torch.Tensor {
	a := operator.DefaultBatchNorm
	a.RunningMean, a.RunningVar = runningMean, runningVar
	a.Weight, a.Bias = weight, bias
	for _, option := range options {
		option.ApplyBatchNorm(&a)
	}
	return a.Call(x)
}

// TrainingOption is what [Training] returns.
type TrainingOption bool

// Training tells training, where dropout drops and batch statistics count, from
// evaluation. As in Python it is on for [Dropout] and off for [BatchNorm] unless
// given.
func Training(on bool) TrainingOption { return TrainingOption(on) }

// ApplyBatchNorm sets the mode.
func (t TrainingOption) ApplyBatchNorm(a *operator.BatchNorm) { a.Training = bool(t) }

// ApplyDropout sets the mode.
func (t TrainingOption) ApplyDropout(a *operator.Dropout) { a.Training = bool(t) }

// MomentumOption is what [Momentum] returns.
type MomentumOption float64

// Momentum is the new batch's share in running statistics; 0.1 unless given.
func Momentum(share float64) MomentumOption { return MomentumOption(share) }

// ApplyBatchNorm sets the share.
func (m MomentumOption) ApplyBatchNorm(a *operator.BatchNorm) { a.Momentum = float64(m) }

// ApplyBatchNormLayer sets the share.
func (m MomentumOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) {
	a.Momentum, a.Cumulative = float64(m), false
}

// EpsOption is what [Eps] returns.
type EpsOption float64

// Eps is added to a variance before its root is taken; 1e-5 unless given.
func Eps(eps float64) EpsOption { return EpsOption(eps) }

// ApplyBatchNorm sets eps.
func (e EpsOption) ApplyBatchNorm(a *operator.BatchNorm) { a.Eps = float64(e) }

// ApplyBatchNormLayer sets eps.
func (e EpsOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { a.Eps = float64(e) }
