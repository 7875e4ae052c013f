package main

import "github.com/e0112027/gotorch/torch"

// shapeExpressions are about views, splitting, joining and sizes.
var shapeExpressions = []expression{
	{"torch.atleast_1d(a[0])", "float32", func(a []*torch.Tensor) any { return a[0].AtLeast1D() }},
	{"torch.atleast_2d(a[0], a[1])", "float32; float32 3", func(a []*torch.Tensor) any { return list(a[0].AtLeast2D(), a[1].AtLeast2D()) }},
	{"torch.atleast_3d(a[0], a[1])", "float32 3; float32 2 3 t", func(a []*torch.Tensor) any { return list(a[0].AtLeast3D(), a[1].AtLeast3D()) }},
	{"a[0].sum_to_size(3, 1)", "float32 2 3 4 t", func(a []*torch.Tensor) any { return a[0].SumToSize(3, 1) }},
	{"a[0].sum_to_size(2, 0)", "float64 2 0", func(a []*torch.Tensor) any { return a[0].SumToSize(2, 0) }},
	{"a[0].sum_to_size(())", "float64 3 2", func(a []*torch.Tensor) any { return a[0].SumToSize() }},
	{"a[0].t_()", "float32 2 3", func(a []*torch.Tensor) any { return a[0].T_() }},
	{"a[0].t_()", "int64 3", func(a []*torch.Tensor) any { return a[0].T_() }},
	{"torch.fliplr(a[0])", "float32 3 2 t", func(a []*torch.Tensor) any { return a[0].FlipLR() }},
	{"torch.flipud(a[0])", "complex64 3", func(a []*torch.Tensor) any { return a[0].FlipUD() }},
	{"a[0].as_strided_((2, 2), (1, 2), 1)", "float32 6", func(a []*torch.Tensor) any { return a[0].AsStrided_([]int{2, 2}, []int{1, 2}, 1) }},
	{"a[0].dim_order()", "float32 2 3 4 t", func(a []*torch.Tensor) any { return a[0].DimOrder() }},
	{"a[0].permute(2, 0, 1).dim_order()", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].Permute(2, 0, 1).DimOrder() }},
	{"a[0].expand(2, 3, 4).dim_order()", "float32 3 1", func(a []*torch.Tensor) any { return a[0].Expand(2, 3, 4).DimOrder() }},
	{"a[0].to(memory_format=torch.channels_last).dim_order()", "float32 2 3 4 5", func(a []*torch.Tensor) any { return a[0].To(torch.ChannelsLast).DimOrder() }},

	{"torch.hsplit(a[0], 2)", "float32 3 4 t", func(a []*torch.Tensor) any { return a[0].HSplit(2) }},
	{"torch.hsplit(a[0], [1, 4])", "float32 6", func(a []*torch.Tensor) any { return a[0].HSplitAt(1, 4) }},
	{"torch.vsplit(a[0], 2)", "int64 4 2", func(a []*torch.Tensor) any { return a[0].VSplit(2) }},
	{"torch.vsplit(a[0], [1])", "bool 3 2", func(a []*torch.Tensor) any { return a[0].VSplitAt(1) }},
	{"torch.dsplit(a[0], 3)", "float32 2 2 6", func(a []*torch.Tensor) any { return a[0].DSplit(3) }},
	{"torch.dsplit(a[0], [2, 9])", "float32 2 2 6", func(a []*torch.Tensor) any { return a[0].DSplitAt(2, 9) }},

	{"torch.column_stack((a[0], a[1]))", "float32 3; float64 3 2 t", func(a []*torch.Tensor) any { return torch.ColumnStack(a...) }},
	{"torch.combinations(a[0])", "float32 4", func(a []*torch.Tensor) any { return a[0].Combinations(2, false) }},
	{"torch.combinations(a[0], r=3, with_replacement=True)", "int64 3", func(a []*torch.Tensor) any { return a[0].Combinations(3, true) }},
	{"torch.broadcast_shapes((2, 1), (3,), (1, 1, 1))", "", func([]*torch.Tensor) any { return torch.BroadcastShapes([]int{2, 1}, []int{3}, []int{1, 1, 1}) }},
	{"torch.broadcast_shapes((0,), (4, 1))", "", func([]*torch.Tensor) any { return torch.BroadcastShapes([]int{0}, []int{4, 1}) }},

	{"torch.diagonal_scatter(a[0], a[1], 1)", "float32 3 4; float32 3", func(a []*torch.Tensor) any { return a[0].DiagonalScatter(a[1], 1, 0, 1) }},
	{"torch.select_scatter(a[0], a[1], -1, 2)", "float32 3 4 t; float32 3", func(a []*torch.Tensor) any { return a[0].SelectScatter(a[1], -1, 2) }},
	{"torch.rot90(a[0], 3, (2, 1))", "float32 2 3 4 t", func(a []*torch.Tensor) any { return a[0].Rot90(3, torch.Dim(2, 1)) }},
	{"torch.roll(a[0], (1, -2), (0, 2))", "int64 2 3 4", func(a []*torch.Tensor) any { return a[0].Roll([]int{1, -2}, torch.Dim(0, 2)) }},
	{"torch.stack(a, -1)", "float32 2 3; float32 2 3", func(a []*torch.Tensor) any { return torch.Stack(a, torch.Dim(-1)) }},
	{"a[0].unbind(-2)", "float32 2 3 4", func(a []*torch.Tensor) any { return a[0].Unbind(torch.Dim(-2)) }},
	{"str(a[0].requires_grad_().squeeze(1))", "float32 3 1 t", func(a []*torch.Tensor) any { return a[0].SetRequiresGrad(true).Squeeze(torch.Dim(1)).String() }},
	{"str(a[0].requires_grad_().clone().squeeze_(1))", "float32 3 1", func(a []*torch.Tensor) any {
		return a[0].SetRequiresGrad(true).Clone().Squeeze_(torch.Dim(1)).String()
	}},
	{"a[0].squeeze((0, 2))", "float32 1 2 1 3", func(a []*torch.Tensor) any { return a[0].Squeeze(torch.Dim(0, 2)) }},
	{"torch.nn.functional.glu(a[0])", "float64 3 4", func(a []*torch.Tensor) any { return a[0].GLU() }},
	{"torch.kthvalue(a[0], 2, keepdim=True)", "float32 3 4", func(a []*torch.Tensor) any { return list(a[0].KthValue(2, torch.KeepDim(true))) }},
	{"torch.mode(a[0])", "int64 3 9", func(a []*torch.Tensor) any { return list(a[0].Mode()) }},
	{"torch.slice_scatter(a[0], a[1], 1, 1, 6, 2)", "int64 2 6; int64 2 3", func(a []*torch.Tensor) any { return a[0].SliceScatter(a[1], torch.Slice(1, 6, 2), torch.Dim(1)) }},
	{"torch.slice_scatter(a[0], a[1], start=-2)", "float32 5 2; float32 2 2", func(a []*torch.Tensor) any { return a[0].SliceScatter(a[1], torch.SliceFrom(-2)) }},
	{"torch.as_strided_scatter(a[0], a[1], (2, 2), (1, 2), 1)", "float32 3 3; float32 2 2", func(a []*torch.Tensor) any {
		return a[0].AsStridedScatter(a[1], []int{2, 2}, []int{1, 2}, 1)
	}},
}

// indexExpressions are about picking elements and writing to them.
var indexExpressions = []expression{
	{"a[0][a[1].nonzero(as_tuple=True)]", "float32 3 4 t; bool 3 4", func(a []*torch.Tensor) any { return a[0].Index(a[1].NonzeroTuple()) }},
	{"a[0][(..., *torch.unravel_index(a[1], (3, 4)))]", "float64 2 3 4; index 5 < 12", func(a []*torch.Tensor) any {
		return a[0].Index(torch.Ellipsis, a[1].UnravelIndex(3, 4))
	}},
	{"a[0].index_put_(torch.unravel_index(a[1], (3, 4)), torch.tensor(7.))", "float32 3 4; index 5 < 12", func(a []*torch.Tensor) any {
		return a[0].SetIndex(7, a[1].UnravelIndex(3, 4))
	}},
	{"a[0].repeat_interleave(a[1] + 2, 1, output_size=6)", "float32 2 3; index 3 < 1", func(a []*torch.Tensor) any {
		return a[0].RepeatInterleave(a[1].Add(2), torch.Dim(1), torch.OutputSize(6))
	}},
	{"(lambda x: torch.autograd.grad(torch.gather(x, 0, a[1], sparse_grad=True).sum(), x))(a[0].requires_grad_())[0].to_dense()", "float32 4 2; index 3 2 < 4", func(a []*torch.Tensor) any {
		x := a[0].SetRequiresGrad(true)
		grad := torch.Grad(list(x.Gather(0, a[1], torch.SparseGrad(true)).Sum()), list(x))[0]
		return grad.ToDense()
	}},
	{"torch.autograd.grad(torch.gather(a[0].requires_grad_(), 0, a[1], sparse_grad=True).sum(), a[0])[0].is_sparse", "float32 4 2; index 3 2 < 4", func(a []*torch.Tensor) any {
		x := a[0].SetRequiresGrad(true)
		return torch.Grad(list(x.Gather(0, a[1], torch.SparseGrad(true)).Sum()), list(x))[0].Layout() == torch.SparseCOO
	}},
	{"a[0].copy_(a[1], non_blocking=True)", "float32 2 3; int64 3", func(a []*torch.Tensor) any { return a[0].Copy_(a[1], torch.NonBlocking()) }},
	{"torch.put(a[0], a[1], a[2])", "float32 3 4 t; index 3 < 12; float32 3", func(a []*torch.Tensor) any { return a[0].Put(a[1], a[2], false) }},
	{"a[0].put_(a[1], a[2], accumulate=True)", "float64 6; index 2 4 < 6; float64 2 4", func(a []*torch.Tensor) any { return a[0].Put_(a[1], a[2], true) }},
	{"torch.index_put(a[0], (a[1], a[2]), a[3])", "float32 3 4; index 1 < 3; index 1 < 4; float32 1", func(a []*torch.Tensor) any {
		return a[0].IndexPut(list(a[1], a[2]), a[3], false)
	}},
	{"a[0].index_put_((a[1],), a[2], accumulate=True)", "float64 3 4 t; index 5 < 4; float64 1", func(a []*torch.Tensor) any {
		return a[0].IndexPut_(list(a[1]), a[2], true)
	}},
	{"torch.index_reduce(a[0], 0, a[1], a[2], 'prod')", "float32 3 4; index 5 < 3; float32 5 4", func(a []*torch.Tensor) any {
		return a[0].IndexReduce(0, a[1], a[2], "prod")
	}},
	{"a[0].index_reduce_(1, a[1], a[2], 'mean', include_self=False)", "float64 2 3; index 4 < 3; float64 2 4", func(a []*torch.Tensor) any {
		return a[0].IndexReduce_(1, a[1], a[2], "mean", torch.IncludeSelf(false))
	}},
	{"torch.nonzero_static(a[0], size=4)", "bool 2 3", func(a []*torch.Tensor) any { return a[0].NonzeroStatic(4) }},
	{"torch.nonzero_static(a[0], size=9, fill_value=7)", "int64 2 3", func(a []*torch.Tensor) any { return a[0].NonzeroStatic(9, 7) }},
	{"torch.unravel_index(a[0], (3, 4, 2))", "index 5 < 24", func(a []*torch.Tensor) any { return a[0].UnravelIndex(3, 4, 2) }},
	{"torch.unravel_index(a[0], (5,))", "index < 5", func(a []*torch.Tensor) any { return a[0].UnravelIndex(5) }},
	{"torch.searchsorted(a[0], a[1], sorter=a[0].argsort(-1))", "float32 2 5; float32 2 3", func(a []*torch.Tensor) any {
		return torch.SearchSorted(a[0], a[1], torch.Sorter(a[0].Argsort()))
	}},
	{"torch.searchsorted(a[0].sort()[0], 0.25, right=True, out_int32=True)", "float32 5", func(a []*torch.Tensor) any {
		sorted, _ := a[0].Sort()
		return torch.SearchSorted(sorted, 0.25, torch.Right(true), torch.OutInt32(true))
	}},
	{"torch.hash_tensor(a[0])", "int64 3 4", func(a []*torch.Tensor) any { return a[0].HashTensor() }},
	{"torch.hash_tensor(a[0], 1, keepdim=True)", "float32 3 4 t", func(a []*torch.Tensor) any { return a[0].HashTensor(torch.Dim(1), torch.KeepDim(true)) }},

	{"torch.trapezoid(a[0])", "float32 3 4 t", func(a []*torch.Tensor) any { return a[0].Trapezoid() }},
	{"torch.trapezoid(a[0], dx=0.5, dim=0)", "float64 3 4", func(a []*torch.Tensor) any { return a[0].Trapezoid(torch.Spacing(0.5), torch.Dim(0)) }},
	{"torch.trapezoid(a[0], a[1])", "float64 3 4; float64 4", func(a []*torch.Tensor) any { return a[0].Trapezoid(torch.Spacing(a[1])) }},
	{"torch.cumulative_trapezoid(a[0], dx=2)", "int64 3 4", func(a []*torch.Tensor) any { return a[0].CumulativeTrapezoid(torch.Spacing(2)) }},
	{"torch.cumulative_trapezoid(a[0], a[1], dim=0)", "float32 3 2; float32 3 2", func(a []*torch.Tensor) any {
		return a[0].CumulativeTrapezoid(torch.Spacing(a[1]), torch.Dim(0))
	}},
	{"torch.gradient(a[0])", "float32 4 3 t", func(a []*torch.Tensor) any { return a[0].Gradient() }},
	{"torch.gradient(a[0], spacing=0.5)", "float64 4 3", func(a []*torch.Tensor) any { return a[0].Gradient(torch.Spacing(0.5)) }},
	{"torch.gradient(a[0], spacing=2, dim=1, edge_order=2)", "float64 4 3", func(a []*torch.Tensor) any {
		return a[0].Gradient(torch.Spacing(2), torch.Dim(1), torch.EdgeOrder(2))
	}},
	{"torch.gradient(a[0], dim=(1, 0))", "float64 4 3", func(a []*torch.Tensor) any { return a[0].Gradient(torch.Dim(1, 0)) }},
	{"torch.gradient(a[0], spacing=(0.5, 2))", "float64 4 3", func(a []*torch.Tensor) any { return a[0].Gradient(torch.Spacing(0.5, 2)) }},
	{"torch.gradient(a[0], spacing=(0.5, 2), dim=(1, 0))", "float64 4 3", func(a []*torch.Tensor) any {
		return a[0].Gradient(torch.Spacing(0.5, 2), torch.Dim(1, 0))
	}},
	{"torch.gradient(a[0], spacing=(a[1], a[2]))", "float64 4 3; float64 4; float64 3", func(a []*torch.Tensor) any {
		return a[0].Gradient(torch.Spacing(a[1], a[2]))
	}},
	{"torch.gradient(a[0], spacing=(a[1],), dim=0)", "float64 4 3; float64 4", func(a []*torch.Tensor) any {
		return a[0].Gradient(torch.Spacing(a[1]), torch.Dim(0))
	}},
}
