package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opAdd          = newOp("add.Tensor")
	opAddInPl      = newOp("add_.Tensor")
	opSub          = newOp("sub.Tensor")
	opSubInPl      = newOp("sub_.Tensor")
	opRSub         = newOp("rsub.Tensor")
	opRSubScalar   = newOp("rsub.Scalar")
	opDiv          = newOp("div.Tensor")
	opDivInPl      = newOp("div_.Tensor")
	opDivMode      = newOp("div.Tensor_mode")
	opDivModeInPl  = newOp("div_.Tensor_mode")
	opAddcmul      = newOp("addcmul")
	opAddcmulInPl  = newOp("addcmul_")
	opAddcdiv      = newOp("addcdiv")
	opAddcdivInPl  = newOp("addcdiv_")
	opLerp         = newOp("lerp.Tensor")
	opLerpScalar   = newOp("lerp.Scalar")
	opLerpInPl     = newOp("lerp_.Tensor")
	opLerpInPlScal = newOp("lerp_.Scalar")
)

// AlphaOption is what [Alpha] returns.
type AlphaOption struct{ alpha any }

// Factor is what [Alpha] was given.
func (o AlphaOption) Factor() any { return o.alpha }

// Alpha multiplies the other operand of Add and Sub, or a product that is added, by
// a Go number; 1 unless given.
func Alpha(alpha any) AlphaOption { return AlphaOption{alpha} }

// Add returns t + alpha*other, broadcast; other is a tensor or a Go number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.add.html
func (t *Tensor) Add(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opAdd}
	c.scaled(t, other, alpha)
	return c.one()
}

// Add_ is [Tensor.Add] in place.
func (t *Tensor) Add_(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opAddInPl}
	c.scaled(t, other, alpha)
	return c.inPlace(t)
}

// Sub returns t - alpha*other, broadcast; other is a tensor or a Go number. Bool
// tensors are refused.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sub.html
func (t *Tensor) Sub(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opSub}
	c.scaled(t, other, alpha)
	return c.one()
}

// Sub_ is [Tensor.Sub] in place.
func (t *Tensor) Sub_(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opSubInPl}
	c.scaled(t, other, alpha)
	return c.inPlace(t)
}

// RSub returns other - alpha*t, broadcast; other is a tensor or a Go number. It is
// Python's 2 - t.
func (t *Tensor) RSub(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: pick(opRSub, opRSubScalar, other)}
	c.scaled(t, other, alpha)
	return c.one()
}

func (c *call) scaled(t *Tensor, other any, alpha []AlphaOption) {
	c.tensor(t)
	c.operand(other)
	c.alpha(alpha)
}

// RoundingMode is how [Tensor.Div] rounds.
type RoundingMode string

// The rounding modes.
const (
	RoundTrunc RoundingMode = "trunc" // towards zero, as Go's and C's integer division
	RoundFloor RoundingMode = "floor" // down, as Python's //
)

// Div returns t / other, broadcast; other is a tensor or a Go number. Integers
// give floats unless a rounding mode is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.div.html
func (t *Tensor) Div(other any, mode ...RoundingMode) *Tensor {
	c := call{op: opDiv}
	c.divided(t, other, opDivMode, mode)
	return c.one()
}

// Div_ is [Tensor.Div] in place. It panics where t holds integers and no rounding
// mode is given.
func (t *Tensor) Div_(other any, mode ...RoundingMode) *Tensor {
	c := call{op: opDivInPl}
	c.divided(t, other, opDivModeInPl, mode)
	return c.inPlace(t)
}

func (c *call) divided(t *Tensor, other any, rounded *Op, mode []RoundingMode) {
	c.tensor(t)
	c.operand(other)
	c.atMostOne("rounding mode", len(mode))
	if len(mode) > 0 {
		c.op = rounded
		c.String(string(mode[0]))
	}
}

// ValueOption is the keyword argument of [Tensor.Addcmul] and [Tensor.Addcdiv].
type ValueOption struct{ value any }

// Value multiplies the product of Addcmul, and the quotient of Addcdiv, by a Go
// number.
func Value(value any) ValueOption { return ValueOption{value} }

// Addcmul returns t + value*tensor1*tensor2, broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addcmul.html
func (t *Tensor) Addcmul(tensor1, tensor2 *Tensor, value ...ValueOption) *Tensor {
	c := call{op: opAddcmul}
	c.combined(t, tensor1, tensor2, value)
	return c.one()
}

// Addcmul_ is [Tensor.Addcmul] in place.
func (t *Tensor) Addcmul_(tensor1, tensor2 *Tensor, value ...ValueOption) *Tensor {
	c := call{op: opAddcmulInPl}
	c.combined(t, tensor1, tensor2, value)
	return c.inPlace(t)
}

// Addcdiv returns t + value*tensor1/tensor2, broadcast.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.addcdiv.html
func (t *Tensor) Addcdiv(tensor1, tensor2 *Tensor, value ...ValueOption) *Tensor {
	c := call{op: opAddcdiv}
	c.combined(t, tensor1, tensor2, value)
	return c.one()
}

// Addcdiv_ is [Tensor.Addcdiv] in place.
func (t *Tensor) Addcdiv_(tensor1, tensor2 *Tensor, value ...ValueOption) *Tensor {
	c := call{op: opAddcdivInPl}
	c.combined(t, tensor1, tensor2, value)
	return c.inPlace(t)
}

func (c *call) combined(t, tensor1, tensor2 *Tensor, value []ValueOption) {
	c.tensor(t)
	c.tensor(tensor1)
	c.tensor(tensor2)
	if only, given := option.Only(value); given {
		c.scalar(only.value)
	}
}

// Lerp returns t + weight*(end-t), broadcast; weight is a tensor or a Go number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.lerp.html
func (t *Tensor) Lerp(end *Tensor, weight any) *Tensor {
	c := call{op: pick(opLerp, opLerpScalar, weight)}
	c.tensor(t)
	c.tensor(end)
	c.operand(weight)
	return c.one()
}

// Lerp_ is [Tensor.Lerp] in place.
func (t *Tensor) Lerp_(end *Tensor, weight any) *Tensor {
	c := call{op: pick(opLerpInPl, opLerpInPlScal, weight)}
	c.tensor(t)
	c.tensor(end)
	c.operand(weight)
	return c.inPlace(t)
}
