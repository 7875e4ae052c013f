package main

// binary are the functions of two tensors, or of a tensor and a number, that
// take no options. Shapes broadcast and dtypes promote in all of them.
var binary = []operator{
	{name: "Mul", op: "mul", kind: wrapped, doc: "t * other; other is a tensor or a Go number.", twin: inPlace},
	{name: "FloorDivide", op: "floor_divide", kind: wrapped, tensor: none, doc: "t / other rounded down, as Python's t // other; other is a tensor or a Go number.", twin: inPlace},
	{name: "Pow", op: "pow", kind: numbers, tensor: "Tensor_Tensor", scalar: "Tensor_Scalar", doc: "t to the power of other, a tensor or a Go number. Integers to a negative integer power are refused.", twin: inPlace},
	{name: "FloatPower", op: "float_power", kind: numbers, tensor: "Tensor_Tensor", scalar: "Tensor_Scalar", doc: "t to the power of other, a tensor or a Go number, computed in float64 (complex128).", twin: inPlace},
	{name: "Remainder", op: "remainder", kind: numbers, doc: "what is left of t / other, with the sign of other, as Python's %.", twin: inPlace},
	{name: "Fmod", op: "fmod", kind: numbers, doc: "what is left of t / other, with the sign of t, as C's fmod.", twin: inPlace},
	{name: "CopySign", op: "copysign", kind: numbers, doc: "t's values with other's signs. Integers give floats.", twin: inPlace},
	{name: "Maximum", op: "maximum", kind: tensors, doc: "the larger of each pair of elements; NaN where one is."},
	{name: "Minimum", op: "minimum", kind: tensors, doc: "the smaller of each pair of elements; NaN where one is."},
	{name: "FMax", op: "fmax", kind: tensors, doc: "the larger of each pair of elements; NaN only where both are."},
	{name: "FMin", op: "fmin", kind: tensors, doc: "the smaller of each pair of elements; NaN only where both are."},
	{name: "Atan2", op: "atan2", kind: tensors, doc: "the angle of each point (x = other, y = t), from -π to π. Integers give floats.", twin: inPlace},
	{name: "Hypot", op: "hypot", kind: tensors, doc: "sqrt(t² + other²), without overflow on the way.", twin: inPlace},
	{name: "LogAddExp", op: "logaddexp", kind: tensors, doc: "log(exp(t) + exp(other)), without overflow on the way."},
	{name: "LogAddExp2", op: "logaddexp2", kind: tensors, doc: "log2(2^t + 2^other), without overflow on the way."},
	{name: "Ldexp", op: "ldexp", kind: tensors, tensor: "Tensor", doc: "t * 2^other.", twin: inPlace},
	{name: "NextAfter", op: "nextafter", kind: tensors, doc: "the float after t in the direction of other.", twin: inPlace},
	{name: "Heaviside", op: "heaviside", kind: tensors, doc: "0 where t is negative, 1 where positive, other where zero.", twin: inPlace},
	{name: "XLogY", op: "xlogy", kind: numbers, scalar: "Scalar_Other", inScalar: "Scalar_Other", doc: "t * log(other), 0 where t is 0. Integers give floats.", twin: inPlace},
	{name: "ClampMin", op: "clamp_min", kind: numbers, scalar: none, inScalar: none, doc: "each element, or other, a tensor or a Go number, where that is larger; NaN where one is.", twin: inPlace, page: "torch.clamp"},
	{name: "ClampMax", op: "clamp_max", kind: numbers, scalar: none, inScalar: none, doc: "each element, or other, a tensor or a Go number, where that is smaller; NaN where one is.", twin: inPlace, page: "torch.clamp"},
	{name: "Igamma", op: "igamma", kind: tensors, doc: "the regularized lower incomplete gamma function P(t, other). Both are floating, t >= 0 and other >= 0; it is differentiable in other alone.", twin: inPlace, page: special + "gammainc"},
	{name: "Igammac", op: "igammac", kind: tensors, doc: "the regularized upper incomplete gamma function Q(t, other), 1 - P(t, other). Both are floating, t >= 0 and other >= 0; it is differentiable in other alone.", twin: inPlace, page: special + "gammaincc"},
	{name: "GCD", op: "gcd", kind: tensors, doc: "the greatest common divisor of each pair of integers.", twin: inPlace},
	{name: "LCM", op: "lcm", kind: tensors, doc: "the least common multiple of each pair of integers.", twin: inPlace},
}
