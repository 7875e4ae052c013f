package models

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	vision "github.com/e0112027/gotorch/vision/models"
)

// MLP is the article's network.
type MLP struct {
	FC1   *nn.Linear
	ReLU1 *nn.ReLU
	FC2   *nn.Linear
}

// NewMLP draws the initial weights.
func NewMLP() *MLP {
	return &MLP{FC1: nn.NewLinear(784, 512), ReLU1: nn.NewReLU(), FC2: nn.NewLinear(512, 10)}
}

// Forward returns the logits of pictures (N, 1, 28, 28).
func (m *MLP) Forward(x *torch.Tensor) *torch.Tensor {
	x = x.View(-1, 28*28)
	return m.FC2.Forward(m.ReLU1.Forward(m.FC1.Forward(x)))
}

// leNet is LeNet-5 with batch norms and dropout.
type leNet struct {
	Conv1   *nn.Conv2d
	BN1     *nn.BatchNorm2d
	Conv2   *nn.Conv2d
	BN2     *nn.BatchNorm2d
	Pool    *nn.MaxPool2d
	ReLU    *nn.ReLU
	FC1     *nn.Linear
	Dropout *nn.Dropout
	FC2     *nn.Linear
	FC3     *nn.Linear
}

func newLeNet() *leNet {
	return &leNet{
		Conv1: nn.NewConv2d(1, 6, 5, nn.Padding(2)), BN1: nn.NewBatchNorm2d(6),
		Conv2: nn.NewConv2d(6, 16, 5), BN2: nn.NewBatchNorm2d(16),
		Pool: nn.NewMaxPool2d(2), ReLU: nn.NewReLU(),
		FC1: nn.NewLinear(400, 120), Dropout: nn.NewDropout(nn.P(0.25)), FC2: nn.NewLinear(120, 84), FC3: nn.NewLinear(84, 10),
	}
}

// Forward returns the logits of pictures (N, 1, 28, 28).
func (l *leNet) Forward(x *torch.Tensor) *torch.Tensor {
	x = l.Pool.Forward(l.ReLU.Forward(l.BN1.Forward(l.Conv1.Forward(x))))
	x = l.Pool.Forward(l.ReLU.Forward(l.BN2.Forward(l.Conv2.Forward(x))))
	x = l.Dropout.Forward(l.ReLU.Forward(l.FC1.Forward(x.Flatten(1, -1))))
	return l.FC3.Forward(l.ReLU.Forward(l.FC2.Forward(x)))
}

func trainMLP() *Training {
	net := NewMLP()
	return classify(net, optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9)), 64, 1, 28, 28)
}

func trainLeNet() *Training {
	net := newLeNet()
	return classify(net, optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9)), 64, 1, 28, 28)
}

func trainResNet18() *Training {
	net := vision.NewResNet18(vision.NumClasses(10))
	o := optim.NewSGD(nn.Parameters(net), 0.1, optim.Momentum(0.9), optim.WeightDecay(5e-4))
	return classify(net, o, 32, 3, 32, 32)
}

// classify trains a network to tell ten classes of pictures (N, C, H, W) apart.
func classify(net nn.Forwarder, optimizer optim.Optimizer, shape ...int) *Training {
	inputs := torch.Rand(append([]int{Batches}, shape...))
	labels := torch.Randint(0, 10, []int{Batches, shape[0]})
	criterion := nn.NewCrossEntropyLoss()
	return supervised(net, optimizer, func(s *torch.Scope, i int) *torch.Tensor {
		return criterion.Forward(net.Forward(batch(s, inputs, i)), batch(s, labels, i))
	})
}
