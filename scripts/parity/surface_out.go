package main

import "github.com/e0112027/gotorch/torch"

// outExpressions write into their first argument.
var outExpressions = []expression{
	{"torch.add(a[1], a[2], alpha=2, out=a[0])", "float32 2 3; float32 2 3 t; float32 3", func(a []*torch.Tensor) any {
		return torch.AddOut(a[0], a[1], a[2], torch.Alpha(2))
	}},
	{"torch.add(a[1], 3, out=a[0])", "float64 2 3 t; int64 2 3", func(a []*torch.Tensor) any { return torch.AddOut(a[0], a[1], 3) }},
	{"torch.sub(a[1], a[2], out=a[0])", "float32 0; float32 2 3; float64 2 1", func(a []*torch.Tensor) any { return torch.SubOut(a[0], a[1], a[2]) }},
	{"torch.mul(a[0], 2.5, out=a[0])", "float32 2 3", func(a []*torch.Tensor) any { return torch.MulOut(a[0], a[0], 2.5) }},
	{"torch.div(a[1], a[2], out=a[0])", "float32 2 3; int64 2 3; positive 3", func(a []*torch.Tensor) any { return torch.DivOut(a[0], a[1], a[2]) }},
	{"torch.div(a[1], 2, rounding_mode='floor', out=a[0])", "int64 2 3; int64 2 3", func(a []*torch.Tensor) any {
		return torch.DivOut(a[0], a[1], 2, torch.RoundFloor)
	}},
	{"torch.clamp(a[1], -0.5, out=a[0])", "float32 2 3; float32 2 3", func(a []*torch.Tensor) any { return torch.ClampOut(a[0], a[1], -0.5, nil) }},
	{"torch.clamp(a[1], max=a[2], out=a[0])", "float32 2 3; float32 2 3; float32 3", func(a []*torch.Tensor) any {
		return torch.ClampOut(a[0], a[1], nil, a[2])
	}},
	{"torch.where(a[1], a[2], a[3], out=a[0])", "float32 2 3; bool 2 3; float32 2 3 t; float32", func(a []*torch.Tensor) any {
		return torch.WhereOut(a[0], a[1], a[2], a[3])
	}},
	{"torch.matmul(a[1], a[2], out=a[0])", "float32 2 3 5; float32 2 3 4; float32 4 5 t", func(a []*torch.Tensor) any { return torch.MatMulOut(a[0], a[1], a[2]) }},
	{"torch.mm(a[1], a[2], out=a[0])", "float64 3 2 t; float64 3 4; float64 4 2", func(a []*torch.Tensor) any { return torch.MMOut(a[0], a[1], a[2]) }},
	{"torch.bmm(a[1], a[2], out=a[0])", "float32 2 3 5; float32 2 3 4; float32 2 4 5", func(a []*torch.Tensor) any { return torch.BMMOut(a[0], a[1], a[2]) }},
	{"torch.mv(a[1], a[2], out=a[0])", "float32 3; float32 3 4; float32 4", func(a []*torch.Tensor) any { return torch.MVOut(a[0], a[1], a[2]) }},
	{"torch.addmm(a[1], a[2], a[3], beta=0.5, alpha=2, out=a[0])", "float64 2 5; float64 5; float64 2 3; float64 3 5", func(a []*torch.Tensor) any {
		return torch.AddMMOut(a[0], a[1], a[2], a[3], torch.Beta(0.5), torch.Alpha(2))
	}},
	{"torch.baddbmm(a[0], a[1], a[2], out=a[0])", "float32 2 3 5; float32 2 3 4; float32 2 4 5", func(a []*torch.Tensor) any {
		return torch.BAddBMMOut(a[0], a[0], a[1], a[2])
	}},
	{"torch.cat((a[1], a[2]), -1, out=a[0])", "float32 2 5; float32 2 3 t; float32 2 2", func(a []*torch.Tensor) any { return torch.CatOut(a[0], a[1:], torch.Dim(-1)) }},
	{"torch.stack((a[1], a[2]), 1, out=a[0])", "int64 2 2 3; int64 2 3; int64 2 3 t", func(a []*torch.Tensor) any { return torch.StackOut(a[0], a[1:], torch.Dim(1)) }},
	{"torch.index_select(a[1], 0, a[2], out=a[0])", "float32 4 2; float32 3 2; index 4 < 3", func(a []*torch.Tensor) any {
		return torch.IndexSelectOut(a[0], a[1], 0, a[2])
	}},
	{"torch.gather(a[1], 1, a[2], out=a[0])", "float32 2 4; float32 2 3 t; index 2 4 < 3", func(a []*torch.Tensor) any {
		return torch.GatherOut(a[0], a[1], 1, a[2])
	}},
	{"torch.sum(a[1], (0, 2), keepdim=True, out=a[0])", "float64 1 3 1; float32 2 3 4", func(a []*torch.Tensor) any {
		return torch.SumOut(a[0], a[1], torch.Dim(0, 2), torch.KeepDim(true))
	}},
	{"torch.sum(a[1], None, dtype=torch.int64, out=a[0])", "int64; bool 5", func(a []*torch.Tensor) any { return torch.SumOut(a[0], a[1], torch.Int64) }},
	{"torch.mean(a[1], 1, out=a[0])", "float32 2; float32 2 3 t", func(a []*torch.Tensor) any { return torch.MeanOut(a[0], a[1], torch.Dim(1)) }},
}
