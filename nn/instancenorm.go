package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// InstanceNorm is what [InstanceNorm1d], [InstanceNorm2d] and [InstanceNorm3d] have in
// common: they normalise each channel of each sample with its own mean and variance, or in
// evaluation with running ones where TrackRunningStats keeps them.
type InstanceNorm struct {
	Module
	Weight            *torch.Tensor // (NumFeatures); nil without affine
	Bias              *torch.Tensor // (NumFeatures), or nil
	RunningMean       *torch.Tensor `nn:",buffer"` // (NumFeatures), or nil
	RunningVar        *torch.Tensor `nn:",buffer"` // (NumFeatures), or nil
	NumBatchesTracked *torch.Tensor `nn:",buffer,optional"`

	NumFeatures       int
	Eps               float64 `kw:"1e-5"`
	Momentum          float64 `kw:"0.1"`
	NoMomentum        bool    `kw:"false"` // running statistics stay as they are
	Affine            bool    `kw:"false"`
	TrackRunningStats bool    `kw:"false"`
}

func (n *InstanceNorm) stateVersion() int { return 2 }

type instanceNormArgs struct {
	bias bool `kw:"true"`
	factory
}

func newInstanceNorm(numFeatures int, options []InstanceNormOption) InstanceNorm {
	n, a := instanceNormOf(options)
	n.NumFeatures = numFeatures
	n.Weight = a.parameter(n.Affine, numFeatures)
	n.Bias = a.parameter(n.Affine && a.bias, numFeatures)
	n.RunningMean, n.RunningVar = a.empty(n.TrackRunningStats, numFeatures), a.empty(n.TrackRunningStats, numFeatures)
	n.NumBatchesTracked = a.counter(n.TrackRunningStats)
	n.ResetParameters()
	return n
}

// ResetParameters sets the weight to 1, the bias to 0, and forgets the running statistics.
func (n *InstanceNorm) ResetParameters() {
	fill(n.RunningMean, 0)
	fill(n.RunningVar, 1)
	fill(n.NumBatchesTracked, 0)
	fill(n.Weight, 1)
	fill(n.Bias, 0)
}

// normalize is Forward for x with so many dimensions behind the channels.
func (n *InstanceNorm) normalize(layer string, dims int, x *torch.Tensor) *torch.Tensor {
	d := x.NDim()
	if d != dims+1 && d != dims+2 {
		refuse(layer, "expected %dD or %dD input (got %dD input)", dims+1, dims+2, d)
	}
	n.checkChannels(layer, d-dims-1, x)
	if d == dims+1 {
		return n.Normalize(x.Unsqueeze(0)).Squeeze(torch.Dim(0))
	}
	return n.Normalize(x)
}

func (n *InstanceNorm) checkChannels(layer string, dim int, x *torch.Tensor) {
	size := x.Size(dim)
	switch {
	case size == n.NumFeatures:
	case n.Affine:
		refuse(layer, "expected input's size at dim=%d to match num_features (%d), but got: %d.", dim, n.NumFeatures, size)
	default:
		torch.Warn(torch.Warning{Op: layer, Message: fmt.Sprintf("input's size at dim=%d does not match num_features. "+
			"You can silence this warning by not passing in num_features, which is not used because affine=False", dim)})
	}
}

// Normalize is Forward for x (N, C, ...) of any dimensions.
func (n *InstanceNorm) Normalize(x *torch.Tensor) *torch.Tensor {
	own := n.Training() || !n.TrackRunningStats
	if own {
		requireSpace(x)
	}
	momentum := n.Momentum
	if n.NoMomentum {
		momentum = 0
	}
	return aten.InstanceNorm(x, n.Weight, n.Bias, n.RunningMean, n.RunningVar, own, momentum, n.Eps, true)
}

// requireSpace refuses one element per channel, which has no variance.
func requireSpace(x *torch.Tensor) {
	n := 1
	for i := 2; i < x.NDim(); i++ {
		n *= x.Size(i)
	}
	if n == 1 {
		refuse("instance_norm", "Expected more than 1 spatial element when training, got input size %s", sizes.String(x.Shape()))
	}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (n *InstanceNorm) ExtraRepr() string {
	return extra(n, "num_features eps= "+momentumForm(n.NoMomentum)+" affine= bias= track_running_stats=")
}

// InstanceNorm1d normalises each channel of sequences.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html
type InstanceNorm1d struct{ InstanceNorm }

// NewInstanceNorm1d makes a layer for C channels.
func NewInstanceNorm1d(numFeatures int, options ...InstanceNormOption) *InstanceNorm1d {
	return &InstanceNorm1d{newInstanceNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, L) or (C, L). It panics for other shapes, and for one
// element per channel unless running statistics count.
func (n *InstanceNorm1d) Forward(x *torch.Tensor) *torch.Tensor { return n.Call(x, n.forward) }

func (n *InstanceNorm1d) forward(x *torch.Tensor) *torch.Tensor {
	return n.normalize("InstanceNorm1d", 1, x)
}

// InstanceNorm2d normalises each channel of pictures.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
type InstanceNorm2d struct{ InstanceNorm }

// NewInstanceNorm2d makes a layer for C channels.
func NewInstanceNorm2d(numFeatures int, options ...InstanceNormOption) *InstanceNorm2d {
	return &InstanceNorm2d{newInstanceNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, H, W) or (C, H, W). It panics for other shapes, and for one
// element per channel unless running statistics count.
func (n *InstanceNorm2d) Forward(x *torch.Tensor) *torch.Tensor { return n.Call(x, n.forward) }

func (n *InstanceNorm2d) forward(x *torch.Tensor) *torch.Tensor {
	return n.normalize("InstanceNorm2d", 2, x)
}

// InstanceNorm3d normalises each channel of volumes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm3d.html
type InstanceNorm3d struct{ InstanceNorm }

// NewInstanceNorm3d makes a layer for C channels.
func NewInstanceNorm3d(numFeatures int, options ...InstanceNormOption) *InstanceNorm3d {
	return &InstanceNorm3d{newInstanceNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, D, H, W) or (C, D, H, W). It panics for other shapes, and for one
// element per channel unless running statistics count.
func (n *InstanceNorm3d) Forward(x *torch.Tensor) *torch.Tensor { return n.Call(x, n.forward) }

func (n *InstanceNorm3d) forward(x *torch.Tensor) *torch.Tensor {
	return n.normalize("InstanceNorm3d", 3, x)
}
