package nn

import (
	"fmt"

	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// HingeEmbeddingLoss is x where the target is 1, and max(0, Margin-x) where it is -1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html
type HingeEmbeddingLoss struct {
	Module
	Margin    float64   `kw:"1"`
	Reduction Reduction `kw:"Mean"`
}

// NewHingeEmbeddingLoss makes the loss.
func NewHingeEmbeddingLoss(options ...HingeEmbeddingLossOption) *HingeEmbeddingLoss {
	l := hingeEmbeddingLossOf(options)
	return &l
}

// Forward takes distances and a target of one shape, elements 1 and -1. The loss is a scalar,
// or of that shape with [None].
func (l *HingeEmbeddingLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *HingeEmbeddingLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	return aten.HingeEmbeddingLoss(x, target, &aten.HingeEmbeddingLossOptions{Margin: aten.Some(l.Margin), Reduction: reductionOf(l.Reduction)})
}

// MarginRankingLoss is max(0, Margin-target·(x1-x2)): small where x1 is larger than x2 and
// the target 1, or smaller and the target -1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html
type MarginRankingLoss struct {
	Module
	Margin    float64   `kw:"0"`
	Reduction Reduction `kw:"Mean"`
}

// NewMarginRankingLoss makes the loss.
func NewMarginRankingLoss(options ...MarginRankingLossOption) *MarginRankingLoss {
	l := marginRankingLossOf(options)
	return &l
}

// Forward takes three tensors of one shape, the target of elements 1 and -1. The loss is a
// scalar, or of that shape with [None]. It panics for other numbers of dimensions.
func (l *MarginRankingLoss) Forward(x1, x2, target *torch.Tensor) *torch.Tensor {
	return l.call3(x1, x2, target, l.forward)
}

func (l *MarginRankingLoss) forward(x1, x2, target *torch.Tensor) *torch.Tensor {
	if d := x1.NDim(); d != x2.NDim() || d != target.NDim() {
		panic(&torch.Error{Op: "nn.MarginRankingLoss", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: %s, input2: %s, target: %s ",
			sizes.String(x1.Shape()), sizes.String(x2.Shape()), sizes.String(target.Shape()))})
	}
	return aten.MarginRankingLoss(x1, x2, target, &aten.MarginRankingLossOptions{Margin: l.Margin, Reduction: reductionOf(l.Reduction)})
}

// CosineEmbeddingLoss is 1-cos(x1, x2) where the target is 1, and max(0, cos(x1, x2)-Margin)
// where it is -1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html
type CosineEmbeddingLoss struct {
	Module
	Margin    float64   `kw:"0"`
	Reduction Reduction `kw:"Mean"`
}

// NewCosineEmbeddingLoss makes the loss.
func NewCosineEmbeddingLoss(options ...CosineEmbeddingLossOption) *CosineEmbeddingLoss {
	l := cosineEmbeddingLossOf(options)
	return &l
}

// Forward takes x1 and x2 (N, D) and a target (N), or (D) and a scalar, of elements 1 and -1.
// The loss is a scalar, or of the target's shape with [None].
func (l *CosineEmbeddingLoss) Forward(x1, x2, target *torch.Tensor) *torch.Tensor {
	return l.call3(x1, x2, target, l.forward)
}

func (l *CosineEmbeddingLoss) forward(x1, x2, target *torch.Tensor) *torch.Tensor {
	return aten.CosineEmbeddingLoss(x1, x2, target, &aten.CosineEmbeddingLossOptions{Margin: l.Margin, Reduction: reductionOf(l.Reduction)})
}

// SoftMarginLoss is log(1+exp(-target·x)), of two classes 1 and -1.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html
type SoftMarginLoss struct {
	Module
	Reduction Reduction `kw:"Mean"`
}

// NewSoftMarginLoss makes the loss.
func NewSoftMarginLoss(options ...SoftMarginLossOption) *SoftMarginLoss {
	l := softMarginLossOf(options)
	return &l
}

// Forward takes two tensors of one shape, the target of elements 1 and -1. The loss is a
// scalar, or of that shape with [None].
func (l *SoftMarginLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *SoftMarginLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	return aten.SoftMarginLoss(x, target, &aten.SoftMarginLossOptions{Reduction: reductionOf(l.Reduction)})
}

// MultiMarginLoss is the mean over the classes of max(0, Margin-x[target]+x[class])^P.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html
type MultiMarginLoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // (C)

	P         float64   `kw:"1"` // 1 or 2
	Margin    float64   `kw:"1"`
	Reduction Reduction `kw:"Mean"`
}

// NewMultiMarginLoss makes the loss. It panics unless P is 1 or 2 and Weight (C).
func NewMultiMarginLoss(options ...MultiMarginLossOption) *MultiMarginLoss {
	l := multiMarginLossOf(options)
	l.check()
	return &l
}

// Forward takes x (N, C) or (C) and class indices (N), or a scalar, int64. The loss is a
// scalar, or (N) with [None].
func (l *MultiMarginLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *MultiMarginLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	l.check()
	return aten.MultiMarginLoss(x, target, &aten.MultiMarginLossOptions{
		P: int(l.P), Margin: l.Margin, Weight: l.Weight, Reduction: reductionOf(l.Reduction),
	})
}

func (l *MultiMarginLoss) check() {
	if l.P != 1 && l.P != 2 {
		refuse("MultiMarginLoss", "only p == 1 and p == 2 supported")
	}
	if l.Weight != nil && l.Weight.NDim() != 1 {
		refuse("MultiMarginLoss", "MultiMarginLoss: expected weight to be None or 1D tensor, got %dD instead", l.Weight.NDim())
	}
}

// MultiLabelMarginLoss is the mean over the classes of max(0, 1-x[label]+x[other]) for each
// of a sample's labels and each other class.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html
type MultiLabelMarginLoss struct {
	Module
	Reduction Reduction `kw:"Mean"`
}

// NewMultiLabelMarginLoss makes the loss.
func NewMultiLabelMarginLoss(options ...MultiLabelMarginLossOption) *MultiLabelMarginLoss {
	l := multiLabelMarginLossOf(options)
	return &l
}

// Forward takes x (N, C) or (C) and labels of that shape, int64: those before the first -1
// count. The loss is a scalar, or (N) with [None].
func (l *MultiLabelMarginLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *MultiLabelMarginLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	return aten.MultilabelMarginLoss(x, target, &aten.MultilabelMarginLossOptions{Reduction: reductionOf(l.Reduction)})
}

// MultiLabelSoftMarginLoss is the mean over the classes of the binary cross entropy between
// the sigmoid of x and the target.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html
type MultiLabelSoftMarginLoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // (C)

	Reduction Reduction `kw:"Mean"`
}

// NewMultiLabelSoftMarginLoss makes the loss.
func NewMultiLabelSoftMarginLoss(options ...MultiLabelSoftMarginLossOption) *MultiLabelSoftMarginLoss {
	l := multiLabelSoftMarginLossOf(options)
	return &l
}

// Forward takes x (N, C) or (C) and a target of that shape, elements 0 and 1. The loss is a
// scalar, or (N) with [None].
func (l *MultiLabelSoftMarginLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *MultiLabelSoftMarginLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	loss := target.Mul(x.LogSigmoid()).Add(target.Neg().Add(1).Mul(x.Neg().LogSigmoid())).Neg()
	if l.Weight != nil {
		loss = loss.Mul(l.Weight)
	}
	return reduce(l.Reduction, loss.Sum(torch.Dim(-1)).Div(x.Size(-1)))
}
