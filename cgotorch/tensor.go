package cgotorch

/*
#cgo noescape gt_tensors_retain
#cgo nocallback gt_tensors_retain
#cgo noescape gt_tensors_release
#cgo nocallback gt_tensors_release
#cgo noescape gt_tensor_new
#cgo nocallback gt_tensor_new
#cgo noescape gt_tensor_data
#cgo nocallback gt_tensor_data
#cgo noescape gt_tensor_alias
#cgo nocallback gt_tensor_alias
#cgo noescape gt_tensor_on
#cgo nocallback gt_tensor_on
#cgo noescape gt_tensor_meta
#cgo nocallback gt_tensor_meta
#cgo nocallback gt_dtype_size
#cgo nocallback gt_version_bump
#include "loader.h"
*/
import "C"

import "unsafe"

// Retain returns new handles of the same tensors; 0 stays 0.
func Retain(handles []Handle) []Handle {
	out := make([]Handle, len(handles))
	if len(handles) > 0 {
		C.gt_tensors_retain((*C.uint64_t)(unsafe.Pointer(&handles[0])), (*C.uint64_t)(unsafe.Pointer(&out[0])), C.int64_t(len(handles)))
	}
	return out
}

// Release gives handles back; zeros among them are passed over.
func Release(handles ...Handle) {
	if len(handles) > 0 {
		C.gt_tensors_release((*C.uint64_t)(&handles[0]), C.int64_t(len(handles)))
		watchMemory()
	}
}

// NewTensor makes a contiguous CPU tensor of libtorch's dtype number and copies
// bytes from data into it; a nil data leaves its memory uninitialised. The
// handle is new.
func NewTensor(dtype uint8, sizes []int, data unsafe.Pointer, bytes int) (Handle, error) {
	var out C.uint64_t
	if e := C.gt_tensor_new(C.int64_t(dtype), firstOf(sizes), C.int64_t(len(sizes)), (*C.uint8_t)(data), C.int64_t(bytes), &out); e != nil {
		return 0, asError(e)
	}
	return Handle(out), nil
}

// Data returns the address of a tensor's first element and how many bytes its
// storage has from there on. It is valid while the tensor lives.
func Data(h Handle) (unsafe.Pointer, int, error) {
	var data unsafe.Pointer
	var bytes C.int64_t
	if e := C.gt_tensor_data(C.uint64_t(h), &data, &bytes); e != nil {
		return nil, 0, asError(e)
	}
	return data, int(bytes), nil
}

// Alias makes a tensor of bytes on the storage of a CPU tensor, from begin on. It keeps
// that one alive. The handle is new.
func Alias(h Handle, begin, bytes int) (Handle, error) {
	var out C.uint64_t
	if e := C.gt_tensor_alias(C.uint64_t(h), C.int64_t(begin), C.int64_t(bytes), &out); e != nil {
		return 0, asError(e)
	}
	return Handle(out), nil
}

// SetOn has a tensor lie on the storage of source, whatever their dtypes are, and returns
// a new handle of it. The caller has made sure that it lies within.
func SetOn(h, source Handle, offset int, sizes, strides []int) (Handle, error) {
	var out C.uint64_t
	if e := C.gt_tensor_on(C.uint64_t(h), C.uint64_t(source), C.int64_t(offset), firstOf(sizes), firstOf(strides), C.int64_t(len(sizes)), &out); e != nil {
		return 0, asError(e)
	}
	return Handle(out), nil
}

// firstOf is where C reads a list from: int has 64 bits on every supported machine.
func firstOf(ints []int) *C.int64_t { return (*C.int64_t)(unsafe.Pointer(unsafe.SliceData(ints))) }

// MetaFlags are the yes-or-no facts about a tensor; see ct_meta_flag.
type MetaFlags int64

// The flags of [Meta].
const (
	RequiresGrad MetaFlags = C.CT_FLAG_REQUIRES_GRAD
	Leaf         MetaFlags = C.CT_FLAG_LEAF
	Contiguous   MetaFlags = C.CT_FLAG_CONTIGUOUS
	ChannelsLast MetaFlags = C.CT_FLAG_CHANNELS_LAST
	RetainsGrad  MetaFlags = C.CT_FLAG_RETAINS_GRAD
	Inference    MetaFlags = C.CT_FLAG_INFERENCE
	Conj         MetaFlags = C.CT_FLAG_CONJ
	Neg          MetaFlags = C.CT_FLAG_NEG
	Nested       MetaFlags = C.CT_FLAG_NESTED
)

// metaDims is how many dimensions fit without a second call.
const metaDims = 8

// Meta describes a tensor.
type Meta struct {
	words [C.CT_META_COUNT + 2*metaDims]int64
	more  []int64
}

// ReadMeta fills m with the description of a tensor.
func ReadMeta(h Handle, m *Meta) error {
	var n C.int64_t
	if e := C.gt_tensor_meta(C.uint64_t(h), (*C.int64_t)(&m.words[0]), C.int64_t(len(m.words)), &n); e != nil {
		return asError(e)
	}
	m.more = nil
	if int(n) > len(m.words) {
		m.more = make([]int64, n)
		return asError(C.gt_tensor_meta(C.uint64_t(h), (*C.int64_t)(&m.more[0]), n, &n))
	}
	return nil
}

// DType returns libtorch's number of the dtype.
func (m *Meta) DType() uint8 { return uint8(m.words[C.CT_META_DTYPE]) }

// Device returns libtorch's device type and the index (-1 for the CPU).
func (m *Meta) Device() (deviceType, index int) {
	return int(m.words[C.CT_META_DEVICE_TYPE]), int(m.words[C.CT_META_DEVICE_INDEX])
}

// Layout returns libtorch's number of the layout.
func (m *Meta) Layout() int { return int(m.words[C.CT_META_LAYOUT]) }

// Has tells whether all the flags are set.
func (m *Meta) Has(flags MetaFlags) bool { return MetaFlags(m.words[C.CT_META_FLAGS])&flags == flags }

// Numel returns the number of elements.
func (m *Meta) Numel() int { return int(m.words[C.CT_META_NUMEL]) }

// StorageOffset returns the offset of the first element, in elements.
func (m *Meta) StorageOffset() int { return int(m.words[C.CT_META_STORAGE_OFFSET]) }

// NDim returns the number of dimensions.
func (m *Meta) NDim() int { return int(m.words[C.CT_META_NDIM]) }

// Sizes returns a new slice of the sizes.
func (m *Meta) Sizes() []int { return m.ints(0, make([]int, 0, m.NDim())) }

// Strides returns a new slice of the strides, in elements.
func (m *Meta) Strides() []int { return m.ints(1, make([]int, 0, m.NDim())) }

// AppendSizes appends the sizes to a slice.
func (m *Meta) AppendSizes(to []int) []int { return m.ints(0, to) }

// AppendStrides appends the strides to a slice, in elements.
func (m *Meta) AppendStrides(to []int) []int { return m.ints(1, to) }

// Size returns the size of dimension d, which must be in [0, NDim()); -1 where
// those of a nested tensor's parts differ.
func (m *Meta) Size(d int) int { return int(m.all()[C.CT_META_COUNT+d]) }

func (m *Meta) all() []int64 {
	if m.more != nil {
		return m.more
	}
	return m.words[:]
}

func (m *Meta) ints(part int, to []int) []int {
	ndim := m.NDim()
	for _, v := range m.all()[C.CT_META_COUNT+part*ndim:][:ndim] {
		to = append(to, int(v))
	}
	return to
}

// DTypeSize returns the bytes of one element; 0 for a number that is no dtype.
func DTypeSize(dtype uint8) int { return int(C.gt_dtype_size(C.int64_t(dtype))) }

// BumpVersion notes that a tensor was changed in place.
func BumpVersion(t Handle) error { return asError(C.gt_version_bump(C.uint64_t(t))) }
