package safetensors

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// torchDTypes pairs the format's dtypes with libtorch's. F6 has none, and F4 is
// left out because libtorch packs two elements into one.
var torchDTypes = map[elementType]torch.DType{
	"BOOL": torch.Bool, "U8": torch.UInt8, "I8": torch.Int8,
	"F8_E5M2": torch.Float8E5M2, "F8_E4M3": torch.Float8E4M3FN, "F8_E8M0": torch.Float8E8M0FNU,
	"F8_E4M3FNUZ": torch.Float8E4M3FNUZ, "F8_E5M2FNUZ": torch.Float8E5M2FNUZ,
	"I16": torch.Int16, "U16": torch.UInt16, "F16": torch.Float16, "BF16": torch.BFloat16,
	"I32": torch.Int32, "U32": torch.UInt32, "F32": torch.Float32,
	"C64": torch.Complex64, "F64": torch.Float64, "I64": torch.Int64, "U64": torch.UInt64,
}

var elementTypes = func() map[torch.DType]elementType {
	m := make(map[torch.DType]elementType, len(torchDTypes))
	for e, d := range torchDTypes {
		m[d] = e
	}
	return m
}()

func torchDType(e entry) (torch.DType, error) {
	dtype, ok := torchDTypes[e.dtype]
	if !ok {
		return 0, fmt.Errorf("safetensors: tensor %.100q: %s has no dtype in libtorch", e.name, e.dtype)
	}
	return dtype, nil
}

func elementTypeOf(name string, dtype torch.DType) (elementType, error) {
	e, ok := elementTypes[dtype]
	if !ok {
		return "", fmt.Errorf("safetensors: tensor %.100q: the format has no name for %v", name, dtype)
	}
	return e, nil
}

// Holds tells whether the format has a name for a dtype.
func Holds(dtype torch.DType) bool {
	_, ok := elementTypes[dtype]
	return ok
}
