// Package kw holds the keyword arguments of package models: one type for each name,
// whatever takes it. Which constructor takes which is generated.
package kw

import "github.com/e0112027/gotorch/nn"

// NumClasses is how many classes the last layer tells apart.
type NumClasses int

// ZeroInitResidual lets each block begin as the identity, by a weight of 0 in its last
// norm, which raises the accuracy by 0.2 to 0.3 % according to
// https://arxiv.org/abs/1706.02677.
type ZeroInitResidual bool

// Groups splits the channels of the 3x3 convolutions into groups that do not mix.
type Groups int

// WidthPerGroup is how many channels each group of the first layer's 3x3 convolutions has.
type WidthPerGroup int

// ReplaceStrideWithDilation tells for the second, third and fourth layer whether their
// convolutions are dilated in the place of a stride of 2.
type ReplaceStrideWithDilation [3]bool

// NormLayer makes the norm of so many channels.
type NormLayer func(channels int) nn.Forwarder

// Stride is how far the kernel of a block's first 3x3 convolution moves.
type Stride int

// Downsample maps a block's input to its output's shape.
type Downsample struct{ nn.Forwarder }

// BaseWidth is how many of 64 channels a group of a block's 3x3 convolution has.
type BaseWidth int

// Dilation is the distance between the elements of a block's 3x3 kernels.
type Dilation int
