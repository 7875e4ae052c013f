package torch

var (
	opEqual    = newOp("equal")
	opAllClose = newOp("allclose")
	opIsClose  = newOp("isclose")
	opIsIn     = newOp("isin.Tensor_Tensor")
	opIsInOne  = newOp("isin.Tensor_Scalar")
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
type CloseOption func(*closeness)

type closeness struct {
	rtol, atol float64
	equalNaN   bool
}

// RTol is the tolerance relative to the other operand; 1e-5 unless given.
func RTol(tolerance float64) CloseOption { return func(o *closeness) { o.rtol = tolerance } }

// ATol is the absolute tolerance; 1e-8 unless given.
func ATol(tolerance float64) CloseOption { return func(o *closeness) { o.atol = tolerance } }

// EqualNaN takes two NaN for close.
func EqualNaN(on bool) CloseOption { return func(o *closeness) { o.equalNaN = on } }

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
	for _, option := range options {
		option(&o)
	}
	c.tensor(t)
	c.tensor(other)
	c.Double(o.rtol)
	c.Double(o.atol)
	c.Bool(o.equalNaN)
}

// IsInOption is a keyword argument of [Tensor.IsIn]: [Invert] or [AssumeUnique].
type IsInOption func(*isInOptions)

type isInOptions struct{ unique, invert bool }

// Invert has [Tensor.IsIn] tell whether an element is not among the others.
func Invert(on bool) IsInOption { return func(o *isInOptions) { o.invert = on } }

// AssumeUnique says that neither tensor of [Tensor.IsIn] has an element twice, which
// may make it faster; where that is untrue the result is wrong.
func AssumeUnique(on bool) IsInOption { return func(o *isInOptions) { o.unique = on } }

// IsIn tells for each element whether it is among elements, a tensor or a Go
// number, as a bool tensor.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.isin.html
func (t *Tensor) IsIn(elements any, options ...IsInOption) *Tensor {
	var o isInOptions
	for _, option := range options {
		option(&o)
	}
	c := call{op: pick(opIsIn, opIsInOne, elements)}
	c.tensor(t)
	c.operand(elements)
	c.Bool(o.unique)
	c.Bool(o.invert)
	return c.one()
}
