package main

import "github.com/e0112027/gotorch/torch"

// dtypeExpressions are about dtypes: how they promote and what they hold.
var dtypeExpressions = []expression{
	{"str(torch.promote_types(torch.uint8, torch.int8))", "", func([]*torch.Tensor) any { return torch.PromoteTypes(torch.UInt8, torch.Int8).String() }},
	{"torch.can_cast(torch.float32, torch.int64)", "", func([]*torch.Tensor) any { return torch.CanCast(torch.Float32, torch.Int64) }},
	{"torch.can_cast(torch.int64, torch.float32)", "", func([]*torch.Tensor) any { return torch.CanCast(torch.Int64, torch.Float32) }},
	{"str(torch.result_type(a[0], a[1]))", "int64 2; float32", func(a []*torch.Tensor) any { return torch.ResultType(a[0], a[1]).String() }},
	{"str(torch.result_type(a[0], 2.5))", "int64 2", func(a []*torch.Tensor) any { return torch.ResultType(a[0], 2.5).String() }},
	{"str(torch.result_type(True, a[0]))", "float64", func(a []*torch.Tensor) any { return torch.ResultType(true, a[0]).String() }},
	{"str(torch.result_type(1, 2.5))", "", func([]*torch.Tensor) any { return torch.ResultType(1, 2.5).String() }},
	{"torch.finfo(torch.float16).eps", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float16).Eps }},
	{"torch.finfo(torch.bfloat16).max", "", func([]*torch.Tensor) any { return torch.FInfo(torch.BFloat16).Max }},
	{"torch.finfo(torch.complex64).min", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Complex64).Min }},
	{"torch.finfo(torch.float64).tiny", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float64).SmallestNormal }},
	{"torch.finfo(torch.float64).resolution", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float64).Resolution }},
	{"torch.finfo(torch.float32).resolution", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float32).Resolution }},
	{"torch.finfo(torch.float8_e4m3fn).max", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float8E4M3FN).Max }},
	{"torch.finfo(torch.float8_e5m2fnuz).eps", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float8E5M2FNUZ).Eps }},
	{"torch.finfo(torch.float8_e8m0fnu).min", "", func([]*torch.Tensor) any { return torch.FInfo(torch.Float8E8M0FNU).Min }},
	{"torch.iinfo(torch.int16).min", "", func([]*torch.Tensor) any { return int(torch.IInfo(torch.Int16).Min) }},
	{"torch.iinfo(torch.uint32).max", "", func([]*torch.Tensor) any { return int(torch.IInfo(torch.UInt32).Max) }},
}
