package main

import "github.com/e0112027/gotorch/torch"

// createExpressions are about tensors made from others, and what is told of them.
var createExpressions = []expression{
	{"a[0].new_empty((2, 0)).shape", "float64", func(a []*torch.Tensor) any { return a[0].NewEmpty(2, 0).Shape() }},
	{"a[0].new_zeros(2, 3)", "int64 2", func(a []*torch.Tensor) any { return a[0].NewZeros(2, 3) }},
	{"a[0].new_ones((2,), dtype=torch.bool)", "float64", func(a []*torch.Tensor) any { return a[0].NewOnes(2, torch.Bool) }},
	{"a[0].new_full((2, 2), 3)", "float64 1", func(a []*torch.Tensor) any { return a[0].NewFull([]int{2, 2}, 3) }},
	{"a[0].new_full((), 2.5, dtype=torch.float32)", "int64 1", func(a []*torch.Tensor) any { return a[0].NewFull(nil, 2.5, torch.Float32) }},
	{"a[0].new_tensor([[1, 2]])", "float64 1", func(a []*torch.Tensor) any { return a[0].NewTensor([][]int{{1, 2}}) }},
	{"a[0].new_empty_strided((2, 3), (1, 2)).stride()", "float64 1", func(a []*torch.Tensor) any {
		return a[0].NewEmptyStrided([]int{2, 3}, []int{1, 2}).Strides()
	}},
	{"torch.empty_strided((2, 3), (1, 4)).fill_(1)", "", func([]*torch.Tensor) any { return torch.EmptyStrided([]int{2, 3}, []int{1, 4}).Fill_(1) }},
	{"torch.empty_permuted((2, 3, 4), (2, 0, 1)).stride()", "", func([]*torch.Tensor) any {
		return torch.EmptyPermuted([]int{2, 3, 4}, []int{2, 0, 1}).Strides()
	}},
	{"a[0].is_contiguous(memory_format=torch.channels_last_3d)", "float32 2 1 3 4 5", func(a []*torch.Tensor) any { return a[0].IsContiguous(torch.ChannelsLast3d) }},
	{"a[0].to(memory_format=torch.channels_last_3d).is_contiguous(memory_format=torch.channels_last_3d)", "float32 2 3 3 0 5", func(a []*torch.Tensor) any {
		return a[0].To(torch.ChannelsLast3d).IsContiguous(torch.ChannelsLast3d)
	}},
	{"a[0].contiguous(memory_format=torch.channels_last).stride()", "float32 2 3 4 5", func(a []*torch.Tensor) any {
		return a[0].Contiguous(torch.ChannelsLast).Strides()
	}},
	{"a[0].is_floating_point()", "float32 2", func(a []*torch.Tensor) any { return a[0].IsFloatingPoint() }},
	{"a[0].is_complex()", "complex64 2", func(a []*torch.Tensor) any { return a[0].IsComplex() }},
	{"a[0].is_signed()", "uint8 2", func(a []*torch.Tensor) any { return a[0].IsSigned() }},
	{"a[0].is_nonzero()", "float32 1 1", func(a []*torch.Tensor) any { return a[0].IsNonzero() }},
	{"a[0].is_same_size(a[1])", "float32 2 3; int64 2 3", func(a []*torch.Tensor) any { return a[0].IsSameSize(a[1]) }},
	{"a[0].is_same_size(a[1])", "float32 2 3; float32 3 2 t", func(a []*torch.Tensor) any { return a[0].IsSameSize(a[1]) }},
	{"a[0].is_set_to(a[0].view(6).view(2, 3))", "float32 2 3", func(a []*torch.Tensor) any { return a[0].IsSetTo(a[0].View(6).View(2, 3)) }},
	{"a[0].is_set_to(a[0].T)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].IsSetTo(a[0].T()) }},
	{"a[0].is_pinned()", "float32 2", func(a []*torch.Tensor) any { return a[0].IsPinned() }},
	{"a[0].nbytes", "complex64 2 3 t", func(a []*torch.Tensor) any { return a[0].NBytes() }},
	{"a[0][1:].untyped_storage().nbytes()", "float64 3 4", func(a []*torch.Tensor) any { return a[0].Narrow(0, 1, 2).UntypedStorage().NBytes }},
	{"a[0][1:].data_ptr() - a[0].data_ptr()", "float64 3 4", func(a []*torch.Tensor) any {
		return int(a[0].Narrow(0, 1, 2).DataPtr() - a[0].DataPtr())
	}},
	{"a[0].set_(a[1])", "float32 2; float32 2 3 t", func(a []*torch.Tensor) any { return a[0].Set_(a[1]) }},
	{"a[0].resize_(2, 2)", "float32 3 4 t", func(a []*torch.Tensor) any { return a[0].Resize_(2, 2) }},
	{"a[0].resize_as_(a[1])", "float32 3 4; int64 4 1", func(a []*torch.Tensor) any { return a[0].ResizeAs_(a[1]) }},
}
