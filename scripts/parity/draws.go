package main

import (
	"fmt"
	"strconv"

	"github.com/e0112027/gotorch/torch"
)

var (
	drawSizes = []int{0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 100, 1000}
	drawSeeds = []int64{0, 1, 1234567, 1<<40 + 5}
)

// drawCases compares random draws: sizes around 16, where normal_ takes another
// path, and seeds beyond 32 bits.
func drawCases() []testCase {
	draws := []struct {
		name string
		make func(n int) *torch.Tensor
	}{
		{"rand", func(n int) *torch.Tensor { return torch.Rand(n) }},
		{"rand float64", func(n int) *torch.Tensor { return torch.Rand(n, torch.Float64) }},
		{"rand float16", func(n int) *torch.Tensor { return torch.Rand(n, torch.Float16) }},
		{"rand bfloat16", func(n int) *torch.Tensor { return torch.Rand(n, torch.BFloat16) }},
		{"randn", func(n int) *torch.Tensor { return torch.Randn(n) }},
		{"randn float64", func(n int) *torch.Tensor { return torch.Randn(n, torch.Float64) }},
		{"randint", func(n int) *torch.Tensor { return torch.Randint(0, 10, []int{n}) }},
		{"randint low high", func(n int) *torch.Tensor { return torch.Randint(-5, 1<<40, []int{n}) }},
		{"randint int32", func(n int) *torch.Tensor { return torch.Randint(0, 100, []int{n}, torch.Int32) }},
		{"randperm", func(n int) *torch.Tensor { return torch.Randperm(n) }},
		{"normal_", func(n int) *torch.Tensor { return torch.Empty(n).Normal_(0.5, 2) }},
		{"normal_ float64", func(n int) *torch.Tensor { return torch.Empty(n, torch.Float64).Normal_(0.5, 2) }},
		{"uniform_", func(n int) *torch.Tensor { return torch.Empty(n).Uniform_(-3, 5) }},
		{"random_", func(n int) *torch.Tensor { return torch.Empty(n, torch.Int64).Random_() }},
		{"bernoulli", func(n int) *torch.Tensor { return torch.Bernoulli(torch.Full([]int{n}, 0.3)) }},
	}
	out := []testCase{
		{"draws/generator", recordGenerator},
		{"draws/default state", recordDefaultState},
	}
	for _, draw := range draws {
		out = append(out, testCase{"draws/" + draw.name, func(r *recorder) {
			for _, seed := range drawSeeds {
				torch.ManualSeed(seed)
				for _, n := range drawSizes {
					r.tensor(fmt.Sprintf("seed %d size %d", seed, n), draw.make(n))
				}
			}
		}})
	}
	return out
}

func recordGenerator(r *recorder) {
	g := torch.NewGenerator(torch.CPU).ManualSeed(7)
	r.text("initial seed", strconv.FormatUint(g.InitialSeed(), 10))
	r.tensor("rand", torch.Rand(5, torch.WithGenerator(g)))
	state := g.State()
	r.tensor("state", state)
	r.tensor("randn", torch.Randn(20, torch.WithGenerator(g)))
	r.tensor("randperm", torch.Randperm(20, torch.WithGenerator(g)))
	g.SetState(state)
	r.tensor("randn again", torch.Randn(20, torch.WithGenerator(g)))
}

func recordDefaultState(r *recorder) {
	torch.ManualSeed(3)
	r.text("initial seed", strconv.FormatUint(torch.InitialSeed(), 10))
	torch.Randn(3)
	state := torch.RNGState()
	r.tensor("state", state)
	r.tensor("rand", torch.Rand(10))
	torch.SetRNGState(state)
	r.tensor("rand again", torch.Rand(10))
}
