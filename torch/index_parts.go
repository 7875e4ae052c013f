package torch

import (
	"fmt"
	"reflect"
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
}

// Indices beyond this number are kept on the heap.
const partsInline = 6

func parseParts(parts []part, indices []any) []part {
	for _, index := range indices {
		parts = append(parts, parsePart(index))
	}
	return parts
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
		return tensorPart(v)
	case bool:
		return boolPart(v)
	case nil:
		return part{kind: partNewAxis}
	case []int:
		return listPart(FromSlice(v))
	case []int64:
		return listPart(FromSlice(v))
	case []bool:
		return listPart(FromSlice(v))
	}
	return reflectPart(index)
}

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
	return part{kind: partBool, tensor: FromSlice(places)}
}

func listPart(t *Tensor) part { return part{kind: partTensor, tensor: t, dims: 1} }

// tensorPart tells apart masks, which stand for as many dimensions as they have,
// lists of indices, and tensors of no dimension, which are ints or bools.
func tensorPart(t *Tensor) part {
	dim := t.Dim()
	mask := t.dtype == Bool || t.dtype == UInt8
	switch {
	case dim == 0 && mask:
		return boolPart(t.Item() != 0)
	case dim == 0 && isIntegral(t.dtype):
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
func reflectPart(index any) part {
	v := reflect.ValueOf(index)
	switch {
	case v.CanInt():
		return part{kind: partSelect, index: int(v.Int()), dims: 1}
	case v.CanUint():
		return part{kind: partSelect, index: int(v.Uint()), dims: 1}
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		if t := NewTensor(index); isIntegral(t.dtype) || t.dtype == Bool {
			return tensorPart(t)
		}
	}
	misuse("index", "IndexError", "%s", invalidIndex(index))
	return part{}
}

func invalidIndex(index any) string {
	return fmt.Sprintf("only integers, slices, torch.Ellipsis, torch.NewAxis, bools, masks, and tensors or lists of integers are valid indices (got %T)", index)
}

// specified counts the dimensions of the tensor that parts stand for.
func specified(parts []part) int {
	n := 0
	for i := range parts {
		n += parts[i].dims
	}
	return n
}
