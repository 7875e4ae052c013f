package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
)

var (
	opIsSetTo   = newOp("is_set_to")
	opSetInPl   = newOp("set_.source_Tensor")
	opSetParts  = newOp("set_.source_Tensor_storage_offset")
	opResizeIn  = newOp("resize_")
	opResizeAs  = newOp("resize_as_")
	opIsPinned  = newOp("is_pinned")
	opPinMemory = newOp("pin_memory")
	opFromFile  = newOp("from_file")
)

// Storage is the block of memory that a tensor's elements lie in. Tensors whose
// storages are equal share memory:
//
//	x.UntypedStorage() == x.T().UntypedStorage() // true
type Storage struct {
	DataPtr uintptr // the address of the first byte, on the tensor's device
	NBytes  int
}

// UntypedStorage returns the storage of t. Its address is 0 where t has no
// elements. It panics for layouts without one storage, such as sparse ones.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.untyped_storage.html
func (t *Tensor) UntypedStorage() Storage {
	first, bytes := t.memory("untyped_storage")
	offset := t.StorageOffset() * t.DType().Size()
	storage := Storage{NBytes: offset + bytes}
	if first != 0 {
		storage.DataPtr = first - uintptr(offset)
	}
	return storage
}

// DataPtr returns the address of t's first element on its device, 0 where there
// is none. It is for other libraries and for comparisons: it keeps nothing alive,
// so use it only while t is reachable (end its use with runtime.KeepAlive(t)) and
// its scope is open. See [UnsafeData] for the elements as a slice.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.data_ptr.html
func (t *Tensor) DataPtr() uintptr {
	first, _ := t.memory("data_ptr")
	return first
}

// memory returns the address of t's first element and the bytes from there to the
// end of the storage.
func (t *Tensor) memory(op string) (first uintptr, bytes int) {
	s := t.enter(op)
	defer t.leave(s)
	address, bytes, err := cgotorch.Data(t.handle)
	check(op, err, t)
	return uintptr(address), bytes
}

// NBytes returns the bytes that t's elements take: [Tensor.Numel] times
// [DType.Size].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nbytes.html
func (t *Tensor) NBytes() int { return t.Numel() * t.DType().Size() }

// IsSetTo tells whether t and other are the same view: of one storage, with the
// same offset, sizes and strides.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_set_to.html
func (t *Tensor) IsSetTo(other *Tensor) bool {
	c := call{op: opIsSetTo}
	c.tensor(t)
	c.tensor(other)
	return c.value().Int != 0
}

// Set_ makes t the same view as source, which has t's dtype and device: they share
// memory from then on. It returns t. A view of a whole storage, for which Python
// takes the storage itself, is source.AsStrided(sizes, strides, offset); a tensor
// without elements, as Python's set_() leaves, is t.NewEmpty(0).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html
func (t *Tensor) Set_(source *Tensor) *Tensor {
	c := t.setting(opSetInPl, source)
	return c.inPlace(t)
}

// SetStrided_ makes t a view of the memory of source, contiguous, with other sizes
// and strides, in elements, from source's element offset on. Where source's storage
// ends before the view does it grows.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html
func (t *Tensor) SetStrided_(source *Tensor, offset int, sizes, strides []int) *Tensor {
	// The operator leaves sizes past the memory's end where it fails, so it gets a
	// tensor of its own.
	view := t.NewEmpty(0)
	c := view.setting(opSetParts, source)
	c.Int(int64(offset))
	c.Ints(sizes)
	c.Ints(strides)
	return t.Set_(c.inPlace(view))
}

// setting starts a call that gives t the storage of source.
func (t *Tensor) setting(op *Op, source *Tensor) call {
	c := call{op: op}
	c.tensor(t)
	c.tensor(source)
	if t.DType() != source.DType() { // the operator would read source's bytes as t's dtype, past their end
		c.misuse("RuntimeError", fmt.Sprintf("could not set tensor of type %v to a tensor of type %v", source.DType(), t.DType()))
	}
	return c
}

// Resize_ gives t other sizes, contiguous, and returns it. The elements stay, in
// their order in memory; where there are more than before the storage grows and
// the new ones are uninitialised. It goes past autograd, and past other views of
// the storage. See [Tensor.Reshape] for the safe way.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resize_.html
func (t *Tensor) Resize_(sizes ...int) *Tensor {
	c := call{op: opResizeIn}
	c.tensor(t)
	c.Ints(sizes)
	return c.inPlace(t)
}

// ResizeFormat_ is [Tensor.Resize_] with the strides of a memory format: of
// [ChannelsLast], say.
func (t *Tensor) ResizeFormat_(format MemoryFormat, sizes ...int) *Tensor {
	c := call{op: opResizeIn}
	c.tensor(t)
	c.Ints(sizes)
	c.Int(int64(format))
	return c.inPlace(t)
}

// ResizeAs_ is [Tensor.Resize_] to the sizes of other, contiguous or with the
// strides of a memory format; [PreserveFormat] takes other's.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resize_as_.html
func (t *Tensor) ResizeAs_(other *Tensor, format ...MemoryFormat) *Tensor {
	c := call{op: opResizeAs}
	c.tensor(t)
	c.tensor(other)
	c.atMostOne("memory format", len(format))
	if len(format) == 1 {
		c.Int(int64(format[0]))
	}
	return c.inPlace(t)
}

// PinMemory returns t in page-locked memory of the CPU, from which copies to an
// accelerator can run beside other work ([NonBlocking]): t itself where it is
// there. It panics without an accelerator.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.pin_memory.html
func (t *Tensor) PinMemory() *Tensor { return unary(opPinMemory, t) }

// IsPinned tells whether t lies in page-locked memory.
func (t *Tensor) IsPinned() bool {
	c := call{op: opIsPinned}
	c.tensor(t)
	return c.value().Int != 0
}

// FromFile maps size elements of a file into memory as a vector on the CPU, of
// [DefaultDType] unless an option gives another. Pages are read when they are
// used. With shared, what is written to the tensor goes to the file, which is made
// and grown where needed; without, the file must be there and stays as it is.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.from_file.html
func FromFile(filename string, shared bool, size int, options ...TensorOption) (t *Tensor, err error) {
	err = Try(func() error {
		o := applyTensorOptions(options)
		const most = 1 << 56 // bytes of it, of any dtype, are an int64 yet
		if size < 0 || size > most {
			misuse("from_file", "ValueError", "expected 0 to %d elements, got %d", most, size)
		}
		c := call{op: opFromFile}
		c.String(filename)
		c.Bool(shared)
		c.Int(int64(size))
		c.options(&o)
		t = c.make(&o)
		return nil
	})
	return t, err
}
