package main

// complexes are the operators on complex tensors that take nothing else. Conj and
// its kin return real tensors as they are.
var complexes = []operator{
	{name: "Conj", op: "conj", doc: "a view of t whose elements are conjugated when they are read, see [Tensor.IsConj]; t itself where it is real."},
	{name: "ConjPhysical", op: "conj_physical", doc: "the conjugate of each element, in memory of its own; t itself where it is real.", twin: inPlace},
	{name: "ResolveConj", op: "resolve_conj", doc: "t with its elements conjugated in memory where it is a lazily conjugated view, else t itself."},
	{name: "ResolveNeg", op: "resolve_neg", doc: "t with its elements negated in memory where it is a lazily negated view, else t itself."},
	{name: "Real", op: "real", doc: "a view of the real parts of a complex tensor; t itself where it is real. Writing to it, as by t.Real().Copy_(x), changes t."},
	{name: "Imag", op: "imag", doc: "a view of the imaginary parts of a complex tensor. Writing to it changes t. Real tensors are refused."},
}
