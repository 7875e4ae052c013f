package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// TripletMarginLoss is max(0, Margin + |anchor-positive| - |anchor-negative|), by a norm.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html
type TripletMarginLoss struct {
	Module
	Margin    float64   `kw:"1"`
	P         float64   `kw:"2"` // the norm's degree
	Eps       float64   `kw:"1e-6"`
	Swap      bool      `kw:"false"`
	Reduction Reduction `kw:"Mean"`
}

// NewTripletMarginLoss makes the loss. It panics unless Margin is positive.
func NewTripletMarginLoss(options ...TripletMarginLossOption) *TripletMarginLoss {
	l := tripletMarginLossOf(options)
	checkMargin("TripletMarginLoss", l.Margin)
	return &l
}

// Forward takes three tensors (N, D) or (D). The loss is a scalar, or (N) with [None].
func (l *TripletMarginLoss) Forward(anchor, positive, negative *torch.Tensor) *torch.Tensor {
	return l.call3(anchor, positive, negative, l.forward)
}

func (l *TripletMarginLoss) forward(anchor, positive, negative *torch.Tensor) *torch.Tensor {
	requireMargin("TripletMarginLoss", l.Margin)
	return aten.TripletMarginLoss(anchor, positive, negative, &aten.TripletMarginLossOptions{
		Margin: aten.Some(l.Margin), P: aten.Some(l.P), Eps: aten.Some(l.Eps), Swap: l.Swap, Reduction: reductionOf(l.Reduction),
	})
}

// requireMargin refuses at the call what [checkMargin] does at construction, in the words of
// Python's functions.
func requireMargin(loss string, margin float64) {
	if !(margin > 0) {
		refuse(loss, "margin must be greater than 0, got %s", tensorstr.Number(margin))
	}
}

func checkMargin(loss string, margin float64) {
	if !(margin > 0) {
		refuse(loss, "%s: expected margin to be greater than 0, got %s instead", loss, tensorstr.Number(margin))
	}
}

// TripletMarginWithDistanceLoss is [TripletMarginLoss] by a distance of any kind.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html
type TripletMarginWithDistanceLoss struct {
	Module
	DistanceFunction func(x, y *torch.Tensor) *torch.Tensor `kw:""`                  // PairwiseDistance unless given
	pairwise         *PairwiseDistance                      `nn:"distance_function"` // where it isn't given

	Margin    float64   `kw:"1"`
	Swap      bool      `kw:"false"`
	Reduction Reduction `kw:"Mean"`
}

// NewTripletMarginWithDistanceLoss makes the loss. It panics unless Margin is positive.
func NewTripletMarginWithDistanceLoss(options ...TripletMarginWithDistanceLossOption) *TripletMarginWithDistanceLoss {
	l := tripletMarginWithDistanceLossOf(options)
	checkMargin("TripletMarginWithDistanceLoss", l.Margin)
	if l.DistanceFunction == nil {
		l.pairwise = NewPairwiseDistance()
	}
	return &l
}

// Forward takes three tensors of one shape that the distance takes. The loss is a scalar, or
// of the distances' shape with [None].
func (l *TripletMarginWithDistanceLoss) Forward(anchor, positive, negative *torch.Tensor) *torch.Tensor {
	return l.call3(anchor, positive, negative, l.forward)
}

func (l *TripletMarginWithDistanceLoss) forward(anchor, positive, negative *torch.Tensor) *torch.Tensor {
	reductionNumber(l.Reduction)
	requireMargin("TripletMarginWithDistanceLoss", l.Margin)
	if a, p, n := anchor.NDim(), positive.NDim(), negative.NDim(); a != p || p != n {
		panic(&torch.Error{Op: "nn.TripletMarginWithDistanceLoss", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"The anchor, positive, and negative tensors are expected to have the same number of dimensions, "+
				"but got: anchor %dD, positive %dD, and negative %dD inputs", a, p, n)})
	}
	far := l.distance(anchor, negative)
	if l.Swap {
		far = far.Minimum(l.distance(positive, negative))
	}
	return reduce(l.Reduction, l.distance(anchor, positive).Add(l.Margin).Sub(far).ClampMin(0))
}

func (l *TripletMarginWithDistanceLoss) distance(x, y *torch.Tensor) *torch.Tensor {
	switch {
	case l.DistanceFunction != nil:
		return l.DistanceFunction(x, y)
	case l.pairwise != nil:
		return l.pairwise.Forward(x, y)
	}
	return aten.PairwiseDistance(x, y, nil)
}
