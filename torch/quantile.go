package torch

var (
	opQuantile    = newOp("quantile")
	opQuantileOne = newOp("quantile.scalar")
	opNanQuantile = newOp("nanquantile")
	opNanQuantOne = newOp("nanquantile.scalar")
)

// Interpolation is how [Tensor.Quantile] decides between two elements. It is an
// option of it, beside [Dim] and [KeepDim].
type Interpolation string

// The interpolations of [Tensor.Quantile]; linear unless given.
const (
	InterpolateLinear   Interpolation = "linear"
	InterpolateLower    Interpolation = "lower"
	InterpolateHigher   Interpolation = "higher"
	InterpolateMidpoint Interpolation = "midpoint"
	InterpolateNearest  Interpolation = "nearest"
)

// QuantileOption is an argument of [Tensor.Quantile]: [Dim], [KeepDim] or an
// [Interpolation].
type QuantileOption interface{ quantileOption() }

func (DimOption) quantileOption()     {}
func (KeepDimOption) quantileOption() {}
func (Interpolation) quantileOption() {}

// Quantile returns the q-quantile of all elements, or along one dimension, [Dim].
// q is a Go number from 0 to 1, or a tensor of them in t's dtype, whose quantiles
// then make the result's first dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.quantile.html
func (t *Tensor) Quantile(q any, options ...QuantileOption) *Tensor {
	c := call{op: pick(opQuantile, opQuantileOne, q)}
	c.quantile(t, q, options)
	return c.one()
}

// NanQuantile is [Tensor.Quantile] of the elements that are not NaN.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nanquantile.html
func (t *Tensor) NanQuantile(q any, options ...QuantileOption) *Tensor {
	c := call{op: pick(opNanQuantile, opNanQuantOne, q)}
	c.quantile(t, q, options)
	return c.one()
}

func (c *call) quantile(t *Tensor, q any, options []QuantileOption) {
	o := gathered(options)
	how := InterpolateLinear
	for _, option := range options {
		if i, ok := option.(Interpolation); ok {
			how = i
		}
	}
	c.tensor(t)
	c.operand(q)
	c.optionalDim(&o)
	c.Bool(o.keep)
	c.String(string(how))
}
