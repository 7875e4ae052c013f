package operator

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Reduction is how a loss sums up its elements, numbered as at::Reduction.
type Reduction int

// The reductions.
const (
	None Reduction = iota
	Mean
	Sum
)

// String returns Python's name.
func (r Reduction) String() string { return [...]string{"none", "mean", "sum"}[r] }

var (
	opCrossEntropy  = torch.NewOp("aten::cross_entropy_loss")
	opNLL           = torch.NewOp("aten::nll_loss_nd")
	opMSE           = torch.NewOp("aten::mse_loss")
	opBCE           = torch.NewOp("aten::binary_cross_entropy")
	opBCEWithLogits = torch.NewOp("aten::binary_cross_entropy_with_logits")
)

// CrossEntropy are the arguments of cross_entropy; see [DefaultCrossEntropy].
type CrossEntropy struct {
	Weight         *torch.Tensor
	Reduction      Reduction
	IgnoreIndex    int
	LabelSmoothing float64
}

// DefaultCrossEntropy holds Python's defaults, for NLL too.
var DefaultCrossEntropy = CrossEntropy{Reduction: Mean, IgnoreIndex: -100}

// Loss is cross_entropy.
func (a *CrossEntropy) Loss(logits, target *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opCrossEntropy}
	v.Tensor(logits)
	v.Tensor(target)
	v.OptionalTensor(a.Weight)
	v.Int(int(a.Reduction))
	v.Int(a.IgnoreIndex)
	v.Float(a.LabelSmoothing)
	return v.One()
}

// NLL is nll_loss.
func (a *CrossEntropy) NLL(logProbabilities, target *torch.Tensor) *torch.Tensor {
	v := torch.Invocation{Op: opNLL}
	v.Tensor(logProbabilities)
	v.Tensor(target)
	v.OptionalTensor(a.Weight)
	v.Int(int(a.Reduction))
	v.Int(a.IgnoreIndex)
	return v.One()
}

// Elementwise are the arguments of the losses between tensors of one shape.
type Elementwise struct {
	Weight, PosWeight *torch.Tensor
	Reduction         Reduction
}

// DefaultElementwise holds Python's defaults.
var DefaultElementwise = Elementwise{Reduction: Mean}

// MSE is mse_loss.
func (a *Elementwise) MSE(x, target *torch.Tensor) *torch.Tensor {
	warnOfSizes("mse_loss", x, target)
	if a.Weight != nil {
		return a.weightedMSE(x, target)
	}
	v := torch.Invocation{Op: opMSE}
	shape := x.Shape()
	if !slices.Equal(shape, target.Shape()) {
		both := torch.BroadcastTensors(x, target)
		x, target = both[0], both[1]
	}
	v.Tensor(x)
	v.Tensor(target)
	v.Int(int(a.Reduction))
	return v.One()
}

// weightedMSE is put together from operators, as in Python.
func (a *Elementwise) weightedMSE(x, target *torch.Tensor) *torch.Tensor {
	if !slices.Equal(a.Weight.Shape(), x.Shape()) {
		refuse("mse_loss", "Weights and input must have the same size.")
	}
	if !slices.Equal(target.Shape(), x.Shape()) {
		both := torch.BroadcastTensors(x, target)
		x, target = both[0], both[1]
	}
	squares := x.Sub(target).Pow(2).Mul(a.Weight)
	switch a.Reduction {
	case None:
		return squares
	case Sum:
		return squares.Sum()
	}
	return squares.Sum().Div(a.Weight.Sum())
}

// BCE is binary_cross_entropy.
func (a *Elementwise) BCE(x, target *torch.Tensor) *torch.Tensor {
	shape := target.Shape()
	if !slices.Equal(shape, x.Shape()) {
		refuse("binary_cross_entropy", "Using a target size (%s) that is different to the input size (%s) is deprecated. Please ensure they have the same size.",
			SizeString(shape), SizeString(x.Shape()))
	}
	weight := a.Weight
	if weight != nil && !slices.Equal(weight.Shape(), shape) {
		weight = torch.BroadcastTensors(weight, target)[0]
	}
	v := torch.Invocation{Op: opBCE}
	v.Tensor(x)
	v.Tensor(target)
	v.OptionalTensor(weight)
	v.Int(int(a.Reduction))
	return v.One()
}

// BCEWithLogits is binary_cross_entropy_with_logits.
func (a *Elementwise) BCEWithLogits(x, target *torch.Tensor) *torch.Tensor {
	if have, want := target.Shape(), x.Shape(); !slices.Equal(have, want) {
		refuse("binary_cross_entropy_with_logits", "Target size (%s) must be the same as input size (%s)", SizeString(have), SizeString(want))
	}
	v := torch.Invocation{Op: opBCEWithLogits}
	v.Tensor(x)
	v.Tensor(target)
	v.OptionalTensor(a.Weight)
	v.OptionalTensor(a.PosWeight)
	v.Int(int(a.Reduction))
	return v.One()
}
