package nn

import (
	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// BatchNorm is what [BatchNorm1d], [BatchNorm2d] and [BatchNorm3d] have in common. In
// training it normalises with the batch's own mean and variance and keeps running ones,
// which it normalises with in evaluation.
type BatchNorm struct {
	Module
	Weight            *torch.Tensor // (NumFeatures); nil without affine
	Bias              *torch.Tensor // (NumFeatures), or nil
	RunningMean       *torch.Tensor `nn:",buffer"` // (NumFeatures), or nil
	RunningVar        *torch.Tensor `nn:",buffer"` // (NumFeatures), or nil
	NumBatchesTracked *torch.Tensor `nn:",buffer,optional"`

	NumFeatures        int
	Eps                float64 `kw:"1e-5"`
	Momentum           float64 `kw:"0.1"`
	CumulativeMomentum bool    `kw:"false"` // each batch counts alike, in place of Momentum
	Affine             bool    `kw:"true"`
	TrackRunningStats  bool    `kw:"true"`
}

type batchNormArgs struct {
	bias bool `kw:"true"`
	factory
}

// Version 2 has NumBatchesTracked.
func (b *BatchNorm) stateVersion() int { return 2 }

// BatchNorm1d normalises each channel of x (N, C) or (N, C, L).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
type BatchNorm1d struct{ BatchNorm }

// NewBatchNorm1d makes a layer for C channels.
func NewBatchNorm1d(numFeatures int, options ...BatchNormOption) *BatchNorm1d {
	return &BatchNorm1d{newBatchNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C) or (N, C, L). It panics for other shapes, and in
// training for one value per channel.
func (b *BatchNorm1d) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *BatchNorm1d) forward(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d != 2 && d != 3 {
		refuse("BatchNorm1d", "expected 2D or 3D input (got %dD input)", d)
	}
	return b.Normalize(x)
}

// BatchNorm2d normalises each channel of x (N, C, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
type BatchNorm2d struct{ BatchNorm }

// NewBatchNorm2d makes a layer for C channels.
func NewBatchNorm2d(numFeatures int, options ...BatchNormOption) *BatchNorm2d {
	return &BatchNorm2d{newBatchNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, H, W). It panics for other shapes, and in
// training for one value per channel.
func (b *BatchNorm2d) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *BatchNorm2d) forward(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d != 4 {
		refuse("BatchNorm2d", "expected 4D input (got %dD input)", d)
	}
	return b.Normalize(x)
}

// BatchNorm3d normalises each channel of x (N, C, D, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm3d.html
type BatchNorm3d struct{ BatchNorm }

// NewBatchNorm3d makes a layer for C channels.
func NewBatchNorm3d(numFeatures int, options ...BatchNormOption) *BatchNorm3d {
	return &BatchNorm3d{newBatchNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, D, H, W). It panics for other shapes, and in
// training for one value per channel.
func (b *BatchNorm3d) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *BatchNorm3d) forward(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d != 5 {
		refuse("BatchNorm3d", "expected 5D input (got %dD input)", d)
	}
	return b.Normalize(x)
}

func newBatchNorm(numFeatures int, options []BatchNormOption) BatchNorm {
	b, a := batchNormOf(options)
	b.NumFeatures = numFeatures
	b.Weight = a.parameter(b.Affine, numFeatures)
	b.Bias = a.parameter(b.Affine && a.bias, numFeatures)
	b.RunningMean, b.RunningVar = a.empty(b.TrackRunningStats, numFeatures), a.empty(b.TrackRunningStats, numFeatures)
	b.NumBatchesTracked = a.counter(b.TrackRunningStats)
	b.ResetParameters()
	return b
}

// ResetParameters sets the weight to 1, the bias to 0, and forgets the running
// statistics.
func (b *BatchNorm) ResetParameters() {
	b.ResetRunningStats()
	fill(b.Weight, 1)
	fill(b.Bias, 0)
}

// ResetRunningStats forgets the running statistics.
func (b *BatchNorm) ResetRunningStats() {
	fill(b.RunningMean, 0)
	fill(b.RunningVar, 1)
	fill(b.NumBatchesTracked, 0)
}

// Normalize is Forward for x (N, C, ...) of any dimensions.
func (b *BatchNorm) Normalize(x *torch.Tensor) *torch.Tensor {
	training, momentum := b.Training(), b.Momentum
	if b.CumulativeMomentum {
		momentum = 0
	}
	if training && b.TrackRunningStats && b.NumBatchesTracked != nil {
		b.NumBatchesTracked.Add_(1)
		if b.CumulativeMomentum {
			momentum = 1 / b.NumBatchesTracked.Item()
		}
	}
	mean, variance := b.RunningMean, b.RunningVar
	if training && !b.TrackRunningStats {
		mean, variance = nil, nil
	}
	own := training || mean == nil && variance == nil
	b.check(x, own)
	return aten.BatchNorm(x, b.Weight, b.Bias, mean, variance, own, momentum, b.Eps, true)
}

// check refuses what Python's function does. own tells whether the batch's own
// statistics count.
func (b *BatchNorm) check(x *torch.Tensor, own bool) {
	if own {
		requireSeveral(x)
	}
	switch {
	case own && b.Eps <= 0:
		refuse("batch_norm", "batch_norm eps must be positive during training, but got %s", tensorstr.Number(b.Eps))
	case b.Eps < 0:
		refuse("batch_norm", "batch_norm eps must be non-negative, but got %s", tensorstr.Number(b.Eps))
	}
}

// requireSeveral refuses one value per channel, which has no variance.
func requireSeveral(x *torch.Tensor) {
	if x.NDim() > 0 && x.Size(0) > 1 {
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
		refuse("batch_norm", "Expected more than 1 value per channel when training, got input size %s", sizes.String(shape))
	}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (b *BatchNorm) ExtraRepr() string {
	return extra(b, "num_features eps= "+momentumForm(b.CumulativeMomentum)+" affine= bias= track_running_stats=")
}

// momentumForm is how a momentum is printed, or that there is none.
func momentumForm(none bool) string {
	if none {
		return "momentum=None"
	}
	return "momentum="
}
