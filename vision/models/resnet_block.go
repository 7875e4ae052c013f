package models

import (
	"fmt"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// blockArgs are what the constructors of blocks take besides channels.
type blockArgs struct {
	stride     int                             `kw:"1"`
	downsample nn.Forwarder                    `kw:""`
	groups     int                             `kw:"1"`
	baseWidth  int                             `kw:"64"`
	dilation   int                             `kw:"1"`
	normLayer  func(channels int) nn.Forwarder `kw:""` // nn.NewBatchNorm2d
}

// norm makes a norm of so many channels.
func (a *blockArgs) norm(channels int) nn.Forwarder { return norm(a.normLayer, channels) }

func norm(make func(channels int) nn.Forwarder, channels int) nn.Forwarder {
	if make == nil {
		return nn.NewBatchNorm2d(channels)
	}
	return make(channels)
}

// BasicBlock is two 3x3 convolutions with a way around them.
//
// See https://docs.pytorch.org/vision/stable/_modules/torchvision/models/resnet.html#BasicBlock
type BasicBlock struct {
	nn.Module
	Conv1      *nn.Conv2d
	BN1        nn.Forwarder
	ReLU       *nn.ReLU
	Conv2      *nn.Conv2d
	BN2        nn.Forwarder
	Downsample nn.Forwarder // of the way around; nil where the shapes are equal

	Stride int
}

// NewBasicBlock makes a block of inplanes channels to planes. It panics for groups, for
// another width than 64, and for a dilation.
func NewBasicBlock(inplanes, planes int, options ...BlockOption) *BasicBlock {
	a := blockOf(options)
	switch {
	case a.groups != 1 || a.baseWidth != 64:
		refuse("ValueError", "BasicBlock", "BasicBlock only supports groups=1 and base_width=64")
	case a.dilation > 1:
		refuse("NotImplementedError", "BasicBlock", "Dilation > 1 not supported in BasicBlock")
	}
	b := &BasicBlock{Stride: a.stride}
	b.Conv1 = conv3x3(inplanes, planes, a.stride, 1, 1)
	b.BN1 = a.norm(planes)
	b.ReLU = nn.NewReLU(nn.Inplace(true))
	b.Conv2 = conv3x3(planes, planes, 1, 1, 1)
	b.BN2 = a.norm(planes)
	b.Downsample = a.downsample
	return b
}

// Forward maps x (N, inplanes, H, W) to (N, planes, H', W').
func (b *BasicBlock) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *BasicBlock) forward(x *torch.Tensor) *torch.Tensor {
	y := b.ReLU.Forward(b.BN1.Forward(b.Conv1.Forward(x)))
	y = b.BN2.Forward(b.Conv2.Forward(y))
	return b.ReLU.Forward(y.Add_(around(b.Downsample, x)))
}

// Bottleneck is a 3x3 convolution of few channels between two 1x1 ones, with a way around
// them. The stride is the 3x3 convolution's, as in ResNet V1.5.
//
// See https://docs.pytorch.org/vision/stable/_modules/torchvision/models/resnet.html#Bottleneck
type Bottleneck struct {
	nn.Module
	Conv1      *nn.Conv2d
	BN1        nn.Forwarder
	Conv2      *nn.Conv2d
	BN2        nn.Forwarder
	Conv3      *nn.Conv2d
	BN3        nn.Forwarder
	ReLU       *nn.ReLU
	Downsample nn.Forwarder // of the way around; nil where the shapes are equal

	Stride int
}

// NewBottleneck makes a block of inplanes channels to 4·planes.
func NewBottleneck(inplanes, planes int, options ...BlockOption) *Bottleneck {
	a := blockOf(options)
	width := int(float64(planes)*(float64(a.baseWidth)/64)) * a.groups
	out := planes * expansion[Bottleneck]()
	b := &Bottleneck{Stride: a.stride}
	b.Conv1 = conv1x1(inplanes, width, 1)
	b.BN1 = a.norm(width)
	b.Conv2 = conv3x3(width, width, a.stride, a.groups, a.dilation)
	b.BN2 = a.norm(width)
	b.Conv3 = conv1x1(width, out, 1)
	b.BN3 = a.norm(out)
	b.ReLU = nn.NewReLU(nn.Inplace(true))
	b.Downsample = a.downsample
	return b
}

// Forward maps x (N, inplanes, H, W) to (N, 4·planes, H', W').
func (b *Bottleneck) Forward(x *torch.Tensor) *torch.Tensor { return b.Call(x, b.forward) }

func (b *Bottleneck) forward(x *torch.Tensor) *torch.Tensor {
	y := b.ReLU.Forward(b.BN1.Forward(b.Conv1.Forward(x)))
	y = b.ReLU.Forward(b.BN2.Forward(b.Conv2.Forward(y)))
	y = b.BN3.Forward(b.Conv3.Forward(y))
	return b.ReLU.Forward(y.Add_(around(b.Downsample, x)))
}

// around is a block's input in the shape of its output.
func around(downsample nn.Forwarder, x *torch.Tensor) *torch.Tensor {
	if downsample == nil {
		return x
	}
	return downsample.Forward(x)
}

func conv3x3(in, out, stride, groups, dilation int) *nn.Conv2d {
	return nn.NewConv2d(in, out, 3, nn.Stride(stride), nn.Padding(dilation), nn.Groups(groups), nn.Bias(false), nn.Dilation(dilation))
}

func conv1x1(in, out, stride int) *nn.Conv2d {
	return nn.NewConv2d(in, out, 1, nn.Stride(stride), nn.Bias(false))
}

func refuse(kind, op, format string, args ...any) {
	panic(&torch.Error{Op: "models." + op, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}
