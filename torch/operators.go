package torch

//go:generate go run ../internal/genops .

// unary runs an operator of one tensor.
func unary(op *Op, t *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(t)
	return c.one()
}

// unaryInPlace runs an operator that changes t.
func unaryInPlace(op *Op, t *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(t)
	return c.inPlace(t)
}

// binary runs an operator of two tensors.
func binary(op *Op, t, other *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.tensor(other)
	return c.one()
}

// binaryInPlace runs an operator of two tensors that changes t.
func binaryInPlace(op *Op, t, other *Tensor) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.tensor(other)
	return c.inPlace(t)
}

// promoted runs an operator of t and a tensor or number, which becomes a tensor
// that promotes as a number. Python does so where gradients are named
// AddBackward0 rather than AddBackward1.
func promoted(op *Op, t *Tensor, other any) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.operand(other)
	return c.one()
}

// promotedInPlace is promoted for an operator that changes t.
func promotedInPlace(op *Op, t *Tensor, other any) *Tensor {
	c := call{op: op}
	c.tensor(t)
	c.operand(other)
	return c.inPlace(t)
}

// either runs an operator that has an overload for tensors and one for numbers,
// the one that other asks for, as Python's argument parser picks it.
func either(tensor, scalar *Op, t *Tensor, other any) *Tensor {
	c := call{op: pick(tensor, scalar, other)}
	c.tensor(t)
	c.operand(other)
	return c.one()
}

// eitherInPlace is either for an operator that changes t.
func eitherInPlace(tensor, scalar *Op, t *Tensor, other any) *Tensor {
	c := call{op: pick(tensor, scalar, other)}
	c.tensor(t)
	c.operand(other)
	return c.inPlace(t)
}

func pick(tensor, scalar *Op, other any) *Op {
	if _, ok := other.(*Tensor); ok {
		return tensor
	}
	return scalar
}
