package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opTrapezoid     = newOp("trapezoid.dx")
	opTrapezoidX    = newOp("trapezoid.x")
	opCumTrapezoid  = newOp("cumulative_trapezoid.dx")
	opCumTrapezoidX = newOp("cumulative_trapezoid.x")

	opGradient           = newOp("gradient.scalarint")
	opGradientDims       = newOp("gradient.array")
	opGradientNumber     = newOp("gradient.scalararray")
	opGradientNumbers    = newOp("gradient.scalarrayint")
	opGradientNumberDims = newOp("gradient.scalarrayarray")
	opGradientTensors    = newOp("gradient.tensorarrayint")
	opGradientTensorDims = newOp("gradient.tensorarray")
)

// TrapezoidOption is an argument of [Tensor.Trapezoid]: [Dim] (the last dimension
// unless given) or [Spacing] (1 unless given).
type TrapezoidOption interface{ applyTrapezoid(*spacingOptions) }

// GradientOption is an argument of [Tensor.Gradient]: [Dim] (all dimensions
// unless given), [Spacing] (1 unless given) or [EdgeOrder].
type GradientOption interface{ applyGradient(*spacingOptions) }

type spacingOptions struct {
	dims      []int
	spacing   []any
	edgeOrder int
}

// SpacingOption is what [Spacing] returns.
type SpacingOption struct{ spacing []any }

// Spacing says how far samples lie apart: a Go number is their distance, a tensor
// holds their coordinates. [Tensor.Gradient] takes one number for all dimensions,
// or a number or a vector for each.
func Spacing(spacing ...any) SpacingOption { return SpacingOption{spacing} }

type edgeOrderOption int

// EdgeOrder has [Tensor.Gradient] estimate the edges by 1, as it does unless
// told, or 2 of their neighbours.
func EdgeOrder(order int) GradientOption { return edgeOrderOption(order) }

func (d DimOption) applyTrapezoid(o *spacingOptions)      { o.dims = d.dims }
func (d DimOption) applyGradient(o *spacingOptions)       { o.dims = d.dims }
func (s SpacingOption) applyTrapezoid(o *spacingOptions)  { o.spacing = s.spacing }
func (s SpacingOption) applyGradient(o *spacingOptions)   { o.spacing = s.spacing }
func (e edgeOrderOption) applyGradient(o *spacingOptions) { o.edgeOrder = int(e) }

// Trapezoid returns the integral of the samples t along a dimension by the
// trapezoidal rule; that dimension is gone.
//
//	y.Trapezoid(torch.Spacing(x), torch.Dim(0))
//
// See https://docs.pytorch.org/docs/stable/generated/torch.trapezoid.html
func (t *Tensor) Trapezoid(options ...TrapezoidOption) *Tensor {
	return t.integral(opTrapezoid, opTrapezoidX, options)
}

// CumulativeTrapezoid is [Tensor.Trapezoid] up to each sample but the first: the
// dimension shrinks by one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cumulative_trapezoid.html
func (t *Tensor) CumulativeTrapezoid(options ...TrapezoidOption) *Tensor {
	return t.integral(opCumTrapezoid, opCumTrapezoidX, options)
}

func (t *Tensor) integral(distance, coordinates *Op, options []TrapezoidOption) *Tensor {
	o := spacingOptions{dims: []int{-1}, spacing: []any{1}}
	option.Once(options)
	for _, option := range options {
		option.applyTrapezoid(&o)
	}
	c := call{op: distance}
	c.tensor(t)
	if len(o.spacing) != 1 {
		c.misuse("TypeError", "expected one Spacing")
	}
	if x, ok := o.spacing[0].(*Tensor); ok {
		c.op = coordinates
		c.tensor(x)
	} else {
		c.scalar(o.spacing[0])
	}
	c.Int(int64(c.oneDim(o.dims)))
	return c.one()
}

// Gradient returns, for each dimension, the derivatives of the samples t along it,
// estimated from their neighbours.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.gradient.html
func (t *Tensor) Gradient(options ...GradientOption) []*Tensor {
	o := spacingOptions{edgeOrder: 1}
	option.Once(options)
	for _, option := range options {
		option.applyGradient(&o)
	}
	c := call{}
	c.op = o.gradientOp()
	c.tensor(t)
	switch c.op {
	case opGradient:
		if len(o.spacing) == 0 {
			c.None()
		} else {
			c.scalar(o.spacing[0])
		}
	case opGradientNumber:
		c.scalar(o.spacing[0])
	case opGradientNumbers, opGradientNumberDims:
		c.numbers(o.spacing)
	case opGradientTensors, opGradientTensorDims:
		c.coordinates(o.spacing)
	}
	if o.dims == nil {
		c.None()
	} else {
		c.Ints(o.dims)
	}
	c.Int(int64(o.edgeOrder))
	return c.list()
}

// gradientOp chooses the overload: by what the spacing is, and whether there are
// dimensions.
func (o *spacingOptions) gradientOp() *Op {
	if len(o.spacing) > 0 {
		if _, ok := o.spacing[0].(*Tensor); ok {
			return pickDims(o.dims, opGradientTensorDims, opGradientTensors)
		}
	}
	switch len(o.spacing) {
	case 0:
		return pickDims(o.dims, opGradientDims, opGradient)
	case 1:
		return pickDims(o.dims, opGradientNumber, opGradient)
	}
	return pickDims(o.dims, opGradientNumberDims, opGradientNumbers)
}

func pickDims(dims []int, some, none *Op) *Op {
	if dims == nil {
		return none
	}
	return some
}

// coordinates appends tensors given as a list of any.
func (c *call) coordinates(spacing []any) {
	tensors := make([]*Tensor, len(spacing))
	for i, v := range spacing {
		t, ok := v.(*Tensor)
		if !ok {
			c.misuse("TypeError", "expected each Spacing to be a tensor, as the first is")
		}
		tensors[i] = t
	}
	c.tensors(tensors)
}
