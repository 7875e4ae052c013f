package torch

import "github.com/e0112027/gotorch/cgotorch"

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
	var a, b cgotorch.Meta
	t.meta("is_same_size", &a)
	other.meta("is_same_size", &b)
	if a.Has(cgotorch.Nested) || b.Has(cgotorch.Nested) {
		return t.partsAreSameSize(other)
	}
	for d := range a.NDim() {
		if d >= b.NDim() || a.Size(d) != b.Size(d) {
			return false
		}
	}
	return a.NDim() == b.NDim()
}

// partsAreSameSize is IsSameSize for nested tensors.
func (t *Tensor) partsAreSameSize(other *Tensor) bool {
	c := call{op: opIsSameSize}
	c.tensor(t)
	c.tensor(other)
	return c.value().Int != 0
}

// isInFormat is IsContiguous for a memory format.
func (t *Tensor) isInFormat(format []MemoryFormat) bool {
	if len(format) > 1 {
		misuse("is_contiguous", "TypeError", "expected at most one memory format, got %d", len(format))
	}
	switch format[0] {
	case ContiguousFormat:
		return t.has("is_contiguous", cgotorch.Contiguous)
	case ChannelsLast:
		return t.has("is_contiguous", cgotorch.ChannelsLast)
	case ChannelsLast3d:
		var m cgotorch.Meta
		t.meta("is_contiguous", &m)
		return m.NDim() == 5 && liesInOrder([]int{1, 4, 3, 2, 0}, m.Sizes(), m.Strides())
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
