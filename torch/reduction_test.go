package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func matrix() *torch.Tensor { return torch.FromSlice([]float32{1, 2, 3, 4, 5, 9}, 2, 3) }

func TestReduction(t *testing.T) {
	x := matrix()
	runResults(t, []resultCase{
		{"sum", func() *torch.Tensor { return x.Sum() }, float32(24)},
		{"sum along a dim", func() *torch.Tensor { return x.Sum(torch.Dim(0)) }, []float32{5, 7, 12}},
		{"sum from the end", func() *torch.Tensor { return x.Sum(torch.Dim(-1)) }, []float32{6, 18}},
		{"sum along two", func() *torch.Tensor { return x.Sum(torch.Dim(0, 1)) }, float32(24)},
		{"sum keeps", func() *torch.Tensor { return x.Sum(torch.Dim(1), torch.KeepDim(true)) }, [][]float32{{6}, {18}}},
		{"sum of all keeps", func() *torch.Tensor { return x.Sum(torch.KeepDim(true)) }, [][]float32{{24}}},
		{"sum in another dtype", func() *torch.Tensor { return x.Sum(torch.Float64) }, 24.0},
		{"sum along a dim in another dtype", func() *torch.Tensor { return x.Sum(torch.Dim(0), torch.Int32) }, []int32{5, 7, 12}},
		{"sum of bools", func() *torch.Tensor { return bools(true, true).Sum() }, int64(2)},
		{"sum of nothing", func() *torch.Tensor { return torch.Empty(0).Sum() }, float32(0)},
		{"sum of a view", func() *torch.Tensor { return x.Transpose(0, 1).Sum(torch.Dim(0)) }, []float32{6, 18}},
		{"sum of a scalar", func() *torch.Tensor { return torch.ScalarTensor(2).Sum(torch.Dim(0)) }, float32(2)},
		{"mean", func() *torch.Tensor { return x.Mean() }, float32(4)},
		{"mean along a dim", func() *torch.Tensor { return x.Mean(torch.Dim(1)) }, []float32{2, 6}},
		{"mean of integers in float64", func() *torch.Tensor { return i64(1, 2).Mean(torch.Float64) }, 1.5},
		{"nansum", func() *torch.Tensor { return f64(1, nan, 2).NanSum() }, 3.0},
		{"nanmean", func() *torch.Tensor { return f64(1, nan, 2).NanMean(torch.Dim(0)) }, 1.5},
		{"prod", func() *torch.Tensor { return i64(2, 3).Prod() }, int64(6)},
		{"prod along a dim", func() *torch.Tensor { return x.Prod(torch.Dim(1), torch.KeepDim(true)) }, [][]float32{{6}, {180}}},
		{"prod in float64", func() *torch.Tensor { return i64(2, 3).Prod(torch.Float64) }, 6.0},
		{"amax", func() *torch.Tensor { return x.Amax() }, float32(9)},
		{"amax along a dim", func() *torch.Tensor { return x.Amax(torch.Dim(0)) }, []float32{4, 5, 9}},
		{"amin", func() *torch.Tensor { return x.Amin(torch.Dim(1), torch.KeepDim(true)) }, [][]float32{{1}, {4}}},
		{"all", func() *torch.Tensor { return x.Gt(0).All() }, true},
		{"all along a dim", func() *torch.Tensor { return x.Gt(1).All(torch.Dim(1)) }, []bool{false, true}},
		{"any", func() *torch.Tensor { return x.Gt(9).Any() }, false},
		{"any along two", func() *torch.Tensor { return x.Gt(8).Any(torch.Dim(0, 1)) }, true},
		{"all of nothing", func() *torch.Tensor { return torch.Empty(0).All() }, true},
		{"any of nothing", func() *torch.Tensor { return torch.Empty(0).Any() }, false},
		{"var", func() *torch.Tensor { return f64(1, 3).Var() }, 2.0},
		{"var without correction", func() *torch.Tensor { return f64(1, 3).Var(torch.Correction(0)) }, 1.0},
		{"std along a dim", func() *torch.Tensor { return f64(1, 3).Std(torch.Dim(0), torch.Correction(0), torch.KeepDim(true)) }, []float64{1}},
		{"logsumexp", func() *torch.Tensor { return f64(0, -inf).LogSumExp([]int{0}) }, 0.0},
		{"logsumexp keeps", func() *torch.Tensor { return f64(0, -inf).LogSumExp([]int{0}, torch.KeepDim(true)) }, []float64{0}},
		{"count_nonzero", func() *torch.Tensor { return i64(0, 3, 4).CountNonzero() }, int64(2)},
		{"count_nonzero along a dim", func() *torch.Tensor { return x.Gt(2).CountNonzero(torch.Dim(1)) }, []int64{1, 3}},
		{"quantile", func() *torch.Tensor { return f64(1, 2, 4).Quantile(0.75) }, 3.0},
		{"quantile, lower", func() *torch.Tensor { return f64(1, 2, 4).Quantile(0.75, torch.InterpolateLower) }, 2.0},
		{"quantiles along a dim", func() *torch.Tensor { return x.Quantile(f32(0, 1), torch.Dim(1)) }, [][]float32{{1, 4}, {3, 9}}},
		{"nanquantile", func() *torch.Tensor { return f64(1, nan, 3).NanQuantile(0.5, torch.Dim(0), torch.KeepDim(true)) }, []float64{2}},
		{"cumsum", func() *torch.Tensor { return x.Cumsum(1) }, [][]float32{{1, 3, 6}, {4, 9, 18}}},
		{"cumsum in float64", func() *torch.Tensor { return i64(1, 2).Cumsum(0, torch.Float64) }, []float64{1, 3}},
		{"cumsum_", func() *torch.Tensor { return i64(1, 2).Cumsum_(-1) }, []int64{1, 3}},
		{"cumprod", func() *torch.Tensor { return i64(2, 3, 4).Cumprod(0) }, []int64{2, 6, 24}},
		{"cumprod_", func() *torch.Tensor { return i64(2, 3).Cumprod_(0) }, []int64{2, 6}},
		{"logcumsumexp", func() *torch.Tensor { return f64(0, -inf).LogCumSumExp(0) }, []float64{0, 0}},
		{"diff from a start to an end", func() *torch.Tensor {
			return i64(1, 4).Diff(1, torch.Dim(0), torch.Prepend(i64(0)), torch.Append(i64(10)))
		}, []int64{1, 3, 6}},
		{"diff", func() *torch.Tensor { return i64(1, 4, 9, 16).Diff(2) }, []int64{2, 2}},
	})
}

func TestReduction_Pairs(t *testing.T) {
	x := matrix()
	variance, mean := f64(1, 3).VarMean(torch.Dim(0), torch.Correction(0))
	assert.Equal(t, []any{1.0, 2.0}, []any{variance.Item(), mean.Item()})
	deviation, mean := f64(2, 6).StdMean(torch.Correction(0))
	assert.Equal(t, []any{2.0, 4.0}, []any{deviation.Item(), mean.Item()})
	low, high := x.Aminmax(torch.Dim(-1))
	assert.Equal(t, []any{[]float32{1, 4}, []float32{3, 9}}, []any{low.ToSlice(), high.ToSlice()})
	values, indices := f32(3, 1, 4, 1).Cummax(0)
	assert.Equal(t, []any{[]float32{3, 3, 4, 4}, []int64{0, 0, 2, 2}}, []any{values.ToSlice(), indices.ToSlice()})
	values, _ = f32(3, 1, 4).Cummin(0)
	assert.Equal(t, []float32{3, 1, 1}, values.ToSlice())
}

func TestReduction_Refuses(t *testing.T) {
	x := matrix()
	runPanics(t, []panicCase{
		{"no such dim", "Dimension out of range (expected to be in range of [-2, 1], but got 2)", func() { x.Sum(torch.Dim(2)) }},
		{"a dim twice", "dim 0 appears multiple times", func() { x.Sum(torch.Dim(0, -2)) }},
		{"mean of integers", "could not infer output dtype", func() { i64(1).Mean() }},
		{"prod along two", "works along one dimension", func() { x.Prod(torch.Dim(0, 1)) }},
		{"amax of nothing", "Expected reduction dim", func() { torch.Empty(0).Amax() }},
		{"max of nothing", "Expected reduction dim", func() { torch.Empty(0).Max() }},
		{"var of integers", "only support floating point and complex dtypes", func() { i64(1, 2).Var() }},
		{"quantile above 1", "quantile() q must be in the range [0, 1] but got 2", func() { x.Quantile(2.0) }},
	})
}

func TestHashTensor_IsTheBitsExclusiveOr(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.NewTensor([][]int{{1, 2, 4}, {1, 3, -1}}, torch.In(s)).T()
		torchtest.Equal(t, uint64(math.MaxUint64)^1^2^4^1^3, x.HashTensor())
		torchtest.Equal(t, [][]uint64{{7, math.MaxUint64 ^ 1 ^ 3}}, x.HashTensor(torch.Dim(0), torch.KeepDim(true)))
		half := torch.NewTensor([]float64{0.5}, torch.In(s))
		torchtest.Equal(t, math.Float64bits(0.5), half.HashTensor())
		torchtest.Equal(t, math.Float64bits(0.5), half.Float().HashTensor())
		torchtest.Panics(t, "reduction dim to be specified", func() { torch.Zeros(0, torch.In(s)).HashTensor() })
		torchtest.Panics(t, "Dimension out of range", func() { x.HashTensor(torch.Dim(2)) })
	})
}
