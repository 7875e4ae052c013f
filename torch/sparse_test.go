package torch_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func ExampleSparseCOOTensor() {
	indices := torch.NewTensor([][]int64{{0, 1, 1}, {2, 0, 2}})
	values := torch.NewTensor([]float32{3, 4, 5})
	s := torch.SparseCOOTensor(indices, values, []int{2, 3})
	fmt.Println(s)
	fmt.Println(s.ToDense())
	// Output:
	// tensor(indices=tensor([[0, 1, 1],
	//                        [2, 0, 2]]),
	//        values=tensor([3., 4., 5.]),
	//        size=(2, 3), nnz=3, layout=torch.sparse_coo)
	// tensor([[0., 0., 3.],
	//         [4., 0., 5.]])
}

func ExampleTensor_ToSparseCSR() {
	s := torch.NewTensor([][]int64{{0, 7, 0}, {8, 0, 9}}).ToSparseCSR()
	fmt.Println(s.CRowIndices(), s.ColIndices(), s.Values())
	// Output: tensor([0, 1, 3]) tensor([1, 0, 2]) tensor([7, 8, 9])
}

// matrix has three values that are not zero.
func sparseMatrix() *torch.Tensor { return torch.NewTensor([][]float32{{0, 2, 0, 0}, {3, 0, 0, 4}}) }

func TestSparse_EveryLayoutLeadsBack(t *testing.T) {
	torchtest.NoLeaks(t)
	dense := sparseMatrix()
	for layout, s := range map[torch.Layout]*torch.Tensor{
		torch.SparseCOO: dense.ToSparseCOO(),
		torch.SparseCSR: dense.ToSparseCSR(),
		torch.SparseCSC: dense.ToSparseCSC(),
		torch.SparseBSR: dense.ToSparseBSR(1, 2),
		torch.SparseBSC: dense.ToSparse(torch.SparseBSC, torch.BlockSize(2, 2)),
		torch.Mkldnn:    dense.ToMkldnn(),
	} {
		t.Run(layout.String(), func(t *testing.T) {
			assert.Equal(t, layout, s.Layout())
			assert.Equal(t, layout == torch.SparseCOO, s.IsSparse())
			assert.Equal(t, layout == torch.SparseCSR, s.IsSparseCSR())
			assert.Equal(t, layout == torch.Mkldnn, s.IsMkldnn())
			assert.Equal(t, []int{2, 4}, s.Shape())
			torchtest.Equal(t, dense, s.ToDense())
		})
	}
	assert.Same(t, dense, dense.To(torch.Float32), "a strided tensor is none of them")
	assert.False(t, dense.IsSparse())
}

func TestSparseCOO_SharesItsValues(t *testing.T) {
	torchtest.NoLeaks(t)
	values := torch.Ones(3)
	s := torch.SparseCOOTensor(torch.NewTensor([][]int64{{0, 0, 1}}), values, []int{2})
	values.Mul_(2)
	torchtest.Equal(t, []float32{4, 2}, s.ToDense())
	assert.False(t, s.IsCoalesced())
	c := s.Coalesce()
	assert.True(t, c.IsCoalesced())
	assert.Equal(t, 2, c.NNZ())
	torchtest.Equal(t, [][]int64{{0, 1}}, c.Indices())
	assert.Equal(t, 3, s.NNZ())
}

func TestSparse_InferredSize(t *testing.T) {
	torchtest.NoLeaks(t)
	indices := torch.NewTensor([][]int64{{0, 4}, {1, 0}})
	assert.Equal(t, []int{5, 2, 3}, torch.SparseCOOTensor(indices, torch.Ones(2, 3), nil).Shape())
	assert.Equal(t, []int{2, 5}, torch.SparseCSRTensor(torch.FromSlice([]int64{0, 1, 2}), torch.FromSlice([]int64{0, 4}), torch.Ones(2), nil).Shape())
	empty := torch.SparseCOOTensor(nil, nil, []int{0, 3}, torch.Int32)
	assert.Equal(t, torch.Int32, empty.DType())
	assert.Equal(t, []int{0, 3}, empty.ToDense().Shape())
}

func TestSparse_GradientReachesValues(t *testing.T) {
	torchtest.NoLeaks(t)
	values := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	s := torch.SparseCOOTensor(torch.NewTensor([][]int64{{0, 2}}), values, []int{3})
	s.ToDense().Mul(torch.FromSlice([]float32{5, 6, 7})).Sum().Backward()
	torchtest.Equal(t, []float32{5, 7}, values.Grad())
}

func TestSparse_CountsAndFreesItsMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	runtime.GC()
	dense := torch.Ones(512, 512)
	before, tensors := torch.LiveBytes(), torch.LiveTensors()
	scope := torch.NewScope()
	made := dense.Clone(torch.In(scope)).ToSparse()
	require.Same(t, scope, made.Scope())
	// 4 bytes for each value, 16 for its two indices, and the clone's 4.
	assert.InDelta(t, before+24<<18, torch.LiveBytes(), 1<<16)
	scope.Close()
	assert.InDelta(t, before, torch.LiveBytes(), 1<<16)
	assert.Equal(t, tensors, torch.LiveTensors())
	torchtest.Panics(t, "is closed", func() { made.Values() })
}

func TestSparse_In(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.SparseCOOTensor(torch.Zeros(1, 1, torch.Int64), torch.Ones(1), []int{1}, torch.In(s), torch.RequiresGrad(true))
		assert.Same(t, s, x.Scope())
		assert.True(t, x.RequiresGrad())
	})
}

func TestSparse_CheckInvariants(t *testing.T) {
	torchtest.NoLeaks(t)
	ones := torch.Ones(2)
	wrong := torch.NewTensor([][]int64{{0, 5}, {0, 1}})
	assert.Equal(t, 2, torch.SparseCOOTensor(wrong, ones, []int{2, 3}).NNZ(), "unchecked unless asked for")
	rising := torch.FromSlice([]int64{0, 1, 2})
	for _, test := range []struct {
		name, message string
		call          func(...torch.TensorOption) *torch.Tensor
	}{
		{"index beyond the size", "size is inconsistent with indices: for dim 0, size is 2 but found index 5", func(o ...torch.TensorOption) *torch.Tensor {
			return torch.SparseCOOTensor(wrong, ones, []int{2, 3}, o...)
		}},
		{"compressed indices that fall", "`crow_indices[..., -1] == nnz` is not satisfied", func(o ...torch.TensorOption) *torch.Tensor {
			return torch.SparseCSRTensor(torch.FromSlice([]int64{0, 2, 1}), torch.FromSlice([]int64{0, 1}), ones, []int{2, 3}, o...)
		}},
		{"a column beyond the size", "`0 <= col_indices < ncols` is not satisfied", func(o ...torch.TensorOption) *torch.Tensor {
			return torch.SparseCSRTensor(rising, torch.FromSlice([]int64{0, 9}), ones, []int{2, 3}, o...)
		}},
		{"said to be coalesced", "cannot set is_coalesced to true", func(o ...torch.TensorOption) *torch.Tensor {
			return torch.SparseCOOTensor(torch.Zeros(1, 2, torch.Int64), ones, []int{2}, append(o, torch.IsCoalesced(true))...)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.call()
			torchtest.Panics(t, test.message, func() { test.call(torch.CheckInvariants(true)) })
		})
	}
	torch.CheckSparseTensorInvariants(true)
	defer torch.CheckSparseTensorInvariants(false)
	assert.True(t, torch.AreSparseTensorInvariantsChecked())
	torchtest.Panics(t, "size is inconsistent with indices", func() { torch.SparseCOOTensor(wrong, ones, []int{2, 3}) })
	unchecked := torch.SparseCOOTensor(wrong, ones, []int{2, 3}, torch.CheckInvariants(false))
	assert.Equal(t, 2, unchecked.NNZ())
	assert.True(t, torch.AreSparseTensorInvariantsChecked(), "lifted for one call alone")
	right := torch.SparseCSRTensor(rising, torch.FromSlice([]int64{2, 0}), ones, []int{2, 3}, torch.CheckInvariants(true))
	torchtest.Equal(t, [][]float32{{0, 0, 1}, {1, 0, 0}}, right.ToDense())
}

func TestSparse_Panics(t *testing.T) {
	torchtest.NoLeaks(t)
	dense, ones := sparseMatrix(), torch.Ones(2)
	indices := torch.NewTensor([][]int64{{0, 1}})
	for _, test := range []struct {
		name, message string
		call          func()
	}{
		{"values are nil", "values is nil", func() { torch.SparseCOOTensor(indices, nil, []int{2}) }},
		{"indices are nil", "an index tensor is nil", func() { torch.SparseCOOTensor(nil, ones, []int{2}) }},
		{"compressed indices are nil", "an index tensor is nil", func() { torch.SparseCSRTensor(nil, indices, ones, nil) }},
		{"too few indices", "indices and values must have same nnz", func() { torch.SparseCOOTensor(indices, torch.Ones(3), []int{2}) }},
		{"negative index", "found negative index -1 for dim 0", func() { torch.SparseCOOTensor(indices.Neg(), ones, nil) }},
		{"no layout", "expected sparse compressed tensor layout", func() { torch.SparseCompressedTensor(indices, indices, ones, nil) }},
		{"a layout that isn't compressed", "layout", func() { torch.SparseCompressedTensor(indices, indices, ones, nil, torch.SparseCOO) }},
		{"indices of a strided tensor", "indices", func() { dense.Indices() }},
		{"indices of an uncoalesced tensor", "Cannot get indices on an uncoalesced tensor", func() { torch.SparseCOOTensor(indices, ones, nil).Indices() }},
		{"rows of a CSR tensor", "row_indices", func() { dense.ToSparseCSR().RowIndices() }},
		{"blocks that don't divide", "must be divisible", func() { dense.ToSparseBSR(2, 3) }},
		{"shapes that don't fit", "Expected dim 0 size 4, got 2", func() { dense.ToSparse().SMM(dense) }},
		{"a dense matrix", "", func() { dense.HSPMM(dense) }},
		{"another mask", "sizes", func() { dense.SparseMask(torch.Ones(2, 2).ToSparse()) }},
		{"smaller than its values", "shrinking the size of", func() { dense.ToSparse().SparseResize_([]int{1, 1}, 2, 0) }},
	} {
		t.Run(test.name, func(t *testing.T) { torchtest.Panics(t, test.message, test.call) })
	}
}
