package fft

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// Option is an argument of the transforms along one dimension: [N], [torch.Dim] (the
// last one unless given) or a [Normalization].
type Option interface{ FFTOption(option.Seal) }

// ManyOption is an argument of the transforms along several dimensions: [S],
// [torch.Dim] or a [Normalization].
type ManyOption interface{ FFTNOption(option.Seal) }

// Normalization, Python's norm=, tells which of a transform and its inverse is
// scaled, so that one undoes the other.
type Normalization string

// The normalizations. n is the number of points transformed.
const (
	NormBackward Normalization = "backward" // the inverse, by 1/n; what is done unless one is given
	NormForward  Normalization = "forward"  // the forward transform, by 1/n
	NormOrtho    Normalization = "ortho"    // both, by 1/sqrt(n), which makes them orthonormal
)

// FFTOption makes a Normalization an [Option].
func (Normalization) FFTOption(option.Seal) {}

// FFTNOption makes a Normalization a [ManyOption].
func (Normalization) FFTNOption(option.Seal) {}

// NOption is what [N] returns.
type NOption int

// N is the length of the signal: the input is cut, or padded with zeros, to n
// points (n/2+1 of them where a half of the spectrum is the input). It is needed
// to undo a transform of an odd number of points by a half.
func N(n int) NOption { return NOption(n) }

// FFTOption makes N an [Option].
func (NOption) FFTOption(option.Seal) {}

// SOption is what [S] returns.
type SOption []int

// S is [N] for each of the dimensions; -1 leaves one as it is. Functions that end
// in N transform the last len(sizes) dimensions where [torch.Dim] names none.
func S(sizes ...int) SOption { return sizes }

// FFTNOption makes S a [ManyOption].
func (SOption) FFTNOption(option.Seal) {}

// one gathers the options of a transform along one dimension. The structs of
// torch/aten for such transforms convert to each other.
func one(op string, opts []Option) *aten.FftFftOptions {
	if len(opts) == 0 {
		return nil
	}
	o := &aten.FftFftOptions{}
	option.Once(opts)
	for _, opt := range opts {
		switch opt := opt.(type) {
		case NOption:
			o.N = aten.Some(int(opt))
		case Normalization:
			o.Norm = aten.Some(string(opt))
		case torch.DimOption:
			o.Dim = aten.Some(opt.One("aten::" + op))
		}
	}
	return o
}

// many gathers the options of a transform along several dimensions.
func many(opts []ManyOption) *aten.FftFftnOptions {
	if len(opts) == 0 {
		return nil
	}
	o := &aten.FftFftnOptions{}
	option.Once(opts)
	for _, opt := range opts {
		switch opt := opt.(type) {
		case SOption:
			o.S = opt
		case Normalization:
			o.Norm = aten.Some(string(opt))
		case torch.DimOption:
			o.Dim = opt.Dims()
		}
	}
	return o
}
