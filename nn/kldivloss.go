package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// KLDivLoss is the Kullback-Leibler divergence of a distribution from a target.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html
type KLDivLoss struct {
	Module
	Reduction Reduction `kw:"Mean"`
	BatchMean bool      `kw:"false"` // takes the place of Reduction
	LogTarget bool      `kw:"false"`
}

// NewKLDivLoss makes the loss.
func NewKLDivLoss(options ...KLDivLossOption) *KLDivLoss {
	l := klDivLossOf(options)
	return &l
}

// Forward takes log-probabilities and a target of one shape: probabilities, or their
// logarithms with LogTarget. The loss is a scalar, or of that shape with [None]. [Mean]
// divides by the number of elements, with a warning as in Python, and is hardly what is
// wanted: see [BatchMean].
func (l *KLDivLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *KLDivLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	reduction := l.Reduction
	switch {
	case l.BatchMean:
		reduction = Sum
	case reduction == Mean:
		torch.Warn(torch.Warning{Op: "kl_div", Message: meanOfKLDiv})
	}
	loss := aten.KlDiv(x, target, &aten.KlDivOptions{Reduction: reductionOf(reduction), LogTarget: l.LogTarget})
	if l.BatchMean && x.NDim() != 0 {
		return loss.Div(x.Size(0))
	}
	return loss
}

const meanOfKLDiv = "reduction: 'mean' divides the total loss by both the batch size and the support size." +
	"'batchmean' divides only by the batch size, and aligns with the KL div math definition." +
	"'mean' will be changed to behave the same as 'batchmean' in the next major release."
