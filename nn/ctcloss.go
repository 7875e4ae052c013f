package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// CTCLoss is the connectionist temporal classification loss: the negative log likelihood of
// a sequence of labels under that of classes, of any alignment of both.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
type CTCLoss struct {
	Module
	Blank        int       `kw:"0"`
	Reduction    Reduction `kw:"Mean"` // Mean divides each loss by its target's length first
	ZeroInfinity bool      `kw:"false"`
}

// NewCTCLoss makes the loss.
func NewCTCLoss(options ...CTCLossOption) *CTCLoss {
	l := ctcLossOf(options)
	return &l
}

// Forward takes log-probabilities (T, N, C) or (T, C), labels (N, S) or one behind another
// (sum of targetLengths), and the lengths (N), or scalars, int64: at most T and S. The loss
// is a scalar, or (N) with [None].
func (l *CTCLoss) Forward(logProbabilities, targets, inputLengths, targetLengths *torch.Tensor) *torch.Tensor {
	if !l.Hooked() {
		return l.forward(logProbabilities, targets, inputLengths, targetLengths)
	}
	return l.CallMany([]*torch.Tensor{logProbabilities, targets, inputLengths, targetLengths}, func(in []*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{l.forward(in[0], in[1], in[2], in[3])}
	})[0]
}

func (l *CTCLoss) forward(logProbabilities, targets, inputLengths, targetLengths *torch.Tensor) *torch.Tensor {
	return aten.CtcLossTensor(logProbabilities, targets, inputLengths, targetLengths, &aten.CtcLossTensorOptions{
		Blank: l.Blank, Reduction: reductionOf(l.Reduction), ZeroInfinity: l.ZeroInfinity,
	})
}

// ForwardLengths is Forward by lengths that are Go numbers, as a tuple of ints in Python: one
// for each sequence.
func (l *CTCLoss) ForwardLengths(logProbabilities, targets *torch.Tensor, inputLengths, targetLengths []int) *torch.Tensor {
	return l.call2(logProbabilities, targets, func(logProbabilities, targets *torch.Tensor) *torch.Tensor {
		return aten.CtcLossIntList(logProbabilities, targets, inputLengths, targetLengths, &aten.CtcLossIntListOptions{
			Blank: l.Blank, Reduction: reductionOf(l.Reduction), ZeroInfinity: l.ZeroInfinity,
		})
	})
}
