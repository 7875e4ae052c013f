package functional

import (
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

//kw:options CrossEntropyOption nn.CrossEntropyLoss

// CrossEntropy is [nn.CrossEntropyLoss] as a function: of logits (N, C, ...) or (C) of a
// floating dtype and target, class indices (N, ...) int64 or probabilities of the shape of
// logits. The result is a scalar unless a [Reduction] says otherwise.
//
// It panics with *torch.Error where shapes, dtypes or devices disagree.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
func CrossEntropy(logits, target *torch.Tensor, options ...CrossEntropyOption) *torch.Tensor {
	m := crossEntropyOf(options)
	return m.Forward(logits, target)
}

//kw:options NLLLossOption nn.NLLLoss

// NLLLoss is [nn.NLLLoss] as a function: of log-probabilities (N, C, ...) or (C) and the
// classes in target (N, ...) int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
func NLLLoss(logProbabilities, target *torch.Tensor, options ...NLLLossOption) *torch.Tensor {
	m := nllLossOf(options)
	return m.Forward(logProbabilities, target)
}

//kw:options MSELossOption nn.MSELoss

type mseLossArgs struct {
	weight *torch.Tensor `kw:""` // of the shape of x
}

// MSELoss is [nn.MSELoss] as a function, with a weight for each element where one is
// given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
func MSELoss(x, target *torch.Tensor, options ...MSELossOption) *torch.Tensor {
	m, a := mseLossOf(options)
	if a.weight == nil {
		return m.Forward(x, target)
	}
	sizes.WarnOfBroadcast("mse_loss", x, target)
	checkWeight("MSELoss", a.weight, x)
	return weighted(m.Reduction, x.Sub(target).Pow(2).Mul(a.weight), a.weight)
}

//kw:options BinaryCrossEntropyOption nn.BCELoss

// BinaryCrossEntropy is [nn.BCELoss] as a function: of probabilities x and target, both of
// one shape with elements from 0 to 1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
func BinaryCrossEntropy(x, target *torch.Tensor, options ...BinaryCrossEntropyOption) *torch.Tensor {
	m := binaryCrossEntropyOf(options)
	return m.Forward(x, target)
}

//kw:options BinaryCrossEntropyWithLogitsOption nn.BCEWithLogitsLoss

// BinaryCrossEntropyWithLogits is [nn.BCEWithLogitsLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
func BinaryCrossEntropyWithLogits(x, target *torch.Tensor, options ...BinaryCrossEntropyWithLogitsOption) *torch.Tensor {
	m := binaryCrossEntropyWithLogitsOf(options)
	return m.Forward(x, target)
}
