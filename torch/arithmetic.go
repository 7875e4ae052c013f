package torch

var (
	opAdd     = newOp("add.Tensor")
	opAddInPl = newOp("add_.Tensor")
	opMul     = newOp("mul.Tensor")
	opSum     = newOp("sum")
)

// AlphaOption is the keyword argument of [Tensor.Add] and [Tensor.Sub].
type AlphaOption struct{ alpha any }

// Alpha multiplies the other operand of Add and Sub by a Go number.
func Alpha(alpha any) AlphaOption { return AlphaOption{alpha} }

// Add returns t + alpha*other, broadcast; other is a tensor or a Go number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.add.html
func (t *Tensor) Add(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opAdd}
	c.binary(t, other, alpha)
	return c.one()
}

// Add_ is [Tensor.Add] in place.
func (t *Tensor) Add_(other any, alpha ...AlphaOption) *Tensor {
	c := call{op: opAddInPl}
	c.binary(t, other, alpha)
	return c.inPlace(t)
}

func (c *call) binary(t *Tensor, other any, alpha []AlphaOption) {
	c.tensor(t)
	c.operand(other)
	if len(alpha) > 0 {
		c.scalar(alpha[0].alpha)
	}
}

// Mul returns t * other, broadcast.
func (t *Tensor) Mul(other any) *Tensor {
	c := call{op: opMul}
	c.tensor(t)
	c.operand(other)
	return c.one()
}

// Sum returns the sum.
func (t *Tensor) Sum() *Tensor {
	c := call{op: opSum}
	c.tensor(t)
	return c.one()
}
