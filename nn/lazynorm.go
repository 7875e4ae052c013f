package nn

import "github.com/e0112027/gotorch/torch"

// newLazyBatchNorm makes a layer whose parameters and statistics are placeholders.
func newLazyBatchNorm(options []BatchNormOption) BatchNorm {
	b, a := batchNormOf(options)
	b.Weight, b.Bias = a.parameter(b.Affine, 0), a.parameter(b.Affine && a.bias, 0)
	b.RunningMean, b.RunningVar = a.empty(b.TrackRunningStats, 0), a.empty(b.TrackRunningStats, 0)
	b.NumBatchesTracked = a.counter(b.TrackRunningStats)
	return b
}

func (b *BatchNorm) inferred() *int { return &b.NumFeatures }

func (b *BatchNorm) sizeIn(x *torch.Tensor) int { return channelsAt1(x) }

func (b *BatchNorm) materialize() {
	materializeAll(b.NumFeatures, b.Weight, b.Bias, b.RunningMean, b.RunningVar)
}

// lazyInstanceNormArgs are an [InstanceNorm]'s, of which Python's lazy ones have other
// defaults.
type lazyInstanceNormArgs struct {
	eps               float64 `kw:"1e-5"`
	momentum          float64 `kw:"0.1"`
	noMomentum        bool    `kw:"false"` // running statistics stay as they are
	affine            bool    `kw:"true"`
	trackRunningStats bool    `kw:"true"`
	bias              bool    `kw:"true"`
	factory
}

func newLazyInstanceNorm(options []LazyInstanceNormOption) InstanceNorm {
	a := lazyInstanceNormOf(options)
	return InstanceNorm{
		Weight: a.parameter(a.affine, 0), Bias: a.parameter(a.affine && a.bias, 0),
		RunningMean: a.empty(a.trackRunningStats, 0), RunningVar: a.empty(a.trackRunningStats, 0),
		NumBatchesTracked: a.counter(a.trackRunningStats),
		Eps:               a.eps, Momentum: a.momentum, NoMomentum: a.noMomentum, Affine: a.affine, TrackRunningStats: a.trackRunningStats,
	}
}

func (n *InstanceNorm) inferred() *int { return &n.NumFeatures }

func (n *InstanceNorm) sizeIn(x *torch.Tensor) int { return channelsAt1(x) }

func (n *InstanceNorm) materialize() {
	materializeAll(n.NumFeatures, n.Weight, n.Bias, n.RunningMean, n.RunningVar)
}

// channelsAt1 is the size of x's second dimension, 0 where it has none.
func channelsAt1(x *torch.Tensor) int {
	if x.NDim() < 2 {
		return 0
	}
	return x.Size(1)
}

// materializeAll gives placeholders, which may be nil, the size (n).
func materializeAll(n int, tensors ...*torch.Tensor) {
	for _, t := range tensors {
		materialize(t, n)
	}
}

// LazyBatchNorm1d is a [BatchNorm1d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm1d.html
type LazyBatchNorm1d struct {
	lazy
	BatchNorm1d
}

// NewLazyBatchNorm1d makes a layer whose parameters are made at its first Forward.
func NewLazyBatchNorm1d(options ...BatchNormOption) *LazyBatchNorm1d {
	return &LazyBatchNorm1d{BatchNorm1d: BatchNorm1d{newLazyBatchNorm(options)}}
}

// Forward keeps the shape of x, (N, C) or (N, C, L), as a [BatchNorm1d].
func (b *LazyBatchNorm1d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(b, x)
	return b.BatchNorm1d.Forward(x)
}

// LazyBatchNorm2d is a [BatchNorm2d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm2d.html
type LazyBatchNorm2d struct {
	lazy
	BatchNorm2d
}

// NewLazyBatchNorm2d makes a layer whose parameters are made at its first Forward.
func NewLazyBatchNorm2d(options ...BatchNormOption) *LazyBatchNorm2d {
	return &LazyBatchNorm2d{BatchNorm2d: BatchNorm2d{newLazyBatchNorm(options)}}
}

// Forward keeps the shape of x, (N, C, H, W), as a [BatchNorm2d].
func (b *LazyBatchNorm2d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(b, x)
	return b.BatchNorm2d.Forward(x)
}

// LazyBatchNorm3d is a [BatchNorm3d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm3d.html
type LazyBatchNorm3d struct {
	lazy
	BatchNorm3d
}

// NewLazyBatchNorm3d makes a layer whose parameters are made at its first Forward.
func NewLazyBatchNorm3d(options ...BatchNormOption) *LazyBatchNorm3d {
	return &LazyBatchNorm3d{BatchNorm3d: BatchNorm3d{newLazyBatchNorm(options)}}
}

// Forward keeps the shape of x, (N, C, D, H, W), as a [BatchNorm3d].
func (b *LazyBatchNorm3d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(b, x)
	return b.BatchNorm3d.Forward(x)
}

// LazyInstanceNorm1d is a [InstanceNorm1d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm1d.html
type LazyInstanceNorm1d struct {
	lazy
	InstanceNorm1d
}

// NewLazyInstanceNorm1d makes a layer whose parameters are made at its first Forward.
func NewLazyInstanceNorm1d(options ...LazyInstanceNormOption) *LazyInstanceNorm1d {
	return &LazyInstanceNorm1d{InstanceNorm1d: InstanceNorm1d{newLazyInstanceNorm(options)}}
}

// Forward keeps the shape of x, (N, C, L), as a [InstanceNorm1d].
func (n *LazyInstanceNorm1d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(n, x)
	return n.InstanceNorm1d.Forward(x)
}

// LazyInstanceNorm2d is a [InstanceNorm2d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm2d.html
type LazyInstanceNorm2d struct {
	lazy
	InstanceNorm2d
}

// NewLazyInstanceNorm2d makes a layer whose parameters are made at its first Forward.
func NewLazyInstanceNorm2d(options ...LazyInstanceNormOption) *LazyInstanceNorm2d {
	return &LazyInstanceNorm2d{InstanceNorm2d: InstanceNorm2d{newLazyInstanceNorm(options)}}
}

// Forward keeps the shape of x, (N, C, H, W), as a [InstanceNorm2d].
func (n *LazyInstanceNorm2d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(n, x)
	return n.InstanceNorm2d.Forward(x)
}

// LazyInstanceNorm3d is a [InstanceNorm3d] that takes NumFeatures from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm3d.html
type LazyInstanceNorm3d struct {
	lazy
	InstanceNorm3d
}

// NewLazyInstanceNorm3d makes a layer whose parameters are made at its first Forward.
func NewLazyInstanceNorm3d(options ...LazyInstanceNormOption) *LazyInstanceNorm3d {
	return &LazyInstanceNorm3d{InstanceNorm3d: InstanceNorm3d{newLazyInstanceNorm(options)}}
}

// Forward keeps the shape of x, (N, C, D, H, W), as a [InstanceNorm3d].
func (n *LazyInstanceNorm3d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(n, x)
	return n.InstanceNorm3d.Forward(x)
}
