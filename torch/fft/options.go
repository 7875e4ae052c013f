package fft

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Option is an argument of the transforms along one dimension: [N], [Dim] or a
// [Norm].
type Option interface{ applyOne(*options) }

// ManyOption is an argument of the transforms along several dimensions: [S], [Dim]
// or a [Norm].
type ManyOption interface{ applyMany(*options) }

type options struct {
	n     aten.Opt[int]
	sizes []int
	dims  []int
	norm  aten.Opt[string]
}

// Norm tells which of a transform and its inverse is scaled, so that one undoes
// the other.
type Norm string

// The norms. n is the number of points transformed.
const (
	Backward Norm = "backward" // the inverse, by 1/n; what is done unless a norm is given
	Forward  Norm = "forward"  // the forward transform, by 1/n
	Ortho    Norm = "ortho"    // both, by 1/sqrt(n), which makes them orthonormal
)

func (n Norm) applyOne(o *options)  { o.norm = aten.Some(string(n)) }
func (n Norm) applyMany(o *options) { n.applyOne(o) }

// NOption is what [N] returns.
type NOption int

// N is the length of the signal: the input is cut, or padded with zeros, to n
// points (n/2+1 of them where a half of the spectrum is the input). It is needed
// to undo a transform of an odd number of points by a half.
func N(n int) NOption { return NOption(n) }

func (n NOption) applyOne(o *options) { o.n = aten.Some(int(n)) }

// SOption is what [S] returns.
type SOption []int

// S is [N] for each of the dimensions; -1 leaves one as it is. Functions that end
// in N transform the last len(sizes) dimensions where [Dim] names none.
func S(sizes ...int) SOption { return sizes }

func (s SOption) applyMany(o *options) { o.sizes = s }

// DimOption is what [Dim] returns.
type DimOption []int

// Dim names the dimensions to transform, counted from the end where negative.
// Transforms along one dimension panic unless it is one.
func Dim(dims ...int) DimOption { return dims }

func (d DimOption) applyOne(o *options)  { o.dims = d }
func (d DimOption) applyMany(o *options) { o.dims = d }

// one gathers the options of a transform along one dimension. The structs of
// torch/aten for such transforms convert to each other.
func one(op string, opts []Option) *aten.FftFftOptions {
	if len(opts) == 0 {
		return nil
	}
	var o options
	for _, option := range opts {
		option.applyOne(&o)
	}
	to := &aten.FftFftOptions{N: o.n, Norm: o.norm}
	if o.dims != nil {
		to.Dim = aten.Some(single(op, o.dims))
	}
	return to
}

func single(op string, dims []int) int {
	if len(dims) != 1 {
		panic(&torch.Error{Op: "aten::" + op, Kind: "TypeError", Msg: fmt.Sprintf("the transform is along one dimension, Dim names %d", len(dims))})
	}
	return dims[0]
}

// many gathers the options of a transform along several dimensions.
func many(opts []ManyOption) *aten.FftFftnOptions {
	if len(opts) == 0 {
		return nil
	}
	var o options
	for _, option := range opts {
		option.applyMany(&o)
	}
	return &aten.FftFftnOptions{S: o.sizes, Dim: o.dims, Norm: o.norm}
}
