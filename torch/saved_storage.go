package torch

import (
	"fmt"
	"slices"
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
)

// storageNames are Python's classes of storages; dtypes that came later are saved with an
// UntypedStorage.
var storageNames = [...]struct {
	class string
	dtype DType
}{
	{"DoubleStorage", Float64}, {"FloatStorage", Float32}, {"HalfStorage", Float16}, {"BFloat16Storage", BFloat16},
	{"LongStorage", Int64}, {"IntStorage", Int32}, {"ShortStorage", Int16}, {"CharStorage", Int8},
	{"ByteStorage", UInt8}, {"BoolStorage", Bool}, {"ComplexDoubleStorage", Complex128},
	{"ComplexFloatStorage", Complex64}, {"QInt8Storage", QInt8}, {"QUInt8Storage", QUInt8},
	{"QInt32Storage", QInt32}, {"QUInt4x2Storage", QUInt4x2}, {"QUInt2x4Storage", QUInt2x4},
}

// storageClass is the dtype of a class of storages.
type storageClass struct {
	DType
	untyped bool
}

// classOf returns the class of storages that a dtype is saved with, "" for none of its own.
func classOf(dtype DType) string {
	for _, s := range storageNames {
		if s.dtype == dtype {
			return s.class
		}
	}
	return ""
}

// savedStorage is a storage of a file as one of its dtype.
type savedStorage struct {
	*savedMemory
	class storageClass
	numel int
	whole *Tensor
}

// savedMemory is the bytes of storages, which are read when the first tensor on them is
// made.
type savedMemory struct {
	bytes    int
	location string
	read     func([]byte) error
	mapped   func() (*Tensor, error) // makes base without a copy; nil where it can't
	swap     int                     // the bytes of a number that is to be turned round, or 0
	base     *Tensor                 // the bytes, once they are read
}

// bitsOf is what an element takes.
func bitsOf(dtype DType) int {
	switch dtype {
	case QUInt4x2:
		return 4
	case QUInt2x4:
		return 2
	}
	return 8 * dtype.Size()
}

// numberSize is the size of what a dtype's bytes are turned round in.
func numberSize(dtype DType) int {
	if dtype.IsComplex() {
		return dtype.Size() / 2
	}
	return dtype.Size()
}

// require refuses sizes and strides that lie, before libtorch would grow the storage
// for them or read beside it.
func (s *savedStorage) require(dtype DType, offset int, sizes, strides []int) error {
	if len(sizes) != len(strides) {
		return fmt.Errorf("a tensor of %d sizes has %d strides", len(sizes), len(strides))
	}
	const most = 1 << 10 // dimensions; libtorch's own kernels take 64
	if len(sizes) > most {
		return fmt.Errorf("a tensor of %d dimensions", len(sizes))
	}
	have := s.numel * s.class.Size() * 8 / bitsOf(dtype)
	if offset < 0 {
		return fmt.Errorf("a tensor begins at element %d", offset)
	}
	for i, size := range sizes {
		if size < 0 || strides[i] < 0 {
			return fmt.Errorf("a tensor has sizes %v and strides %v", sizes, strides)
		}
	}
	if slices.Contains(sizes, 0) {
		return nil // a part of nothing may begin anywhere
	}
	if offset > have {
		return fmt.Errorf("a tensor begins at element %d of a storage of %d", offset, have)
	}
	left := have - offset - 1 // elements behind the first
	for i, size := range sizes {
		if left >= 0 && strides[i] > 0 && size-1 > left/strides[i] {
			left = -1
		} else if left >= 0 {
			left -= (size - 1) * strides[i]
		}
	}
	if left < 0 {
		return fmt.Errorf("a tensor of sizes %v and strides %v, from element %d on, is larger than its storage of %d",
			sizes, strides, offset, have)
	}
	return nil
}

// tensor makes a tensor on the storage, with sizes and strides that it has room for;
// empty makes one of the dtype without elements.
func (s *savedStorage) tensor(o *loadOptions, offset int, sizes, strides []int, empty func(Device, *Scope) *Tensor) (t *Tensor, err error) {
	base, err := s.load(o)
	if err != nil {
		return nil, err
	}
	err = Try(func() error {
		scope := NewScope()
		defer scope.Close()
		e := empty(base.Device(), scope)
		h, err := cgotorch.SetOn(e.handle, base.handle, offset, sizes, strides)
		check("load", err, e)
		t = collect(h, cgotorch.Info(e.dtype)|cgotorch.StorageInfo(s.bytes))
		return nil
	})
	return t, err
}

// all returns the storage as a tensor of one dimension: what a storage that stands for
// itself in a file is in Go.
func (s *savedStorage) all(o *loadOptions) (*Tensor, error) {
	if s.whole != nil {
		return s.whole, nil
	}
	sizes, strides := []int{s.numel}, []int{1}
	dtype := plainOf(s.class.DType)
	if err := s.require(dtype, 0, sizes, strides); err != nil {
		return nil, err
	}
	t, err := s.tensor(o, 0, sizes, strides, func(d Device, in *Scope) *Tensor { return Empty(0, dtype, d, In(in)) })
	s.whole = t
	return t, err
}

// part is a storage of some of the bytes, which it shares.
func (m *savedMemory) part(o *loadOptions, begin, bytes int) *savedMemory {
	whole := func() (*Tensor, error) {
		base, err := m.load(o)
		if err != nil {
			return nil, err
		}
		return base.aliasBytes(begin, bytes), nil
	}
	return &savedMemory{bytes: bytes, location: m.location, mapped: whole}
}

// load returns the bytes, on the device where they are to be.
func (m *savedMemory) load(o *loadOptions) (*Tensor, error) {
	if m.base != nil {
		return m.base, nil
	}
	device, err := o.place(m.location)
	if err != nil {
		return nil, err
	}
	err = Try(func() error {
		var err error
		switch {
		case device.Type == DeviceMeta:
			m.base = Empty(m.bytes, UInt8, Meta)
			return nil
		case m.mapped != nil && m.swap <= 1 && m.bytes > 0:
			m.base, err = m.mapped()
		default:
			m.base, err = m.fresh()
		}
		if err == nil && device.Type != DeviceCPU {
			m.base = m.base.To(device)
		}
		return err
	})
	return m.base, err
}

// fresh reads the bytes into memory of their own.
func (m *savedMemory) fresh() (*Tensor, error) {
	h, err := cgotorch.NewTensor(uint8(UInt8), []int{m.bytes}, nil, 0)
	check("load", err)
	t := collect(h, cgotorch.Info(UInt8)|cgotorch.StorageInfo(m.bytes))
	if m.bytes == 0 {
		return t, nil
	}
	memory := unsafe.Slice((*byte)(t.elements("load", m.bytes)), m.bytes)
	if err := m.read(memory); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	for size := m.swap; size > 1 && len(memory) > 0; memory = memory[size:] {
		slices.Reverse(memory[:size])
	}
	t.leave(nil) // keeps it until here
	return t, nil
}

// aliasBytes makes a tensor of a part of t's bytes, without a copy.
func (t *Tensor) aliasBytes(begin, bytes int) *Tensor {
	defer t.leave(t.enter("load"))
	h, err := cgotorch.Alias(t.handle, begin, bytes)
	check("load", err, t)
	return collect(h, cgotorch.Info(UInt8)|cgotorch.StorageInfo(bytes))
}

// plainOf is the dtype in which the bytes of a quantized one are seen.
func plainOf(dtype DType) DType {
	switch dtype {
	case QInt8:
		return Int8
	case QUInt8, QUInt4x2, QUInt2x4:
		return UInt8
	case QInt32:
		return Int32
	}
	return dtype
}
