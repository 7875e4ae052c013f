package main

import (
	"github.com/e0112027/gotorch/torch"
)

// pointwiseExpressions are the element-wise methods, and names that Python has twice.
var pointwiseExpressions = []expression{
	{"a[0].clamp_min(0.3)", "float32 5", func(a []*torch.Tensor) any { return a[0].ClampMin(0.3) }},
	{"a[0].clamp_min(a[1])", "float64 5; float32 5", func(a []*torch.Tensor) any { return a[0].ClampMin(a[1]) }},
	{"a[0].clamp_min_(0.3)", "float32 5", func(a []*torch.Tensor) any { return a[0].ClampMin_(0.3) }},
	{"a[0].clamp_min_(a[1])", "float64 5; float32 5", func(a []*torch.Tensor) any { return a[0].ClampMin_(a[1]) }},
	{"a[0].clamp_min(1.5)", "int64 5", func(a []*torch.Tensor) any { return a[0].ClampMin(1.5) }},
	{"torch.clamp_min(a[0], a[1])", "int64 5; float32", func(a []*torch.Tensor) any { return a[0].ClampMin(a[1]) }},
	{"a[0].clamp_max(0.3)", "float32 5", func(a []*torch.Tensor) any { return a[0].ClampMax(0.3) }},
	{"a[0].clamp_max(a[1])", "float64 5; float32 5", func(a []*torch.Tensor) any { return a[0].ClampMax(a[1]) }},
	{"a[0].clamp_max_(0.3)", "float32 5", func(a []*torch.Tensor) any { return a[0].ClampMax_(0.3) }},
	{"a[0].clamp_max_(a[1])", "float64 5; float32 5", func(a []*torch.Tensor) any { return a[0].ClampMax_(a[1]) }},
	{"a[0].clamp_max(1.5)", "int64 5", func(a []*torch.Tensor) any { return a[0].ClampMax(1.5) }},
	{"torch.clamp_max(a[0], a[1])", "int64 5; float32", func(a []*torch.Tensor) any { return a[0].ClampMax(a[1]) }},
	{"a[0].igamma(a[1])", "positive 3 1; positive 4", func(a []*torch.Tensor) any { return a[0].Igamma(a[1]) }},
	{"a[0].igamma_(a[1])", "positive 4; positive 4", func(a []*torch.Tensor) any { return a[0].Igamma_(a[1]) }},
	{"a[0].igammac(a[1])", "positive 3 1; positive 4", func(a []*torch.Tensor) any { return a[0].Igammac(a[1]) }},
	{"a[0].igammac_(a[1])", "positive 4; positive 4", func(a []*torch.Tensor) any { return a[0].Igammac_(a[1]) }},
	{"torch.polygamma(0, a[0])", "positive 4", func(a []*torch.Tensor) any { return a[0].Polygamma(0) }},
	{"a[0].polygamma(3)", "int64 4", func(a []*torch.Tensor) any { return a[0].Polygamma(3) }},
	{"a[0].polygamma_(1)", "float64 4", func(a []*torch.Tensor) any { return a[0].Polygamma_(1) }},
	{"torch.mvlgamma(a[0] + 1, 2)", "positive 4", func(a []*torch.Tensor) any { return a[0].Add(1).Mvlgamma(2) }},
	{"(a[0] + 1).mvlgamma_(2)", "positive 4", func(a []*torch.Tensor) any { return a[0].Add(1).Mvlgamma_(2) }},
	{"torch.frexp(a[0])", "float32 3 4 t", func(a []*torch.Tensor) any { return list(a[0].Frexp()) }},
	{"(a[0] * 0).frexp()", "bfloat16 4", func(a []*torch.Tensor) any { return list(a[0].Mul(0).Frexp()) }},
	{"a[0].fix()", "float32 4", func(a []*torch.Tensor) any { return a[0].Trunc() }},
	{"a[0].absolute()", "complex64 4", func(a []*torch.Tensor) any { return a[0].Abs() }},
	{"a[0].clip(-0.5, 0.5)", "float32 4", func(a []*torch.Tensor) any { return a[0].Clamp(-0.5, 0.5) }},
	{"a[0].true_divide(a[1])", "int64 4; positive 4", func(a []*torch.Tensor) any { return a[0].Div(a[1]) }},
	{"a[0].multiply(3)", "int64 4", func(a []*torch.Tensor) any { return a[0].Mul(3) }},
	{"a[0].subtract(a[1], alpha=2)", "int64 4; float32 4", func(a []*torch.Tensor) any { return a[0].Sub(a[1], torch.Alpha(2)) }},
}
