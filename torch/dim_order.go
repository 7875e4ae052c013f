package torch

import (
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// DimOrderOption is what [Unambiguous] returns.
type DimOrderOption struct{ formats []MemoryFormat }

// Unambiguous has [Tensor.DimOrder] panic where several orders are right; one of
// formats is right where the tensor lies in it and in none of the others.
func Unambiguous(formats ...MemoryFormat) DimOrderOption { return DimOrderOption{formats} }

// DimOrder returns t's dimensions from the outermost to the innermost in memory:
// [0 1 2 3] for a contiguous tensor, [0 2 3 1] for one in [ChannelsLast]. Where
// several orders are right, as dimensions of size 1 make them, it is one of them,
// unless [Unambiguous] says otherwise.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dim_order.html
func (t *Tensor) DimOrder(options ...DimOrderOption) []int {
	var m cgotorch.Meta
	t.meta("dim_order", &m)
	if Layout(m.Layout()) != Strided {
		misuse("dim_order", "RuntimeError", "a tensor of layout %v has no order of dimensions", Layout(m.Layout()))
	}
	option.Once(options)
	for _, option := range options {
		t.checkOrder(option.formats, m.Sizes(), m.Strides())
	}
	order := make([]int, m.NDim())
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
	sizes, strides := m.Sizes(), m.Strides()
	sortInnermostFirst(order, sizes, strides)
	for i := range len(order) - 1 {
		if len(options) > 0 && innerFirst(order[i], order[i+1], sizes, strides) == 0 {
			misuse("dim_order", "RuntimeError", "the tensor does not have unique dim order")
		}
	}
	slices.Reverse(order)
	return order
}

// checkOrder panics where a dimension has size 1, or the stride of the next one, and
// t does not lie in exactly one of formats.
func (t *Tensor) checkOrder(formats []MemoryFormat, sizes, strides []int) {
	unique := !slices.Contains(sizes, 1)
	for i := range len(strides) - 1 {
		unique = unique && strides[i] != strides[i+1]
	}
	if unique {
		return
	}
	fit := 0
	for i := range formats {
		if t.isInFormat(formats[i : i+1]) {
			fit++
		}
	}
	if fit != 1 {
		misuse("dim_order", "RuntimeError", "the tensor does not have unique dim order, or cannot map to exact one of the given memory formats")
	}
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
