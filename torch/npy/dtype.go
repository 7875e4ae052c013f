package npy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// kinds pairs NumPy's names of numbers, without the byte order, with libtorch's.
var kinds = map[string]torch.DType{
	"b1": torch.Bool,
	"i1": torch.Int8, "i2": torch.Int16, "i4": torch.Int32, "i8": torch.Int64,
	"u1": torch.UInt8, "u2": torch.UInt16, "u4": torch.UInt32, "u8": torch.UInt64,
	"f2": torch.Float16, "f4": torch.Float32, "f8": torch.Float64,
	"c8": torch.Complex64, "c16": torch.Complex128,
}

var names = func() map[torch.DType]string {
	m := map[torch.DType]string{}
	for name, dtype := range kinds {
		m[dtype] = name
	}
	return m
}()

// parseDescr reads a name such as "<f4", and tells whether the highest byte comes first.
func parseDescr(descr string) (dtype torch.DType, big bool, err error) {
	if descr == "" {
		return 0, false, formatError("descr is empty")
	}
	order, kind := descr[0], descr[1:]
	dtype, ok := kinds[kind]
	switch {
	case !ok && strings.HasPrefix(kind, "O"):
		return 0, false, formatError("it holds Python objects, which are pickled and are not read: np.save(…, allow_pickle=False) tells what can't be saved as numbers")
	case !ok:
		return 0, false, formatError("descr is %.50q, and only booleans, integers, floats and complex numbers of one type become a tensor", descr)
	case order == '|' && dtype.Size() > 1 || !strings.ContainsRune("<>|=", rune(order)):
		return 0, false, formatError("descr %.50q has no byte order", descr)
	}
	return dtype, order == '>', nil
}

// descrOf is the name of a dtype.
func descrOf(dtype torch.DType) (string, error) {
	name, ok := names[dtype]
	if !ok {
		return "", fmt.Errorf("npy: NumPy has no %v; save a tensor of another dtype, such as To(torch.Float32)", dtype)
	}
	if dtype.Size() == 1 {
		return "|" + name, nil
	}
	return "<" + name, nil
}

// Holds tells whether NumPy has a dtype.
func Holds(dtype torch.DType) bool {
	_, ok := names[dtype]
	return ok
}

// swap turns the bytes of each number around.
func swap(memory []byte, dtype torch.DType) {
	size := dtype.Size()
	if dtype.IsComplex() {
		size /= 2
	}
	for ; size > 1 && len(memory) > 0; memory = memory[size:] {
		slices.Reverse(memory[:size])
	}
}
