package nn

import (
	"slices"

	"github.com/e0112027/gotorch/internal/tensorstr"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// LinearCrossEntropyLoss is a [CrossEntropyLoss] of a linear map of its input.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LinearCrossEntropyLoss.html
type LinearCrossEntropyLoss struct {
	Module
	Weight *torch.Tensor `nn:",buffer" kw:""` // (NumClasses)
	Linear *Linear       // to NumClasses times the product of OutFeatures

	NumClasses     int
	OutFeatures    []int         `kw:""`
	Reduction      Reduction     `kw:"Mean"`
	IgnoreIndex    aten.Opt[int] `kw:""` // -100 unless given, and none where the target is probabilities
	LabelSmoothing float64       `kw:"0"`

	Options *LinearCrossEntropyOptions `kw:""` // in one piece unless given
}

type linearCrossEntropyLossArgs struct {
	bias bool `kw:"false"`
	factory
}

// NewLinearCrossEntropyLoss makes the loss for numClasses classes of each of [OutFeatures].
// It panics unless [Weight] is (numClasses) and [LabelSmoothing] is from 0 to 1.
func NewLinearCrossEntropyLoss(inFeatures, numClasses int, options ...LinearCrossEntropyLossOption) *LinearCrossEntropyLoss {
	l, a := linearCrossEntropyLossOf(options)
	if l.Weight != nil && !hasShape(l.Weight, numClasses) {
		refuseLinearCE("expected weight shape to be (%d,), got %s", numClasses, pyTuple(l.Weight.Shape()))
	}
	if l.LabelSmoothing < 0 || l.LabelSmoothing > 1 {
		refuseLinearCE("expected label_smoothing to be in range [0, 1], got %s", tensorstr.Number(l.LabelSmoothing))
	}
	checkPieces(l.Options)
	l.NumClasses = numClasses
	out := numClasses
	for _, n := range l.OutFeatures {
		out *= n
	}
	l.Linear = NewLinear(inFeatures, out, Bias(a.bias), DType(a.dtype), Device(a.device))
	return &l
}

func refuseLinearCE(format string, args ...any) {
	refuseAs("RuntimeError", "LinearCrossEntropyLoss", format, args...)
}

// Forward takes x (N, InFeatures) or (InFeatures), and targets: class indices
// (N, OutFeatures...) int64, or probabilities (N, NumClasses, OutFeatures...). The loss is a
// scalar, or of the indices' shape with [None].
func (l *LinearCrossEntropyLoss) Forward(x, target *torch.Tensor) *torch.Tensor {
	return l.call2(x, target, l.forward)
}

func (l *LinearCrossEntropyLoss) forward(x, target *torch.Tensor) *torch.Tensor {
	shape := append([]int{l.NumClasses}, l.OutFeatures...)
	bias := l.Linear.Bias
	if bias != nil {
		bias = bias.Reshape(shape...)
	}
	return l.Of(x, l.Linear.Weight.Reshape(append(shape, l.Linear.InFeatures)...), target, bias)
}

// Of is Forward by another linear map, of a weight (C, OutFeatures..., InFeatures) and a
// bias (C, OutFeatures...), which may be nil.
func (l *LinearCrossEntropyLoss) Of(x, weight, target, bias *torch.Tensor) *torch.Tensor {
	checkLinearCE(x, weight, bias)
	classes := weight.Shape()[:weight.NDim()-1]
	logitsShape := slices.Concat(x.Shape()[:x.NDim()-1], classes)
	ignore, given := l.IgnoreIndex.Get()
	if given && hasShape(target, logitsShape...) {
		refuseLinearCE("ignore_index cannot be specified when target contains probabilities")
	}
	if !given {
		ignore = -100
	}
	if l.Options != nil && l.piecesApply(x, weight, target, logitsShape) {
		return l.inPieces(x, weight, target, bias, ignore)
	}
	if len(classes) > 1 {
		weight = weight.Reshape(-1, x.Size(-1))
		if bias != nil {
			bias = bias.Reshape(-1)
		}
	}
	logits := aten.Linear(x, weight, &aten.LinearOptions{Bias: bias}).Reshape(logitsShape...)
	return aten.CrossEntropyLoss(logits, target, &aten.CrossEntropyLossOptions{
		Weight: l.Weight, Reduction: reductionOf(l.Reduction), IgnoreIndex: aten.Some(ignore), LabelSmoothing: l.LabelSmoothing,
	})
}

func checkLinearCE(x, weight, bias *torch.Tensor) {
	if d := x.NDim(); d != 1 && d != 2 {
		refuseLinearCE("expected input with dimensionality 1 or 2, got %d", d)
	}
	if d := weight.NDim(); d < 2 {
		refuseLinearCE("expected linear_weight with dimensionality at least 2, got %d", d)
	}
	if in, own := x.Size(-1), weight.Size(-1); in != own {
		refuseLinearCE("expected equal input and linear_weight last dimensions (in_features), got %d and %d, respectively", in, own)
	}
	classes := weight.Shape()[:weight.NDim()-1]
	if bias != nil && !hasShape(bias, classes...) {
		refuseLinearCE("expected linear_bias shape %s, got %s", pyTuple(classes), pyTuple(bias.Shape()))
	}
	if len(classes) > 1 && x.NDim() == 1 {
		refuseLinearCE("K-dimensional loss defined by linear_weight shape %s requires batched input, (N, %d), got unbatched input with shape %s",
			pyTuple(weight.Shape()), x.Size(-1), pyTuple(x.Shape()))
	}
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (l *LinearCrossEntropyLoss) ExtraRepr() string {
	options := "None"
	if l.Options != nil {
		options = l.Options.String()
	}
	return "in_features=" + pySize([]int{l.Linear.InFeatures}) + ", " +
		extra(l, "num_classes= out_features=()") + ", bias=" + pyBool(l.Linear.Bias != nil) + ", " +
		extra(l, "reduction= ignore_index= label_smoothing=") + ", options=" + options
}
