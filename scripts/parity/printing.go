package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// made makes a tensor of the given shape from the default generator.
type made struct {
	kind string
	make func(shape []int) *torch.Tensor
}

var (
	printShapes = [][]int{{}, {0}, {2, 0}, {1}, {3}, {20}, {1001}, {1, 1}, {4, 3}, {30, 40}, {2, 3, 4}, {7, 1, 1, 2}, {11, 10, 10}}
	someShapes  = [][]int{{}, {3}, {4, 3}, {1001}}
	fewShapes   = [][]int{{}, {3}, {4, 3}}
	moreShapes  = [][]int{{}, {0}, {3}, {4, 3}, {1001}}

	printFloats = []made{
		{"zeros", func(shape []int) *torch.Tensor { return torch.Zeros(shape) }},
		{"rand", func(shape []int) *torch.Tensor { return torch.Rand(shape) }},
		{"randn", func(shape []int) *torch.Tensor { return torch.Randn(shape) }},
		{"small", func(shape []int) *torch.Tensor { return torch.Rand(shape).Mul(1e-5) }},
		{"large", func(shape []int) *torch.Tensor { return torch.Randn(shape).Mul(1e6) }},
		{"huge", func(shape []int) *torch.Tensor { return torch.Randn(shape).Mul(1e20) }},
		{"wide", func(shape []int) *torch.Tensor { return torch.Randn(shape).Mul(6).Exp() }},
		{"whole", func(shape []int) *torch.Tensor { return torch.Randint(-50, 50, shape).Float() }},
		{"special", specialNumbers},
	}
	printIntegers = []made{
		{"digits", integers(0, 10)},
		{"signed", integers(-1000, 1000)},
		{"big", integers(-(1 << 40), 1<<40)},
	}
	printTable = []struct {
		kinds  []made
		dtype  torch.DType
		shapes [][]int
	}{
		{printFloats, torch.Float32, printShapes},
		{printFloats, torch.Float64, someShapes},
		{pick(printFloats, "rand", "randn", "special"), torch.Float16, someShapes},
		{pick(printFloats, "rand", "randn", "special"), torch.BFloat16, someShapes},
		{printIntegers, torch.Int64, printShapes},
		{pick(printIntegers, "digits"), torch.UInt8, moreShapes},
		{pick(printIntegers, "digits"), torch.Int8, fewShapes},
		{pick(printIntegers, "digits"), torch.Int16, fewShapes},
		{pick(printIntegers, "signed"), torch.Int32, moreShapes},
		{[]made{{"digits", integers(0, 2)}}, torch.Bool, moreShapes},
	}
)

func integers(low, high int) func(shape []int) *torch.Tensor {
	return func(shape []int) *torch.Tensor { return torch.Randint(low, high, shape) }
}

func pick(from []made, kinds ...string) (out []made) {
	for _, kind := range kinds {
		for _, m := range from {
			if m.kind == kind {
				out = append(out, m)
			}
		}
	}
	return out
}

// specialNumbers has nan and both infinities between finite numbers.
func specialNumbers(shape []int) *torch.Tensor {
	t := torch.Randn(shape)
	flat := torch.UnsafeData[float32](t)
	for i, value := range map[int]float64{1: math.NaN(), 2: math.Inf(1), 4: math.Inf(-1)} {
		if i < len(flat) {
			flat[i] = float32(value)
		}
	}
	return t
}

// printCases compares the printed forms of tensors.
func printCases() []testCase {
	var out []testCase
	for _, row := range printTable {
		for _, m := range row.kinds {
			dtype := strings.TrimPrefix(row.dtype.String(), "torch.")
			out = append(out, testCase{fmt.Sprintf("print/%s %s", dtype, m.kind), func(r *recorder) {
				torch.ManualSeed(0)
				for _, shape := range row.shapes {
					r.text(shapeName(shape), m.make(shape).To(row.dtype).String())
				}
			}})
		}
	}
	for _, s := range slices.Concat(singles, layoutSingles) {
		out = append(out, testCase{"print/" + s.name, func(r *recorder) {
			torch.ManualSeed(0)
			t := s.make()
			r.text("str", t.String())
			r.text("repr", fmt.Sprint(t))
		}})
	}
	return out
}

func shapeName(shape []int) string {
	if len(shape) == 0 {
		return "scalar"
	}
	names := make([]string, len(shape))
	for i, n := range shape {
		names[i] = strconv.Itoa(n)
	}
	return strings.Join(names, "x")
}
