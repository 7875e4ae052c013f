package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// BatchNorm is what [BatchNorm1d] and [BatchNorm2d] have in common. In training
// it normalises with the batch's own mean and variance and keeps running ones,
// which it normalises with in evaluation.
type BatchNorm struct {
	Module
	Weight            *torch.Tensor // (NumFeatures); nil without affine
	Bias              *torch.Tensor // (NumFeatures), or nil
	RunningMean       *torch.Tensor `nn:"running_mean,buffer"` // (NumFeatures), or nil
	RunningVar        *torch.Tensor `nn:"running_var,buffer"`  // (NumFeatures), or nil
	NumBatchesTracked *torch.Tensor `nn:"num_batches_tracked,buffer,optional"`

	NumFeatures        int
	Eps                float64
	Momentum           float64 // the new batch's share in running statistics
	CumulativeMomentum bool    // each batch counts alike, in place of Momentum
	Affine             bool
	TrackRunningStats  bool
}

// BatchNormOption is a keyword argument of [NewBatchNorm1d] and
// [NewBatchNorm2d]: [Eps], [Momentum], [CumulativeMomentum], [Affine], [Bias],
// [TrackRunningStats], [DType] or [Device].
type BatchNormOption interface {
	ApplyBatchNormLayer(*operator.BatchNormLayer)
}

func newBatchNorm(features int, options []BatchNormOption) BatchNorm {
	a := operator.DefaultBatchNormLayer
	for _, option := range options {
		option.ApplyBatchNormLayer(&a)
	}
	b := BatchNorm{
		NumFeatures: features, Eps: a.Eps, Momentum: a.Momentum,
		CumulativeMomentum: a.Cumulative, Affine: a.Affine, TrackRunningStats: a.TrackStats,
	}
	if a.Affine {
		b.Weight = Parameter(a.Ones(features))
	}
	if a.Affine && a.Bias {
		b.Bias = Parameter(a.Zeros(features))
	}
	if a.TrackStats {
		b.RunningMean, b.RunningVar, b.NumBatchesTracked = a.Zeros(features), a.Ones(features), a.Counter()
	}
	return b
}

// ResetParameters sets the weight to 1, the bias to 0, and forgets the running
// statistics.
func (b *BatchNorm) ResetParameters() {
	b.ResetRunningStats()
	if b.Weight != nil {
		ninit.Ones_(b.Weight)
	}
	if b.Bias != nil {
		ninit.Zeros_(b.Bias)
	}
}

// ResetRunningStats forgets the running statistics.
func (b *BatchNorm) ResetRunningStats() {
	if b.TrackRunningStats {
		b.RunningMean.Zero_()
		b.RunningVar.Fill_(1)
		b.NumBatchesTracked.Zero_()
	}
}

func (b *BatchNorm) normalise(x *torch.Tensor) *torch.Tensor {
	training := b.Training()
	a := operator.BatchNorm{Weight: b.Weight, Bias: b.Bias, Momentum: b.Momentum, Eps: b.Eps}
	a.Training = training || b.RunningMean == nil && b.RunningVar == nil
	if b.CumulativeMomentum {
		a.Momentum = 0
	}
	if training && b.TrackRunningStats && b.NumBatchesTracked != nil {
		b.NumBatchesTracked.Add_(1)
		if b.CumulativeMomentum {
			a.Momentum = 1 / b.NumBatchesTracked.Item()
		}
	}
	if !training || b.TrackRunningStats {
		a.RunningMean, a.RunningVar = b.RunningMean, b.RunningVar
	}
	return a.Call(x)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (b *BatchNorm) ExtraRepr() string {
	momentum := "None"
	if !b.CumulativeMomentum {
		momentum = tensorstr.Number(b.Momentum)
	}
	return fmt.Sprintf("%d, eps=%s, momentum=%s, affine=%s, bias=%s, track_running_stats=%s",
		b.NumFeatures, tensorstr.Number(b.Eps), momentum, pyBool(b.Affine), pyBool(b.Bias != nil), pyBool(b.TrackRunningStats))
}

// BatchNorm1d normalises each channel of x (N, C) or (N, C, L).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
type BatchNorm1d struct{ BatchNorm }

// NewBatchNorm1d makes a layer for C channels.
func NewBatchNorm1d(channels int, options ...BatchNormOption) *BatchNorm1d {
	return &BatchNorm1d{newBatchNorm(channels, options)}
}

// Forward keeps the shape of x, (N, C) or (N, C, L). It panics for other shapes,
// and in training for one value per channel.
func (b *BatchNorm1d) Forward(x *torch.Tensor) *torch.Tensor {
	if d := x.Dim(); d != 2 && d != 3 {
		refuse("BatchNorm1d", "expected 2D or 3D input (got %dD input)", d)
	}
	return b.normalise(x)
}

// BatchNorm2d normalises each channel of x (N, C, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
type BatchNorm2d struct{ BatchNorm }

// NewBatchNorm2d makes a layer for C channels.
func NewBatchNorm2d(channels int, options ...BatchNormOption) *BatchNorm2d {
	return &BatchNorm2d{newBatchNorm(channels, options)}
}

// Forward keeps the shape of x, (N, C, H, W). It panics for other shapes, and in
// training for one value per channel.
func (b *BatchNorm2d) Forward(x *torch.Tensor) *torch.Tensor {
	if d := x.Dim(); d != 4 {
		refuse("BatchNorm2d", "expected 4D input (got %dD input)", d)
	}
	return b.normalise(x)
}
