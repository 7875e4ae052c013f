package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// CrossEntropy returns the cross entropy between logits (N, C, ...) or (C) of a
// floating dtype and target: class indices (N, ...) int64, or probabilities of
// the shape of logits. The result is a scalar unless a [Reduction] says
// otherwise.
//
// It panics with *torch.Error where shapes, dtypes or devices disagree.
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
func CrossEntropy(logits, target *torch.Tensor, options ...CrossEntropyOption) *torch.Tensor {
	a := operator.DefaultCrossEntropy
	for _, option := range options {
		option.ApplyCrossEntropy(&a)
	}
	return a.Loss(logits, target)
}

// NLL returns the negative log likelihood of the classes in target (N, ...)
// int64 under log-probabilities (N, C, ...) or (C).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
func NLL(logProbabilities, target *torch.Tensor, options ...NLLOption) *torch.Tensor {
	a := operator.DefaultCrossEntropy
	for _, option := range options {
		option.ApplyNLL(&a)
	}
	return a.NLL(logProbabilities, target)
}

// MSE returns the squared difference between x and target, broadcast: their
// mean unless a [Reduction] says otherwise.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
func MSE(x, target *torch.Tensor, options ...MSEOption) *torch.Tensor {
	a := operator.DefaultElementwise
	for _, option := range options {
		option.ApplyMSE(&a)
	}
	return a.MSE(x, target)
}

// BCE returns the binary cross entropy between probabilities x and target, both
// of one shape with elements from 0 to 1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
func BCE(x, target *torch.Tensor, options ...BCEOption) *torch.Tensor {
	a := operator.DefaultElementwise
	for _, option := range options {
		option.ApplyBCE(&a)
	}
	return a.BCE(x, target)
}

// BCEWithLogits is [BCE] of x.Sigmoid(), computed without its overflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
func BCEWithLogits(x, target *torch.Tensor, options ...BCEWithLogitsOption) *torch.Tensor {
	a := operator.DefaultElementwise
	for _, option := range options {
		option.ApplyBCEWithLogits(&a)
	}
	return a.BCEWithLogits(x, target)
}
