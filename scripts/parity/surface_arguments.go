package main

import "github.com/e0112027/gotorch/torch"

// argumentExpressions are arguments, and forms of calls, that a function has besides
// its usual ones.
var argumentExpressions = []expression{
	{"torch.pow(2, a[0])", "positive 3 4 t", func(a []*torch.Tensor) any { return torch.Pow(2, a[0]) }},
	{"torch.pow(2.5, a[0])", "index 3 < 5", func(a []*torch.Tensor) any { return torch.Pow(2.5, a[0]) }},
	{"torch.pow(2+1j, a[0])", "complex64 3", func(a []*torch.Tensor) any { return torch.Pow(2+1i, a[0]) }},
	{"torch.pow(a[0], a[1])", "positive 3; positive 2 1", func(a []*torch.Tensor) any { return torch.Pow(a[0], a[1]) }},
	{"torch.float_power(2, a[0])", "int64 3", func(a []*torch.Tensor) any { return torch.FloatPower(2, a[0]) }},
	{"torch.remainder(7, a[0])", "positive 2 3", func(a []*torch.Tensor) any { return torch.Remainder(7, a[0]) }},
	{"torch.remainder(-7, a[0] + 1)", "index 4 < 5", func(a []*torch.Tensor) any { return torch.Remainder(-7, a[0].Add(1)) }},
	{"torch.xlogy(2, a[0])", "positive 3", func(a []*torch.Tensor) any { return torch.XLogY(2, a[0]) }},
	{"torch.special.xlogy(2, a[0])", "index 3 < 5", func(a []*torch.Tensor) any { return torch.XLogY(2, a[0]) }},
	{"torch.bitwise_and(6, a[0])", "int64 5", func(a []*torch.Tensor) any { return torch.BitwiseAnd(6, a[0]) }},
	{"torch.bitwise_and(True, a[0])", "bool 2 2", func(a []*torch.Tensor) any { return torch.BitwiseAnd(true, a[0]) }},
	{"torch.bitwise_or(6, a[0])", "int64 5", func(a []*torch.Tensor) any { return torch.BitwiseOr(6, a[0]) }},
	{"torch.bitwise_xor(6, a[0])", "int64 5", func(a []*torch.Tensor) any { return torch.BitwiseXor(6, a[0]) }},
	{"torch.bitwise_left_shift(6, a[0])", "index 4 < 5", func(a []*torch.Tensor) any { return torch.BitwiseLeftShift(6, a[0]) }},
	{"torch.bitwise_right_shift(100, a[0])", "index 4 < 5", func(a []*torch.Tensor) any { return torch.BitwiseRightShift(100, a[0]) }},
	{"torch.isin(2, a[0])", "index 4 < 5", func(a []*torch.Tensor) any { return torch.IsIn(2, a[0]) }},
	{"torch.isin(9, a[0], invert=True)", "index 4 < 5", func(a []*torch.Tensor) any { return torch.IsIn(9, a[0], torch.Invert(true)) }},
	{"torch.isin(a[0], 2)", "index 4 < 5", func(a []*torch.Tensor) any { return torch.IsIn(a[0], 2) }},
	{"torch.isin(a[0], a[1], invert=True)", "index 4 < 5; index 2 < 5", func(a []*torch.Tensor) any {
		return torch.IsIn(a[0], a[1], torch.Invert(true))
	}},
	{"torch.bucketize(0.2, a[0].sort()[0], right=True, out_int32=True)", "float32 5", func(a []*torch.Tensor) any {
		boundaries, _ := a[0].Sort()
		return torch.Bucketize(0.2, boundaries, torch.Right(true), torch.OutInt32(true))
	}},
	{"torch.bucketize(a[1], a[0].sort()[0])", "float32 5; float32 2 3", func(a []*torch.Tensor) any {
		boundaries, _ := a[0].Sort()
		return torch.Bucketize(a[1], boundaries)
	}},
	{"torch.linspace(a[0], a[1], 5)", "float32; float64", func(a []*torch.Tensor) any { return torch.Linspace(a[0], a[1], 5) }},
	{"torch.linspace(a[0], 3, 5, dtype=torch.float64)", "float32", func(a []*torch.Tensor) any {
		return torch.Linspace(a[0], 3, 5, torch.Float64)
	}},
	{"torch.linspace(-1, a[0], 5)", "complex64", func(a []*torch.Tensor) any { return torch.Linspace(-1, a[0], 5) }},
	{"torch.logspace(a[0], a[1], 5)", "float32; float32", func(a []*torch.Tensor) any { return torch.Logspace(a[0], a[1], 5, 10) }},
	{"torch.logspace(a[0], 2, 5, base=2)", "float64", func(a []*torch.Tensor) any { return torch.Logspace(a[0], 2, 5, 2) }},
	{"torch.logspace(0, a[0], 5)", "float32", func(a []*torch.Tensor) any { return torch.Logspace(0, a[0], 5, 10) }},

	{"a[0].resize_(1, 2, 2, 3, memory_format=torch.channels_last)", "float32 3 4", func(a []*torch.Tensor) any {
		return a[0].ResizeFormat_(torch.ChannelsLast, 1, 2, 2, 3)
	}},
	{"a[0].resize_as_(a[1].to(memory_format=torch.channels_last), memory_format=torch.preserve_format).stride()", "float32 120; float32 2 3 4 5", func(a []*torch.Tensor) any {
		return a[0].ResizeAs_(a[1].To(torch.ChannelsLast), torch.PreserveFormat).Strides()
	}},
	{"a[0].resize_as_(a[1], memory_format=torch.channels_last)", "float32 120; float32 2 3 4 5", func(a []*torch.Tensor) any {
		return a[0].ResizeAs_(a[1], torch.ChannelsLast)
	}},
	{"a[0].set_(a[1], 1, (2, 2), (1, 2))", "float32 3; float32 6", func(a []*torch.Tensor) any {
		return a[0].SetStrided_(a[1], 1, []int{2, 2}, []int{1, 2})
	}},
	{"a[0].set_(a[1][2:], 1, (2,), (2,))", "float32 3; float32 6", func(a []*torch.Tensor) any {
		return a[0].SetStrided_(a[1].Index(torch.SliceFrom(2)), 1, []int{2}, []int{2})
	}},
	{"a[0].set_(a[1].untyped_storage(), 1, (2, 2), (1, 2))", "float32 3; float32 6", func(a []*torch.Tensor) any {
		return a[0].Set_(a[1].AsStrided([]int{2, 2}, []int{1, 2}, 1))
	}},
	{"a[0].set_().shape == (0,)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].Set_(a[0].NewEmpty(0)).Size(0) == 0 }},
	{"torch.zeros(2, 3, pin_memory=False)", "", func([]*torch.Tensor) any { return torch.Zeros(2, 3, torch.PinMemory(false)) }},
	{"torch.tensor([1, 2], pin_memory=False)", "", func([]*torch.Tensor) any { return torch.NewTensor([]int{1, 2}, torch.PinMemory(false)) }},

	{"torch.bernoulli(a[0], 0.3)", "float32 4 5 t", func(a []*torch.Tensor) any { return torch.BernoulliLike(a[0], 0.3) }},
	{"torch.ops.aten.bernoulli.Tensor(a[0], a[1])", "int64 4 5; unit 5", func(a []*torch.Tensor) any {
		return torch.BernoulliLike(a[0], a[1])
	}},
	{"torch.bernoulli(a[0], 0.3, generator=torch.Generator().manual_seed(7))", "float64 9", func(a []*torch.Tensor) any {
		g := torch.NewGenerator(torch.CPU)
		g.ManualSeed(7)
		return torch.BernoulliLike(a[0], 0.3, torch.WithGenerator(g))
	}},
	{"a[0].random_(7, None)", "float32 9", func(a []*torch.Tensor) any { return a[0].RandomFrom_(7) }},
	{"a[0].random_(-3, None, generator=torch.Generator().manual_seed(7))", "int64 9", func(a []*torch.Tensor) any {
		g := torch.NewGenerator(torch.CPU)
		g.ManualSeed(7)
		return a[0].RandomFrom_(-3, torch.WithGenerator(g))
	}},
	{"torch.repeat_interleave(a[0])", "index 4 < 5", func(a []*torch.Tensor) any { return torch.RepeatIndices(a[0]) }},
	{"torch.repeat_interleave(torch.full((4,), 3), output_size=12)", "", func([]*torch.Tensor) any {
		return torch.RepeatIndices(torch.Full([]int{4}, 3), torch.OutputSize(12))
	}},
	{"a[0].scatter(1, a[1], a[2], reduce='add')", "float32 2 5; index 2 3 < 5; float32 2 3", func(a []*torch.Tensor) any {
		return a[0].Scatter(1, a[1], a[2], "add")
	}},
	{"a[0].scatter(1, a[1], 2, reduce='multiply')", "float32 2 5; index 2 3 < 5", func(a []*torch.Tensor) any {
		return a[0].Scatter(1, a[1], 2, "multiply")
	}},
	{"a[0].scatter_(1, a[1], a[2], reduce='multiply')", "float32 2 5; index 2 3 < 5; float32 2 3", func(a []*torch.Tensor) any {
		return a[0].Scatter_(1, a[1], a[2], "multiply")
	}},
	{"a[0].scatter_(1, a[1], 0.5, reduce='add')", "float32 2 5; index 2 3 < 5", func(a []*torch.Tensor) any {
		return a[0].Scatter_(1, a[1], 0.5, "add")
	}},
	{"torch.unique(a[0], sorted=False, return_counts=True)", "index 7 < 5", func(a []*torch.Tensor) any {
		values, _, counts := a[0].Unique(torch.Sorted(false), torch.ReturnCounts())
		return list(values, counts)
	}},
	{"torch.unique(a[0], sorted=False, dim=1)", "index 2 7 < 2", func(a []*torch.Tensor) any {
		values, _, _ := a[0].Unique(torch.Sorted(false), torch.Dim(1))
		return values
	}},
	{"a[0].cumsum_(0, dtype=torch.float32)", "float32 5", func(a []*torch.Tensor) any { return a[0].Cumsum_(0, torch.Float32) }},
	{"a[0].cumprod_(1, dtype=torch.float64)", "float64 2 3", func(a []*torch.Tensor) any { return a[0].Cumprod_(1, torch.Float64) }},
	{"[torch.inference_mode(False).__enter__(), torch.is_inference_mode_enabled()][1]", "", func([]*torch.Tensor) any {
		return torch.WithInferenceModeResult(false, torch.IsInferenceModeEnabled)
	}},
	{"(lambda x, hooks: torch.autograd.grad((hooks.__enter__(), x.exp(), hooks.__exit__())[1].sum(), x))(a[0].requires_grad_(), torch.autograd.graph.save_on_cpu(pin_memory=True))", "float32 5", func(a []*torch.Tensor) any {
		y := torch.SaveOnCPUResult(a[0].SetRequiresGrad(true).Exp, torch.PinMemory(true))
		return torch.Grad([]*torch.Tensor{y.Sum()}, a)
	}},
	{"a[0].permute(2, 0, 1).dim_order(ambiguity_check=True)", "float32 2 3 4", func(a []*torch.Tensor) any {
		return a[0].Permute(2, 0, 1).DimOrder(torch.Unambiguous())
	}},
	{"a[0].dim_order(ambiguity_check=[torch.contiguous_format, torch.channels_last])", "float32 1 2 3 4", func(a []*torch.Tensor) any {
		return a[0].DimOrder(torch.Unambiguous(torch.ContiguousFormat, torch.ChannelsLast))
	}},
}
