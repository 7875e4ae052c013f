package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/torch"
)

// pairCase is an operator that returns values and indices.
type pairCase struct {
	name            string
	got             func() (values, indices *torch.Tensor)
	values, indices any
}

func TestValuesAndIndices(t *testing.T) {
	x := torch.FromSlice([]float32{3, 1, 2, 7, 9, 8}, 2, 3)
	for _, c := range []pairCase{
		{"max", func() (v, i *torch.Tensor) { return x.MaxDim(1) }, []float32{3, 9}, []int64{0, 1}},
		{"max keeps", func() (v, i *torch.Tensor) { return x.MaxDim(-1, torch.KeepDim(true)) }, [][]float32{{3}, {9}}, [][]int64{{0}, {1}}},
		{"min", func() (v, i *torch.Tensor) { return x.MinDim(0) }, []float32{3, 1, 2}, []int64{0, 0, 0}},
		{"max of a view", func() (v, i *torch.Tensor) { return x.Transpose(0, 1).MaxDim(0) }, []float32{3, 9}, []int64{0, 1}},
		{"max of integers", func() (v, i *torch.Tensor) { return i64(1, 5).MaxDim(0) }, int64(5), int64(1)},
		{"NaN is the largest", func() (v, i *torch.Tensor) { return f32(nanF32, inf32).MinDim(0, torch.KeepDim(true)) }, nil, []int64{0}},
		{"median", func() (v, i *torch.Tensor) { return x.MedianDim(1) }, []float32{2, 8}, []int64{2, 2}},
		{"nanmedian", func() (v, i *torch.Tensor) { return f32(nanF32, 4).NanMedianDim(0) }, float32(4), int64(1)},
		{"mode", func() (v, i *torch.Tensor) { return i64(7, 2, 2).Mode() }, int64(2), int64(2)},
		{"sort", func() (v, i *torch.Tensor) { return x.Sort() }, [][]float32{{1, 2, 3}, {7, 8, 9}}, [][]int64{{1, 2, 0}, {0, 2, 1}}},
		{"sort descending along a dim", func() (v, i *torch.Tensor) { return x.Sort(torch.Dim(0), torch.Descending(true)) },
			[][]float32{{7, 9, 8}, {3, 1, 2}}, [][]int64{{1, 1, 1}, {0, 0, 0}}},
		{"sort stable", func() (v, i *torch.Tensor) { return i64(1, 0, 1, 0).Sort(torch.Stable(true)) }, []int64{0, 0, 1, 1}, []int64{1, 3, 0, 2}},
		{"sort of nothing", func() (v, i *torch.Tensor) { return torch.Empty(0).Sort() }, []float32{}, []int64{}},
		{"topk", func() (v, i *torch.Tensor) { return x.TopK(2) }, [][]float32{{3, 2}, {9, 8}}, [][]int64{{0, 2}, {1, 2}}},
		{"topk smallest along a dim", func() (v, i *torch.Tensor) { return x.TopK(1, torch.Dim(0), torch.Largest(false), torch.Sorted(false)) },
			[][]float32{{3, 1, 2}}, [][]int64{{0, 0, 0}}},
		{"kthvalue", func() (v, i *torch.Tensor) { return x.KthValue(2, torch.Dim(1)) }, []float32{2, 8}, []int64{2, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, indices := c.got()
			if c.values != nil {
				assert.Equal(t, c.values, values.ToSlice())
			}
			assert.Equal(t, c.indices, indices.ToSlice())
		})
	}
}

var inf32 = float32(inf)

func TestExtremes(t *testing.T) {
	x := torch.FromSlice([]float32{3, 1, 2, 7, 9, 8}, 2, 3)
	runResults(t, []resultCase{
		{"max", func() *torch.Tensor { return x.Max() }, float32(9)},
		{"min", func() *torch.Tensor { return x.Min() }, float32(1)},
		{"median is the lower one", func() *torch.Tensor { return x.Median() }, float32(3)},
		{"nanmedian", func() *torch.Tensor { return f64(nan, 2).NanMedian() }, 2.0},
		{"argmax", func() *torch.Tensor { return x.Argmax() }, int64(4)},
		{"argmax along a dim", func() *torch.Tensor { return x.Argmax(torch.Dim(1)) }, []int64{0, 1}},
		{"argmin keeps", func() *torch.Tensor { return x.Argmin(torch.Dim(-1), torch.KeepDim(true)) }, [][]int64{{1}, {0}}},
		{"argsort", func() *torch.Tensor { return x.Argsort(torch.Descending(true)) }, [][]int64{{0, 2, 1}, {1, 2, 0}}},
		{"argsort stable", func() *torch.Tensor { return i64(1, 0, 1, 0).Argsort(torch.Stable(true)) }, []int64{1, 3, 0, 2}},
		{"msort", func() *torch.Tensor { return i64(2, 1).MSort() }, []int64{1, 2}},
	})
}

func TestUnique(t *testing.T) {
	x := i64(3, 1, 3, 3)
	values, inverse, counts := x.Unique(torch.ReturnInverse(), torch.ReturnCounts())
	assert.Equal(t, []any{[]int64{1, 3}, []int64{1, 0, 1, 1}, []int64{1, 3}},
		[]any{values.ToSlice(), inverse.ToSlice(), counts.ToSlice()})
	values, inverse, counts = x.Unique()
	assert.Equal(t, []int64{1, 3}, values.ToSlice())
	assert.Nil(t, inverse)
	assert.Nil(t, counts)
	values, _, counts = x.UniqueConsecutive(torch.ReturnCounts())
	assert.Equal(t, []any{[]int64{3, 1, 3}, []int64{1, 1, 2}}, []any{values.ToSlice(), counts.ToSlice()})
	values, _, _ = torch.FromSlice([]int64{5, 6, 1, 2, 5, 6}, 3, 2).Unique(torch.Dim(0))
	assert.Equal(t, [][]int64{{1, 2}, {5, 6}}, values.ToSlice())
	values, _, _ = torch.FromSlice([]int64{5, 6, 5, 6, 1, 2}, 3, 2).UniqueConsecutive(torch.Dim(0))
	assert.Equal(t, [][]int64{{5, 6}, {1, 2}}, values.ToSlice())
}

func TestSorting_Refuses(t *testing.T) {
	x := f32(1, 2)
	runPanics(t, []panicCase{
		{"topk of more than there are", "selected index k out of range", func() { x.TopK(3) }},
		{"argmax along two", "works along one dimension", func() { x.Argmax(torch.Dim(0, 1)) }},
		{"sort beyond", "Dimension out of range", func() { x.Sort(torch.Dim(1)) }},
		{"max beyond", "Dimension out of range", func() { x.MaxDim(-2) }},
		{"kthvalue of 0", "selected number k out of range", func() { x.KthValue(0, torch.Dim(0)) }},
	})
}
