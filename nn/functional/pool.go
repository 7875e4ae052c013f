package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// MaxPoolOption is a keyword argument of [MaxPool2d]: [Stride], [Padding],
// [Dilation] or [CeilMode].
type MaxPoolOption interface{ ApplyMaxPool(*operator.Pool) }

// AvgPoolOption is a keyword argument of [AvgPool2d]: [Stride], [Padding],
// [CeilMode], [CountIncludePad] or [DivisorOverride].
type AvgPoolOption interface{ ApplyAvgPool(*operator.Pool) }

// MaxPool2d returns the largest element under each place of the kernel over x
// (N, C, H, W) or (C, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
func MaxPool2d[S Sizes](x *torch.Tensor, kernel S, options ...MaxPoolOption) *torch.Tensor {
	a := maxPool(SizeOf(kernel), options)
	return a.Max2d(x)
}

// MaxPool2dWithIndices is [MaxPool2d], and tells where in the plane (H, W),
// flattened, each element was found, int64.
func MaxPool2dWithIndices[S Sizes](x *torch.Tensor, kernel S, options ...MaxPoolOption) (pooled, indices *torch.Tensor) {
	a := maxPool(SizeOf(kernel), options)
	return a.Max2dIndices(x)
}

func maxPool(kernel Size, options []MaxPoolOption) operator.Pool {
	a := operator.DefaultPool
	a.Kernel = kernel
	for _, option := range options {
		option.ApplyMaxPool(&a)
	}
	return a
}

// AvgPool2d returns the mean under each place of the kernel over x (N, C, H, W)
// or (C, H, W).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
func AvgPool2d[S Sizes](x *torch.Tensor, kernel S, options ...AvgPoolOption) *torch.Tensor {
	a := operator.DefaultPool
	a.Kernel = SizeOf(kernel)
	for _, option := range options {
		option.ApplyAvgPool(&a)
	}
	return a.Avg2d(x)
}

// InputSize stands for the input's own height or width in [AdaptiveAvgPool2d],
// Python's None.
const InputSize = operator.InputSize

// AdaptiveAvgPool2d averages x (N, C, H, W) or (C, H, W) down, or up, to a size.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
func AdaptiveAvgPool2d[S Sizes](x *torch.Tensor, size S) *torch.Tensor {
	return operator.AdaptiveAvg2d(x, [2]int(SizeOf(size).Expand("output_size", 2)))
}

// CeilModeOption is what [CeilMode] returns.
type CeilModeOption bool

// CeilMode rounds the output's size up rather than down.
func CeilMode(on bool) CeilModeOption { return CeilModeOption(on) }

// ApplyMaxPool sets the rounding.
func (c CeilModeOption) ApplyMaxPool(a *operator.Pool) { a.CeilMode = bool(c) }

// ApplyAvgPool sets the rounding.
func (c CeilModeOption) ApplyAvgPool(a *operator.Pool) { a.CeilMode = bool(c) }

// CountIncludePadOption is what [CountIncludePad] returns.
type CountIncludePadOption bool

// CountIncludePad has the padding count in the mean; it does unless given.
func CountIncludePad(on bool) CountIncludePadOption { return CountIncludePadOption(on) }

// ApplyAvgPool sets whether the padding counts.
func (c CountIncludePadOption) ApplyAvgPool(a *operator.Pool) { a.CountIncludePad = bool(c) }

// DivisorOverrideOption is what [DivisorOverride] returns.
type DivisorOverrideOption int

// DivisorOverride divides by n rather than by the number of elements.
func DivisorOverride(n int) DivisorOverrideOption { return DivisorOverrideOption(n) }

// ApplyAvgPool sets the divisor.
func (d DivisorOverrideOption) ApplyAvgPool(a *operator.Pool) { a.Divisor = int(d) }
