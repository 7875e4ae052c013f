// Package aten holds a function for every operator of libtorch, by its schema,
// where package torch holds those that Python programs use, by their names in
// Python. It is generated from schemas.txt, which lists the operators of each
// libtorch from the oldest supported to the newest.
//
//	y := aten.SumDimIntList(x, []int{0}, &aten.SumDimIntListOptions{KeepDim: true})
//	z := aten.AddTensor(x, y, nil)
//
// # Names
//
// A function is named by the operator and the overload, words joined:
// aten::sum.dim_IntList is [SumDimIntList], the overload without a name
// aten::relu is [Relu]. An operator that changes its input keeps its underscore,
// at the end: aten::add_.Tensor is [AddTensor_]. Where PyTorch calls an operator
// private by a leading underscore, the name begins with Internal:
// aten::_softmax is [InternalSoftmax]. aten::__and__.Tensor is
// [DunderAndTensor].
//
// # Arguments
//
// Arguments without a default are parameters, in the schema's order; those with
// one are fields of a struct named after the function, whose pointer may be nil.
// A field's zero value is the schema's default; [Opt] tells a value from none
// where zero is a value of its own, see [Some]. Where a type ends in "?", nil or
// an unset Opt is None.
//
// Scalars are Go numbers (any integer, float, complex or bool). Sizes and other
// symbolic integers are ints. Where the schema fixes the length of a list, as in
// int[2], the list has that length; some operators take one of length 1 for all.
//
// # Results
//
// Results are those of the schema, in order. What an operator changes in place
// is returned as the argument itself. New tensors join the scope of the inputs;
// those of an operator without tensors are left to the collector, see
// [torch.Scope.Adopt]. A function panics with [*torch.Error] where libtorch
// refuses the call or has no such operator.
//
// # What is left to torch.Call
//
// The variants that write to a tensor given as out, the operators that only
// autograd's formulas call (their names hold "_backward"), and those few with
// arguments that Go cannot make (storages, streams).
package aten

//go:generate go run ../../internal/genaten .
