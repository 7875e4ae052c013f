package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opCumsum       = newOp("cumsum")
	opCumsumInPl   = newOp("cumsum_")
	opCumprod      = newOp("cumprod")
	opCumprodInPl  = newOp("cumprod_")
	opCummax       = newOp("cummax")
	opCummin       = newOp("cummin")
	opLogCumSumExp = newOp("logcumsumexp")
	opDiff         = newOp("diff")
)

// Cumsum returns the running sums along dim. Integers are summed as Int64 unless a
// dtype is given, to which the elements are then converted first.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html
func (t *Tensor) Cumsum(dim int, dtype ...DType) *Tensor { return along(opCumsum, t, dim, dtype) }

// Cumsum_ is [Tensor.Cumsum] in place; a dtype must be t's.
func (t *Tensor) Cumsum_(dim int, dtype ...DType) *Tensor {
	c := call{op: opCumsumInPl}
	c.along(t, dim, dtype)
	return c.inPlace(t)
}

// Cumprod returns the running products along dim; the dtype is as for
// [Tensor.Cumsum].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html
func (t *Tensor) Cumprod(dim int, dtype ...DType) *Tensor { return along(opCumprod, t, dim, dtype) }

// Cumprod_ is [Tensor.Cumprod] in place; a dtype must be t's.
func (t *Tensor) Cumprod_(dim int, dtype ...DType) *Tensor {
	c := call{op: opCumprodInPl}
	c.along(t, dim, dtype)
	return c.inPlace(t)
}

// Cummax returns the running maxima along dim and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cummax.html
func (t *Tensor) Cummax(dim int) (values, indices *Tensor) { return located(opCummax, t, dim, nil) }

// Cummin returns the running minima along dim and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cummin.html
func (t *Tensor) Cummin(dim int) (values, indices *Tensor) { return located(opCummin, t, dim, nil) }

// LogCumSumExp returns the logarithms of the running sums of exp(t) along dim,
// without overflow on the way.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html
func (t *Tensor) LogCumSumExp(dim int) *Tensor { return along(opLogCumSumExp, t, dim, nil) }

// DiffOption is an argument of [Tensor.Diff]: [Dim] (the last dimension unless
// given), [Prepend] or [Append].
type DiffOption interface{ diffOption() }

type (
	prependOption struct{ other *Tensor }
	appendOption  struct{ other *Tensor }
)

func (DimOption) diffOption()     {}
func (prependOption) diffOption() {}
func (appendOption) diffOption()  {}

// Prepend puts other before t along the dimension, in whose size alone they may
// differ.
func Prepend(other *Tensor) DiffOption { return prependOption{other} }

// Append puts other behind t, as [Prepend] does before it.
func Append(other *Tensor) DiffOption { return appendOption{other} }

// Diff returns the differences of neighbours along a dimension, taken n times, in
// Python once unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.diff.html
func (t *Tensor) Diff(n int, options ...DiffOption) *Tensor {
	dims := []int{-1}
	var before, after *Tensor
	option.Once(options)
	for _, option := range options {
		switch option := option.(type) {
		case DimOption:
			dims = option.dims
		case prependOption:
			before = option.other
		case appendOption:
			after = option.other
		}
	}
	c := call{op: opDiff}
	c.tensor(t)
	c.Int(int64(n))
	c.Int(int64(c.oneDim(dims)))
	c.optional(before)
	c.optional(after)
	return c.one()
}
