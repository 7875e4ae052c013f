package main

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

func complexNumbers(shape ...int) *torch.Tensor {
	return complexOf(torch.Randn(shape), torch.Randn(shape))
}

// complexOf joins real and imaginary parts of float32.
func complexOf(re, im *torch.Tensor) *torch.Tensor {
	imaginary := torch.Data[float32](im)
	var numbers []complex64
	for i, x := range torch.Data[float32](re) {
		numbers = append(numbers, complex(x, imaginary[i]))
	}
	return torch.FromSlice(numbers).Reshape(re.Shape()...)
}

func leaf(sizes ...int) *torch.Tensor { return torch.Rand(sizes, torch.RequiresGrad(true)) }

func floats32(xs ...float32) *torch.Tensor { return torch.FromSlice(xs) }

// single is a tensor that is made after the default generator was seeded with 0.
type single struct {
	name string
	make func() *torch.Tensor
}

// singles are tensors that no table makes: suffixes, views, limits of the rules.
var singles = []single{
	{"complex scalar", func() *torch.Tensor { return complexNumbers() }},
	{"complex row", func() *torch.Tensor { return complexNumbers(3) }},
	{"complex matrix", func() *torch.Tensor { return complexNumbers(4, 3) }},
	{"complex many", func() *torch.Tensor { return complexNumbers(1001) }},
	{"complex128", func() *torch.Tensor { return complexNumbers(4).To(torch.Complex128) }},
	{"complex whole", func() *torch.Tensor { return complexOf(floats32(1, 2, -3), floats32(0, -1, 4)) }},
	{"complex special", func() *torch.Tensor {
		return complexOf(floats32(float32(math.NaN()), 2), floats32(float32(math.Inf(1)), -1))
	}},
	{"requires_grad", func() *torch.Tensor { return leaf(3) }},
	{"requires_grad float64", func() *torch.Tensor { return torch.Rand(3, torch.Float64, torch.RequiresGrad(true)) }},
	{"requires_grad scalar", func() *torch.Tensor { return leaf() }},
	{"grad_fn mul", func() *torch.Tensor { return leaf(3).Mul(2) }},
	{"grad_fn add", func() *torch.Tensor { return leaf(2, 2).Add(1) }},
	{"grad_fn sum", func() *torch.Tensor { return leaf(3).Sum() }},
	{"grad_fn view", func() *torch.Tensor { return leaf(4).View(2, 2) }},
	{"grad_fn select", func() *torch.Tensor { return leaf(4, 3).Index(1) }},
	{"grad_fn mm", func() *torch.Tensor { return leaf(2, 2).MM(torch.Rand(2, 2)) }},
	{"grad_fn relu", func() *torch.Tensor { return torch.Randn(3, torch.RequiresGrad(true)).ReLU() }},
	{"grad_fn long", func() *torch.Tensor { return leaf(12).Mul(1e-3) }},
	{"transposed", func() *torch.Tensor { return torch.Rand(4, 3).T() }},
	{"permuted", func() *torch.Tensor { return torch.Rand(2, 3, 4).Permute(2, 0, 1) }},
	{"every second", func() *torch.Tensor { return torch.Rand(10).Index(torch.SliceStep(2)) }},
	{"negative zero", func() *torch.Tensor { return floats32(float32(math.Copysign(0, -1)), 0, 1) }},
	{"only nan", func() *torch.Tensor { return torch.Full([]int{3}, math.NaN()) }},
	{"only inf", func() *torch.Tensor { return torch.Full([]int{2, 2}, math.Inf(-1)) }},
	{"whole and nan", func() *torch.Tensor { return floats32(1, float32(math.NaN()), 300) }},
	{"one over three", func() *torch.Tensor { return torch.FromSlice([]float64{1.0 / 3}) }},
	{"whole limit", func() *torch.Tensor { return floats32(1e8, 1) }},
	{"whole beyond limit", func() *torch.Tensor { return floats32(1e9, 1) }},
	{"ratio of a thousand", func() *torch.Tensor { return floats32(0.0011, 1.2) }},
	{"ratio above a thousand", func() *torch.Tensor { return floats32(0.0011, 1.3) }},
	{"tiny", func() *torch.Tensor { return floats32(1e-45, 1e-38) }},
	{"largest", func() *torch.Tensor { return floats32(math.MaxFloat32) }},
	{"largest int64", func() *torch.Tensor { return torch.FromSlice([]int64{math.MaxInt64, -math.MaxInt64 - 1}) }},
	{"wide float64", func() *torch.Tensor { return torch.FromSlice([]float64{1e-300, 1e300}) }},
	{"arange", func() *torch.Tensor { return torch.Arange(24).Reshape(2, 3, 4) }},
	{"linspace", func() *torch.Tensor { return torch.Linspace(0, 1, 11) }},
	{"eye", func() *torch.Tensor { return torch.Eye(3) }},
	{"six dimensions", func() *torch.Tensor { return torch.Rand(1, 2, 1, 2, 1, 2) }},
	{"empty three dimensions", func() *torch.Tensor { return torch.Empty(2, 0, 3) }},
	{"empty int64", func() *torch.Tensor { return torch.Empty(0, torch.Int64) }},
	{"empty float64", func() *torch.Tensor { return torch.Empty(0, torch.Float64) }},
	{"summarised matrix", func() *torch.Tensor { return torch.Rand(1001, 7) }},
	{"summarised wide", func() *torch.Tensor { return torch.Rand(3, 1001) }},
	{"summarised large", func() *torch.Tensor { return torch.Randn(8, 7, 9, 10).Mul(1000) }},
	{"summarised grad_fn", func() *torch.Tensor { return leaf(2000).Mul(2) }},
}
