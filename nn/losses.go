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
