package main

// complexes are the operators on complex tensors that take nothing else.
var complexes = []operator{
	{name: "Conj", op: "conj", doc: "a view of t whose elements are conjugated when they are read, see [Tensor.IsConj]; where t is real, a view of it as it is."},
	{name: "ConjPhysical", op: "conj_physical", doc: "the conjugate of each element, in memory of its own; where t is real, a view of it as it is.", twin: inPlace},
	{name: "ResolveConj", op: "resolve_conj", doc: "t with its elements conjugated in memory where it is a lazily conjugated view, else a view of it as it is."},
	{name: "ResolveNeg", op: "resolve_neg", doc: "t with its elements negated in memory where it is a lazily negated view, else a view of it as it is."},
	{name: "Real", op: "real", doc: "a view of the real parts of a complex tensor; where t is real, of all of it. Writing to it, as by t.Real().Copy_(x), changes t."},
	{name: "Imag", op: "imag", doc: "a view of the imaginary parts of a complex tensor. Writing to it changes t. Real tensors are refused."},
}
