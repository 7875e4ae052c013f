package functional

import (
	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/torch"
)

// LinearCrossEntropyOptions have a [LinearCrossEntropy] computed in pieces of the batch.
type LinearCrossEntropyOptions = kw.LinearCrossEntropyOptions

//kw:options LinearCrossEntropyOption nn.LinearCrossEntropyLoss -OutFeatures

type linearCrossEntropyArgs struct {
	linearBias *torch.Tensor `kw:""` // (C) or (C, d1, ..., dK)
}

// LinearCrossEntropy is [nn.LinearCrossEntropyLoss] as a function: the cross entropy between
// the linear map of x (N, in) or (in) by linearWeight (C, in) or (C, d1, ..., dK, in), and
// target: class indices (N, d1, ..., dK) int64, or probabilities (N, C, d1, ..., dK).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear_cross_entropy.html
func LinearCrossEntropy(x, linearWeight, target *torch.Tensor, options ...LinearCrossEntropyOption) *torch.Tensor {
	m, a := linearCrossEntropyOf(options)
	return m.Of(x, linearWeight, target, a.linearBias)
}
