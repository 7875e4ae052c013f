package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// ConvTranspose is what [ConvTranspose1d], [ConvTranspose2d] and [ConvTranspose3d] have in
// common: the gradient of a convolution as a layer, from few elements to many.
type ConvTranspose struct {
	Module
	Weight *torch.Tensor // (InChannels, OutChannels/Groups, kernel...)
	Bias   *torch.Tensor // (OutChannels), or nil

	InChannels, OutChannels int
	KernelSize              Size
	Stride                  Size   `kw:"1"`
	Padding                 Size   `kw:"0"` // takes as much off the output
	OutputPadding           Size   `kw:"0"`
	Dilation                Size   `kw:"1"`
	Groups                  int    `kw:"1"`
	PaddingMode             string `kw:"zeros"` // no other one
}

type convTransposeArgs struct {
	bias bool `kw:"true"`
	factory
}

func newConvTranspose(n, inChannels, outChannels int, kernelSize Size, options []ConvTransposeOption) ConvTranspose {
	c, a := bareConvTranspose(n, inChannels, outChannels, kernelSize, options)
	c.Weight = a.parameter(true, c.weightShape()...)
	c.Bias = a.parameter(a.bias, outChannels)
	c.ResetParameters()
	return c
}

// bareConvTranspose is a transposed convolution without its tensors.
func bareConvTranspose(n, inChannels, outChannels int, kernelSize Size, options []ConvTransposeOption) (ConvTranspose, convTransposeArgs) {
	c, a := convTransposeOf(options)
	c.InChannels, c.OutChannels, c.KernelSize = inChannels, outChannels, expand(kernelSize, "kernel_size", n)
	c.Stride, c.Padding, c.Dilation = expand(c.Stride, "stride", n), expand(c.Padding, "padding", n), expand(c.Dilation, "dilation", n)
	c.OutputPadding = expand(c.OutputPadding, "output_padding", n)
	name := fmt.Sprintf("ConvTranspose%dd", n)
	if c.PaddingMode != "zeros" {
		refuse(name, "Only \"zeros\" padding mode is supported for %s", name)
	}
	checkGroups(name, inChannels, outChannels, c.Groups)
	return c, a
}

func (c *ConvTranspose) weightShape() []int {
	return append([]int{c.InChannels, c.OutChannels / c.Groups}, c.KernelSize...)
}

// ResetParameters draws weight and bias anew.
func (c *ConvTranspose) ResetParameters() { initWeights(c.Weight, c.Bias) }

// convolve is the forward pass for n dimensions.
func (c *ConvTranspose) convolve(n int, x *torch.Tensor, outputPadding []int) *torch.Tensor {
	groups := aten.Some(c.Groups)
	switch n {
	case 1:
		return aten.ConvTranspose1d(x, c.Weight, &aten.ConvTranspose1dOptions{
			Bias: c.Bias, Stride: c.Stride, Padding: c.Padding, OutputPadding: outputPadding, Dilation: c.Dilation, Groups: groups,
		})
	case 2:
		return aten.ConvTranspose2dInput(x, c.Weight, &aten.ConvTranspose2dInputOptions{
			Bias: c.Bias, Stride: c.Stride, Padding: c.Padding, OutputPadding: outputPadding, Dilation: c.Dilation, Groups: groups,
		})
	}
	return aten.ConvTranspose3dInput(x, c.Weight, &aten.ConvTranspose3dInputOptions{
		Bias: c.Bias, Stride: c.Stride, Padding: c.Padding, OutputPadding: outputPadding, Dilation: c.Dilation, Groups: groups,
	})
}

// convolveTo is convolve to one of the sizes that several paddings of the output make.
func (c *ConvTranspose) convolveTo(n int, x *torch.Tensor, outputSize Size) *torch.Tensor {
	before := 1 // dimensions before those of the kernel
	if x.NDim() == n+2 {
		before = 2
	}
	size := outputSize
	if len(size) == before+n {
		size = size[before:]
	}
	if len(size) != n {
		refuse("ConvTranspose", "ConvTranspose%dD: for %dD input, output_size must have %d or %d elements (got %d)", n, x.NDim(), n, before+n, len(outputSize))
	}
	least, most, padding := make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		least[i] = (x.Size(i+before)-1)*c.Stride[i] - 2*c.Padding[i] + c.Dilation[i]*(c.KernelSize[i]-1) + 1
		most[i] = least[i] + c.Stride[i] - 1
		padding[i] = size[i] - least[i]
	}
	for i := range n {
		if size[i] < least[i] || size[i] > most[i] {
			refuse("ConvTranspose", "requested an output size of %s, but valid sizes range from %s to %s (for an input of %s)",
				pyList(size), pyList(least), pyList(most), sizes.String(x.Shape()[2:]))
		}
	}
	return c.convolve(n, x, padding)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (c *ConvTranspose) ExtraRepr() string {
	return extra(c, "in_channels out_channels kernel_size=() stride=() padding=()? dilation=()? output_padding=()? groups=? bias=?")
}

// ConvTranspose1d undoes the change of size of a [Conv1d] with the same arguments.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html
type ConvTranspose1d struct{ ConvTranspose }

// NewConvTranspose1d makes a layer whose kernel is an int. Weight
// and bias are drawn uniformly from ±1/√(OutChannels/Groups · kernel size). It panics where
// groups do not divide the channels.
func NewConvTranspose1d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvTransposeOption) *ConvTranspose1d {
	return &ConvTranspose1d{newConvTranspose(1, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, L), or without N, to (N, OutChannels, L').
func (c *ConvTranspose1d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *ConvTranspose1d) forward(x *torch.Tensor) *torch.Tensor {
	return c.convolve(1, x, c.OutputPadding)
}

// ForwardTo is Forward with an output of a size (L'), one of the Stride sizes that a
// [Conv1d] makes x of: Python's output_size. It panics for others.
func (c *ConvTranspose1d) ForwardTo(x *torch.Tensor, outputSize Size) *torch.Tensor {
	return c.Call(x, func(x *torch.Tensor) *torch.Tensor { return c.convolveTo(1, x, outputSize) })
}

// ConvTranspose2d undoes the change of size of a [Conv2d] with the same arguments.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
type ConvTranspose2d struct{ ConvTranspose }

// NewConvTranspose2d makes a layer whose kernel is an int or a [Size] of height and width. Weight
// and bias are drawn uniformly from ±1/√(OutChannels/Groups · kernel size). It panics where
// groups do not divide the channels.
func NewConvTranspose2d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvTransposeOption) *ConvTranspose2d {
	return &ConvTranspose2d{newConvTranspose(2, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, H, W), or without N, to (N, OutChannels, H', W').
func (c *ConvTranspose2d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *ConvTranspose2d) forward(x *torch.Tensor) *torch.Tensor {
	return c.convolve(2, x, c.OutputPadding)
}

// ForwardTo is Forward with an output of a size (H', W'), one of the Stride sizes that a
// [Conv2d] makes x of: Python's output_size. It panics for others.
func (c *ConvTranspose2d) ForwardTo(x *torch.Tensor, outputSize Size) *torch.Tensor {
	return c.Call(x, func(x *torch.Tensor) *torch.Tensor { return c.convolveTo(2, x, outputSize) })
}

// ConvTranspose3d undoes the change of size of a [Conv3d] with the same arguments.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html
type ConvTranspose3d struct{ ConvTranspose }

// NewConvTranspose3d makes a layer whose kernel is an int or a [Size] of depth,
// height and width. Weight
// and bias are drawn uniformly from ±1/√(OutChannels/Groups · kernel size). It panics where
// groups do not divide the channels.
func NewConvTranspose3d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvTransposeOption) *ConvTranspose3d {
	return &ConvTranspose3d{newConvTranspose(3, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, D, H, W), or without N, to (N, OutChannels, D', H', W').
func (c *ConvTranspose3d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *ConvTranspose3d) forward(x *torch.Tensor) *torch.Tensor {
	return c.convolve(3, x, c.OutputPadding)
}

// ForwardTo is Forward with an output of a size (D', H', W'), one of the Stride sizes that a
// [Conv3d] makes x of: Python's output_size. It panics for others.
func (c *ConvTranspose3d) ForwardTo(x *torch.Tensor, outputSize Size) *torch.Tensor {
	return c.Call(x, func(x *torch.Tensor) *torch.Tensor { return c.convolveTo(3, x, outputSize) })
}
