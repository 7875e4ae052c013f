package safetensors

import (
	"fmt"
	"math"
	"math/bits"
)

// elementType is a dtype by its name in the format.
type elementType string

// elementBits holds the dtypes and the size of an element. Python's writer
// knows the same set; complex128 has no name in the format.
var elementBits = map[elementType]uint64{
	"BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8,
	"F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
	"I16": 16, "U16": 16, "F16": 16, "BF16": 16,
	"I32": 32, "U32": 32, "F32": 32, "C64": 64, "F64": 64, "I64": 64, "U64": 64,
}

// writeOrder is the order in which Python's writer puts dtypes into a file:
// the widest first, so that every tensor is aligned to its elements.
var writeOrder = map[elementType]int{
	"U64": 0, "I64": 1, "F64": 2, "C64": 3, "F32": 4, "U32": 5, "I32": 6,
	"BF16": 7, "F16": 8, "U16": 9, "I16": 10, "F8_E5M2FNUZ": 11, "F8_E4M3FNUZ": 12,
	"F8_E8M0": 13, "F8_E4M3": 14, "F8_E5M2": 15, "I8": 16, "U8": 17,
	"F6_E3M2": 18, "F6_E2M3": 19, "F4": 20, "BOOL": 21,
}

// maxRank is the most dimensions of a tensor. libtorch names no bound, but its
// time and memory grow with them, and none of its reductions takes more than 64.
const maxRank = 1000

// entry is one tensor of a header.
type entry struct {
	name  string
	dtype elementType
	shape []int
	// begin and end are the place of the elements, in bytes from the end of
	// the header.
	begin, end int64
}

// byteSize returns the bytes that a tensor takes. Shapes whose strides would
// overflow are refused even where a zero makes them empty, as libtorch does.
func byteSize(dtype elementType, shape []int) (int64, error) {
	bitsEach, known := elementBits[dtype]
	if !known {
		return 0, fmt.Errorf("dtype %.40q is unknown", dtype)
	}
	if len(shape) > maxRank {
		return 0, fmt.Errorf("it has more than %d dimensions", maxRank)
	}
	strides, count := uint64(1), uint64(1)
	for _, d := range shape {
		if d < 0 {
			return 0, fmt.Errorf("shape %.200v has a negative dimension", fmt.Sprint(shape))
		}
		hi, lo := bits.Mul64(strides, uint64(max(d, 1)))
		if hi != 0 || lo > math.MaxInt64/8 {
			return 0, fmt.Errorf("shape %.200s is too large", fmt.Sprint(shape))
		}
		strides, count = lo, count*uint64(d)
	}
	hi, total := bits.Mul64(count, bitsEach)
	if hi != 0 || total/8 > math.MaxInt64 {
		return 0, fmt.Errorf("shape %.200s is too large for %s", fmt.Sprint(shape), dtype)
	}
	if total%8 != 0 {
		return 0, fmt.Errorf("shape %.200s of %s does not fill whole bytes", fmt.Sprint(shape), dtype)
	}
	return int64(total / 8), nil
}
