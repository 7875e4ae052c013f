package torch

var (
	opPowOfNumber             = newOp("pow.Scalar")
	opFloatPowerOfNumber      = newOp("float_power.Scalar")
	opRemainderOfNumber       = newOp("remainder.Scalar_Tensor")
	opXLogYOfNumber           = newOp("xlogy.Scalar_Self")
	opBitwiseAndOfNumber      = newOp("bitwise_and.Scalar_Tensor")
	opBitwiseOrOfNumber       = newOp("bitwise_or.Scalar_Tensor")
	opBitwiseXorOfNumber      = newOp("bitwise_xor.Scalar_Tensor")
	opBitwiseLeftShiftNumber  = newOp("bitwise_left_shift.Scalar_Tensor")
	opBitwiseRightShiftNumber = newOp("bitwise_right_shift.Scalar_Tensor")
)

// The functions below are methods of [Tensor] too. As functions they take a Go
// number for either operand, not for both.

// Pow returns base to the power of exponent; see [Tensor.Pow].
//
//	torch.Pow(2, torch.Arange(4)) // 1 2 4 8
//
// See https://docs.pytorch.org/docs/stable/generated/torch.pow.html
func Pow(base, exponent any) *Tensor {
	return numberFirst(opPowOfNumber, (*Tensor).Pow, base, exponent)
}

// FloatPower returns base to the power of exponent in float64 (complex128); see
// [Tensor.FloatPower].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.float_power.html
func FloatPower(base, exponent any) *Tensor {
	return numberFirst(opFloatPowerOfNumber, (*Tensor).FloatPower, base, exponent)
}

// Remainder returns what is left of a / b, with the sign of b; see
// [Tensor.Remainder].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.remainder.html
func Remainder(a, b any) *Tensor {
	return numberFirst(opRemainderOfNumber, (*Tensor).Remainder, a, b)
}

// XLogY returns x * log(y), 0 where x is 0; see [Tensor.XLogY].
//
// See https://docs.pytorch.org/docs/stable/special.html#torch.special.xlogy
func XLogY(x, y any) *Tensor { return numberFirst(opXLogYOfNumber, (*Tensor).XLogY, x, y) }

// BitwiseAnd returns a & b of integers or bools; see [Tensor.BitwiseAnd].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bitwise_and.html
func BitwiseAnd(a, b any) *Tensor {
	return numberFirst(opBitwiseAndOfNumber, (*Tensor).BitwiseAnd, a, b)
}

// BitwiseOr returns a | b of integers or bools; see [Tensor.BitwiseOr].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bitwise_or.html
func BitwiseOr(a, b any) *Tensor {
	return numberFirst(opBitwiseOrOfNumber, (*Tensor).BitwiseOr, a, b)
}

// BitwiseXor returns a ^ b of integers or bools; see [Tensor.BitwiseXor].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bitwise_xor.html
func BitwiseXor(a, b any) *Tensor {
	return numberFirst(opBitwiseXorOfNumber, (*Tensor).BitwiseXor, a, b)
}

// BitwiseLeftShift returns a << b of integers; see [Tensor.BitwiseLeftShift].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bitwise_left_shift.html
func BitwiseLeftShift(a, b any) *Tensor {
	return numberFirst(opBitwiseLeftShiftNumber, (*Tensor).BitwiseLeftShift, a, b)
}

// BitwiseRightShift returns a >> b of integers; see [Tensor.BitwiseRightShift].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bitwise_right_shift.html
func BitwiseRightShift(a, b any) *Tensor {
	return numberFirst(opBitwiseRightShiftNumber, (*Tensor).BitwiseRightShift, a, b)
}

// numberFirst runs the method where a is a tensor, else ofNumber, whose first
// operand is a number.
func numberFirst(ofNumber *Op, method func(*Tensor, any) *Tensor, a, b any) *Tensor {
	if t, ok := a.(*Tensor); ok {
		return method(t, b)
	}
	c := call{op: ofNumber}
	c.operand(a)
	t, ok := b.(*Tensor)
	if !ok {
		c.misuse("TypeError", "one of the operands must be a *torch.Tensor")
	}
	c.tensor(t)
	return c.one()
}
