package torch

import (
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

var (
	opIsNonzero  = newOp("is_nonzero")
	opIsSameSize = newOp("is_same_size")
)

// IsFloatingPoint tells whether t's elements are real floats, as
// [DType.IsFloatingPoint].
func (t *Tensor) IsFloatingPoint() bool { return t.DType().IsFloatingPoint() }

// IsComplex tells whether t's elements are complex numbers.
func (t *Tensor) IsComplex() bool { return t.DType().IsComplex() }

// IsSigned tells whether t's elements can be negative.
func (t *Tensor) IsSigned() bool { return t.DType().IsSigned() }

// IsNonzero tells whether the only element of t is true, or not zero. It panics
// where t has none or several.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.is_nonzero.html
func (t *Tensor) IsNonzero() bool {
	c := call{op: opIsNonzero}
	c.tensor(t)
	return c.value().Int != 0
}

// IsSameSize tells whether t and other have the same shape.
func (t *Tensor) IsSameSize(other *Tensor) bool {
	c := call{op: opIsSameSize}
	c.tensor(t)
	c.tensor(other)
	return c.value().Int != 0
}

// DimOrder returns t's dimensions from the outermost to the innermost in memory:
// [0 1 2 3] for a contiguous tensor, [0 2 3 1] for one in [ChannelsLast]. Where
// several orders are right, as dimensions of size 1 make them, it is one of them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dim_order.html
func (t *Tensor) DimOrder() []int {
	var m cgotorch.Meta
	t.meta(&m)
	if Layout(m.Layout()) != Strided {
		misuse("dim_order", "RuntimeError", "a tensor of layout %v has no order of dimensions", Layout(m.Layout()))
	}
	order := make([]int, m.Dim())
	for i := range order {
		order[i] = i
	}
	contiguous, channelsLast := m.Has(cgotorch.Contiguous), m.Has(cgotorch.ChannelsLast)
	switch {
	case contiguous && !channelsLast:
		return order
	case channelsLast && !contiguous:
		return []int{0, 2, 3, 1}
	}
	slices.Reverse(order)
	sortInnermostFirst(order, m.Sizes(), m.Strides())
	slices.Reverse(order)
	return order
}

// sortInnermostFirst is PyTorch's own insertion sort: a dimension of stride 0
// compares as equal to any other, so another sort would give another order.
func sortInnermostFirst(order, sizes, strides []int) {
	for i := 1; i < len(order); i++ {
		at := i
		for before := i - 1; before >= 0; before-- {
			told := innerFirst(order[before], order[at], sizes, strides)
			if told < 0 {
				break
			}
			if told > 0 {
				order[before], order[at] = order[at], order[before]
				at = before
			}
		}
	}
}

// innerFirst returns -1 where a lies within b in memory, 1 where b lies within a,
// and 0 where nothing tells.
func innerFirst(a, b int, sizes, strides []int) int {
	switch {
	case strides[a] == 0 || strides[b] == 0:
		return 0
	case strides[a] < strides[b]:
		return -1
	case strides[a] > strides[b] || sizes[a] > sizes[b]:
		return 1
	}
	return 0
}

// isInFormat is IsContiguous for a memory format.
func (t *Tensor) isInFormat(format []MemoryFormat) bool {
	if len(format) > 1 {
		misuse("is_contiguous", "TypeError", "expected at most one memory format, got %d", len(format))
	}
	switch format[0] {
	case ContiguousFormat:
		return t.has(cgotorch.Contiguous)
	case ChannelsLast:
		return t.has(cgotorch.ChannelsLast)
	case ChannelsLast3d:
		var m cgotorch.Meta
		t.meta(&m)
		return m.Dim() == 5 && liesInOrder([]int{1, 4, 3, 2, 0}, m.Sizes(), m.Strides())
	}
	misuse("is_contiguous", "RuntimeError", "%v is no order that a tensor can lie in", format[0])
	return false
}

// liesInOrder tells whether dimensions lie in memory without gaps, the innermost
// first; those of size 1 lie anywhere.
func liesInOrder(order, sizes, strides []int) bool {
	stride := 1
	for _, d := range order {
		if sizes[d] == 1 {
			continue
		}
		if strides[d] != stride {
			return false
		}
		stride *= sizes[d]
	}
	return true
}
