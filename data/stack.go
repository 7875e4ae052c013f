package data

import (
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

var opStack = torch.NewOp("aten::stack")

// Stack copies samples of one shape and device into a new tensor of the scope
// with one dimension more in front: the default collation of tensors.
//
// See https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
func Stack(samples []*torch.Tensor, into *torch.Scope) (*torch.Tensor, error) {
	return stack(len(samples), func(i int) *torch.Tensor { return samples[i] }, into)
}

func stack(n int, at func(int) *torch.Tensor, into *torch.Scope) (*torch.Tensor, error) {
	if n == 0 {
		return nil, errors.New("no samples to stack")
	}
	for i := range n {
		if at(i) == nil {
			return nil, fmt.Errorf("tensor %d of the batch is nil", i)
		}
	}
	if out := stackMemory(n, at, into); out != nil {
		return out, nil
	}
	return stackByOperator(n, at, into)
}

// stackMemory stacks tensors that are alike and no more than numbers in this
// machine's memory, nil for others. The copy is Go's: an operator would wake the
// thread pool that libtorch gives each OS thread, and a goroutine that prepares
// data wanders over many.
func stackMemory(n int, at func(int) *torch.Tensor, into *torch.Scope) *torch.Tensor {
	var m torch.Memory
	if !at(0).UnsafeMemory(&m) {
		return nil
	}
	shape, dtype := slices.Clone(m.Shape), m.DType
	element := dtype.Size()
	out := torch.Empty(append([]int{n}, shape...), dtype, torch.In(into))
	var whole torch.Memory
	out.UnsafeMemory(&whole)
	size := len(whole.Bytes) / n
	for i := range n {
		t := at(i)
		if i > 0 && (!t.UnsafeMemory(&m) || m.DType != dtype || !slices.Equal(m.Shape, shape)) {
			return nil
		}
		row := whole.Bytes[i*size : (i+1)*size]
		if m.Contiguous {
			copy(row, m.Bytes)
		} else if size > 0 {
			gather(row, m.Bytes, m.Shape, m.Strides, element)
		}
		runtime.KeepAlive(t)
	}
	return out
}

// gather copies the elements of a strided view, the last dimension innermost,
// and returns what is left of dst.
func gather(dst, src []byte, shape, strides []int, element int) []byte {
	switch {
	case len(shape) == 0:
		return dst[copy(dst, src[:element]):]
	case len(shape) == 1 && strides[0] == 1:
		return dst[copy(dst, src[:shape[0]*element]):]
	}
	for i := range shape[0] {
		dst = gather(dst, src[i*strides[0]*element:], shape[1:], strides[1:], element)
	}
	return dst
}

// stackByOperator works on every device, keeps the graph of samples that have
// one, promotes dtypes, and says what does not fit together.
func stackByOperator(n int, at func(int) *torch.Tensor, into *torch.Scope) (out *torch.Tensor, err error) {
	tensors := make([]*torch.Tensor, n)
	for i := range tensors {
		tensors[i] = at(i)
		if layout := tensors[i].Layout(); layout != torch.Strided {
			return nil, fmt.Errorf("batches of %v tensors are not supported by the default collate; write a collate function", layout)
		}
	}
	v := torch.Invocation{Op: opStack}
	v.Tensors(tensors)
	v.Int(0)
	v.In(into)
	err = torch.Try(func() error { out = v.One(); return nil })
	return out, err
}
