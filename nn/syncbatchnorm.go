package nn

import "github.com/e0112027/gotorch/torch"

// SyncBatchNorm is a [BatchNorm] of any dimensions. In Python it takes the statistics of all
// processes of a group; here, as in Python without one, those of this process.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html
type SyncBatchNorm struct{ BatchNorm }

// NewSyncBatchNorm makes a layer for C channels.
func NewSyncBatchNorm(numFeatures int, options ...BatchNormOption) *SyncBatchNorm {
	return &SyncBatchNorm{newBatchNorm(numFeatures, options)}
}

// Forward keeps the shape of x, (N, C, ...). It panics for fewer dimensions, for no channels,
// and in training for one value per channel.
func (b *SyncBatchNorm) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *SyncBatchNorm) forward(x *torch.Tensor) *torch.Tensor {
	if d := x.NDim(); d < 2 {
		refuse("SyncBatchNorm", "expected at least 2D input (got %dD input)", d)
	}
	if x.Size(1) == 0 {
		refuse("SyncBatchNorm", "SyncBatchNorm number of input channels should be non-zero")
	}
	return b.Normalize(x)
}
