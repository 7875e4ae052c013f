package functional

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

//kw:options L1LossOption nn.L1Loss

type l1LossArgs struct {
	weight *torch.Tensor `kw:""` // of the shape of x
}

// L1Loss is [nn.L1Loss] as a function, with a weight for each element where one is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
func L1Loss(x, target *torch.Tensor, options ...L1LossOption) *torch.Tensor {
	m, a := l1LossOf(options)
	if a.weight == nil {
		return m.Forward(x, target)
	}
	checkWeight("L1Loss", a.weight, x)
	sizes.WarnOfBroadcast("l1_loss", x, target)
	return weighted(m.Reduction, x.Sub(target).Abs().Mul(a.weight), a.weight)
}

//kw:options SmoothL1LossOption nn.SmoothL1Loss

// SmoothL1Loss is [nn.SmoothL1Loss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html
func SmoothL1Loss(x, target *torch.Tensor, options ...SmoothL1LossOption) *torch.Tensor {
	m := smoothL1LossOf(options)
	return m.Forward(x, target)
}

//kw:options HuberLossOption nn.HuberLoss

type huberLossArgs struct {
	weight *torch.Tensor `kw:""` // of the shape of x
}

// HuberLoss is [nn.HuberLoss] as a function, with a weight for each element where one is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
func HuberLoss(x, target *torch.Tensor, options ...HuberLossOption) *torch.Tensor {
	m, a := huberLossOf(options)
	if a.weight == nil {
		return m.Forward(x, target)
	}
	checkWeight("HuberLoss", a.weight, x)
	reduction := m.Reduction
	m.Reduction = None
	loss := m.Forward(x, target).Mul(a.weight)
	if reduction == Mean {
		return loss.Mean() // not divided by the weights
	}
	return weighted(reduction, loss, a.weight)
}

// checkWeight refuses weights of another shape than x.
func checkWeight(function string, weight, x *torch.Tensor) {
	if !weight.IsSameSize(x) {
		panic(&torch.Error{Op: "functional." + function, Kind: "ValueError", Msg: "Weights and input must have the same size."})
	}
}

// weighted sums up losses that are multiplied by weights.
func weighted(r Reduction, losses, weight *torch.Tensor) *torch.Tensor {
	switch r {
	case None:
		return losses
	case Sum:
		return losses.Sum()
	case Mean:
		return losses.Sum().Div(weight.Sum())
	}
	panic(&torch.Error{Op: "functional.Reduction", Kind: "ValueError", Msg: fmt.Sprintf(
		"Invalid reduction mode: %v. Expected one of 'none', 'mean', 'sum'.", r)})
}
