package data

import (
	"fmt"
	"runtime"
	"slices"
	"unsafe"

	"github.com/e0112027/gotorch/torch"
)

var (
	opStack     = torch.NewOp("aten::stack")
	opAsStrided = torch.NewOp("aten::as_strided")
)

// Stack copies samples of one shape, dtype and device into a new tensor of the
// scope with one dimension more in front: the default collation of tensors.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
func Stack(samples []*torch.Tensor, into *torch.Scope) (*torch.Tensor, error) {
	return stack(len(samples), func(i int) *torch.Tensor { return samples[i] }, into)
}

func stack(n int, at func(int) *torch.Tensor, into *torch.Scope) (*torch.Tensor, error) {
	if n == 0 {
		return nil, fmt.Errorf("no samples to stack")
	}
	for i := range n {
		if at(i) == nil {
			return nil, fmt.Errorf("tensor %d of the batch is nil", i)
		}
	}
	first := at(0)
	shape, dtype := first.Shape(), first.DType()
	for i := 1; i < n; i++ {
		if t := at(i); t.DType() != dtype || !slices.Equal(t.Shape(), shape) {
			return nil, fmt.Errorf("stack expects each tensor to be equal size and dtype, but got %v %v at entry 0 and %v %v at entry %d",
				shape, dtype, t.Shape(), t.DType(), i)
		}
	}
	if bytesOf := hostBytes[dtype]; bytesOf != nil && plain(n, at) {
		out := torch.Empty(n, shape, dtype, torch.In(into))
		copyRows(bytesOf(out), n, at, bytesOf)
		return out, nil
	}
	return stackByOperator(n, at, into)
}

// stackByOperator keeps the graph of samples that have one, and works on every
// device.
func stackByOperator(n int, at func(int) *torch.Tensor, into *torch.Scope) (*torch.Tensor, error) {
	tensors := make([]*torch.Tensor, n)
	for i := range tensors {
		tensors[i] = at(i)
		if tensors[i].Layout() != torch.Strided {
			return nil, fmt.Errorf("batches of %v tensors need a collate function of their own", tensors[i].Layout())
		}
	}
	v := torch.Invocation{Op: opStack}
	v.Tensors(tensors)
	v.Int(0)
	v.In(into)
	var out *torch.Tensor
	err := torch.Try(func() error { out = v.One(); return nil })
	return out, err
}

// plain tells whether the tensors are no more than numbers in this machine's
// memory, which may be copied past autograd.
func plain(n int, at func(int) *torch.Tensor) bool {
	for i := range n {
		if !isPlain(at(i)) {
			return false
		}
	}
	return true
}

func isPlain(t *torch.Tensor) bool {
	return !t.RequiresGrad() && !t.IsConj() && !t.IsNeg() && t.Layout() == torch.Strided && t.Device().Type == torch.DeviceCPU
}

// copyRows copies the tensors' elements one after the other. The copy is Go's:
// an operator would wake the thread pool that libtorch gives each OS thread,
// and a goroutine that prepares data wanders over many.
func copyRows(dst []byte, n int, at func(int) *torch.Tensor, bytesOf func(*torch.Tensor) []byte) {
	size := len(dst) / n
	for i := range n {
		row, t := dst[i*size:(i+1)*size], at(i)
		if t.IsContiguous() {
			copy(row, bytesOf(t))
			runtime.KeepAlive(t)
			continue
		}
		copyStrided(row, t, bytesOf)
	}
}

// copyStrided copies a view whose elements have gaps or another order.
func copyStrided(dst []byte, t *torch.Tensor, bytesOf func(*torch.Tensor) []byte) {
	if len(dst) == 0 {
		return
	}
	shape, strides := t.Shape(), t.Strides()
	span := 1
	for d := range shape {
		span += (shape[d] - 1) * strides[d]
	}
	torch.Scoped(func(s *torch.Scope) {
		v := torch.Invocation{Op: opAsStrided}
		v.Tensor(t)
		v.Ints([]int{span})
		v.Ints([]int{1})
		v.In(s)
		src := bytesOf(v.One())
		gather(dst, src, shape, strides, len(src)/span)
	})
	runtime.KeepAlive(t)
}

// gather copies elements of the given bytes, the last dimension innermost, and
// returns what is left of dst.
func gather(dst, src []byte, shape, strides []int, element int) []byte {
	if len(shape) == 0 {
		copy(dst, src[:element])
		return dst[element:]
	}
	if len(shape) == 1 && strides[0] == 1 {
		n := shape[0] * element
		copy(dst, src[:n])
		return dst[n:]
	}
	for i := range shape[0] {
		dst = gather(dst, src[i*strides[0]*element:], shape[1:], strides[1:], element)
	}
	return dst
}

// hostBytes views the elements of contiguous CPU tensors, by dtype.
var hostBytes = map[torch.DType]func(*torch.Tensor) []byte{
	torch.Bool:       view[bool],
	torch.UInt8:      view[uint8],
	torch.Int8:       view[int8],
	torch.Int16:      view[int16],
	torch.Int32:      view[int32],
	torch.Int64:      view[int64],
	torch.UInt16:     view[uint16],
	torch.UInt32:     view[uint32],
	torch.UInt64:     view[uint64],
	torch.Float16:    view[torch.Half],
	torch.BFloat16:   view[torch.BFloat],
	torch.Float32:    view[float32],
	torch.Float64:    view[float64],
	torch.Complex64:  view[complex64],
	torch.Complex128: view[complex128],
}

func view[T torch.Element](t *torch.Tensor) []byte {
	elements := torch.UnsafeData[T](t)
	var zero T
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(elements))), len(elements)*int(unsafe.Sizeof(zero)))
}
