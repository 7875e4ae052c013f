package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opEqual    = newOp("equal")
	opAllClose = newOp("allclose")
	opIsClose  = newOp("isclose")
	opIsIn     = newOp("isin.Tensor_Tensor")
	opIsInOne  = newOp("isin.Tensor_Scalar")
	opOneIsIn  = newOp("isin.Scalar_Tensor")
)

// Equal tells whether t and other have the same shape and elements. NaN equals
// nothing.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.equal.html
func (t *Tensor) Equal(other *Tensor) bool {
	c := call{op: opEqual}
	c.tensor(t)
	c.tensor(other)
	return c.value().Int != 0
}

// CloseOption is a keyword argument of [Tensor.IsClose] and [Tensor.AllClose].
type CloseOption interface{ closeOption() }

type closeness struct {
	rtol, atol float64
	equalNaN   bool
}

// RTolOption is what [RTol] returns.
type RTolOption float64

// RTol is the tolerance relative to the other operand: of comparisons 1e-5 unless
// given, of autograd.Gradcheck 1e-3.
func RTol(tolerance float64) RTolOption { return RTolOption(tolerance) }

// ATolOption is what [ATol] returns.
type ATolOption float64

// ATol is the absolute tolerance: of comparisons 1e-8 unless given, of
// autograd.Gradcheck 1e-5.
func ATol(tolerance float64) ATolOption { return ATolOption(tolerance) }

type equalNaNOption bool

// EqualNaN takes two NaN for close.
func EqualNaN(on bool) CloseOption { return equalNaNOption(on) }

func (RTolOption) closeOption()     {}
func (ATolOption) closeOption()     {}
func (equalNaNOption) closeOption() {}

// CheckOption lets autograd.Gradcheck take RTol.
func (RTolOption) CheckOption(option.Seal) {}

// CheckOption lets autograd.Gradcheck take ATol.
func (ATolOption) CheckOption(option.Seal) {}

// IsClose tells for each pair of elements whether |t - other| <= atol +
// rtol*|other|, as a bool tensor. t and other must have the same dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.isclose.html
func (t *Tensor) IsClose(other *Tensor, options ...CloseOption) *Tensor {
	c := call{op: opIsClose}
	c.close(t, other, options)
	return c.one()
}

// AllClose tells whether [Tensor.IsClose] holds everywhere.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.allclose.html
func (t *Tensor) AllClose(other *Tensor, options ...CloseOption) bool {
	c := call{op: opAllClose}
	c.close(t, other, options)
	return c.value().Int != 0
}

func (c *call) close(t, other *Tensor, options []CloseOption) {
	o := closeness{rtol: 1e-5, atol: 1e-8}
	option.Once(options)
	for _, option := range options {
		switch option := option.(type) {
		case RTolOption:
			o.rtol = float64(option)
		case ATolOption:
			o.atol = float64(option)
		case equalNaNOption:
			o.equalNaN = bool(option)
		}
	}
	c.tensor(t)
	c.tensor(other)
	c.Double(o.rtol)
	c.Double(o.atol)
	c.Bool(o.equalNaN)
}

// IsInOption is a keyword argument of [IsIn]: [Invert] or [AssumeUnique].
type IsInOption func(*isInOptions)

type isInOptions struct {
	option.Given

	unique, invert bool
}

// Invert has [IsIn] tell whether an element is not among the others.
func Invert(on bool) IsInOption { return func(o *isInOptions) { o.Once("Invert"); o.invert = on } }

// AssumeUnique says that neither tensor of [IsIn] has an element twice, which may
// make it faster; where that is untrue the result is wrong.
func AssumeUnique(on bool) IsInOption {
	return func(o *isInOptions) { o.Once("AssumeUnique"); o.unique = on }
}

// IsIn tells for each of elements whether it is among the others, as a bool tensor
// of the shape of elements. Either may be a Go number, not both.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.isin.html
func IsIn(elements, others any, options ...IsInOption) *Tensor {
	var o isInOptions
	option.Once(options)
	for _, option := range options {
		option(&o)
	}
	c := call{op: pick(opIsIn, opIsInOne, others)}
	if !isTensor(elements) {
		c.op = opOneIsIn
	}
	c.operand(elements)
	if !isTensor(elements) && !isTensor(others) {
		c.misuse("TypeError", "the elements or the others must be a *torch.Tensor")
	}
	c.operand(others)
	c.Bool(o.unique)
	c.Bool(o.invert)
	return c.one()
}

// IsIn is [IsIn] for t's elements.
func (t *Tensor) IsIn(elements any, options ...IsInOption) *Tensor {
	return IsIn(t, elements, options...)
}
