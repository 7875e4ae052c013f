package nn

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/torch"
)

// refuseAttention panics where Python's assertions fail.
func refuseAttention(format string, args ...any) {
	panic(&torch.Error{Op: "nn.MultiheadAttention", Kind: "AssertionError", Msg: fmt.Sprintf(format, args...)})
}

func isFloating(t *torch.Tensor) bool { return t != nil && t.DType().IsFloatingPoint() }

// canonicalMask makes a mask of bools one of numbers that are added. other is a mask that
// should have its dtype.
func canonicalMask(mask *torch.Tensor, name string, other *torch.Tensor, otherName string, dtype torch.DType) *torch.Tensor {
	if mask == nil {
		return nil
	}
	if mask.DType() != torch.Bool && !isFloating(mask) {
		refuseAttention("only bool and floating types of %s are supported", name)
	}
	if other != nil && mask.DType() != other.DType() {
		torch.Warn(torch.Warning{Message: fmt.Sprintf(
			"Support for mismatched %s and %s is deprecated. Use same type for both instead.", name, otherName)})
	}
	if isFloating(mask) {
		return mask
	}
	return torch.Zeros(mask.Shape(), dtype, mask.Device()).MaskedFill_(mask, math.Inf(-1))
}

// checkShapes refuses what does not fit together, and tells whether there is a batch.
func (m *MultiheadAttention) checkShapes(query, key, value *torch.Tensor, c *Attention) (batched bool) {
	d := query.NDim()
	if d != 2 && d != 3 {
		refuseAttention("query should be unbatched 2D or batched 3D tensor but received %d-D query tensor", d)
	}
	batched = d == 3
	what := fmt.Sprintf("For %s (%d-D) `query`, expected ", map[bool]string{true: "batched", false: "unbatched"}[batched], d)
	if key.NDim() != d || value.NDim() != d {
		refuseAttention("%s`key` and `value` to be %d-D but found %d-D and %d-D tensors respectively", what, d, key.NDim(), value.NDim())
	}
	if p := c.KeyPaddingMask; p != nil && p.NDim() != d-1 {
		refuseAttention("%s`key_padding_mask` to be `None` or %d-D but found %d-D tensor instead", what, d-1, p.NDim())
	}
	if a := c.AttnMask; a != nil {
		if a.NDim() != 2 && a.NDim() != 3 {
			refuseAttention("%s`attn_mask` to be `None`, 2-D or 3-D but found %d-D tensor instead", what, a.NDim())
		}
		if want := []int{m.NumHeads, query.Size(0), key.Size(0)}; !batched && a.NDim() == 3 && !hasShape(a, want...) {
			refuseAttention("Expected `attn_mask` shape to be %s but got %s", pyTuple(want), torchSize(a))
		}
	}
	return batched
}

func hasShape(t *torch.Tensor, sizes ...int) bool {
	shape := t.Shape()
	if len(shape) != len(sizes) {
		return false
	}
	for i, n := range shape {
		if n != sizes[i] {
			return false
		}
	}
	return true
}

// torchSize prints a shape as Python's torch.Size.
func torchSize(t *torch.Tensor) string {
	text := "["
	for i, n := range t.Shape() {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprint(n)
	}
	return "torch.Size(" + text + "])"
}

// checkAttnMask gives a mask of numbers three dimensions.
func checkAttnMask(mask *torch.Tensor, n, heads, length, source int) *torch.Tensor {
	if mask == nil {
		return nil
	}
	want := []int{length, source}
	if mask.NDim() == 3 {
		want = []int{n * heads, length, source}
	}
	if !hasShape(mask, want...) {
		panic(&torch.Error{Op: "nn.MultiheadAttention", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"The shape of the %dD attn_mask is %s, but should be %s.", mask.NDim(), torchSize(mask), pyTuple(want))})
	}
	if mask.NDim() == 2 {
		return mask.Unsqueeze(0)
	}
	return mask
}
