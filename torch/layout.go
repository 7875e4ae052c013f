package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/torch/internal/option"
)

// Layout is how a tensor's elements are stored, numbered as libtorch's c10::Layout.
//
// See https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.layout
type Layout int8

// The layouts.
const (
	Strided   Layout = 0
	SparseCOO Layout = 1
	SparseCSR Layout = 2
	Mkldnn    Layout = 3
	SparseCSC Layout = 4
	SparseBSR Layout = 5
	SparseBSC Layout = 6
	Jagged    Layout = 7
)

var layoutNames = [...]string{
	"strided", "sparse_coo", "sparse_csr", "_mkldnn", "sparse_csc", "sparse_bsr", "sparse_bsc", "jagged",
}

// String returns the layout as Python prints it, such as "torch.strided".
func (l Layout) String() string {
	if l < 0 || int(l) >= len(layoutNames) {
		return fmt.Sprintf("torch.Layout(%d)", int8(l))
	}
	return "torch." + layoutNames[l]
}

// isCompressed tells whether t is of one of the layouts that compress rows or
// columns.
func (t *Tensor) isCompressed() bool {
	switch t.Layout() {
	case SparseCSR, SparseCSC, SparseBSR, SparseBSC:
		return true
	}
	return false
}

func (l Layout) applyTensor(o *tensorOptions) {
	o.once(layoutKind)
	o.layout, o.hasLayout = l, true
}

// MemoryFormat is the order of a dense tensor's dimensions in memory, numbered
// as libtorch's c10::MemoryFormat.
//
// See https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.memory_format
type MemoryFormat int8

// The memory formats.
const (
	ContiguousFormat MemoryFormat = 0
	PreserveFormat   MemoryFormat = 1
	ChannelsLast     MemoryFormat = 2
	ChannelsLast3d   MemoryFormat = 3
)

var memoryFormatNames = [...]string{"contiguous_format", "preserve_format", "channels_last", "channels_last_3d"}

// String returns the format as Python prints it, such as "torch.channels_last".
func (m MemoryFormat) String() string {
	if m < 0 || int(m) >= len(memoryFormatNames) {
		return fmt.Sprintf("torch.MemoryFormat(%d)", int8(m))
	}
	return "torch." + memoryFormatNames[m]
}

func (m MemoryFormat) applyTensor(o *tensorOptions) {
	o.once(formatKind)
	o.memoryFormat, o.hasMemoryFormat = m, true
}
func (m MemoryFormat) applyTo(o *toOptions) {
	if o.hasMemoryFormat {
		option.Refuse("MemoryFormat")
	}
	o.memoryFormat, o.hasMemoryFormat = m, true
}
