package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

var (
	opHistogram         = newOp("histogram.bin_ct")
	opHistogramEdges    = newOp("histogram.bins_tensor")
	opHistogramdd       = newOp("histogramdd")
	opHistogramddSame   = newOp("histogramdd.int_bins")
	opHistogramddByEdge = newOp("histogramdd.TensorList_bins")
)

// HistogramOption is an argument of [Tensor.Histogram] and [Tensor.Histogramdd]:
// [BinRange], [SampleWeight] or [Density].
type HistogramOption func(*histogramOptions)

type histogramOptions struct {
	option.Given

	bounds  []float64
	weight  *Tensor
	density bool
}

// BinRange bounds the bins, where they are given by their number: the lowest and
// the highest edge, of each dimension in turn for [Tensor.Histogramdd]. Without
// it they are the smallest and the largest element.
func BinRange(bounds ...float64) HistogramOption {
	return func(o *histogramOptions) { o.Once("BinRange"); o.bounds = bounds }
}

// SampleWeight counts each sample by its weight: w has the samples' shape.
func SampleWeight(w *Tensor) HistogramOption {
	return func(o *histogramOptions) { o.Once("SampleWeight"); o.weight = w }
}

// Density divides the counts so that the integral over all bins is 1.
func Density(on bool) HistogramOption {
	return func(o *histogramOptions) { o.Once("Density"); o.density = on }
}

// Histogram counts t's elements by bins: their number, an int, or their edges, an
// ascending vector of t's dtype, which must be floating. It returns the counts
// (bins) and the edges (bins+1), both of t's dtype. It runs on the CPU.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.histogram.html
func (t *Tensor) Histogram(bins any, options ...HistogramOption) (hist, edges *Tensor) {
	var o histogramOptions
	for _, option := range options {
		option(&o)
	}
	c := call{op: opHistogram}
	c.tensor(t)
	switch bins := bins.(type) {
	case int:
		c.Int(int64(bins))
		c.binRange(&o)
	case *Tensor:
		c.op = opHistogramEdges
		c.noBinRange(&o)
		c.tensor(bins)
	default:
		c.noBins(bins, "int or *torch.Tensor")
	}
	c.optional(o.weight)
	c.Bool(o.density)
	return c.two()
}

// Histogramdd counts points, the rows of t (…, D), by bins of D dimensions: one
// number for all dimensions, an int, or one for each, []int, or the edges of
// each, []*Tensor. It returns the counts, of D dimensions, and the D vectors of
// edges. It runs on the CPU.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.histogramdd.html
func (t *Tensor) Histogramdd(bins any, options ...HistogramOption) (hist *Tensor, edges []*Tensor) {
	var o histogramOptions
	for _, option := range options {
		option(&o)
	}
	c := call{op: opHistogramdd}
	c.tensor(t)
	switch bins := bins.(type) {
	case int:
		c.op = opHistogramddSame
		c.Int(int64(bins))
	case []int:
		c.Ints(bins)
	case []*Tensor:
		c.op = opHistogramddByEdge
		c.noBinRange(&o)
		c.tensors(bins)
	default:
		c.noBins(bins, "int, []int or []*torch.Tensor")
	}
	c.binRange(&o)
	c.optional(o.weight)
	c.Bool(o.density)
	return c.oneAndList()
}

func (c *call) binRange(o *histogramOptions) {
	if o.bounds == nil {
		c.None()
		return
	}
	c.Doubles(o.bounds)
}

// noBinRange refuses a range beside edges, which say it already.
func (c *call) noBinRange(o *histogramOptions) {
	if o.bounds != nil {
		c.misuse("TypeError", "BinRange does not go with bins given by their edges")
	}
}

func (c *call) noBins(bins any, want string) {
	c.misuse("TypeError", fmt.Sprintf("bins must be %s, got %T", want, bins))
}

// oneAndList runs an operator that returns a tensor and a list of them.
func (c *call) oneAndList() (*Tensor, []*Tensor) {
	r := c.expect(cgotorch.TagTensor, cgotorch.TagTensors)
	first, rest := c.wrap(r[0].Handle, r[0].Info), c.wrapAll(r[1])
	c.finish(nil)
	return first, rest
}
