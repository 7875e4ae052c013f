package nn

import (
	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// Reduction is how a loss sums up its elements: [Mean], [Sum] or [None]. It is
// an option of every loss.
type Reduction = functional.Reduction

// The reductions.
const (
	Mean = functional.Mean // the sum divided by the number of elements, or by their weights
	Sum  = functional.Sum
	None = functional.None // the loss of each element
)

// CrossEntropyLoss is the cross entropy between logits and classes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
type CrossEntropyLoss struct {
	Weight *torch.Tensor `nn:"weight,buffer"` // (C), or nil

	Reduction      Reduction
	IgnoreIndex    int
	LabelSmoothing float64
}

// NewCrossEntropyLoss makes the loss. Options: [Weight], [IgnoreIndex],
// [LabelSmoothing], a [Reduction].
func NewCrossEntropyLoss(options ...functional.CrossEntropyOption) *CrossEntropyLoss {
	a := operator.DefaultCrossEntropy
	for _, option := range options {
		option.ApplyCrossEntropy(&a)
	}
	return &CrossEntropyLoss{a.Weight, Reduction(a.Reduction), a.IgnoreIndex, a.LabelSmoothing}
}

// Forward takes logits (N, C, ...) of a floating dtype, or (C), and targets:
// class indices (N, ...) int64, or probabilities of the shape of logits. The
// loss is a scalar, or (N, ...) with [None].
func (l *CrossEntropyLoss) Forward(logits, target *torch.Tensor) *torch.Tensor {
	a := operator.CrossEntropy{Weight: l.Weight, Reduction: operator.Reduction(l.Reduction), IgnoreIndex: l.IgnoreIndex, LabelSmoothing: l.LabelSmoothing}
	return a.Loss(logits, target)
}

// NLLLoss is the negative log likelihood of classes under log-probabilities.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
type NLLLoss struct {
	Weight *torch.Tensor `nn:"weight,buffer"` // (C), or nil

	Reduction   Reduction
	IgnoreIndex int
}

// NewNLLLoss makes the loss. Options: [Weight], [IgnoreIndex], a [Reduction].
func NewNLLLoss(options ...functional.NLLOption) *NLLLoss {
	a := operator.DefaultCrossEntropy
	for _, option := range options {
		option.ApplyNLL(&a)
	}
	return &NLLLoss{a.Weight, Reduction(a.Reduction), a.IgnoreIndex}
}

// Forward takes log-probabilities (N, C, ...) or (C) of a floating dtype, and
// class indices (N, ...) int64. The loss is a scalar, or (N, ...) with [None].
func (l *NLLLoss) Forward(logProbabilities, target *torch.Tensor) *torch.Tensor {
	a := operator.CrossEntropy{Weight: l.Weight, Reduction: operator.Reduction(l.Reduction), IgnoreIndex: l.IgnoreIndex}
	return a.NLL(logProbabilities, target)
}

// MSELoss is the squared difference.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
type MSELoss struct{ Reduction Reduction }

// NewMSELoss makes the loss: the mean, unless told otherwise.
func NewMSELoss(reduction ...Reduction) *MSELoss {
	l := &MSELoss{Mean}
	for _, r := range reduction {
		l.Reduction = r
	}
	return l
}

// Forward takes two tensors of one shape. The loss is a scalar, or of that shape
// with [None].
func (l *MSELoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	a := operator.Elementwise{Reduction: operator.Reduction(l.Reduction)}
	return a.MSE(x, target)
}

// BCELoss is the binary cross entropy between probabilities.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
type BCELoss struct {
	Weight *torch.Tensor `nn:"weight,buffer"` // broadcast to the target, or nil

	Reduction Reduction
}

// NewBCELoss makes the loss. Options: [Weight], a [Reduction].
func NewBCELoss(options ...functional.BCEOption) *BCELoss {
	a := operator.DefaultElementwise
	for _, option := range options {
		option.ApplyBCE(&a)
	}
	return &BCELoss{a.Weight, Reduction(a.Reduction)}
}

// Forward takes probabilities and targets of one shape, elements from 0 to 1. The
// loss is a scalar, or of that shape with [None].
func (l *BCELoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	a := operator.Elementwise{Weight: l.Weight, Reduction: operator.Reduction(l.Reduction)}
	return a.BCE(x, target)
}

// BCEWithLogitsLoss is [BCELoss] of the input's sigmoid, computed without its
// overflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
type BCEWithLogitsLoss struct {
	Weight    *torch.Tensor `nn:"weight,buffer"`     // broadcast to the target, or nil
	PosWeight *torch.Tensor `nn:"pos_weight,buffer"` // broadcast to the target, or nil

	Reduction Reduction
}

// NewBCEWithLogitsLoss makes the loss. Options: [Weight], [PosWeight], a
// [Reduction].
func NewBCEWithLogitsLoss(options ...functional.BCEWithLogitsOption) *BCEWithLogitsLoss {
	a := operator.DefaultElementwise
	for _, option := range options {
		option.ApplyBCEWithLogits(&a)
	}
	return &BCEWithLogitsLoss{a.Weight, a.PosWeight, Reduction(a.Reduction)}
}

// Forward takes logits and targets of one shape, the targets from 0 to 1. The
// loss is a scalar, or of that shape with [None].
func (l *BCEWithLogitsLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	a := operator.Elementwise{Weight: l.Weight, PosWeight: l.PosWeight, Reduction: operator.Reduction(l.Reduction)}
	return a.BCEWithLogits(x, target)
}
