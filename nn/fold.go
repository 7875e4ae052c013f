package nn

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Unfold makes columns of the blocks of pictures that lie under a kernel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html
type Unfold struct {
	Module
	KernelSize Size
	Dilation   Size `kw:"1"`
	Padding    Size `kw:"0"`
	Stride     Size `kw:"1"`
}

// NewUnfold makes the layer.
func NewUnfold[S Sizes](kernelSize S, options ...UnfoldOption) *Unfold {
	u := unfoldOf(options)
	u.KernelSize = sizeOf(kernelSize)
	u.Dilation, u.Padding, u.Stride = slices.Clone(u.Dilation), slices.Clone(u.Padding), slices.Clone(u.Stride)
	return &u
}

// Forward maps x (N, C, H, W) or (C, H, W) to columns (N, C·kH·kW, L) or (C·kH·kW, L).
func (u *Unfold) Forward(x *torch.Tensor) *torch.Tensor { return u.Call(x, u.forward) }

func (u *Unfold) forward(x *torch.Tensor) *torch.Tensor {
	var kernel, dilation, padding, stride [3]int
	return aten.Im2col(x, expandInto(u.KernelSize, "kernel_size", 2, &kernel), expandInto(u.Dilation, "dilation", 2, &dilation),
		expandInto(u.Padding, "padding", 2, &padding), expandInto(u.Stride, "stride", 2, &stride))
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (u *Unfold) ExtraRepr() string {
	return extra(u, "kernel_size= dilation= padding= stride=")
}

// Fold adds up blocks of pictures, the columns that [Unfold] makes, at their places.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html
type Fold struct {
	Module
	OutputSize Size
	KernelSize Size
	Dilation   Size `kw:"1"`
	Padding    Size `kw:"0"`
	Stride     Size `kw:"1"`
}

// NewFold makes the layer for pictures (H, W).
func NewFold[O, S Sizes](outputSize O, kernelSize S, options ...FoldOption) *Fold {
	f := foldOf(options)
	f.OutputSize, f.KernelSize = sizeOf(outputSize), sizeOf(kernelSize)
	f.Dilation, f.Padding, f.Stride = slices.Clone(f.Dilation), slices.Clone(f.Padding), slices.Clone(f.Stride)
	return &f
}

// Forward maps columns (N, C·kH·kW, L) or (C·kH·kW, L) to (N, C, H, W) or (C, H, W).
func (f *Fold) Forward(x *torch.Tensor) *torch.Tensor { return f.Call(x, f.forward) }

func (f *Fold) forward(x *torch.Tensor) *torch.Tensor {
	var size, kernel, dilation, padding, stride [3]int
	return aten.Col2im(x, expandInto(f.OutputSize, "output_size", 2, &size), expandInto(f.KernelSize, "kernel_size", 2, &kernel),
		expandInto(f.Dilation, "dilation", 2, &dilation), expandInto(f.Padding, "padding", 2, &padding), expandInto(f.Stride, "stride", 2, &stride))
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (f *Fold) ExtraRepr() string {
	return extra(f, "output_size= kernel_size= dilation= padding= stride=")
}
