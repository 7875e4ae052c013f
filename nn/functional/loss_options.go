package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// Reduction is how a loss sums up its elements: [Mean], which every loss does
// unless told otherwise, [Sum] or [None]. It is an option of every loss.
type Reduction operator.Reduction

// The reductions.
const (
	Mean = Reduction(operator.Mean) // the sum divided by the number of elements, or by their weights
	Sum  = Reduction(operator.Sum)
	None = Reduction(operator.None) // the loss of each element
)

// String returns Python's name: "mean", "sum", "none".
func (r Reduction) String() string { return operator.Reduction(r).String() }

// CrossEntropyOption is a keyword argument of [CrossEntropy]: [Weight],
// [IgnoreIndex], [LabelSmoothing] or a [Reduction].
type CrossEntropyOption interface {
	ApplyCrossEntropy(*operator.CrossEntropy)
}

// NLLOption is a keyword argument of [NLL]: [Weight], [IgnoreIndex] or a
// [Reduction].
type NLLOption interface{ ApplyNLL(*operator.CrossEntropy) }

// MSEOption is a keyword argument of [MSE]: [Weight] or a [Reduction].
type MSEOption interface{ ApplyMSE(*operator.Elementwise) }

// BCEOption is a keyword argument of [BCE]: [Weight] or a [Reduction].
type BCEOption interface{ ApplyBCE(*operator.Elementwise) }

// BCEWithLogitsOption is a keyword argument of [BCEWithLogits]: [Weight],
// [PosWeight] or a [Reduction].
type BCEWithLogitsOption interface {
	ApplyBCEWithLogits(*operator.Elementwise)
}

// ApplyCrossEntropy sets the reduction.
func (r Reduction) ApplyCrossEntropy(a *operator.CrossEntropy) { a.Reduction = operator.Reduction(r) }

// ApplyNLL sets the reduction.
func (r Reduction) ApplyNLL(a *operator.CrossEntropy) { a.Reduction = operator.Reduction(r) }

// ApplyMSE sets the reduction.
func (r Reduction) ApplyMSE(a *operator.Elementwise) { a.Reduction = operator.Reduction(r) }

// ApplyBCE sets the reduction.
func (r Reduction) ApplyBCE(a *operator.Elementwise) { a.Reduction = operator.Reduction(r) }

// ApplyBCEWithLogits sets the reduction.
func (r Reduction) ApplyBCEWithLogits(a *operator.Elementwise) { a.Reduction = operator.Reduction(r) }

// WeightOption is what [Weight] returns.
type WeightOption struct{ weight *torch.Tensor }

// Weight scales the loss: a tensor (C) with a factor for each class, or for the
// losses between tensors of one shape a factor for each element.
func Weight(w *torch.Tensor) WeightOption { return WeightOption{w} }

// ApplyCrossEntropy sets the weight.
func (w WeightOption) ApplyCrossEntropy(a *operator.CrossEntropy) { a.Weight = w.weight }

// ApplyNLL sets the weight.
func (w WeightOption) ApplyNLL(a *operator.CrossEntropy) { a.Weight = w.weight }

// ApplyMSE sets the weight.
func (w WeightOption) ApplyMSE(a *operator.Elementwise) { a.Weight = w.weight }

// ApplyBCE sets the weight.
func (w WeightOption) ApplyBCE(a *operator.Elementwise) { a.Weight = w.weight }

// ApplyBCEWithLogits sets the weight.
func (w WeightOption) ApplyBCEWithLogits(a *operator.Elementwise) { a.Weight = w.weight }

// PosWeightOption is what [PosWeight] returns.
type PosWeightOption struct{ weight *torch.Tensor }

// PosWeight scales the loss of positive elements, a factor for each class.
func PosWeight(w *torch.Tensor) PosWeightOption { return PosWeightOption{w} }

// ApplyBCEWithLogits sets the weight of positive elements.
func (w PosWeightOption) ApplyBCEWithLogits(a *operator.Elementwise) { a.PosWeight = w.weight }

// IgnoreIndexOption is what [IgnoreIndex] returns.
type IgnoreIndexOption int

// IgnoreIndex is the class that adds nothing to the loss; -100 unless given.
func IgnoreIndex(class int) IgnoreIndexOption { return IgnoreIndexOption(class) }

// ApplyCrossEntropy sets the ignored class.
func (i IgnoreIndexOption) ApplyCrossEntropy(a *operator.CrossEntropy) { a.IgnoreIndex = int(i) }

// ApplyNLL sets the ignored class.
func (i IgnoreIndexOption) ApplyNLL(a *operator.CrossEntropy) { a.IgnoreIndex = int(i) }

// LabelSmoothingOption is what [LabelSmoothing] returns.
type LabelSmoothingOption float64

// LabelSmoothing mixes a share of the uniform distribution into the target, 0 to 1.
func LabelSmoothing(share float64) LabelSmoothingOption { return LabelSmoothingOption(share) }

// ApplyCrossEntropy sets the share.
func (s LabelSmoothingOption) ApplyCrossEntropy(a *operator.CrossEntropy) {
	a.LabelSmoothing = float64(s)
}
