package nn

import (
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// CrossEntropyLoss is the cross entropy between logits and classes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
type CrossEntropyLoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // (C)

	Reduction      Reduction `kw:"Mean"`
	IgnoreIndex    int       `kw:"-100"`
	LabelSmoothing float64   `kw:"0"`
}

// NewCrossEntropyLoss makes the loss.
func NewCrossEntropyLoss(options ...CrossEntropyLossOption) *CrossEntropyLoss {
	l := crossEntropyLossOf(options)
	return &l
}

// Forward takes logits (N, C, ...) of a floating dtype, or (C), and targets: class
// indices (N, ...) int64, or probabilities of the shape of logits. The loss is a scalar,
// or (N, ...) with [None].
func (l *CrossEntropyLoss) Forward(logits, target *torch.Tensor) *torch.Tensor {
	return l.call2(logits, target, l.forward)
}

func (l *CrossEntropyLoss) forward(logits, target *torch.Tensor) *torch.Tensor {
	return aten.CrossEntropyLoss(logits, target, &aten.CrossEntropyLossOptions{
		Weight: l.Weight, Reduction: reductionOf(l.Reduction), IgnoreIndex: aten.Some(l.IgnoreIndex), LabelSmoothing: l.LabelSmoothing,
	})
}

// NLLLoss is the negative log likelihood of classes under log-probabilities.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html
type NLLLoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // (C)

	Reduction   Reduction `kw:"Mean"`
	IgnoreIndex int       `kw:"-100"`
}

// NewNLLLoss makes the loss.
func NewNLLLoss(options ...NLLLossOption) *NLLLoss {
	l := nllLossOf(options)
	return &l
}

// Forward takes log-probabilities (N, C, ...) or (C) of a floating dtype, and class
// indices (N, ...) int64. The loss is a scalar, or (N, ...) with [None].
func (l *NLLLoss) Forward(logProbabilities, target *torch.Tensor) *torch.Tensor {
	return l.call2(logProbabilities, target, l.forward)
}

func (l *NLLLoss) forward(logProbabilities, target *torch.Tensor) *torch.Tensor {
	return aten.NllLossNd(logProbabilities, target, &aten.NllLossNdOptions{
		Weight: l.Weight, Reduction: reductionOf(l.Reduction), IgnoreIndex: aten.Some(l.IgnoreIndex),
	})
}

// MSELoss is the squared difference.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
type MSELoss struct {
	Module
	Reduction Reduction `kw:"Mean"`
}

// NewMSELoss makes the loss.
func NewMSELoss(options ...MSELossOption) *MSELoss {
	l := mseLossOf(options)
	return &l
}

// Forward takes two tensors of one shape, or broadcasts them. The loss is a scalar, or of
// that shape with [None].
func (l *MSELoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *MSELoss) forward(x, target *torch.Tensor) *torch.Tensor {
	sizes.WarnOfBroadcast("mse_loss", x, target)
	x, target = broadcast(x, target)
	return aten.MseLoss(x, target, &aten.MseLossOptions{Reduction: reductionOf(l.Reduction)})
}

// broadcast gives two tensors one shape.
func broadcast(x, y *torch.Tensor) (*torch.Tensor, *torch.Tensor) {
	if x.IsSameSize(y) {
		return x, y
	}
	both := torch.BroadcastTensors(x, y)
	return both[0], both[1]
}

// BCELoss is the binary cross entropy between probabilities.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
type BCELoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // broadcast to the target

	Reduction Reduction `kw:"Mean"`
}

// NewBCELoss makes the loss.
func NewBCELoss(options ...BCELossOption) *BCELoss {
	l := bceLossOf(options)
	return &l
}

// Forward takes probabilities and targets of one shape, elements from 0 to 1. The loss is
// a scalar, or of that shape with [None].
func (l *BCELoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *BCELoss) forward(x, target *torch.Tensor) *torch.Tensor {
	if !target.IsSameSize(x) {
		refuse("BCELoss", "Using a target size (%s) that is different to the input size (%s) is deprecated. Please ensure they have the same size.",
			sizes.String(target.Shape()), sizes.String(x.Shape()))
	}
	weight := l.Weight
	if weight != nil {
		weight, _ = broadcast(weight, target)
	}
	return aten.BinaryCrossEntropy(x, target, &aten.BinaryCrossEntropyOptions{Weight: weight, Reduction: reductionOf(l.Reduction)})
}

// BCEWithLogitsLoss is [BCELoss] of the input's sigmoid, computed without its overflow.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
type BCEWithLogitsLoss struct {
	Module
	Weight    *torch.Tensor `nn:",buffer" kw:""` // broadcast to the target
	PosWeight *torch.Tensor `nn:",buffer" kw:""` // broadcast to the target

	Reduction Reduction `kw:"Mean"`
}

// NewBCEWithLogitsLoss makes the loss.
func NewBCEWithLogitsLoss(options ...BCEWithLogitsLossOption) *BCEWithLogitsLoss {
	l := bceWithLogitsLossOf(options)
	return &l
}

// Forward takes logits and targets of one shape, the targets from 0 to 1. The loss is a
// scalar, or of that shape with [None].
func (l *BCEWithLogitsLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *BCEWithLogitsLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	if !target.IsSameSize(x) {
		refuse("BCEWithLogitsLoss", "Target size (%s) must be the same as input size (%s)", sizes.String(target.Shape()), sizes.String(x.Shape()))
	}
	return aten.BinaryCrossEntropyWithLogits(x, target, &aten.BinaryCrossEntropyWithLogitsOptions{
		Weight: l.Weight, PosWeight: l.PosWeight, Reduction: reductionOf(l.Reduction),
	})
}
