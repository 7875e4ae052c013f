package main

// logical are the operators on truth values, where what is not zero is true, and
// on bits.
var logical = []operator{
	{name: "LogicalNot", op: "logical_not", doc: "whether each element is zero, as a bool tensor.", twin: inPlace},
	{name: "LogicalAnd", op: "logical_and", kind: tensors, doc: "whether both elements are not zero, broadcast, as a bool tensor.", twin: inPlace},
	{name: "LogicalOr", op: "logical_or", kind: tensors, doc: "whether an element of the two is not zero, broadcast, as a bool tensor.", twin: inPlace},
	{name: "LogicalXor", op: "logical_xor", kind: tensors, doc: "whether exactly one of two elements is not zero, broadcast, as a bool tensor.", twin: inPlace},
	{name: "BitwiseNot", op: "bitwise_not", doc: "the complement of each integer, or the negation of each bool, as Python's ~t.", twin: inPlace},
	{name: "BitwiseAnd", op: "bitwise_and", kind: numbers, doc: "t & other for integers and bools, broadcast; other is a tensor or a Go number.", twin: inPlace},
	{name: "BitwiseOr", op: "bitwise_or", kind: numbers, doc: "t | other for integers and bools, broadcast; other is a tensor or a Go number.", twin: inPlace},
	{name: "BitwiseXor", op: "bitwise_xor", kind: numbers, doc: "t ^ other for integers and bools, broadcast; other is a tensor or a Go number.", twin: inPlace},
	{name: "BitwiseLeftShift", op: "bitwise_left_shift", kind: numbers, scalar: "Tensor_Scalar", inScalar: "Tensor_Scalar", doc: "t << other for integers, broadcast; other is a tensor or a Go number.", twin: inPlace},
	{name: "BitwiseRightShift", op: "bitwise_right_shift", kind: numbers, scalar: "Tensor_Scalar", inScalar: "Tensor_Scalar", doc: "t >> other for integers, broadcast, keeping the sign; other is a tensor or a Go number.", twin: inPlace},
}
