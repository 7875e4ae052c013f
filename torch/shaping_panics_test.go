package torch_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestShaping_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := newShapingInputs(s)
		gone := torch.NewScope()
		closed := torch.Zeros(3, 4, torch.Int64, torch.In(gone))
		gone.Close()
		for _, test := range []struct {
			name, message string
			call          func()
		}{
			{"view", "shape '[5, 5]' is invalid for input of size 24", func() { in.x.View(5, 5) }},
			{"view across strides", "view size is not compatible", func() { in.m.T().View(12) }},
			{"reshape", "is invalid for input of size", func() { in.x.Reshape(-1, 7) }},
			{"flatten", "at most a start and an end", func() { in.x.Flatten(0, 1, 2) }},
			{"cat along two dimensions", "works along one dimension, Dim names 2", func() { torch.Cat(list(in.m, in.m), torch.Dim(0, 1)) }},
			{"unbind along none", "works along one dimension, Dim names 0", func() { in.m.Unbind(torch.Dim()) }},
			{"rot90 of one dimension", "expected total rotation dims == 2", func() { in.m.Rot90(1, torch.Dim(0)) }},
			{"squeeze out of range", "Dimension out of range", func() { in.m.Squeeze(torch.Dim(2)) }},
			{"expand", "must match the existing size", func() { in.m.Expand(3, 5) }},
			{"repeat", "can not be smaller than number of dimensions", func() { in.m.Repeat(2) }},
			{"permute", "permute(sparse_coo): number of dimensions", func() { in.m.Permute(0) }},
			{"mT", "tensor.mT is only supported", func() { in.v.MT() }},
			{"cat of nothing", "expected a non-empty list of Tensors", func() { torch.Cat(nil) }},
			{"cat of a nil", "input tensor 1 is nil", func() { torch.Cat(list(in.m, nil)) }},
			{"cat of unlike shapes", "Sizes of tensors must match except in dimension 0", func() { torch.Cat(list(in.m, in.n)) }},
			{"stack of unlike shapes", "stack expects each tensor to be equal size", func() { torch.Stack(list(in.m, in.n)) }},
			{"split", "split_sizes to sum exactly to 3", func() { in.m.SplitSizes([]int{1}) }},
			{"two dims", "works along one dimension", func() { in.m.RepeatInterleave(2, torch.Dim(0, 1)) }},
			{"gather by floats", "gather(): Expected dtype int32/int64 for index", func() { in.m.Gather(0, in.d) }},
			{"scatter of a string", "expected a *torch.Tensor or a number", func() { in.m.Scatter(0, in.i, "1") }},
			{"take out of range", "out of range", func() { in.m.Take(in.m.Add(100)) }},
			{"a mask of integers", "expected BoolTensor", func() { in.m.MaskedSelect(in.m) }},
			{"bincount of floats", "not implemented for 'Double'", func() { in.d.BinCount(nil, 0) }},
			{"bincount of a matrix", "bincount only supports 1-d non-negative integral inputs", func() { in.m.BinCount(nil, 0) }},
			{"mm", "mat1 and mat2 shapes cannot be multiplied (3x4 and 3x4)", func() { in.m.MM(in.m) }},
			{"mm of two dtypes", "expected m1 and m2 to have the same dtype", func() { in.m.MM(in.f.Double()) }},
			{"dot", "1D tensors expected", func() { in.m.Dot(in.m) }},
			{"einsum", "einsum()", func() { torch.Einsum("ij,jk->ik", in.m, in.m) }},
			{"tensordot of none", "tensordot expects dims >= 0, but got dims=-1", func() { in.m.TensordotN(in.n, -1) }},
			{"tensordot of too many", "tensordot expects dims < ndim_a or ndim_b, but got dims=3", func() { in.x.TensordotN(in.n, 3) }},
			{"addmv_ of another shape", "vector + matrix @ vector expected, got 2, 2, 1", func() { in.m.AddMV_(in.m, in.v) }},
			{"pdist of three dimensions", "pdist only supports 2D tensors", func() { in.x.Double().Pdist() }},
			{"cdist by a string", "expected a number, got string", func() { in.d.Cdist(in.d, torch.P("2")) }},
			{"renorm of integers", "Expected a floating point or complex tensor", func() { in.m.Renorm(2, 0, 1) }},
			{"sparse norm along one dimension", "only supports full reductions", func() { in.d.ToSparse().Norm(torch.Dim(0)) }},
			{"sparse norm of a dtype", "dtype argument is not supported in frobenius norm", func() { in.d.ToSparse().Norm(torch.Float32) }},
			{"sparse norm of a name", "only valid string values are 'fro' and 'nuc', found odd", func() { in.d.ToSparse().Norm(torch.P("odd")) }},
			{"norm of integers", "Expected a floating point or complex", func() { in.m.Norm() }},
			{"norm of a string", "linalg.matrix_norm: Order odd not supported", func() { in.d.Norm(torch.P("odd")) }},
			{"frobenius of three", "linalg.matrix_norm: dim must be a 2-tuple", func() { in.x.Double().Norm(torch.Dim(0, 1, 2)) }},
			{"t_ of three dimensions", "t_() expects a tensor with <= 2 dimensions", func() { in.x.Clone().T_() }},
			{"fliplr of a vector", "Input must be >= 2-d", func() { in.v.FlipLR() }},
			{"sum to another size", "is not expandable", func() { in.x.SumToSize(2, 4) }},
			{"hsplit that leaves a rest", "is not divisible by the split_size 3", func() { in.m.HSplit(3) }},
			{"vsplit of a vector", "at least 2 dimension", func() { in.v.VSplit(1) }},
			{"dsplit of a matrix", "at least 3 dimension", func() { in.m.DSplitAt(1) }},
			{"column_stack of unlike heights", "Sizes of tensors must match", func() { torch.ColumnStack(in.v, in.n) }},
			{"column_stack of nothing", "non-empty TensorList", func() { torch.ColumnStack() }},
			{"combinations of a matrix", "Expect a 1D vector", func() { in.m.Combinations(2, false) }},
			{"shapes that don't broadcast", "shape 2, [4], cannot be broadcast to [2 3]", func() { torch.BroadcastShapes([]int{2, 3}, []int{2, 1}, []int{4}) }},
			{"a negative shape", "cannot be broadcast", func() { torch.BroadcastShapes([]int{-1}) }},
			{"diagonal_scatter of another size", "expected src to have a size equal to the slice", func() { in.m.DiagonalScatter(in.s, 0, 0, 1) }},
			{"select_scatter out of range", "Dimension out of range", func() { in.m.SelectScatter(in.v, 2, 0) }},
			{"slice_scatter of nil", "an input tensor is nil", func() { in.m.SliceScatter(nil, torch.SliceFrom(0)) }},
			{"put of another number", "to have the same number of elements", func() { in.m.Put(in.v, in.i, false) }},
			{"put by floats", "put_()", func() { in.m.Put(in.d, in.m, false) }},
			{"index_put of another dtype", "Index put requires the source and destination dtypes match", func() { in.m.IndexPut(list(in.v), in.d, false) }},
			{"index_put in too many dimensions", "too many indices", func() { in.v.IndexPut(list(in.v, in.v), in.s, false) }},
			{"index_reduce by sum", "index_reduce(): Expected reduce to be one of prod, mean, amax or amin", func() { in.n.IndexReduce(0, in.w, in.n, "sum") }},
			{"nonzero_static of a negative size", "nonzero_static", func() { in.m.NonzeroStatic(-1) }},
			{"nonzero_static of two fills", "at most one fill value", func() { in.m.NonzeroStatic(1, 2, 3) }},
			{"unravel_index of floats", "expected 'indices' to be integer dtype, but got torch.float64", func() { in.d.UnravelIndex(3, 4) }},
			{"unravel_index into nothing", "no index lies in a tensor of sizes [3 0]", func() { in.v.UnravelIndex(3, 0) }},
			{"bucketize by a sorter", "Sorter is for SearchSorted", func() { in.m.Bucketize(in.w, torch.Sorter(in.w)) }},
			{"trapezoid of two spacings", "expected one Spacing", func() { in.d.Trapezoid(torch.Spacing(1, 2)) }},
			{"trapezoid along two dimensions", "works along one dimension", func() { in.d.Trapezoid(torch.Dim(0, 1)) }},
			{"gradient of too many spacings", "a list of length equal to 'self.dim() = 2'", func() { in.m.Gradient(torch.Spacing(1, 2, 3)) }},
			{"gradient of mixed spacings", "expected each Spacing to be a tensor", func() { in.d.Gradient(torch.Spacing(in.d, 1)) }},
			{"gradient at the edge", "only supports edge_order=1 and edge_order=2", func() { in.d.Gradient(torch.EdgeOrder(3)) }},
			{"closed", "is closed", func() { closed.View(12) }},
			{"closed among others", "is closed", func() { torch.Cat(list(in.m, closed)) }},
			{"closed in place", "is closed", func() { in.m.Scatter_(0, closed, 1) }},
			{"closed product", "is closed", func() { in.n.MatMul(closed) }},
		} {
			t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
		}
	})
}

func TestShaping_Views(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		for name, view := range map[string]func(x *torch.Tensor) *torch.Tensor{
			"View":      func(x *torch.Tensor) *torch.Tensor { return x.View(4, 3) },
			"Reshape":   func(x *torch.Tensor) *torch.Tensor { return x.Reshape(12) },
			"T":         func(x *torch.Tensor) *torch.Tensor { return x.T() },
			"Permute":   func(x *torch.Tensor) *torch.Tensor { return x.Permute(1, 0) },
			"Unsqueeze": func(x *torch.Tensor) *torch.Tensor { return x.Unsqueeze(0) },
			"Expand":    func(x *torch.Tensor) *torch.Tensor { return x.Expand(2, 3, 4).Index(0) },
			"Narrow":    func(x *torch.Tensor) *torch.Tensor { return x.Narrow(0, 0, 3) },
			"Split":     func(x *torch.Tensor) *torch.Tensor { return x.Split(3)[0] },
			"Unfold":    func(x *torch.Tensor) *torch.Tensor { return x.Unfold(0, 3, 1).Index(0) },
		} {
			x := torch.Zeros(3, 4, torch.In(s))
			view(x).Fill_(1)
			torchtest.Equal(t, torch.Ones(3, 4, torch.In(s)), x, name)
		}
	})
}

func TestShaping_InPlaceReturnsTheReceiver(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := newShapingInputs(s)
		m := in.m.Clone()
		require.Same(t, m, m.Scatter_(0, in.i, 1))
		require.Same(t, m, m.Unsqueeze_(0))
		require.Same(t, m, m.SetIndex(1, 0))
	})
}
