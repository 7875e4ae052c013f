package prune

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// ByRandom is the method of [RandomUnstructured].
func ByRandom(amount Amount) Unstructured { return randomUnstructured{amount} }

// ByL1 is the method of [L1Unstructured].
func ByL1(amount Amount) Unstructured { return l1Unstructured{amount} }

type (
	identity           struct{}
	randomUnstructured struct{ amount Amount }
	l1Unstructured     struct{ amount Amount }
	randomStructured   struct {
		amount Amount
		dim    int
	}
	lnStructured struct {
		amount Amount
		n      float64
		dim    int
	}
	fromMask struct{ mask *torch.Tensor }
)

func (identity) unstructured()           {}
func (randomUnstructured) unstructured() {}
func (l1Unstructured) unstructured()     {}

func (r randomStructured) dimension() int { return r.dim }
func (l lnStructured) dimension() int     { return l.dim }

func (identity) ComputeMask(_, mask *torch.Tensor) *torch.Tensor { return mask }

func (r randomUnstructured) ComputeMask(scores, mask *torch.Tensor) *torch.Tensor {
	return smallest(mask, r.amount.of(scores.Numel()), func(k int) *torch.Tensor {
		_, indices := torch.RandLike(scores).View(-1).TopK(k)
		return indices
	})
}

func (l l1Unstructured) ComputeMask(scores, mask *torch.Tensor) *torch.Tensor {
	return smallest(mask, l.amount.of(scores.Numel()), func(k int) *torch.Tensor {
		_, indices := scores.Abs().View(-1).TopK(k, torch.Largest(false))
		return indices
	})
}

// smallest is a copy of mask with zeros at the k indices that choose returns.
func smallest(mask *torch.Tensor, k int, choose func(k int) *torch.Tensor) *torch.Tensor {
	mask = mask.Clone().Contiguous()
	if k > 0 {
		mask.View(-1).IndexFill_(0, choose(k), 0)
	}
	return mask
}

func (r randomStructured) ComputeMask(scores, mask *torch.Tensor) *torch.Tensor {
	size := channels(scores, r.dim)
	k := r.amount.of(size)
	if k == 0 {
		return mask
	}
	drawn := torch.Rand(size)
	threshold, _ := drawn.KthValue(k)
	return only(scores, mask, r.dim, drawn.Gt(threshold).Nonzero().View(-1))
}

func (l lnStructured) ComputeMask(scores, mask *torch.Tensor) *torch.Tensor {
	size := channels(scores, l.dim)
	k := l.amount.of(size)
	if k == 0 {
		return mask
	}
	var others []int
	for d := range scores.NDim() {
		if d != (l.dim+scores.NDim())%scores.NDim() {
			others = append(others, d)
		}
	}
	norms := aten.LinalgVectorNorm(scores, &aten.LinalgVectorNormOptions{Ord: l.n, Dim: others})
	_, indices := norms.TopK(size - k)
	return only(scores, mask, l.dim, indices)
}

// channels is a tensor's size along a dimension.
func channels(t *torch.Tensor, dim int) int {
	if t.NDim() <= 1 {
		refuse("Structured pruning can only be applied to multidimensional tensors. Found tensor of shape %v with %d dims", t.Shape(), t.NDim())
	}
	if dim >= t.NDim() || dim < -t.NDim() {
		refuse("Invalid index %d for tensor of size %v", dim, t.Shape())
	}
	return t.Size(dim)
}

// only is mask with the channels of these indices, and zeros elsewhere.
func only(scores, mask *torch.Tensor, dim int, indices *torch.Tensor) *torch.Tensor {
	return torch.ZerosLike(scores.Detach()).IndexFill_(dim, indices, 1).Mul_(mask.To(scores.DType()))
}

func (f fromMask) ComputeMask(_, mask *torch.Tensor) *torch.Tensor {
	if !slices.Equal(mask.Shape(), f.mask.Shape()) {
		refuse("the mask has the shape %v, expected %v", f.mask.Shape(), mask.Shape())
	}
	return mask.Mul(f.mask.To(mask.DType()))
}

// combine puts a method's mask on top of a former one: the method sees what that left.
func combine(method Method, scores, mask *torch.Tensor) *torch.Tensor {
	combined := mask.To(scores.DType()).Clone()
	switch m := method.(type) {
	case Unstructured:
		left := mask.Eq(1)
		partial := method.ComputeMask(scores.MaskedSelect(left), mask.MaskedSelect(left))
		return combined.MaskedScatter_(left, partial.To(scores.DType()))
	case structured:
		dim := (m.dimension() + scores.NDim()) % scores.NDim()
		left := mask.Transpose(0, dim).Flatten(1).Sum(torch.Dim(1)).Ne(0).Nonzero().View(-1)
		partial := method.ComputeMask(scores.IndexSelect(dim, left), mask.IndexSelect(dim, left))
		return combined.IndexCopy_(dim, left, partial.To(scores.DType()))
	}
	return method.ComputeMask(scores, mask).To(scores.DType())
}
