package torch

var (
	opPromoteTypes  = newOp("promote_types")
	opCanCast       = newOp("can_cast")
	opResultTensors = newOp("result_type.Tensor")
	opResultNumber  = newOp("result_type.Scalar")
	opResultNumberT = newOp("result_type.Scalar_Tensor")
	opResultNumbers = newOp("result_type.Scalar_Scalar")
)

// PromoteTypes returns the smallest dtype that holds the values of both.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.promote_types.html
func PromoteTypes(a, b DType) DType {
	c := call{op: opPromoteTypes}
	c.Int(int64(a))
	c.Int(int64(b))
	return DType(c.value().Int)
}

// CanCast tells whether a result of one dtype may be written to a tensor of
// another, as in-place operators and out tensors do: floats not to integers, for
// one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.can_cast.html
func CanCast(from, to DType) bool {
	c := call{op: opCanCast}
	c.Int(int64(from))
	c.Int(int64(to))
	return c.value().Int != 0
}

// ResultType returns the dtype that an operator gives for a and b, tensors or Go
// numbers: numbers count for less than tensors of no dimension, and those for
// less than others.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.result_type.html
func ResultType(a, b any) DType {
	c := call{op: resultOp(a, b)}
	c.operand(a)
	c.operand(b)
	return DType(c.value().Int)
}

func resultOp(a, b any) *Op {
	if _, ok := a.(*Tensor); ok {
		return pick(opResultTensors, opResultNumber, b)
	}
	return pick(opResultNumberT, opResultNumbers, b)
}
