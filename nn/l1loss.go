package nn

import (
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// L1Loss is the absolute difference.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html
type L1Loss struct {
	Module
	Reduction Reduction `kw:"Mean"`
}

// NewL1Loss makes the loss.
func NewL1Loss(options ...L1LossOption) *L1Loss {
	l := l1LossOf(options)
	return &l
}

// Forward takes two tensors of one shape, or broadcasts them with a warning. The loss is a
// scalar, or of that shape with [None].
func (l *L1Loss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *L1Loss) forward(x, target *torch.Tensor) *torch.Tensor {
	sizes.WarnOfBroadcast("l1_loss", x, target)
	x, target = broadcast(x, target)
	return aten.L1Loss(x, target, &aten.L1LossOptions{Reduction: reductionOf(l.Reduction)})
}

// SmoothL1Loss is the squared difference, divided by 2·Beta, below Beta, and the absolute
// difference less Beta/2 above.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html
type SmoothL1Loss struct {
	Module
	Reduction Reduction `kw:"Mean"`
	Beta      float64   `kw:"1"`
}

// NewSmoothL1Loss makes the loss.
func NewSmoothL1Loss(options ...SmoothL1LossOption) *SmoothL1Loss {
	l := smoothL1LossOf(options)
	return &l
}

// Forward takes two tensors of one shape, or broadcasts them with a warning. The loss is a
// scalar, or of that shape with [None].
func (l *SmoothL1Loss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *SmoothL1Loss) forward(x, target *torch.Tensor) *torch.Tensor {
	sizes.WarnOfBroadcast("smooth_l1_loss", x, target)
	x, target = broadcast(x, target)
	if l.Beta == 0 {
		return aten.L1Loss(x, target, &aten.L1LossOptions{Reduction: reductionOf(l.Reduction)})
	}
	return aten.SmoothL1Loss(x, target, &aten.SmoothL1LossOptions{Reduction: reductionOf(l.Reduction), Beta: aten.Some(l.Beta)})
}

// HuberLoss is half the squared difference below Delta, and Delta times the absolute
// difference less Delta/2 above.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
type HuberLoss struct {
	Module
	Reduction Reduction `kw:"Mean"`
	Delta     float64   `kw:"1"`
}

// NewHuberLoss makes the loss.
func NewHuberLoss(options ...HuberLossOption) *HuberLoss {
	l := huberLossOf(options)
	return &l
}

// Forward takes two tensors of one shape, or broadcasts them with a warning. The loss is a
// scalar, or of that shape with [None].
func (l *HuberLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *HuberLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	sizes.WarnOfBroadcast("huber_loss", x, target)
	x, target = broadcast(x, target)
	return aten.HuberLoss(x, target, &aten.HuberLossOptions{Reduction: reductionOf(l.Reduction), Delta: aten.Some(l.Delta)})
}
