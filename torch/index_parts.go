package torch

import (
	"reflect"
	"unsafe"
)

type partKind uint8

const (
	partSelect partKind = iota
	partSlice
	partNewAxis
	partEllipsis
	partBool
	partTensor
)

// part is one index, understood. It pins nothing yet.
type part struct {
	kind   partKind
	index  int        // partSelect
	slice  SliceIndex // partSlice
	tensor *Tensor    // partBool, partTensor
	dims   int        // how many of the tensor's dimensions it stands for
	made   bool       // the tensor was made of a Go value, for this index alone
}

// Indices beyond this number are kept on the heap.
const partsInline = 6

func parseParts(parts []part, indices []any) []part {
	for _, index := range indices {
		if tensors, ok := index.([]*Tensor); ok {
			for _, t := range tensors {
				parts = append(parts, tensorPart(onHeap(t)))
			}
			continue
		}
		parts = append(parts, parsePart(index))
	}
	return parts
}

// freeParts gives back what parts hold beside the caller's tensors, once the call
// is done: in a loop they would wait for the collector. After a panic they do.
func freeParts(parts []part) {
	for i := range parts {
		if parts[i].made {
			parts[i].tensor.free()
		}
	}
}

func parsePart(index any) part {
	switch v := index.(type) {
	case int:
		return part{kind: partSelect, index: v, dims: 1}
	case SliceIndex:
		return slicePart(v)
	case IndexMark:
		return markPart(v)
	case *Tensor:
		return tensorPart(onHeap(v))
	case bool:
		return boolPart(v)
	case nil:
		return part{kind: partNewAxis}
	case []int:
		return made(listPart(FromSlice(v)))
	case []int64:
		return made(listPart(FromSlice(v)))
	case []bool:
		return made(listPart(FromSlice(v)))
	}
	return reflectPart(index)
}

// onHeap hides t from the compiler's escape analysis: indices would all be put on
// the heap for the sake of the tensors among them, which are there anyway.
//
//go:nocheckptr
func onHeap(t *Tensor) *Tensor { return (*Tensor)(unsafe.Add(nil, uintptr(unsafe.Pointer(t)))) }

func slicePart(s SliceIndex) part {
	if problem := s.problem(); problem != "" {
		misuse("index", "ValueError", "%s", problem)
	}
	return part{kind: partSlice, slice: s, dims: 1}
}

func markPart(mark IndexMark) part {
	switch mark {
	case All:
		return slicePart(SliceStep(1))
	case NewAxis:
		return part{kind: partNewAxis}
	case Ellipsis:
		return part{kind: partEllipsis}
	}
	misuse("index", "IndexError", "torch.IndexMark(%d) is no index", uint8(mark))
	return part{}
}

// boolPart stands for a new dimension that is indexed by [0] or by []. Small
// index tensors may lie on the CPU whatever the device of what they index.
func boolPart(on bool) part {
	places := []int64{0}
	if !on {
		places = nil
	}
	return made(part{kind: partBool, tensor: FromSlice(places)})
}

func listPart(t *Tensor) part { return part{kind: partTensor, tensor: t, dims: 1} }

// made marks the part of a Go value, whose tensor is nobody else's.
func made(p part) part {
	p.made = true
	return p
}

// tensorPart tells apart masks, which stand for as many dimensions as they have,
// lists of indices, and tensors of no dimension, which are ints or bools.
func tensorPart(t *Tensor) part {
	dim := t.NDim()
	mask := t.dtype == Bool || t.dtype == UInt8
	switch {
	case dim == 0 && mask:
		return boolPart(t.Item() != 0)
	case dim == 0 && isIntegral(t.DType()):
		return part{kind: partSelect, index: ItemAs[int](t), dims: 1}
	case mask:
		return part{kind: partTensor, tensor: t, dims: dim}
	}
	return listPart(t)
}

func isIntegral(d DType) bool {
	switch d {
	case Int8, Int16, Int32, Int64, UInt16, UInt32, UInt64:
		return true
	}
	return false
}

// reflectPart understands what is used seldom: other integers and nested lists.
// It copies numbers out and keeps nothing of index, so that indices stay on the
// stack.
func reflectPart(index any) part {
	v := reflect.ValueOf(index)
	switch {
	case v.CanInt():
		return part{kind: partSelect, index: int(v.Int()), dims: 1}
	case v.CanUint():
		return part{kind: partSelect, index: int(v.Uint()), dims: 1}
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		if t := nestedIndices(v); t != nil {
			return made(tensorPart(t))
		}
	}
	misuse("index", "IndexError", "only integers, slices, torch.Ellipsis, torch.NewAxis, bools, masks, and tensors or lists of integers are valid indices (got %s)", v.Type().String())
	return part{}
}

// nestedIndices makes a tensor of nested lists of integers or bools, and nil of
// others.
func nestedIndices(v reflect.Value) *Tensor {
	element, first := v.Type(), v
	var sizes []int
	for element.Kind() == reflect.Slice || element.Kind() == reflect.Array {
		n := 0
		if first.IsValid() {
			n = first.Len()
		}
		sizes, element = append(sizes, n), element.Elem()
		if n > 0 {
			first = first.Index(0)
		} else {
			first = reflect.Value{}
		}
	}
	numbers := flattenIndices(nil, v, sizes)
	switch {
	case element.Kind() == reflect.Bool:
		list := FromSlice(numbers, sizes...)
		defer list.free()
		return list.To(Bool)
	case reflect.Zero(element).CanInt() || reflect.Zero(element).CanUint():
		return FromSlice(numbers, sizes...)
	}
	return nil
}

// flattenIndices appends v's numbers, checking the sizes level by level.
func flattenIndices(numbers []int64, v reflect.Value, sizes []int) []int64 {
	if len(sizes) > 0 {
		if v.Len() != sizes[0] {
			misuse("index", "ValueError", "expected a nested slice of length %d, got %d", sizes[0], v.Len())
		}
		for i := range v.Len() {
			numbers = flattenIndices(numbers, v.Index(i), sizes[1:])
		}
		return numbers
	}
	switch {
	case v.CanInt():
		return append(numbers, v.Int())
	case v.CanUint():
		return append(numbers, int64(v.Uint()))
	case v.Kind() == reflect.Bool && v.Bool():
		return append(numbers, 1)
	}
	return append(numbers, 0)
}

// specified counts the dimensions of the tensor that parts stand for.
func specified(parts []part) int {
	n := 0
	for i := range parts {
		n += parts[i].dims
	}
	return n
}
