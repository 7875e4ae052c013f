package models

import (
	"github.com/e0112027/gotorch/nn"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

// ResNet is a deep residual network, which maps pictures (N, 3, H, W) to logits
// (N, classes). H and W are 224 where its weights were trained on ImageNet; 32 is enough.
// It is from "Deep residual learning for image recognition",
// https://arxiv.org/abs/1512.03385.
//
// See https://docs.pytorch.org/vision/stable/_modules/torchvision/models/resnet.html#ResNet
type ResNet struct {
	nn.Module
	Conv1   *nn.Conv2d
	BN1     nn.Forwarder
	ReLU    *nn.ReLU
	MaxPool *nn.MaxPool2d `nn:"maxpool"`
	Layer1  *nn.Sequential
	Layer2  *nn.Sequential
	Layer3  *nn.Sequential
	Layer4  *nn.Sequential
	AvgPool *nn.AdaptiveAvgPool2d `nn:"avgpool"`
	FC      *nn.Linear
}

type resNetArgs struct {
	numClasses                int                             `kw:"1000"`
	zeroInitResidual          bool                            `kw:"false"`
	groups                    int                             `kw:"1"`
	widthPerGroup             int                             `kw:"64"`
	replaceStrideWithDilation [3]bool                         `kw:""`
	normLayer                 func(channels int) nn.Forwarder `kw:""` // nn.NewBatchNorm2d
}

// NewResNet makes a network of blocks of one kind, so many in each of its four layers:
//
//	net := models.NewResNet[models.Bottleneck]([4]int{3, 4, 6, 3})
//
// Convolutions are drawn as by Kaiming He for their outputs; norms begin with 1 and 0.
func NewResNet[B BasicBlock | Bottleneck](layers [4]int, options ...ResNetOption) *ResNet {
	r, a := resNetOf(options)
	b := builder[B]{args: &a, inplanes: 64, dilation: 1}
	r.Conv1 = nn.NewConv2d(3, b.inplanes, 7, nn.Stride(2), nn.Padding(3), nn.Bias(false))
	r.BN1 = norm(a.normLayer, b.inplanes)
	r.ReLU = nn.NewReLU(nn.Inplace(true))
	r.MaxPool = nn.NewMaxPool2d(3, nn.Stride(2), nn.Padding(1))
	r.Layer1 = b.layer(64, layers[0], 1, false)
	r.Layer2 = b.layer(128, layers[1], 2, a.replaceStrideWithDilation[0])
	r.Layer3 = b.layer(256, layers[2], 2, a.replaceStrideWithDilation[1])
	r.Layer4 = b.layer(512, layers[3], 2, a.replaceStrideWithDilation[2])
	r.AvgPool = nn.NewAdaptiveAvgPool2d(nn.Size{1, 1})
	r.FC = nn.NewLinear(512*expansion[B](), a.numClasses)
	for _, m := range nn.NamedModules(&r) {
		initialise(m)
	}
	if a.zeroInitResidual {
		for _, m := range nn.NamedModules(&r) {
			zeroResidual(m)
		}
	}
	return &r
}

// initialise draws the weights of one module of the network.
func initialise(m any) {
	switch m := m.(type) {
	case *nn.Conv2d:
		ninit.KaimingNormal_(m.Weight, ninit.FanOut, ninit.Nonlinearity("relu"))
	case *nn.BatchNorm2d:
		ninit.Ones_(m.Weight)
		ninit.Zeros_(m.Bias)
	case *nn.GroupNorm:
		ninit.Ones_(m.Weight)
		ninit.Zeros_(m.Bias)
	}
}

// zeroResidual sets the weight of the last norm of a block to 0.
func zeroResidual(m any) {
	var last nn.Forwarder
	switch m := m.(type) {
	case *BasicBlock:
		last = m.BN2
	case *Bottleneck:
		last = m.BN3
	default:
		return
	}
	for name, p := range nn.NamedParameters(last) {
		if name == "weight" {
			ninit.Zeros_(p)
		}
	}
}

// expansion is a block's channels at its end, for each of its planes.
func expansion[B BasicBlock | Bottleneck]() int {
	if _, ok := any(new(B)).(*Bottleneck); ok {
		return 4
	}
	return 1
}

// builder makes a network's layers, one after the other.
type builder[B BasicBlock | Bottleneck] struct {
	args     *resNetArgs
	inplanes int // of the next block
	dilation int
}

func (b *builder[B]) layer(planes, blocks, stride int, dilate bool) *nn.Sequential {
	dilation, out := b.dilation, planes*expansion[B]()
	if dilate {
		b.dilation *= stride
		stride = 1
	}
	var downsample nn.Forwarder
	if stride != 1 || b.inplanes != out {
		downsample = nn.NewSequential(conv1x1(b.inplanes, out, stride), norm(b.args.normLayer, out))
	}
	layer := nn.NewSequential(b.block(planes, dilation, Stride(stride), Downsample(downsample)))
	b.inplanes = out
	for range blocks - 1 {
		layer.Append(b.block(planes, b.dilation))
	}
	return layer
}

func (b *builder[B]) block(planes, dilation int, options ...BlockOption) nn.Forwarder {
	options = append(options, Groups(b.args.groups), BaseWidth(b.args.widthPerGroup), Dilation(dilation), NormLayer(b.args.normLayer))
	if _, ok := any(new(B)).(*Bottleneck); ok {
		return NewBottleneck(b.inplanes, planes, options...)
	}
	return NewBasicBlock(b.inplanes, planes, options...)
}

// Forward maps x (N, 3, H, W) to logits (N, classes).
func (r *ResNet) Forward(x *torch.Tensor) *torch.Tensor { return r.Call(x, r.forward) }

func (r *ResNet) forward(x *torch.Tensor) *torch.Tensor {
	x = r.MaxPool.Forward(r.ReLU.Forward(r.BN1.Forward(r.Conv1.Forward(x))))
	x = r.Layer4.Forward(r.Layer3.Forward(r.Layer2.Forward(r.Layer1.Forward(x))))
	return r.FC.Forward(r.AvgPool.Forward(x).Flatten(1, -1))
}

// NewResNet18 makes the network of 18 layers.
//
// See https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet18.html
func NewResNet18(options ...ResNetOption) *ResNet {
	return NewResNet[BasicBlock]([4]int{2, 2, 2, 2}, options...)
}

// NewResNet34 makes the network of 34 layers.
//
// See https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet34.html
func NewResNet34(options ...ResNetOption) *ResNet {
	return NewResNet[BasicBlock]([4]int{3, 4, 6, 3}, options...)
}

// NewResNet50 makes the network of 50 layers. With Groups(32) and WidthPerGroup(4) it is
// torchvision's resnext50_32x4d, with WidthPerGroup(128) its wide_resnet50_2.
//
// See https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet50.html
func NewResNet50(options ...ResNetOption) *ResNet {
	return NewResNet[Bottleneck]([4]int{3, 4, 6, 3}, options...)
}

// NewResNet101 makes the network of 101 layers. With Groups(32) and WidthPerGroup(8) it is
// torchvision's resnext101_32x8d, with Groups(64) and WidthPerGroup(4) its
// resnext101_64x4d, with WidthPerGroup(128) its wide_resnet101_2.
//
// See https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet101.html
func NewResNet101(options ...ResNetOption) *ResNet {
	return NewResNet[Bottleneck]([4]int{3, 4, 23, 3}, options...)
}

// NewResNet152 makes the network of 152 layers.
//
// See https://docs.pytorch.org/vision/stable/models/generated/torchvision.models.resnet152.html
func NewResNet152(options ...ResNetOption) *ResNet {
	return NewResNet[Bottleneck]([4]int{3, 8, 36, 3}, options...)
}
