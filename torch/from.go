package torch

import (
	"reflect"
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
)

// FromSlice copies data into a new CPU tensor of the given sizes, or of one
// dimension where there are none. It panics where the sizes do not hold len(data)
// elements. See [NewTensor] for nested slices and options.
func FromSlice[T Element](data []T, sizes ...int) *Tensor {
	return fromSlice(data, sizes, nil)
}

// FromSliceIn is [FromSlice] for a tensor that joins a scope.
func FromSliceIn[T Element](s *Scope, data []T, sizes ...int) *Tensor {
	return fromSlice(data, sizes, s)
}

func fromSlice[T Element](data []T, sizes []int, s *Scope) *Tensor {
	if len(sizes) == 0 {
		sizes = []int{len(data)}
	}
	// An empty slice has no address to copy from; one byte is never read.
	var none T
	first := unsafe.Pointer(&none)
	if len(data) > 0 {
		first = unsafe.Pointer(&data[0])
	}
	return fromMemory(DTypeOf[T](), sizes, first, len(data)*int(unsafe.Sizeof(none)), s)
}

// fromMemory copies bytes into a new tensor.
func fromMemory(dtype DType, sizes []int, data unsafe.Pointer, bytes int, s *Scope) *Tensor {
	ready()
	if s == nil {
		pace()
	} else if !s.pin() {
		misuse("tensor", "RuntimeError", "%s", s.closedMessage())
	} else {
		defer s.unpin()
	}
	h, err := cgotorch.NewTensor(uint8(dtype), sizes, data, bytes)
	check("tensor", err)
	if s != nil {
		return s.add(h, cgotorch.Info(dtype))
	}
	return collect(h, cgotorch.Info(dtype)|cgotorch.StorageInfo(bytes))
}

// NewTensor copies a Go number, slice or nested slices (or arrays) of any
// [Element] type into a new tensor, as torch.tensor does. The dtype is that of
// the Go elements unless an option gives another. It panics where nested slices
// are ragged.
//
//	torch.NewTensor([][]float32{{1, 2}, {3, 4}}, torch.RequiresGrad(true))
//	torch.NewTensor(3) // Int64; a float alone gives Float64, see ScalarTensor
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tensor.html
func NewTensor(data any, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	o.takeData("tensor")
	v := reflect.ValueOf(data)
	if !v.IsValid() {
		misuse("tensor", "TypeError", "expected numbers, got nil")
	}
	var sizes []int
	for e := v; ; {
		if k := e.Kind(); k != reflect.Slice && k != reflect.Array {
			break
		}
		if len(sizes) == maxDims {
			misuse("tensor", "ValueError", "slices lie in each other more than %d deep", maxDims)
		}
		sizes = append(sizes, e.Len())
		if e.Len() == 0 {
			break
		}
		e = e.Index(0)
	}
	element := elementOf(v.Type())
	dtype, ok := elementDTypes[element]
	if !ok {
		misuse("tensor", "TypeError", "a tensor cannot hold elements of type %v", element)
	}
	flat := reflect.MakeSlice(reflect.SliceOf(element), 0, product(sizes))
	flat = flatten(flat, v, sizes)
	t := fromMemory(dtype, sizes, flat.UnsafePointer(), flat.Len()*int(element.Size()), o.scope)
	if o.hasDType && o.dtype != dtype || o.hasDevice && o.device != CPU {
		raw := t
		if t = raw.To(toLike{&o}); t != raw {
			raw.free()
		}
	}
	return o.finishData(t)
}

// maxDims is how many dimensions Go's nested slices may have: libtorch's operators take no
// more, and a slice that holds itself has no end.
const maxDims = 64

// elementOf is the type below all slices and arrays; a type such as L []L has none.
func elementOf(t reflect.Type) reflect.Type {
	for depth := 0; t.Kind() == reflect.Slice || t.Kind() == reflect.Array; depth++ {
		if depth == maxDims {
			misuse("tensor", "TypeError", "a tensor cannot hold elements of type %v", t)
		}
		t = t.Elem()
	}
	return t
}

// takeData refuses options that tensors made of Go's data do not take.
func (o *tensorOptions) takeData(op string) {
	if lost := o.given() &^ dataKinds; lost != 0 {
		misuse(op, "TypeError", "the function takes no %s", lost.String())
	}
}

// finishData does to a tensor made of Go's data what is left of the options.
func (o *tensorOptions) finishData(t *Tensor) *Tensor {
	if o.pinned {
		t = t.PinMemory()
	}
	if o.requiresGrad {
		t.SetRequiresGrad(true)
	}
	return t
}

type toLike struct{ from *tensorOptions }

func (l toLike) applyTo(o *toOptions) {
	o.dtype, o.hasDType = l.from.dtype, l.from.hasDType
	o.device, o.hasDevice = l.from.device, l.from.hasDevice
}

func product(sizes []int) int {
	n := 1
	for _, size := range sizes {
		n *= size
	}
	return n
}

// flatten appends v's elements to flat, checking the sizes level by level.
func flatten(flat, v reflect.Value, sizes []int) reflect.Value {
	if len(sizes) == 0 {
		return reflect.Append(flat, v)
	}
	if v.Len() != sizes[0] {
		misuse("tensor", "ValueError", "expected a nested slice of length %d, got %d", sizes[0], v.Len())
	}
	if len(sizes) == 1 && v.Kind() == reflect.Slice && v.Type().Elem() == flat.Type().Elem() {
		return reflect.AppendSlice(flat, v)
	}
	for i := range v.Len() {
		flat = flatten(flat, v.Index(i), sizes[1:])
	}
	return flat
}

// FromRawBytes copies little-endian bytes into a new CPU tensor of any dtype. It
// panics where sizes and dtype do not take len(raw) bytes.
func FromRawBytes(raw []byte, dtype DType, sizes ...int) *Tensor {
	var none byte
	first := unsafe.Pointer(&none)
	if len(raw) > 0 {
		first = unsafe.Pointer(&raw[0])
	}
	return fromMemory(dtype, sizes, first, len(raw), nil)
}
