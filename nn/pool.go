package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// MaxPool2d takes the largest element under each place of its kernel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
type MaxPool2d struct {
	KernelSize, Stride, Padding, Dilation Size
	CeilMode                              bool
}

// NewMaxPool2d makes a layer whose kernel is an int or a [Size] of height and
// width. Options: [Stride], the kernel's size unless given, [Padding],
// [Dilation], [CeilMode].
func NewMaxPool2d[S Sizes](kernel S, options ...functional.MaxPoolOption) *MaxPool2d {
	a := poolOf(sizeOf(kernel))
	for _, option := range options {
		option.ApplyMaxPool(&a)
	}
	return &MaxPool2d{a.Kernel, a.Stride, a.Padding, a.Dilation, a.CeilMode}
}

func poolOf(kernel Size) operator.Pool {
	a := operator.DefaultPool
	a.Kernel, a.Stride = kernel, kernel
	return a
}

// Forward maps x (N, C, H, W) or (C, H, W) to fewer rows and columns.
func (m *MaxPool2d) Forward(x *torch.Tensor) *torch.Tensor {
	a := operator.Pool{Kernel: m.KernelSize, Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode}
	return a.Max2d(x)
}

// ForwardWithIndices is Forward, and tells where in the plane (H, W), flattened,
// each element was found, int64: Python's return_indices.
func (m *MaxPool2d) ForwardWithIndices(x *torch.Tensor) (pooled, indices *torch.Tensor) {
	a := operator.Pool{Kernel: m.KernelSize, Stride: m.Stride, Padding: m.Padding, Dilation: m.Dilation, CeilMode: m.CeilMode}
	return a.Max2dIndices(x)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (m *MaxPool2d) ExtraRepr() string {
	return fmt.Sprintf("kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s",
		pySize(m.KernelSize), pySize(m.Stride), pySize(m.Padding), pySize(m.Dilation), pyBool(m.CeilMode))
}

// AvgPool2d takes the mean under each place of its kernel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
type AvgPool2d struct {
	KernelSize, Stride, Padding Size
	CeilMode, CountIncludePad   bool
	DivisorOverride             int // 0: the number of elements
}

// NewAvgPool2d makes a layer whose kernel is an int or a [Size] of height and
// width. Options: [Stride], the kernel's size unless given, [Padding],
// [CeilMode], [CountIncludePad], [DivisorOverride].
func NewAvgPool2d[S Sizes](kernel S, options ...functional.AvgPoolOption) *AvgPool2d {
	a := poolOf(sizeOf(kernel))
	for _, option := range options {
		option.ApplyAvgPool(&a)
	}
	return &AvgPool2d{a.Kernel, a.Stride, a.Padding, a.CeilMode, a.CountIncludePad, a.Divisor}
}

// Forward maps x (N, C, H, W) or (C, H, W) to fewer rows and columns.
func (p *AvgPool2d) Forward(x *torch.Tensor) *torch.Tensor {
	a := operator.Pool{
		Kernel: p.KernelSize, Stride: p.Stride, Padding: p.Padding,
		CeilMode: p.CeilMode, CountIncludePad: p.CountIncludePad, Divisor: p.DivisorOverride,
	}
	return a.Avg2d(x)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *AvgPool2d) ExtraRepr() string {
	return fmt.Sprintf("kernel_size=%s, stride=%s, padding=%s", pySize(p.KernelSize), pySize(p.Stride), pySize(p.Padding))
}

// AdaptiveAvgPool2d averages down, or up, to a height and width.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html
type AdaptiveAvgPool2d struct{ OutputSize Size }

// NewAdaptiveAvgPool2d makes a layer for an output of a size: an int, or a [Size]
// of height and width, where [InputSize] is the input's own.
func NewAdaptiveAvgPool2d[S Sizes](size S) *AdaptiveAvgPool2d {
	s := sizeOf(size)
	s.Expand("output_size", 2)
	return &AdaptiveAvgPool2d{s}
}

// Forward maps x (N, C, H, W) or (C, H, W) to the layer's height and width.
func (p *AdaptiveAvgPool2d) Forward(x *torch.Tensor) *torch.Tensor {
	s := p.OutputSize
	if len(s) != 1 {
		s = s.Expand("output_size", 2)
	}
	return operator.AdaptiveAvg2d(x, [2]int{s[0], s[len(s)-1]})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *AdaptiveAvgPool2d) ExtraRepr() string { return "output_size=" + pySize(p.OutputSize) }
