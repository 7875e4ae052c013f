package npy

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// LoadFile reads a file that np.save or [SaveFile] wrote into a tensor on the CPU. Its
// errors wrap [ErrFormat] where the content is at fault, and are those of the file
// system otherwise.
//
// See https://numpy.org/doc/stable/reference/generated/numpy.load.html
func LoadFile(path string) (*torch.Tensor, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	t, err := Decode(file, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Decode reads an array of a stream in which there are size bytes, the header among
// them, and nothing behind the array. A header that promises more than that is refused
// before memory is taken. The errors are those of [LoadFile].
func Decode(r io.Reader, size int64) (*torch.Tensor, error) {
	info, head, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	want := int64(info.numel() * info.DType.Size())
	if have := size - int64(head); have < want {
		return nil, formatError("%v of shape %v takes %d bytes, and there are %d", info.DType, info.Shape, want, have)
	}
	var t *torch.Tensor
	err = torch.Try(func() error {
		var err error
		t, err = readNumbers(r, info)
		return err
	})
	return t, err
}

// readNumbers reads the numbers into a new tensor's memory.
func readNumbers(r io.Reader, info Info) (*torch.Tensor, error) {
	shape := info.Shape
	if info.FortranOrder {
		shape = slices.Clone(shape)
		slices.Reverse(shape)
	}
	t := torch.Empty(shape, info.DType)
	if t.Numel() > 0 {
		memory := bytesOf(t)
		if _, err := io.ReadFull(r, memory); err != nil {
			return nil, headerError(err, "it ends in the numbers")
		}
		if info.bigEndian {
			swap(memory, info.DType)
		}
		if info.DType == torch.Bool && slices.ContainsFunc(memory, func(b byte) bool { return b > 1 }) {
			return nil, formatError("it has booleans that are neither 0 nor 1")
		}
	}
	if info.FortranOrder {
		return reversed(t), nil
	}
	return t, nil
}

// reversed is a view of t with its dims in the other order.
func reversed(t *torch.Tensor) *torch.Tensor {
	dims := make([]int, t.NDim())
	for i := range dims {
		dims[i] = len(dims) - 1 - i
	}
	return t.Permute(dims...)
}

// bytesOf is the memory of a contiguous tensor on the CPU, valid while it is reachable.
func bytesOf(t *torch.Tensor) []byte {
	return torch.UnsafeData[uint8](t.View(-1).ViewDType(torch.UInt8))
}
