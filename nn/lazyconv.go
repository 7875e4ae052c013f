package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

// channelsOf is the number of x's channels, before its last n dimensions.
func channelsOf(layer string, n int, x *torch.Tensor) int {
	d := x.NDim()
	if d != n+1 && d != n+2 {
		panic(&torch.Error{Op: "nn." + layer, Kind: "RuntimeError", Msg: fmt.Sprintf(
			"Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s", n+1, n+2, layer, sizes.String(x.Shape()))})
	}
	return x.Size(d - n - 1)
}

func newLazyConv(n, outChannels int, kernelSize Size, options []ConvOption) Conv {
	c, a := bareConv(n, 0, outChannels, kernelSize, options)
	c.Weight, c.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return c
}

func (c *Conv) inferred() *int { return &c.InChannels }

func (c *Conv) sizeIn(x *torch.Tensor) int {
	n := len(c.KernelSize)
	layer := fmt.Sprintf("LazyConv%dd", n)
	channels := channelsOf(layer, n, x)
	if channels%c.Groups != 0 {
		refuse(layer, "in_channels must be divisible by groups")
	}
	return channels
}

func (c *Conv) materialize() {
	materialize(c.Weight, c.weightShape()...)
	materialize(c.Bias, c.OutChannels)
}

// LazyConv1d is a [Conv1d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html
type LazyConv1d struct {
	lazy
	Conv1d
}

// NewLazyConv1d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv1d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv1d {
	return &LazyConv1d{Conv1d: Conv1d{newLazyConv(1, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, L), or without N, as a [Conv1d].
func (c *LazyConv1d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.Conv1d.Forward(x)
}

// LazyConv2d is a [Conv2d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html
type LazyConv2d struct {
	lazy
	Conv2d
}

// NewLazyConv2d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv2d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv2d {
	return &LazyConv2d{Conv2d: Conv2d{newLazyConv(2, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, H, W), or without N, as a [Conv2d].
func (c *LazyConv2d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.Conv2d.Forward(x)
}

// LazyConv3d is a [Conv3d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html
type LazyConv3d struct {
	lazy
	Conv3d
}

// NewLazyConv3d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv3d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv3d {
	return &LazyConv3d{Conv3d: Conv3d{newLazyConv(3, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, D, H, W), or without N, as a [Conv3d].
func (c *LazyConv3d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.Conv3d.Forward(x)
}

func newLazyConvTranspose(n, outChannels int, kernelSize Size, options []ConvTransposeOption) ConvTranspose {
	c, a := bareConvTranspose(n, 0, outChannels, kernelSize, options)
	c.Weight, c.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return c
}

func (c *ConvTranspose) inferred() *int { return &c.InChannels }

func (c *ConvTranspose) sizeIn(x *torch.Tensor) int {
	n := len(c.KernelSize)
	layer := fmt.Sprintf("LazyConvTranspose%dd", n)
	channels := channelsOf(layer, n, x)
	if channels%c.Groups != 0 {
		refuse(layer, "in_channels must be divisible by groups")
	}
	return channels
}

func (c *ConvTranspose) materialize() {
	materialize(c.Weight, c.weightShape()...)
	materialize(c.Bias, c.OutChannels)
}

// LazyConvTranspose1d is a [ConvTranspose1d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html
type LazyConvTranspose1d struct {
	lazy
	ConvTranspose1d
}

// NewLazyConvTranspose1d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose1d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose1d {
	return &LazyConvTranspose1d{ConvTranspose1d: ConvTranspose1d{newLazyConvTranspose(1, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, L), or without N, as a [ConvTranspose1d].
func (c *LazyConvTranspose1d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.ConvTranspose1d.Forward(x)
}

// LazyConvTranspose2d is a [ConvTranspose2d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose2d.html
type LazyConvTranspose2d struct {
	lazy
	ConvTranspose2d
}

// NewLazyConvTranspose2d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose2d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose2d {
	return &LazyConvTranspose2d{ConvTranspose2d: ConvTranspose2d{newLazyConvTranspose(2, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, H, W), or without N, as a [ConvTranspose2d].
func (c *LazyConvTranspose2d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.ConvTranspose2d.Forward(x)
}

// LazyConvTranspose3d is a [ConvTranspose3d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html
type LazyConvTranspose3d struct {
	lazy
	ConvTranspose3d
}

// NewLazyConvTranspose3d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose3d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose3d {
	return &LazyConvTranspose3d{ConvTranspose3d: ConvTranspose3d{newLazyConvTranspose(3, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, D, H, W), or without N, as a [ConvTranspose3d].
func (c *LazyConvTranspose3d) Forward(x *torch.Tensor) *torch.Tensor {
	meet(c, x)
	return c.ConvTranspose3d.Forward(x)
}
