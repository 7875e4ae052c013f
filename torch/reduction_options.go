package torch

import "github.com/e0112027/gotorch/torch/internal/option"

// Where Python gives one name to a reduction of the whole tensor and, with a dim,
// to another one that also returns indices, the second is called with the suffix
// Dim: [Tensor.Max] and [Tensor.MaxDim]. Where both return one tensor, there is
// one method, and [Dim] is an option.

// KeepDimOption is what [KeepDim] returns.
type KeepDimOption bool

// KeepDim keeps the reduced dimensions in the result, with size 1.
func KeepDim(on bool) KeepDimOption { return KeepDimOption(on) }

// CorrectionOption is what [Correction] returns.
type CorrectionOption float64

// Correction is what [Tensor.Var] and [Tensor.Std] take off the number of
// elements that they divide by; 1 unless given.
func Correction(n float64) CorrectionOption { return CorrectionOption(n) }

// ReduceOption is an argument of reductions: [Dim] or [KeepDim].
type ReduceOption interface{ reduceOption() }

// SumOption is an argument of [Tensor.Sum] and its kin: [Dim], [KeepDim], or a
// [DType] to which the elements are converted first.
type SumOption interface{ sumOption() }

// VarOption is an argument of [Tensor.Var] and [Tensor.Std]: [Dim], [KeepDim] or
// [Correction].
type VarOption interface{ varOption() }

type reduceOptions struct {
	dims       []int
	hasDims    bool
	keep       bool
	dtype      DType
	hasDType   bool
	correction any
}

func (DimOption) reduceOption()     {}
func (KeepDimOption) reduceOption() {}

func (DimOption) sumOption()     {}
func (KeepDimOption) sumOption() {}
func (DType) sumOption()         {}

func (DimOption) varOption()        {}
func (KeepDimOption) varOption()    {}
func (CorrectionOption) varOption() {}

// gathered takes a reduction's options together, of whatever interface; others are
// the caller's. They are told apart by their types and copied field by field: a call through the
// interface, or a slice stored through a pointer, would put them on the heap.
func gathered[O any](options []O) (o reduceOptions) {
	option.Once(options)
	for _, option := range options {
		switch option := any(option).(type) {
		case DimOption:
			o.dims, o.hasDims = option.dims, true
		case KeepDimOption:
			o.keep = bool(option)
		case DType:
			o.dtype, o.hasDType = option, true
		case CorrectionOption:
			o.correction = float64(option)
		}
	}
	return o
}

// optionalDims appends the dimensions, or None for all of them.
func (c *call) optionalDims(o *reduceOptions) {
	if !o.hasDims {
		c.None()
		return
	}
	c.Ints(o.dims)
}

// optionalDim appends the one dimension, or None.
func (c *call) optionalDim(o *reduceOptions) {
	if !o.hasDims {
		c.None()
		return
	}
	c.Int(int64(c.oneDim(o.dims)))
}

// dimOrLast appends the one dimension, or the last.
func (c *call) dimOrLast(o *reduceOptions) {
	if !o.hasDims {
		c.Int(-1)
		return
	}
	c.Int(int64(c.oneDim(o.dims)))
}
