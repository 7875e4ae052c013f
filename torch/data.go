package torch

import (
	"fmt"
	"io"
	"reflect"
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
)

// Element is a Go type that a tensor's elements are copied to and from.
type Element interface {
	bool | uint8 | int8 | int16 | int32 | int64 | uint16 | uint32 | uint64 |
		float32 | float64 | complex64 | complex128 | Half | BFloat | int
}

// Half is the bits of a float16 number (IEEE 754 binary16).
type Half uint16

// BFloat is the bits of a bfloat16 number: the upper half of a float32.
type BFloat uint16

var elementDTypes = map[reflect.Type]DType{
	reflect.TypeFor[bool]():       Bool,
	reflect.TypeFor[uint8]():      UInt8,
	reflect.TypeFor[int8]():       Int8,
	reflect.TypeFor[int16]():      Int16,
	reflect.TypeFor[int32]():      Int32,
	reflect.TypeFor[int64]():      Int64,
	reflect.TypeFor[int]():        Int64,
	reflect.TypeFor[uint16]():     UInt16,
	reflect.TypeFor[uint32]():     UInt32,
	reflect.TypeFor[uint64]():     UInt64,
	reflect.TypeFor[float32]():    Float32,
	reflect.TypeFor[float64]():    Float64,
	reflect.TypeFor[complex64]():  Complex64,
	reflect.TypeFor[complex128](): Complex128,
	reflect.TypeFor[Half]():       Float16,
	reflect.TypeFor[BFloat]():     BFloat16,
}

// DTypeOf returns the dtype whose elements are T's bits; Int64 for int.
func DTypeOf[T Element]() DType {
	var zero T
	switch any(zero).(type) { // the hot ones, without the map
	case float32:
		return Float32
	case int64, int:
		return Int64
	case uint8:
		return UInt8
	}
	return elementDTypes[reflect.TypeFor[T]()]
}

// Data returns a copy of t's elements in order, from whatever device and
// strides. It panics unless T is t's dtype.
func Data[T Element](t *Tensor) []T {
	requireDType[T]("data", t)
	var data []T
	t.readDense(func(first unsafe.Pointer, n int) {
		data = make([]T, n)
		if n > 0 {
			copy(data, unsafe.Slice((*T)(first), n))
		}
	})
	return data
}

// UnsafeData returns t's elements without a copy, for a contiguous CPU tensor.
//
// DANGER: the slice points into libtorch's memory. It is valid only as long as
// t is reachable and its scope is open (end its use with runtime.KeepAlive(t)),
// and as long as nothing resizes t. Writing to it goes past autograd's version
// count. Prefer [Data].
func UnsafeData[T Element](t *Tensor) []T {
	requireDType[T]("unsafe_data", t)
	s := t.enter("unsafe_data")
	defer t.leave(s)
	var m cgotorch.Meta
	check("unsafe_data", cgotorch.ReadMeta(t.handle, &m), t)
	if !liesDense(&m) {
		t.misuse("unsafe_data", "RuntimeError", "the tensor is not contiguous on the CPU, or lazily conjugated or negated")
	}
	if m.Numel() == 0 {
		return nil
	}
	return unsafe.Slice((*T)(t.elements("unsafe_data", m.Numel())), m.Numel())
}

// liesDense tells whether a tensor's memory holds its elements, in order, on the
// CPU.
func liesDense(m *cgotorch.Meta) bool {
	deviceType, _ := m.Device()
	return DeviceType(deviceType) == DeviceCPU && m.Has(cgotorch.Contiguous) && !m.Has(cgotorch.Conj) && !m.Has(cgotorch.Neg)
}

// elements returns the address of t's n dense elements, nil where n is 0. It
// panics where the memory is smaller: two quint4x2 elements share a byte, and
// libtorch's zero tensors have none.
func (t *Tensor) elements(op string, n int) unsafe.Pointer {
	first, bytes, err := cgotorch.Data(t.handle)
	check(op, err, t)
	if n == 0 {
		return nil
	}
	if first == nil || bytes/t.DType().Size() < n {
		t.misuse(op, "RuntimeError", "the %d elements of %v have no memory of their own each", n, t.DType())
	}
	return first
}

func requireDType[T Element](op string, t *Tensor) {
	if want := DTypeOf[T](); t != nil && t.DType() != want {
		t.misuse(op, "TypeError", "the tensor is %v, []%v holds %v", t.DType(), reflect.TypeFor[T](), want)
	}
}

// readDense calls f with the address of t's elements, dense and in order, on
// the CPU, and their number.
func (t *Tensor) readDense(f func(first unsafe.Pointer, n int)) {
	var m cgotorch.Meta
	t.meta("data", &m)
	if liesDense(&m) {
		s := t.enter("data")
		defer t.leave(s)
		f(t.elements("data", m.Numel()), m.Numel())
		return
	}
	Scoped(func(s *Scope) { f(t.denseIn(s).elements("data", m.Numel()), m.Numel()) })
}

var opClone = newOp("clone")

// denseIn returns a contiguous copy of t on the CPU, in s.
func (t *Tensor) denseIn(s *Scope) *Tensor {
	// On t's own device first: strides don't survive every copy between devices.
	steps := []*Op{opDetach, opResolveConj, opResolveNeg, opClone}
	for _, op := range steps {
		c := call{op: op}
		c.tensor(t)
		if op == opClone {
			c.Int(int64(ContiguousFormat))
		}
		c.in(s)
		t = c.one()
	}
	return t.To(CPU)
}

// RawBytes returns a copy of t's elements in order as little-endian bytes,
// whatever the dtype.
func (t *Tensor) RawBytes() []byte {
	var raw []byte
	t.readDense(func(first unsafe.Pointer, n int) {
		raw = make([]byte, n*t.DType().Size())
		if n > 0 {
			copy(raw, unsafe.Slice((*byte)(first), len(raw)))
		}
	})
	return raw
}

// WriteRawBytes writes what [Tensor.RawBytes] returns, of a contiguous tensor on the CPU
// without a copy: w gets libtorch's memory, and must not keep it. The error is w's.
func (t *Tensor) WriteRawBytes(w io.Writer) (err error) {
	if w == nil {
		t.misuse("write_raw_bytes", "TypeError", "the writer is nil")
	}
	t.readDense(func(first unsafe.Pointer, n int) {
		if n > 0 {
			_, err = w.Write(unsafe.Slice((*byte)(first), n*t.DType().Size()))
		}
	})
	return err
}

var opItem = newOp("item")

// Item returns the only element of t as a float64, true as 1. It panics where t
// has more elements, or complex ones. Integers beyond 2^53 are rounded: see [ItemAs]
// for those, and for other types.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html
func (t *Tensor) Item() float64 { return ItemAs[float64](t) }

// ItemAs returns the only element of t as a T: bool, integers, floats and
// complex numbers convert as Go converts them, and nothing else does.
func ItemAs[T bool | int | int64 | uint64 | float64 | complex128](t *Tensor) T {
	c := call{op: opItem}
	c.tensor(t)
	r := c.value()
	var value T
	switch v := any(&value).(type) {
	case *float64:
		switch r.Tag {
		case cgotorch.TagDouble:
			*v = r.Double
			return value
		case cgotorch.TagInt, cgotorch.TagBool:
			*v = float64(r.Int)
			if t.dtype == UInt64 {
				*v = float64(uint64(r.Int))
			}
			return value
		}
	case *int:
		if r.Tag == cgotorch.TagInt || r.Tag == cgotorch.TagBool {
			*v = int(r.Int)
			return value
		}
	case *int64:
		if r.Tag == cgotorch.TagInt || r.Tag == cgotorch.TagBool {
			*v = r.Int
			return value
		}
	case *uint64:
		if r.Tag == cgotorch.TagInt || r.Tag == cgotorch.TagBool {
			*v = uint64(r.Int)
			return value
		}
	case *bool:
		if r.Tag == cgotorch.TagBool {
			*v = r.Int != 0
			return value
		}
	case *complex128:
		switch r.Tag {
		case cgotorch.TagComplex:
			*v = r.Complex
		case cgotorch.TagDouble:
			*v = complex(r.Double, 0)
		default:
			*v = complex(ItemAs[float64](t), 0)
		}
		return value
	}
	panic(&Error{Op: "item", Kind: "TypeError", Msg: fmt.Sprintf("an element of %v is no %T", t.DType(), value)})
}

// ToSlice returns a copy of t's elements in order as a slice of the Go type of
// its dtype: []float32, []int64, []bool …, [][]float32 and deeper for more than
// one dimension, and a bare number for none. float16 and bfloat16 come as
// float32. It panics for nested tensors, whose parts [Tensor.Unbind] returns.
func (t *Tensor) ToSlice() any {
	t.leave(t.enter("to_slice"))
	if t.IsNested() {
		misuse("to_slice", "TypeError", "the parts of a nested tensor may differ in size, a slice of a dimension may not")
	}
	if t.dtype == Float16 || t.dtype == BFloat16 {
		return ScopedResult(func(s *Scope) any { return t.denseIn(s).To(Float32).ToSlice() })
	}
	element := elementType(t.DType())
	if element == nil {
		t.misuse("to_slice", "TypeError", "elements of %v have no Go type", t.DType())
	}
	var flat reflect.Value
	t.readDense(func(first unsafe.Pointer, n int) {
		flat = reflect.MakeSlice(reflect.SliceOf(element), n, n)
		if n > 0 {
			bytes := n * int(element.Size())
			copy(unsafe.Slice((*byte)(flat.UnsafePointer()), bytes), unsafe.Slice((*byte)(first), bytes))
		}
	})
	return nest(flat, t.Shape()).Interface()
}

func elementType(dtype DType) reflect.Type {
	for goType, d := range elementDTypes {
		if d == dtype && goType.Kind() != reflect.Int {
			return goType
		}
	}
	return nil
}

// nest cuts a flat slice into nested ones.
func nest(flat reflect.Value, sizes []int) reflect.Value {
	switch len(sizes) {
	case 0:
		return flat.Index(0)
	case 1:
		return flat
	}
	inner := flat.Type()
	for range sizes[1:] {
		inner = reflect.SliceOf(inner)
	}
	outer := reflect.MakeSlice(inner, sizes[0], sizes[0])
	step := product(sizes[1:])
	for i := range sizes[0] {
		outer.Index(i).Set(nest(flat.Slice(i*step, (i+1)*step), sizes[1:]))
	}
	return outer
}
