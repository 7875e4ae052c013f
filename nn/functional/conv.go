package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// ConvOption is a keyword argument of [Conv2d]: [Stride], [Padding],
// [PaddingSame], [PaddingValid], [Dilation] or [Groups].
type ConvOption interface{ ApplyConv(*operator.Conv) }

// Conv2d returns the convolution of x (N, C, H, W) or (C, H, W) with weight
// (out, C/groups, kH, kW) and bias (out), which may be nil.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
func Conv2d(x, weight, bias *torch.Tensor, options ...ConvOption) *torch.Tensor {
	a := operator.DefaultConv
	for _, option := range options {
		option.ApplyConv(&a)
	}
	return a.Conv2d(x, weight, bias)
}

// StrideOption is what [Stride] returns.
type StrideOption struct{ size Size }

// Stride is how far the kernel moves: 1 for a convolution and the kernel's size
// for pooling unless given. One number counts for every dimension.
func Stride(sizes ...int) StrideOption { return StrideOption{sizes} }

// ApplyConv sets the stride.
func (s StrideOption) ApplyConv(a *operator.Conv) { a.Stride = s.size }

// ApplyConvLayer sets the stride.
func (s StrideOption) ApplyConvLayer(a *operator.ConvLayer) { a.Stride = s.size }

// ApplyMaxPool sets the stride.
func (s StrideOption) ApplyMaxPool(a *operator.Pool) { a.Stride = s.size }

// ApplyAvgPool sets the stride.
func (s StrideOption) ApplyAvgPool(a *operator.Pool) { a.Stride = s.size }

// PaddingOption is what [Padding] returns.
type PaddingOption struct{ size Size }

// Padding is how much is added on both sides of each dimension; 0 unless given.
// One number counts for every dimension.
func Padding(sizes ...int) PaddingOption { return PaddingOption{sizes} }

// ApplyConv sets the padding.
func (p PaddingOption) ApplyConv(a *operator.Conv) { a.Padding, a.PaddingName = p.size, "" }

// ApplyConvLayer sets the padding.
func (p PaddingOption) ApplyConvLayer(a *operator.ConvLayer) { a.Padding, a.PaddingName = p.size, "" }

// ApplyMaxPool sets the padding.
func (p PaddingOption) ApplyMaxPool(a *operator.Pool) { a.Padding = p.size }

// ApplyAvgPool sets the padding.
func (p PaddingOption) ApplyAvgPool(a *operator.Pool) { a.Padding = p.size }

// PaddingNameOption is what [PaddingSame] and [PaddingValid] return.
type PaddingNameOption string

// PaddingSame pads so that the output has the input's size; the stride must be 1.
func PaddingSame() PaddingNameOption { return "same" }

// PaddingValid pads nothing.
func PaddingValid() PaddingNameOption { return "valid" }

// ApplyConv sets the padding.
func (p PaddingNameOption) ApplyConv(a *operator.Conv) { a.PaddingName = string(p) }

// ApplyConvLayer sets the padding.
func (p PaddingNameOption) ApplyConvLayer(a *operator.ConvLayer) { a.PaddingName = string(p) }

// DilationOption is what [Dilation] returns.
type DilationOption struct{ size Size }

// Dilation is the distance between the kernel's elements; 1 unless given. One
// number counts for every dimension.
func Dilation(sizes ...int) DilationOption { return DilationOption{sizes} }

// ApplyConv sets the dilation.
func (d DilationOption) ApplyConv(a *operator.Conv) { a.Dilation = d.size }

// ApplyConvLayer sets the dilation.
func (d DilationOption) ApplyConvLayer(a *operator.ConvLayer) { a.Dilation = d.size }

// ApplyMaxPool sets the dilation.
func (d DilationOption) ApplyMaxPool(a *operator.Pool) { a.Dilation = d.size }

// GroupsOption is what [Groups] returns.
type GroupsOption int

// Groups splits the channels into groups that do not mix; 1 unless given.
func Groups(n int) GroupsOption { return GroupsOption(n) }

// ApplyConv sets the number of groups.
func (g GroupsOption) ApplyConv(a *operator.Conv) { a.Groups = int(g) }

// ApplyConvLayer sets the number of groups.
func (g GroupsOption) ApplyConvLayer(a *operator.ConvLayer) { a.Groups = int(g) }
