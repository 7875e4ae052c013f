package torch

import (
	"math"
	"slices"
)

// FloatInfo holds the limits of a real floating type.
type FloatInfo struct {
	DType          DType   // the parts' for a complex type
	Bits           int     // of one number
	Eps            float64 // from 1 to the next larger number
	Max            float64
	Min            float64 // the most negative number
	SmallestNormal float64 // the smallest positive number of full precision; Python's tiny
	Resolution     float64 // 10 to the power of minus the decimal digits that are kept
}

var floatInfos = []FloatInfo{
	{Float16, 16, 0x1p-10, 0x1.ffcp15, -0x1.ffcp15, 0x1p-14, 1e-3},
	{BFloat16, 16, 0x1p-7, 0x1.fep127, -0x1.fep127, 0x1p-126, 1e-2},
	{Float32, 32, 0x1p-23, math.MaxFloat32, -math.MaxFloat32, 0x1p-126, 1e-6},
	{Float64, 64, 0x1p-52, math.MaxFloat64, -math.MaxFloat64, 0x1p-1022, 1e-15},
	{Float8E5M2, 8, 0x1p-2, 0x1.cp15, -0x1.cp15, 0x1p-14, 1},
	{Float8E4M3FN, 8, 0x1p-3, 0x1.cp8, -0x1.cp8, 0x1p-6, 1},
	{Float8E5M2FNUZ, 8, 0x1p-2, 0x1.cp15, -0x1.cp15, 0x1p-15, 1}, // torch 2.11 says 0x1p-3 for Eps
	{Float8E4M3FNUZ, 8, 0x1p-3, 0x1.ep7, -0x1.ep7, 0x1p-7, 1},
	{Float8E8M0FNU, 8, 1, 0x1p127, 0x1p-127, 0x1p-127, 1}, // has no sign
}

// FInfo returns the limits of a floating type, or of a complex type's parts. It
// panics for others.
//
// See https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.finfo
func FInfo(d DType) FloatInfo {
	switch d {
	case Complex32:
		d = Float16
	case Complex64:
		d = Float32
	case Complex128:
		d = Float64
	}
	i := slices.IndexFunc(floatInfos, func(f FloatInfo) bool { return f.DType == d })
	if i < 0 {
		misuse("finfo", "TypeError", "%v is no floating type with known limits", d)
	}
	return floatInfos[i]
}

// IntInfo holds the limits of an integer type.
type IntInfo struct {
	DType DType
	Bits  int
	Min   int64
	Max   uint64
}

// IInfo returns the limits of an integer type. It panics for others, bool among
// them.
//
// See https://docs.pytorch.org/docs/stable/type_info.html#torch.torch.iinfo
func IInfo(d DType) IntInfo {
	switch d {
	case UInt8, UInt16, UInt32, UInt64:
		bits := 8 * d.Size()
		return IntInfo{d, bits, 0, math.MaxUint64 >> (64 - bits)}
	case Int8, Int16, Int32, Int64:
		bits := 8 * d.Size()
		return IntInfo{d, bits, math.MinInt64 >> (64 - bits), math.MaxInt64 >> (64 - bits)}
	}
	misuse("iinfo", "TypeError", "%v is no integer type with known limits", d)
	return IntInfo{}
}
