package torch

var (
	opMax          = newOp("max")
	opMaxDim       = newOp("max.dim")
	opMin          = newOp("min")
	opMinDim       = newOp("min.dim")
	opAminmax      = newOp("aminmax")
	opArgmax       = newOp("argmax")
	opArgmin       = newOp("argmin")
	opMedian       = newOp("median")
	opMedianDim    = newOp("median.dim")
	opNanMedian    = newOp("nanmedian")
	opNanMedianDim = newOp("nanmedian.dim")
	opMode         = newOp("mode")
)

// Max returns the largest element. For two tensors see [Tensor.Maximum].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.max.html
func (t *Tensor) Max() *Tensor { return unary(opMax, t) }

// Min returns the smallest element. For two tensors see [Tensor.Minimum].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.min.html
func (t *Tensor) Min() *Tensor { return unary(opMin, t) }

// Median returns the lower one of the elements in the middle.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.median.html
func (t *Tensor) Median() *Tensor { return unary(opMedian, t) }

// NanMedian is [Tensor.Median] of the elements that are not NaN.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nanmedian.html
func (t *Tensor) NanMedian() *Tensor { return unary(opNanMedian, t) }

// MaxDim returns the largest elements along dim and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.max.html
func (t *Tensor) MaxDim(dim int, keepDim ...KeepDimOption) (values, indices *Tensor) {
	return located(opMaxDim, t, dim, keepDim)
}

// MinDim returns the smallest elements along dim and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.min.html
func (t *Tensor) MinDim(dim int, keepDim ...KeepDimOption) (values, indices *Tensor) {
	return located(opMinDim, t, dim, keepDim)
}

// MedianDim returns the lower medians along dim and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.median.html
func (t *Tensor) MedianDim(dim int, keepDim ...KeepDimOption) (values, indices *Tensor) {
	return located(opMedianDim, t, dim, keepDim)
}

// NanMedianDim is [Tensor.MedianDim] of the elements that are not NaN.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nanmedian.html
func (t *Tensor) NanMedianDim(dim int, keepDim ...KeepDimOption) (values, indices *Tensor) {
	return located(opNanMedianDim, t, dim, keepDim)
}

// Mode returns the most frequent elements along one dimension, [Dim] (the last one
// unless given), and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.mode.html
func (t *Tensor) Mode(options ...ReduceOption) (values, indices *Tensor) {
	o := gathered(options)
	c := call{op: opMode}
	c.tensor(t)
	c.dimOrLast(&o)
	c.Bool(o.keep)
	return c.two()
}

// located runs a reduction along a dimension that returns values and indices.
func located(op *Op, t *Tensor, dim int, keepDim []KeepDimOption) (values, indices *Tensor) {
	c := call{op: op}
	c.tensor(t)
	c.Int(int64(dim))
	c.keepDim(keepDim)
	return c.two()
}

// Aminmax returns the smallest and the largest element, or those along one
// dimension, [Dim].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.aminmax.html
func (t *Tensor) Aminmax(options ...ReduceOption) (low, high *Tensor) {
	o := gathered(options)
	c := call{op: opAminmax}
	c.tensor(t)
	c.optionalDim(&o)
	c.Bool(o.keep)
	return c.two()
}

// Argmax returns the index of the largest element in the flattened tensor, or the
// indices along one dimension, [Dim], as Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.argmax.html
func (t *Tensor) Argmax(options ...ReduceOption) *Tensor { return place(opArgmax, t, options) }

// Argmin returns the index of the smallest element in the flattened tensor, or the
// indices along one dimension, [Dim], as Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.argmin.html
func (t *Tensor) Argmin(options ...ReduceOption) *Tensor { return place(opArgmin, t, options) }

func place(op *Op, t *Tensor, options []ReduceOption) *Tensor {
	o := gathered(options)
	c := call{op: op}
	c.tensor(t)
	c.optionalDim(&o)
	c.Bool(o.keep)
	return c.one()
}
