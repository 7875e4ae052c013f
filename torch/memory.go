package torch

import (
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
)

// Memory is how a tensor lies in this machine's memory.
type Memory struct {
	Bytes      []byte // from the first element to the end of the storage
	DType      DType
	Shape      []int
	Strides    []int // in elements
	Contiguous bool
}

// UnsafeMemory describes t in m, whose slices it uses again. It reports false
// where t's numbers can't be read as they lie: on another device, sparse or
// quantized, lazily conjugated or negated, or recorded by autograd.
//
// DANGER: as [UnsafeData].
func (t *Tensor) UnsafeMemory(m *Memory) bool {
	s := t.enter("unsafe_memory")
	defer t.leave(s)
	var meta cgotorch.Meta
	check("unsafe_memory", cgotorch.ReadMeta(t.handle, &meta), t)
	deviceType, _ := meta.Device()
	if DeviceType(deviceType) != DeviceCPU || Layout(meta.Layout()) != Strided || t.DType().isQuantized() ||
		meta.Has(cgotorch.Conj) || meta.Has(cgotorch.Neg) || meta.Has(cgotorch.RequiresGrad) {
		return false
	}
	m.DType, m.Contiguous = t.DType(), meta.Has(cgotorch.Contiguous)
	m.Shape, m.Strides = meta.AppendSizes(m.Shape[:0]), meta.AppendStrides(m.Strides[:0])
	m.Bytes = nil
	if meta.Numel() > 0 {
		first, bytes, err := cgotorch.Data(t.handle)
		check("unsafe_memory", err, t)
		m.Bytes = unsafe.Slice((*byte)(first), bytes)
	}
	return true
}

func (d DType) isQuantized() bool {
	switch d {
	case QInt8, QUInt8, QInt32, QUInt4x2, QUInt2x4:
		return true
	}
	return false
}
