package torch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestHistogram(t *testing.T) {
	torchtest.NoLeaks(t)
	hist, edges := f32(1, 2, 1).Histogram(4, torch.BinRange(0, 3))
	torchtest.Equal(t, []float32{0, 2, 1, 0}, hist)
	torchtest.Equal(t, []float32{0, 0.75, 1.5, 2.25, 3}, edges)

	hist, _ = f32(1, 2, 1).Histogram(4, torch.BinRange(0, 3), torch.SampleWeight(f32(1, 2, 4)), torch.Density(true))
	torchtest.Equal(t, float32(1), hist.Mul(0.75).Sum(), "the area is 1")

	given := f32(0, 1.5, 4)
	hist, edges = f32(1, 2, 1, 4, 9).Histogram(given)
	torchtest.Equal(t, []float32{2, 2}, hist, "the last edge counts, what lies beyond doesn't")
	torchtest.Equal(t, given, edges)

	hist, edges = torch.Zeros(0).Histogram(2)
	torchtest.Equal(t, []float32{0, 0}, hist)
	assert.Equal(t, []int{3}, edges.Shape())
}

func TestHistogramdd(t *testing.T) {
	torchtest.NoLeaks(t)
	points := torch.NewTensor([][]float64{{0, 1}, {1, 0}, {2, 0}, {2, 2}})
	same, edges := points.Histogramdd(3, torch.SampleWeight(torch.NewTensor([]float64{1, 2, 4, 8})))
	torchtest.Equal(t, [][]float64{{0, 1, 0}, {2, 0, 0}, {4, 0, 8}}, same)
	assert.Len(t, edges, 2)

	each, edges := points.Histogramdd([]int{1, 2}, torch.BinRange(0, 2, 0, 2))
	torchtest.Equal(t, [][]float64{{2, 2}}, each)
	torchtest.Equal(t, []float64{0, 2}, edges[0])

	byEdges, _ := points.Histogramdd(edges)
	torchtest.Equal(t, each, byEdges)
}

func TestHistogram_Refuses(t *testing.T) {
	x := f32(1, 2)
	runPanics(t, []panicCase{
		{"bins of another type", "bins must be int or *torch.Tensor, got float64", func() { x.Histogram(2.0) }},
		{"no bins", "bins must be > 0", func() { x.Histogram(0) }},
		{"a range beside edges", "BinRange does not go with", func() { x.Histogram(x, torch.BinRange(0, 1)) }},
		{"a range beside edges of dimensions", "BinRange does not go with", func() { x.Histogramdd([]*torch.Tensor{x}, torch.BinRange(0, 1)) }},
		{"bins of another type for dimensions", "bins must be int, []int or []*torch.Tensor, got *torch.Tensor", func() { x.Histogramdd(x) }},
		{"integers", "not implemented for 'Long'", func() { i64(1, 2).Histogram(2) }},
		{"weights of another shape", "the same shape as the input tensor", func() { x.Histogram(2, torch.SampleWeight(f32(1))) }},
		{"a range the wrong way round", "min should not exceed max", func() { x.Histogram(2, torch.BinRange(1, 0)) }},
	})
}

func TestCov(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{0, 2}, {1, 1}, {2, 0}}).T()
	torchtest.Equal(t, [][]float32{{1, -1}, {-1, 1}}, x.Cov())
	torchtest.Equal(t, [][]float32{{1, -1}, {-1, 1}}, x.Corrcoef())
	torchtest.Equal(t, float32(2.0/3), torch.NewTensor([]float32{0, 1, 2}).Cov(torch.Correction(0)))
	torchtest.Equal(t, float32(1), f32(5, 7).Corrcoef())
	torchtest.Equal(t,
		torch.NewTensor([][]float32{{0, 0, 2}, {1, 1, 0}}).Cov(torch.AWeights(f32(1, 1, 3))),
		torch.NewTensor([][]float32{{0, 2}, {1, 0}}).Cov(torch.FWeights(i64(2, 1)), torch.AWeights(f32(1, 3))))

	runPanics(t, []panicCase{
		{"three dimensions", "two or fewer dimensions", func() { torch.Zeros(2, 2, 2).Cov() }},
		{"bools", "bool dtype is not supported", func() { torch.Ones(2, torch.Bool).Cov() }},
		{"a part of an observation as correction", "is a whole number", func() { f32(1, 2).Cov(torch.Correction(0.5)) }},
		{"weights that are no integers", "fweights to have integral dtype", func() { f32(1, 2).Cov(torch.FWeights(f32(1, 1))) }},
	})
}
