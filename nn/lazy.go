package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

// lazyLayer is a layer that takes the size of its input from the first one. Until then its
// parameters are placeholders without elements, which an optimizer may hold already: the
// same tensors get their sizes and values later. A state that is loaded before gives them
// their sizes.
type lazyLayer interface {
	// isKnown tells whether the size of the input is known: the layer then prints as the one
	// that it has become.
	isKnown() bool
	// likeWeight gives the placeholders the sizes of a weight that is loaded.
	likeWeight(sizes []int)
}

// isPlaceholder tells whether a parameter has no sizes yet.
func isPlaceholder(t *torch.Tensor) bool { return t.NDim() == 1 && t.Size(0) == 0 }

// materialize gives a placeholder, which may be nil, its sizes.
func materialize(t *torch.Tensor, sizes ...int) {
	if t != nil && isPlaceholder(t) {
		t.SetData(torch.Empty(sizes, t.DType(), t.Device()))
	}
}

// channelsOf is the number of x's channels, before its last n dimensions.
func channelsOf(layer string, n int, x *torch.Tensor) int {
	d := x.NDim()
	if d != n+1 && d != n+2 {
		panic(&torch.Error{Op: "nn." + layer, Kind: "RuntimeError", Msg: fmt.Sprintf(
			"Expected %dD (unbatched) or %dD (batched) input to %s, but got input of size: %s", n+1, n+2, layer, sizes.String(x.Shape()))})
	}
	return x.Size(d - n - 1)
}

// LazyLinear is a [Linear] that takes InFeatures from its first input. It then prints as a
// Linear. Until then its parameters are without elements; an optimizer may hold them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyLinear.html
type LazyLinear struct{ Linear }

// NewLazyLinear makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyLinear(outFeatures int, options ...LinearOption) *LazyLinear {
	l, a := linearOf(options)
	l.OutFeatures = outFeatures
	l.Weight, l.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return &LazyLinear{l}
}

// Forward maps x (*, InFeatures) to (*, OutFeatures).
func (l *LazyLinear) Forward(x *torch.Tensor) *torch.Tensor {
	if l.InFeatures == 0 {
		l.infer(x.Size(-1))
	}
	return l.Linear.Forward(x)
}

func (l *LazyLinear) infer(inFeatures int) {
	if isPlaceholder(l.Weight) {
		l.likeWeight([]int{l.OutFeatures, inFeatures})
		l.ResetParameters()
	}
	if weight := l.Weight.Size(-1); weight != inFeatures {
		panic(&torch.Error{Op: "nn.LazyLinear", Kind: "AssertionError", Msg: fmt.Sprintf(
			"The in_features inferred from input: %d is not equal to in_features from self.weight: %d", inFeatures, weight)})
	}
	l.InFeatures = inFeatures
}

func (l *LazyLinear) isKnown() bool { return l.InFeatures != 0 }

func (l *LazyLinear) likeWeight(sizes []int) {
	materialize(l.Weight, sizes...)
	materialize(l.Bias, l.OutFeatures)
}

func newLazyConv(n, outChannels int, kernelSize Size, options []ConvOption) Conv {
	c, a := bareConv(n, 0, outChannels, kernelSize, options)
	c.Weight, c.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return c
}

// infer takes the channels from the first input.
func (c *Conv) infer(layer string, n int, x *torch.Tensor) {
	channels := channelsOf(layer, n, x)
	if channels%c.Groups != 0 {
		refuse(layer, "in_channels must be divisible by groups")
	}
	fresh := isPlaceholder(c.Weight)
	c.InChannels = channels
	c.materialize(c.weightShape())
	if fresh {
		c.ResetParameters()
	}
}

func (c *Conv) materialize(weight []int) {
	materialize(c.Weight, weight...)
	materialize(c.Bias, c.OutChannels)
}

// LazyConv1d is a [Conv1d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html
type LazyConv1d struct{ Conv1d }

// NewLazyConv1d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv1d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv1d {
	return &LazyConv1d{Conv1d{newLazyConv(1, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, L), or without N, as a [Conv1d].
func (c *LazyConv1d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConv1d", 1, x)
	}
	return c.Conv1d.Forward(x)
}

func (c *LazyConv1d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConv1d) likeWeight(sizes []int) { c.materialize(sizes) }

// LazyConv2d is a [Conv2d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html
type LazyConv2d struct{ Conv2d }

// NewLazyConv2d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv2d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv2d {
	return &LazyConv2d{Conv2d{newLazyConv(2, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, H, W), or without N, as a [Conv2d].
func (c *LazyConv2d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConv2d", 2, x)
	}
	return c.Conv2d.Forward(x)
}

func (c *LazyConv2d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConv2d) likeWeight(sizes []int) { c.materialize(sizes) }

// LazyConv3d is a [Conv3d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html
type LazyConv3d struct{ Conv3d }

// NewLazyConv3d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConv3d[S Sizes](outChannels int, kernelSize S, options ...ConvOption) *LazyConv3d {
	return &LazyConv3d{Conv3d{newLazyConv(3, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, D, H, W), or without N, as a [Conv3d].
func (c *LazyConv3d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConv3d", 3, x)
	}
	return c.Conv3d.Forward(x)
}

func (c *LazyConv3d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConv3d) likeWeight(sizes []int) { c.materialize(sizes) }

func newLazyConvTranspose(n, outChannels int, kernelSize Size, options []ConvTransposeOption) ConvTranspose {
	c, a := bareConvTranspose(n, 0, outChannels, kernelSize, options)
	c.Weight, c.Bias = a.parameter(true, 0), a.parameter(a.bias, 0)
	return c
}

// infer takes the channels from the first input.
func (c *ConvTranspose) infer(layer string, n int, x *torch.Tensor) {
	channels := channelsOf(layer, n, x)
	if channels%c.Groups != 0 {
		refuse(layer, "in_channels must be divisible by groups")
	}
	fresh := isPlaceholder(c.Weight)
	c.InChannels = channels
	c.materialize(c.weightShape())
	if fresh {
		c.ResetParameters()
	}
}

func (c *ConvTranspose) materialize(weight []int) {
	materialize(c.Weight, weight...)
	materialize(c.Bias, c.OutChannels)
}

// LazyConvTranspose1d is a [ConvTranspose1d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html
type LazyConvTranspose1d struct{ ConvTranspose1d }

// NewLazyConvTranspose1d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose1d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose1d {
	return &LazyConvTranspose1d{ConvTranspose1d{newLazyConvTranspose(1, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, L), or without N, as a [ConvTranspose1d].
func (c *LazyConvTranspose1d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConvTranspose1d", 1, x)
	}
	return c.ConvTranspose1d.Forward(x)
}

func (c *LazyConvTranspose1d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConvTranspose1d) likeWeight(sizes []int) { c.materialize(sizes) }

// LazyConvTranspose2d is a [ConvTranspose2d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose2d.html
type LazyConvTranspose2d struct{ ConvTranspose2d }

// NewLazyConvTranspose2d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose2d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose2d {
	return &LazyConvTranspose2d{ConvTranspose2d{newLazyConvTranspose(2, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, H, W), or without N, as a [ConvTranspose2d].
func (c *LazyConvTranspose2d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConvTranspose2d", 2, x)
	}
	return c.ConvTranspose2d.Forward(x)
}

func (c *LazyConvTranspose2d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConvTranspose2d) likeWeight(sizes []int) { c.materialize(sizes) }

// LazyConvTranspose3d is a [ConvTranspose3d] that takes InChannels from its first input, as [LazyLinear].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html
type LazyConvTranspose3d struct{ ConvTranspose3d }

// NewLazyConvTranspose3d makes a layer whose weight and bias are drawn at its first Forward.
func NewLazyConvTranspose3d[S Sizes](outChannels int, kernelSize S, options ...ConvTransposeOption) *LazyConvTranspose3d {
	return &LazyConvTranspose3d{ConvTranspose3d{newLazyConvTranspose(3, outChannels, sizeOf(kernelSize), options)}}
}

// Forward maps x (N, InChannels, D, H, W), or without N, as a [ConvTranspose3d].
func (c *LazyConvTranspose3d) Forward(x *torch.Tensor) *torch.Tensor {
	if c.InChannels == 0 {
		c.infer("LazyConvTranspose3d", 3, x)
	}
	return c.ConvTranspose3d.Forward(x)
}

func (c *LazyConvTranspose3d) isKnown() bool { return c.InChannels != 0 }

func (c *LazyConvTranspose3d) likeWeight(sizes []int) { c.materialize(sizes) }
