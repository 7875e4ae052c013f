package torch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// DType is the type of a tensor's elements. Its values are libtorch's
// (c10::ScalarType). A DType is also an option of the functions that make
// tensors.
//
// See https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype
type DType uint8

// The dtypes, with PyTorch's names.
const (
	UInt8          DType = 0
	Int8           DType = 1
	Int16          DType = 2
	Int32          DType = 3
	Int64          DType = 4
	Float16        DType = 5
	Float32        DType = 6
	Float64        DType = 7
	Complex32      DType = 8
	Complex64      DType = 9
	Complex128     DType = 10
	Bool           DType = 11
	QInt8          DType = 12
	QUInt8         DType = 13
	QInt32         DType = 14
	BFloat16       DType = 15
	QUInt4x2       DType = 16
	QUInt2x4       DType = 17
	Bits1x8        DType = 18
	Bits2x4        DType = 19
	Bits4x2        DType = 20
	Bits8          DType = 21
	Bits16         DType = 22
	Float8E5M2     DType = 23
	Float8E4M3FN   DType = 24
	Float8E5M2FNUZ DType = 25
	Float8E4M3FNUZ DType = 26
	UInt16         DType = 27
	UInt32         DType = 28
	UInt64         DType = 29
	UInt1          DType = 30
	UInt2          DType = 31
	UInt3          DType = 32
	UInt4          DType = 33
	UInt5          DType = 34
	UInt6          DType = 35
	UInt7          DType = 36
	Int1           DType = 37
	Int2           DType = 38
	Int3           DType = 39
	Int4           DType = 40
	Int5           DType = 41
	Int6           DType = 42
	Int7           DType = 43
	Float8E8M0FNU  DType = 44
	Float4E2M1FNX2 DType = 45
	BComplex32     DType = 46
)

var dtypeNames = [...]string{
	"uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64",
	"complex32", "complex64", "complex128", "bool", "qint8", "quint8", "qint32",
	"bfloat16", "quint4x2", "quint2x4", "bits1x8", "bits2x4", "bits4x2", "bits8",
	"bits16", "float8_e5m2", "float8_e4m3fn", "float8_e5m2fnuz", "float8_e4m3fnuz",
	"uint16", "uint32", "uint64", "uint1", "uint2", "uint3", "uint4", "uint5",
	"uint6", "uint7", "int1", "int2", "int3", "int4", "int5", "int6", "int7",
	"float8_e8m0fnu", "float4_e2m1fn_x2", "bcomplex32",
}

// String returns the name as Python prints it, such as "torch.float32".
func (d DType) String() string {
	if int(d) >= len(dtypeNames) {
		return fmt.Sprintf("torch.DType(%d)", uint8(d))
	}
	return "torch." + dtypeNames[d]
}

// ParseDType returns the dtype of that name, with or without "torch." before it.
func ParseDType(name string) (DType, error) {
	if i := slices.Index(dtypeNames[:], strings.TrimPrefix(name, "torch.")); i >= 0 {
		return DType(i), nil
	}
	return 0, fmt.Errorf("torch: %q is no dtype", name)
}

// Size returns the bytes of one element. It panics for a number that is no dtype
// of the opened libtorch.
func (d DType) Size() int {
	ready()
	size := cgotorch.DTypeSize(uint8(d))
	if size == 0 {
		misuse("itemsize", "ValueError", "%v is no dtype of libtorch %s", d, cgotorch.TorchVersion())
	}
	return size
}

// IsFloatingPoint tells whether d is a real floating type.
func (d DType) IsFloatingPoint() bool {
	switch d {
	case Float16, Float32, Float64, BFloat16, Float8E5M2, Float8E4M3FN, Float8E5M2FNUZ,
		Float8E4M3FNUZ, Float8E8M0FNU, Float4E2M1FNX2:
		return true
	}
	return false
}

// IsComplex tells whether d is a complex type.
func (d DType) IsComplex() bool {
	return d == Complex32 || d == Complex64 || d == Complex128 || d == BComplex32
}

// IsSigned tells whether d has negative values.
func (d DType) IsSigned() bool {
	switch d {
	case UInt8, UInt16, UInt32, UInt64, Bool, QUInt8, QUInt4x2, QUInt2x4,
		UInt1, UInt2, UInt3, UInt4, UInt5, UInt6, UInt7, Float8E8M0FNU:
		return false
	}
	return true
}

// DefaultDType returns the dtype of tensors made without one; float32 unless
// [SetDefaultDType] changed it.
func DefaultDType() DType {
	ready()
	return DType(cgotorch.DefaultDType())
}

// SetDefaultDType sets the dtype of tensors made without one, for the process.
// It panics unless d is a floating type.
func SetDefaultDType(d DType) {
	ready()
	check("set_default_dtype", cgotorch.SetDefaultDType(uint8(d)))
}

func (d DType) applyTensor(o *tensorOptions) {
	o.once(dtypeKind)
	o.dtype, o.hasDType = d, true
}
func (d DType) applyTo(o *toOptions) {
	if o.hasDType {
		option.Refuse("DType")
	}
	o.dtype, o.hasDType = d, true
}
