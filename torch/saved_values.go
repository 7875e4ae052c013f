package torch

// What torch.save writes beside tensors, numbers and strings. Read, the values of a
// file are
//
//	None, bool, str, bytes                nil, bool, string, []byte
//	int, float, complex                   int (*big.Int beyond 64 bits), float64, complex128
//	list, tuple, set, bytearray           []any, Tuple, Set, ByteArray
//	dict, OrderedDict, Counter            *Dict
//	torch.Size, dtype, device, layout     Size, DType, Device, Layout
//	a tensor                              *Tensor
//	a Parameter, a tensor with attributes *SavedTensor
//
// and [Save] writes the same back. What stood in two places of a file, a tensor or a
// dict, is one object in Go too; a list is a slice of the same elements.
type (
	// Tuple is a Python tuple.
	Tuple []any
	// Set is a Python set, in the order of the file.
	Set []any
	// ByteArray is a Python bytearray.
	ByteArray []byte
	// Size is a torch.Size, the sizes of a tensor.
	Size []int
)

// SavedTensor is a tensor that was saved as an object with more to it: a Parameter, and
// not in a state_dict, which holds plain tensors, or one with attributes.
type SavedTensor struct {
	*Tensor
	IsParameter bool
	Attributes  *Dict // what Python had set on the object, nil for nothing
}

// tensorOf returns the tensor that a saved value is, nil for another.
func tensorOf(value any) *Tensor {
	switch v := value.(type) {
	case *Tensor:
		return v
	case *SavedTensor:
		return v.Tensor
	}
	return nil
}
