package nn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// Conv2d convolves pictures: x (N, InChannels, H, W), or without N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
type Conv2d struct {
	Weight *torch.Tensor // (OutChannels, InChannels/Groups, kernel height, kernel width)
	Bias   *torch.Tensor // (OutChannels), or nil

	InChannels, OutChannels, Groups       int
	KernelSize, Stride, Padding, Dilation Size
	PaddingName                           string // "same", "valid", or "" for Padding
	PaddingMode                           string

	around []int // what PaddingMode adds, in the order of functional.Pad
}

// ConvOption is a keyword argument of [NewConv2d]: [Stride], [Padding],
// [PaddingSame], [PaddingValid], [PaddingMode], [Dilation], [Groups], [Bias],
// [DType] or [Device].
type ConvOption interface {
	ApplyConvLayer(*operator.ConvLayer)
}

// NewConv2d makes a layer whose kernel is an int or a [Size] of height and width.
// Weight and bias are drawn uniformly from ±1/√(InChannels/Groups · kernel area).
// It panics where groups do not divide the channels.
func NewConv2d[S Sizes](in, out int, kernel S, options ...ConvOption) *Conv2d {
	a := operator.DefaultConvLayer
	for _, option := range options {
		option.ApplyConvLayer(&a)
	}
	return newConv2d(in, out, sizeOf(kernel), &a)
}

func newConv2d(in, out int, kernel Size, a *operator.ConvLayer) *Conv2d {
	c := &Conv2d{
		InChannels: in, OutChannels: out, Groups: a.Groups,
		KernelSize: kernel.Expand("kernel_size", 2), Stride: Size(a.Stride).Expand("stride", 2),
		Padding: Size(a.Padding).Expand("padding", 2), Dilation: Size(a.Dilation).Expand("dilation", 2),
		PaddingName: a.PaddingName, PaddingMode: a.PaddingMode,
	}
	c.check()
	c.around = c.paddingAround()
	c.Weight = Parameter(a.Empty(append([]int{out, in / c.Groups}, c.KernelSize...)...))
	if a.Bias {
		c.Bias = Parameter(a.Empty(out))
	}
	c.ResetParameters()
	return c
}

func (c *Conv2d) check() {
	switch {
	case c.Groups <= 0:
		refuse("Conv2d", "groups must be a positive integer")
	case c.InChannels%c.Groups != 0:
		refuse("Conv2d", "in_channels must be divisible by groups")
	case c.OutChannels%c.Groups != 0:
		refuse("Conv2d", "out_channels must be divisible by groups")
	case c.PaddingName == "same" && !all(c.Stride, 1):
		refuse("Conv2d", "padding='same' is not supported for strided convolutions")
	case !slices.Contains([]string{"zeros", "reflect", "replicate", "circular"}, c.PaddingMode):
		refuse("Conv2d", "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got padding_mode='%s'", c.PaddingMode)
	}
}

// paddingAround lists what is added before and after each dimension, the last
// one first.
func (c *Conv2d) paddingAround() []int {
	var around []int
	for i := len(c.KernelSize) - 1; i >= 0; i-- {
		before, after := c.Padding[i], c.Padding[i]
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

// ResetParameters draws weight and bias anew.
func (c *Conv2d) ResetParameters() { initWeights(c.Weight, c.Bias) }

// Forward maps x (N, InChannels, H, W), or without N, to (N, OutChannels, H', W').
func (c *Conv2d) Forward(x *torch.Tensor) *torch.Tensor {
	a := operator.Conv{Stride: c.Stride, Padding: c.Padding, PaddingName: c.PaddingName, Dilation: c.Dilation, Groups: c.Groups}
	if c.PaddingMode != "zeros" {
		x = operator.Pad(x, c.around, c.PaddingMode, 0)
		a.Padding, a.PaddingName = noPadding, ""
	}
	return a.Conv2d(x, c.Weight, c.Bias)
}

var noPadding = Size{0, 0}

// ExtraRepr returns what print(net) shows between the parentheses.
func (c *Conv2d) ExtraRepr() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d, %d, kernel_size=%s, stride=%s", c.InChannels, c.OutChannels, pySize(c.KernelSize), pySize(c.Stride))
	switch {
	case c.PaddingName != "":
		b.WriteString(", padding=" + c.PaddingName)
	case !all(c.Padding, 0):
		b.WriteString(", padding=" + pySize(c.Padding))
	}
	if !all(c.Dilation, 1) {
		b.WriteString(", dilation=" + pySize(c.Dilation))
	}
	if c.Groups != 1 {
		fmt.Fprintf(&b, ", groups=%d", c.Groups)
	}
	if c.Bias == nil {
		b.WriteString(", bias=False")
	}
	if c.PaddingMode != "zeros" {
		b.WriteString(", padding_mode=" + c.PaddingMode)
	}
	return b.String()
}

func all(s Size, n int) bool { return !slices.ContainsFunc(s, func(v int) bool { return v != n }) }
