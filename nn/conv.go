package nn

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Conv is what [Conv1d], [Conv2d] and [Conv3d] have in common.
type Conv struct {
	Module
	Weight *torch.Tensor // (OutChannels, InChannels/Groups, kernel...)
	Bias   *torch.Tensor // (OutChannels), or nil

	InChannels, OutChannels int
	KernelSize              Size
	Stride                  Size   `kw:"1"`
	Padding                 Size   `kw:"0"`
	PaddingName             string `kw:""` // where it isn't empty, in place of Padding
	Dilation                Size   `kw:"1"`
	Groups                  int    `kw:"1"`
	PaddingMode             string `kw:"zeros"`
}

type convArgs struct {
	bias bool `kw:"true"`
	factory
}

// Conv1d convolves sequences: x (N, InChannels, L), or without N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
type Conv1d struct{ Conv }

// NewConv1d makes a layer whose kernel is an int. Weight and bias are drawn uniformly
// from ±1/√(InChannels/Groups · kernel size). It panics where groups do not divide the
// channels.
func NewConv1d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvOption) *Conv1d {
	return &Conv1d{newConv(1, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, L), or without N, to (N, OutChannels, L').
func (c *Conv1d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *Conv1d) forward(x *torch.Tensor) *torch.Tensor { return c.convolve(1, x) }

// Conv2d convolves pictures: x (N, InChannels, H, W), or without N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
type Conv2d struct{ Conv }

// NewConv2d is [NewConv1d] with a kernel that is an int or a [Size] of height and width.
func NewConv2d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvOption) *Conv2d {
	return &Conv2d{newConv(2, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, H, W), or without N, to (N, OutChannels, H', W').
func (c *Conv2d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *Conv2d) forward(x *torch.Tensor) *torch.Tensor { return c.convolve(2, x) }

// Conv3d convolves volumes: x (N, InChannels, D, H, W), or without N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html
type Conv3d struct{ Conv }

// NewConv3d is [NewConv1d] with a kernel that is an int or a [Size] of depth, height and
// width.
func NewConv3d[S Sizes](inChannels, outChannels int, kernelSize S, options ...ConvOption) *Conv3d {
	return &Conv3d{newConv(3, inChannels, outChannels, sizeOf(kernelSize), options)}
}

// Forward maps x (N, InChannels, D, H, W), or without N, to (N, OutChannels, D', H', W').
func (c *Conv3d) Forward(x *torch.Tensor) *torch.Tensor { return c.Call(x, c.forward) }

func (c *Conv3d) forward(x *torch.Tensor) *torch.Tensor { return c.convolve(3, x) }

func newConv(n, inChannels, outChannels int, kernelSize Size, options []ConvOption) Conv {
	c, a := bareConv(n, inChannels, outChannels, kernelSize, options)
	c.Weight = a.parameter(true, c.weightShape()...)
	c.Bias = a.parameter(a.bias, outChannels)
	c.ResetParameters()
	return c
}

// bareConv is a convolution without its tensors.
func bareConv(n, inChannels, outChannels int, kernelSize Size, options []ConvOption) (Conv, convArgs) {
	c, a := convOf(options)
	c.InChannels, c.OutChannels, c.KernelSize = inChannels, outChannels, expand(kernelSize, "kernel_size", n)
	c.Stride, c.Padding, c.Dilation = expand(c.Stride, "stride", n), expand(c.Padding, "padding", n), expand(c.Dilation, "dilation", n)
	c.check(fmt.Sprintf("Conv%dd", n))
	return c, a
}

func (c *Conv) weightShape() []int {
	return append([]int{c.OutChannels, c.InChannels / c.Groups}, c.KernelSize...)
}

func (c *Conv) check(name string) {
	checkGroups(name, c.InChannels, c.OutChannels, c.Groups)
	switch {
	case !slices.Contains([]string{"", "same", "valid"}, c.PaddingName):
		refuse(name, "Invalid padding string '%s', should be one of {'valid', 'same'}", c.PaddingName)
	case c.PaddingName == "same" && !all(c.Stride, 1):
		refuse(name, "padding='same' is not supported for strided convolutions")
	case !slices.Contains([]string{"zeros", "reflect", "replicate", "circular"}, c.PaddingMode):
		refuse(name, "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='%s'", c.PaddingMode)
	}
}

func checkGroups(name string, in, out, groups int) {
	switch {
	case groups <= 0:
		refuse(name, "groups must be a positive integer")
	case in%groups != 0:
		refuse(name, "in_channels must be divisible by groups")
	case out%groups != 0:
		refuse(name, "out_channels must be divisible by groups")
	}
}

func all(s Size, n int) bool { return !slices.ContainsFunc(s, func(v int) bool { return v != n }) }

// ResetParameters draws weight and bias anew.
func (c *Conv) ResetParameters() { initWeights(c.Weight, c.Bias) }

// convolve is the forward pass for n dimensions.
func (c *Conv) convolve(n int, x *torch.Tensor) *torch.Tensor {
	padding := c.Padding
	switch {
	case c.PaddingMode != "zeros" && c.PaddingMode != "":
		var buffer [6]int
		x = aten.Pad(x, c.around(&buffer), &aten.PadOptions{Mode: aten.Some(c.PaddingMode)})
		padding = noPadding[:n]
	case c.PaddingName != "":
		return c.convolveNamed(n, x)
	}
	groups := aten.Some(c.Groups)
	switch n {
	case 1:
		return aten.Conv1d(x, c.Weight, &aten.Conv1dOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
	case 2:
		return aten.Conv2d(x, c.Weight, &aten.Conv2dOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
	}
	return aten.Conv3d(x, c.Weight, &aten.Conv3dOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
}

// convolveNamed is convolve with a PaddingName.
func (c *Conv) convolveNamed(n int, x *torch.Tensor) *torch.Tensor {
	padding, groups := aten.Some(c.PaddingName), aten.Some(c.Groups)
	switch n {
	case 1:
		return aten.Conv1dPadding(x, c.Weight, &aten.Conv1dPaddingOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
	case 2:
		return aten.Conv2dPadding(x, c.Weight, &aten.Conv2dPaddingOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
	}
	return aten.Conv3dPadding(x, c.Weight, &aten.Conv3dPaddingOptions{Bias: c.Bias, Stride: c.Stride, Padding: padding, Dilation: c.Dilation, Groups: groups})
}

var noPadding = Size{0, 0, 0}

// around lists what PaddingMode adds before and after each dimension, the last one first.
func (c *Conv) around(buffer *[6]int) []int {
	around := buffer[:0]
	for i, p := range slices.Backward(c.Padding) {
		before, after := p, p
		switch c.PaddingName {
		case "valid":
			before, after = 0, 0
		case "same":
			total := c.Dilation[i] * (c.KernelSize[i] - 1)
			before, after = total/2, total-total/2
		}
		around = append(around, before, after)
	}
	return around
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (c *Conv) ExtraRepr() string {
	padding := "padding=()?"
	if c.PaddingName != "" {
		padding = "padding=" + c.PaddingName
	}
	return extra(c, "in_channels out_channels kernel_size=() stride=() "+padding+" dilation=()? groups=? bias=? padding_mode=?")
}
