package nn

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// AvgPool is what [AvgPool1d], [AvgPool2d] and [AvgPool3d] have in common.
type AvgPool struct {
	Module
	KernelSize      Size
	Stride          Size          `kw:""` // the kernel's size where it is nil
	Padding         Size          `kw:"0"`
	CeilMode        bool          `kw:"false"`
	CountIncludePad bool          `kw:"true"`
	DivisorOverride aten.Opt[int] `kw:""` // the number of elements where there is none
}

//kw:options AvgPool1dOption nn.AvgPool -DivisorOverride

// AvgPool1d takes the mean under each place of its kernel over sequences.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html
type AvgPool1d struct{ AvgPool }

// NewAvgPool1d makes a layer whose kernel is an int.
func NewAvgPool1d[S Sizes](kernelSize S, options ...AvgPool1dOption) *AvgPool1d {
	return &AvgPool1d{newAvgPool(1, avgPool1dOf(options), sizeOf(kernelSize))}
}

// Forward maps x (N, C, L) or (C, L) to fewer columns.
func (p *AvgPool1d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.mean1d) }

func (p *AvgPool) mean1d(x *torch.Tensor) *torch.Tensor {
	return aten.AvgPool1d(x, p.KernelSize, &aten.AvgPool1dOptions{
		Stride: p.Stride, Padding: p.Padding, CeilMode: p.CeilMode, CountIncludePad: aten.Some(p.CountIncludePad),
	})
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *AvgPool1d) ExtraRepr() string { return extra(p, "kernel_size=() stride=() padding=()") }

// AvgPool2d takes the mean under each place of its kernel over pictures.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
type AvgPool2d struct{ AvgPool }

// NewAvgPool2d makes a layer whose kernel is an int or a [Size] of height and width.
func NewAvgPool2d[S Sizes](kernelSize S, options ...AvgPoolOption) *AvgPool2d {
	return &AvgPool2d{newAvgPool(2, avgPoolOf(options), sizeOf(kernelSize))}
}

// Forward maps x (N, C, H, W) or (C, H, W) to fewer rows and columns.
func (p *AvgPool2d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.mean2d) }

func (p *AvgPool) mean2d(x *torch.Tensor) *torch.Tensor {
	return aten.AvgPool2d(x, p.KernelSize, &aten.AvgPool2dOptions{
		Stride: p.Stride, Padding: p.Padding, CeilMode: p.CeilMode, CountIncludePad: aten.Some(p.CountIncludePad), DivisorOverride: p.DivisorOverride,
	})
}

// AvgPool3d takes the mean under each place of its kernel over volumes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html
type AvgPool3d struct{ AvgPool }

// NewAvgPool3d makes a layer whose kernel is an int or a [Size] of depth, height and
// width.
func NewAvgPool3d[S Sizes](kernelSize S, options ...AvgPoolOption) *AvgPool3d {
	return &AvgPool3d{newAvgPool(3, avgPoolOf(options), sizeOf(kernelSize))}
}

// Forward maps x (N, C, D, H, W) or (C, D, H, W) to a smaller volume.
func (p *AvgPool3d) Forward(x *torch.Tensor) *torch.Tensor { return p.Call(x, p.mean3d) }

func (p *AvgPool) mean3d(x *torch.Tensor) *torch.Tensor {
	return aten.AvgPool3d(x, p.KernelSize, &aten.AvgPool3dOptions{
		Stride: p.Stride, Padding: p.Padding, CeilMode: p.CeilMode, CountIncludePad: aten.Some(p.CountIncludePad), DivisorOverride: p.DivisorOverride,
	})
}

func newAvgPool(n int, p AvgPool, kernelSize Size) AvgPool {
	p.KernelSize, p.Stride, p.Padding = kernelSize, strideOf(p.Stride, kernelSize), slices.Clone(p.Padding)
	fits(p.KernelSize, "kernel_size", n)
	fits(p.Stride, "stride", n)
	fits(p.Padding, "padding", n)
	return p
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (p *AvgPool) ExtraRepr() string { return extra(p, "kernel_size= stride= padding=") }
