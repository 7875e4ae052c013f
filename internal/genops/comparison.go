package main

// comparison are the operators that answer with a bool tensor. Their twins write
// the answer into t, in t's dtype.
var comparison = []operator{
	{name: "Eq", op: "eq", kind: numbers, doc: "whether t and other, a tensor or a Go number, are equal, broadcast, as a bool tensor.", twin: inPlace},
	{name: "Ne", op: "ne", kind: numbers, doc: "whether t and other, a tensor or a Go number, differ, broadcast, as a bool tensor.", twin: inPlace},
	{name: "Lt", op: "lt", kind: numbers, doc: "whether t < other, a tensor or a Go number, broadcast, as a bool tensor.", twin: inPlace},
	{name: "Le", op: "le", kind: numbers, doc: "whether t <= other, a tensor or a Go number, broadcast, as a bool tensor.", twin: inPlace},
	{name: "Gt", op: "gt", kind: numbers, doc: "whether t > other, a tensor or a Go number, broadcast, as a bool tensor.", twin: inPlace},
	{name: "Ge", op: "ge", kind: numbers, doc: "whether t >= other, a tensor or a Go number, broadcast, as a bool tensor.", twin: inPlace},
	{name: "IsNaN", op: "isnan", doc: "whether each element is NaN, as a bool tensor."},
	{name: "IsInf", op: "isinf", doc: "whether each element is infinite, as a bool tensor."},
	{name: "IsFinite", op: "isfinite", doc: "whether each element is neither infinite nor NaN, as a bool tensor."},
	{name: "IsPosInf", op: "isposinf", doc: "whether each element is +Inf, as a bool tensor."},
	{name: "IsNegInf", op: "isneginf", doc: "whether each element is -Inf, as a bool tensor."},
	{name: "IsReal", op: "isreal", doc: "whether each element has no imaginary part, as a bool tensor."},
}
