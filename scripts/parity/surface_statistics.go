package main

import "github.com/e0112027/gotorch/torch"

// statisticsExpressions count, rank and spread.
var statisticsExpressions = []expression{
	{"torch.histogram(a[0], 5)", "float32 40", func(a []*torch.Tensor) any { return list(a[0].Histogram(5)) }},
	{"torch.histogram(a[0], 4, range=(-1., 2.), weight=a[1], density=True)", "float64 6 5 t; float64 6 5 t", func(a []*torch.Tensor) any {
		return list(a[0].Histogram(4, torch.BinRange(-1, 2), torch.SampleWeight(a[1]), torch.Density(true)))
	}},
	{"torch.histogram(a[0], a[1].cumsum(0))", "float32 30; unit 4", func(a []*torch.Tensor) any { return list(a[0].Histogram(a[1].Cumsum(0))) }},
	{"(lambda r: [r[0], *r[1]])(torch.histogramdd(a[0], 3))", "float32 20 2", func(a []*torch.Tensor) any { return pairs(a[0].Histogramdd(3)) }},
	{"(lambda r: [r[0], *r[1]])(torch.histogramdd(a[0], [2, 3], range=[-1., 1., 0., 2.], weight=a[1]))", "float64 20 2; float64 20", func(a []*torch.Tensor) any {
		return pairs(a[0].Histogramdd([]int{2, 3}, torch.BinRange(-1, 1, 0, 2), torch.SampleWeight(a[1])))
	}},
	{"(lambda r: [r[0], *r[1]])(torch.histogramdd(a[0], [a[1].cumsum(0), a[2].cumsum(0)], density=True))", "float32 20 2; unit 4; unit 3", func(a []*torch.Tensor) any {
		return pairs(a[0].Histogramdd([]*torch.Tensor{a[1].Cumsum(0), a[2].Cumsum(0)}, torch.Density(true)))
	}},
	{"torch.histc(a[0], 6, -2, 2)", "float32 40", func(a []*torch.Tensor) any { return a[0].Histc(6, -2, 2) }},
	{"torch.bincount(a[0], a[1], 12)", "uint8 20; float64 20", func(a []*torch.Tensor) any { return a[0].BinCount(a[1], 12) }},
	{"torch.cov(a[0])", "float32 3 7", func(a []*torch.Tensor) any { return a[0].Cov() }},
	{"torch.cov(a[0], correction=0, fweights=a[1], aweights=a[2])", "complex128 3 5; uint8 5; unit 5", func(a []*torch.Tensor) any {
		return a[0].Cov(torch.Correction(0), torch.FWeights(a[1]), torch.AWeights(a[2]))
	}},
	{"torch.corrcoef(a[0])", "float64 5 3 t", func(a []*torch.Tensor) any { return a[0].Corrcoef() }},
	{"torch.quantile(a[0], a[1], dim=1, keepdim=True, interpolation='midpoint')", "float32 4 6; unit 3", func(a []*torch.Tensor) any {
		return a[0].Quantile(a[1], torch.Dim(1), torch.KeepDim(true), torch.InterpolateMidpoint)
	}},
	{"torch.nanquantile(a[0].log(), 0.3)", "float32 20", func(a []*torch.Tensor) any { return a[0].Log().NanQuantile(0.3) }},
	{"torch.median(a[0])", "int64 6", func(a []*torch.Tensor) any { return a[0].Median() }},
	{"torch.median(a[0], 0)", "float32 4 6 t", func(a []*torch.Tensor) any { return list(a[0].MedianDim(0)) }},
	{"torch.nanmedian(a[0].sqrt())", "float32 20", func(a []*torch.Tensor) any { return a[0].Sqrt().NanMedian() }},
	{"torch.nanmedian(a[0].sqrt(), 1, True)", "float32 4 6", func(a []*torch.Tensor) any { return list(a[0].Sqrt().NanMedianDim(1, torch.KeepDim(true))) }},
	{"torch.mode(a[0], 1)", "int64 3 9", func(a []*torch.Tensor) any { return list(a[0].Mode(torch.Dim(1))) }},
	{"torch.kthvalue(a[0], 2, 0)", "float64 5 3", func(a []*torch.Tensor) any { return list(a[0].KthValue(2, torch.Dim(0))) }},
	{"torch.aminmax(a[0], dim=1)", "float32 3 4", func(a []*torch.Tensor) any { return list(a[0].Aminmax(torch.Dim(1))) }},
	{"torch.std_mean(a[0], dim=0, correction=0)", "float32 6 3", func(a []*torch.Tensor) any { return list(a[0].StdMean(torch.Dim(0), torch.Correction(0))) }},
	{"torch.var_mean(a[0])", "complex64 6 3", func(a []*torch.Tensor) any { return list(a[0].VarMean()) }},
	{"torch.logcumsumexp(a[0], 1)", "float32 3 9", func(a []*torch.Tensor) any { return a[0].LogCumSumExp(1) }},
	{"torch.logsumexp(a[0], (0, 1), True)", "float64 3 9", func(a []*torch.Tensor) any { return a[0].LogSumExp([]int{0, 1}, torch.KeepDim(true)) }},
	{"torch.cummax(a[0], 0)", "float32 5 2", func(a []*torch.Tensor) any { return list(a[0].Cummax(0)) }},
	{"torch.cummin(a[0], -1)", "int64 5 4", func(a []*torch.Tensor) any { return list(a[0].Cummin(-1)) }},
	{"torch.diff(a[0], 2, 0, prepend=a[1])", "float32 4 3 t; float32 2 3", func(a []*torch.Tensor) any { return a[0].Diff(2, torch.Dim(0), torch.Prepend(a[1])) }},
	{"torch.diff(a[0], prepend=a[1], append=a[1])", "int64 2 3; int64 2 1", func(a []*torch.Tensor) any {
		return a[0].Diff(1, torch.Prepend(a[1]), torch.Append(a[1]))
	}},
	{"torch.isin(a[0], a[1], invert=True)", "int64 3 4 t; int64 3", func(a []*torch.Tensor) any { return a[0].IsIn(a[1], torch.Invert(true)) }},
	{"torch.isin(a[0].unique(), a[1].unique(), assume_unique=True)", "int64 9; int64 5", func(a []*torch.Tensor) any {
		values, _, _ := a[0].Unique()
		elements, _, _ := a[1].Unique()
		return values.IsIn(elements, torch.AssumeUnique(true))
	}},
	{"torch.isin(a[0], 2, invert=True)", "int64 9", func(a []*torch.Tensor) any { return a[0].IsIn(2, torch.Invert(true)) }},
	{"torch.count_nonzero(a[0], (0,))", "int64 5 4", func(a []*torch.Tensor) any { return a[0].CountNonzero(torch.Dim(0)) }},
}

// pairs flattens a tensor and a list of them.
func pairs(first *torch.Tensor, rest []*torch.Tensor) []*torch.Tensor {
	return append([]*torch.Tensor{first}, rest...)
}
