package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opSum          = newOp("sum")
	opSumDim       = newOp("sum.dim_IntList")
	opMean         = newOp("mean")
	opMeanDim      = newOp("mean.dim")
	opNanSum       = newOp("nansum")
	opNanMean      = newOp("nanmean")
	opProd         = newOp("prod")
	opProdDim      = newOp("prod.dim_int")
	opAmax         = newOp("amax")
	opAmin         = newOp("amin")
	opAll          = newOp("all")
	opAllDims      = newOp("all.dims")
	opAny          = newOp("any")
	opAnyDims      = newOp("any.dims")
	opVar          = newOp("var.correction")
	opStd          = newOp("std.correction")
	opVarMean      = newOp("var_mean.correction")
	opStdMean      = newOp("std_mean.correction")
	opLogSumExp    = newOp("logsumexp")
	opCountNonzero = newOp("count_nonzero.dim_IntList")
	opCountAll     = newOp("count_nonzero")
	opHashTensor   = newOp("hash_tensor")
)

// Sum returns the sum of all elements, or along [Dim]. Integers and bools are
// summed as Int64 unless a [DType] is given.
//
//	t.Sum(torch.Dim(0, -1), torch.KeepDim(true), torch.Float64)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sum.html
func (t *Tensor) Sum(options ...SumOption) *Tensor { return summed(opSum, opSumDim, t, options) }

// Mean returns the mean of all elements, or along [Dim]. t must be of a floating
// or complex dtype, or a [DType] be given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mean.html
func (t *Tensor) Mean(options ...SumOption) *Tensor { return summed(opMean, opMeanDim, t, options) }

// NanSum is [Tensor.Sum] with NaN counted as zero.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nansum.html
func (t *Tensor) NanSum(options ...SumOption) *Tensor { return summed(nil, opNanSum, t, options) }

// NanMean is [Tensor.Mean] of the elements that are not NaN.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nanmean.html
func (t *Tensor) NanMean(options ...SumOption) *Tensor { return summed(nil, opNanMean, t, options) }

// Prod returns the product of all elements, or along one dimension, [Dim]. The
// dtype is as for [Tensor.Sum].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.prod.html
func (t *Tensor) Prod(options ...SumOption) *Tensor {
	o := gathered(options)
	c := call{op: opProd}
	c.tensor(t)
	if o.hasDims {
		c.op = opProdDim
		c.Int(int64(c.oneDim(o.dims)))
		c.Bool(o.keep)
	}
	if o.hasDType {
		c.Int(int64(o.dtype))
	}
	return c.one()
}

// summed runs a reduction with a dtype; all is its overload for the whole tensor,
// nil where there is none.
func summed(all, dim *Op, t *Tensor, options []SumOption) *Tensor {
	o := gathered(options)
	c := call{op: all}
	if all == nil || o.hasDims || o.keep {
		c.op = dim
		c.tensor(t)
		c.optionalDims(&o)
		c.Bool(o.keep)
	} else {
		c.tensor(t)
	}
	if o.hasDType {
		c.Int(int64(o.dtype))
	}
	return c.one()
}

// Amax returns the largest element, or the largest ones along [Dim]; a gradient is
// spread evenly over equal elements.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.amax.html
func (t *Tensor) Amax(options ...ReduceOption) *Tensor { return extreme(opAmax, t, options) }

// Amin returns the smallest element, or the smallest ones along [Dim]; a gradient
// is spread evenly over equal elements.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.amin.html
func (t *Tensor) Amin(options ...ReduceOption) *Tensor { return extreme(opAmin, t, options) }

func extreme(op *Op, t *Tensor, options []ReduceOption) *Tensor {
	o := gathered(options)
	c := call{op: op}
	c.tensor(t)
	c.Ints(o.dims)
	c.Bool(o.keep)
	return c.one()
}

// All tells whether all elements are true (not zero), or all along [Dim], as a
// bool tensor (uint8 for a uint8 t).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.all.html
func (t *Tensor) All(options ...ReduceOption) *Tensor { return tested(opAll, opAllDims, t, options) }

// Any tells whether any element is true (not zero), or any along [Dim], as a bool
// tensor (uint8 for a uint8 t).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.any.html
func (t *Tensor) Any(options ...ReduceOption) *Tensor { return tested(opAny, opAnyDims, t, options) }

func tested(all, dims *Op, t *Tensor, options []ReduceOption) *Tensor {
	o := gathered(options)
	c := call{op: all}
	c.tensor(t)
	if o.hasDims || o.keep {
		c.op = dims
		c.optionalDims(&o)
		c.Bool(o.keep)
	}
	return c.one()
}

// Var returns the variance of all elements, or along [Dim], divided by their
// number less [Correction]. t must be of a floating or complex dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.var.html
func (t *Tensor) Var(options ...VarOption) *Tensor {
	c := call{op: opVar}
	c.spread(t, options)
	return c.one()
}

// Std returns the square root of [Tensor.Var].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.std.html
func (t *Tensor) Std(options ...VarOption) *Tensor {
	c := call{op: opStd}
	c.spread(t, options)
	return c.one()
}

// VarMean returns [Tensor.Var] and the mean.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.var_mean.html
func (t *Tensor) VarMean(options ...VarOption) (variance, mean *Tensor) {
	c := call{op: opVarMean}
	c.spread(t, options)
	return c.two()
}

// StdMean returns [Tensor.Std] and the mean.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.std_mean.html
func (t *Tensor) StdMean(options ...VarOption) (deviation, mean *Tensor) {
	c := call{op: opStdMean}
	c.spread(t, options)
	return c.two()
}

func (c *call) spread(t *Tensor, options []VarOption) {
	o := gathered(options)
	c.tensor(t)
	c.optionalDims(&o)
	c.optionalScalar(o.correction)
	c.Bool(o.keep)
}

// LogSumExp returns the logarithm of the sum of exp(t) along dims, without
// overflow on the way. Integers give floats.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html
func (t *Tensor) LogSumExp(dims []int, keepDim ...KeepDimOption) *Tensor {
	c := call{op: opLogSumExp}
	c.tensor(t)
	c.Ints(dims)
	c.keepDim(keepDim)
	return c.one()
}

// keepDim appends the option where it is given.
func (c *call) keepDim(options []KeepDimOption) {
	if only, given := option.Only(options); given {
		c.Bool(bool(only))
	}
}

// CountNonzero returns how many elements are not zero, of all or along [Dim], as
// Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.count_nonzero.html
func (t *Tensor) CountNonzero(dims ...DimOption) *Tensor {
	c := call{op: opCountAll}
	c.tensor(t)
	if len(dims) > 0 {
		c.op = opCountNonzero
		c.Ints(dimsOf(dims))
	}
	return c.one()
}

// HashTensor returns the exclusive or, uint64, of the bits of all elements, or of
// those along [Dim], each first converted to float64 or int64. It is no
// cryptographic hash. It panics where t has no elements and no dim is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hash_tensor.html
func (t *Tensor) HashTensor(options ...ReduceOption) *Tensor {
	return extreme(opHashTensor, t, options)
}
