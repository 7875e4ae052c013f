package nn

import (
	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// Weight scales a loss: a tensor (C) with a factor for each class, or for the
// losses between tensors of one shape a factor for each element.
func Weight(w *torch.Tensor) functional.WeightOption { return functional.Weight(w) }

// PosWeight scales the loss of positive elements, a factor for each class.
func PosWeight(w *torch.Tensor) functional.PosWeightOption { return functional.PosWeight(w) }

// IgnoreIndex is the class that adds nothing to the loss; -100 unless given.
func IgnoreIndex(class int) functional.IgnoreIndexOption { return functional.IgnoreIndex(class) }

// LabelSmoothing mixes a share of the uniform distribution into the target, 0 to 1.
func LabelSmoothing(share float64) functional.LabelSmoothingOption {
	return functional.LabelSmoothing(share)
}
