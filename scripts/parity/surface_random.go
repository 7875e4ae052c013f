package main

import "github.com/e0112027/gotorch/torch"

// seed5 is Python's generator=torch.Generator().manual_seed(5).
func seed5() torch.GeneratorOption {
	return torch.WithGenerator(torch.NewGenerator(torch.CPU).ManualSeed(5))
}

const g5 = "generator=torch.Generator().manual_seed(5))"

// randomExpressions draw from a generator of their own or from the default one,
// whose next draws every case compares.
var randomExpressions = []expression{
	{"torch.normal(a[0], 2.0, " + g5, "float32 20", func(a []*torch.Tensor) any { return torch.Normal(a[0], 2, nil, seed5()) }},
	{"torch.normal(1.5, a[0], " + g5, "unit 20", func(a []*torch.Tensor) any { return torch.Normal(1.5, a[0], nil, seed5()) }},
	{"torch.normal(a[0], a[1])", "float32 4 1; unit 5", func(a []*torch.Tensor) any { return torch.Normal(a[0], a[1], nil) }},
	{"torch.normal(1.0, 3.0, (20,), " + g5, "", func([]*torch.Tensor) any { return torch.Normal(1, 3, []int{20}, seed5()) }},
	{"torch.poisson(a[0] * 9, " + g5, "unit 20", func(a []*torch.Tensor) any { return torch.Poisson(a[0].Mul(9), seed5()) }},
	{"torch.poisson(a[0] * 9)", "unit 20", func(a []*torch.Tensor) any { return torch.Poisson(a[0].Mul(9)) }},
	{"torch.binomial((a[0] * 40).floor(), a[1], " + g5, "unit 20; unit 20", func(a []*torch.Tensor) any {
		return torch.Binomial(a[0].Mul(40).Floor(), a[1], seed5())
	}},
	{"torch.bernoulli(a[0], " + g5, "unit 20", func(a []*torch.Tensor) any { return torch.Bernoulli(a[0], seed5()) }},
	{"torch.multinomial(a[0], 9, True, " + g5, "unit 3 6", func(a []*torch.Tensor) any { return torch.Multinomial(a[0], 9, true, seed5()) }},
	{"torch.rrelu(a[0], 0.1, 0.9, True, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].RReLU(0.1, 0.9, true, seed5()) }},
	{"torch.rrelu_(a[0], 0.1, 0.9, True)", "float32 4 5 t", func(a []*torch.Tensor) any { return a[0].RReLU_(0.1, 0.9, true) }},
	{"torch.rrelu(a[0])", "float64 20", func(a []*torch.Tensor) any { return a[0].RReLU(1./8, 1./3, false) }},
	{"torch.randint(3, 50, (9,), " + g5, "", func([]*torch.Tensor) any { return torch.Randint(3, 50, []int{9}, seed5()) }},
	{"torch.randperm(17, " + g5, "", func([]*torch.Tensor) any { return torch.Randperm(17, seed5()) }},
	{"a[0].random_(3, 90, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].RandomRange_(3, 90, seed5()) }},
	{"a[0].cauchy_(1, 2, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].Cauchy_(1, 2, seed5()) }},
	{"a[0].exponential_(2, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].Exponential_(2, seed5()) }},
	{"a[0].geometric_(0.3, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].Geometric_(0.3, seed5()) }},
	{"a[0].log_normal_(0.5, 2, " + g5, "float32 20", func(a []*torch.Tensor) any { return a[0].LogNormal_(0.5, 2, seed5()) }},
	{"a[0].uniform_(-1, 2, " + g5, "float64 20", func(a []*torch.Tensor) any { return a[0].Uniform_(-1, 2, seed5()) }},
	{"a[0].bernoulli_(a[1], " + g5, "float32 4 5; unit 5", func(a []*torch.Tensor) any { return a[0].Bernoulli_(a[1], seed5()) }},
	{"[(g := torch.Generator().manual_seed(3)).get_state(), torch.rand(5, generator=g), g.clone_state().get_state(), torch.rand(5, generator=g)]", "", func([]*torch.Tensor) any {
		g := torch.NewGenerator(torch.CPU).ManualSeed(3)
		before := g.State()
		first := torch.Rand(5, torch.WithGenerator(g))
		clone := g.CloneState()
		return list(before, first, clone.State(), torch.Rand(5, torch.WithGenerator(clone)))
	}},
}
