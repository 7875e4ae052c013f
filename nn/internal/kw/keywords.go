// Package kw holds the keyword arguments of packages nn and functional: one type for
// each name, whatever takes it. Which constructor takes which is generated.
package kw

import (
	"strconv"

	"github.com/e0112027/gotorch/torch"
)

// Size is one number for each dimension, or a single one for all of them, where a plain
// int will do: Size{3, 5} is 3 high and 5 wide.
//
//kw:value
type Size []int

// Stride is how far a kernel moves: one number for each dimension, or one for all.
type Stride []int

// Padding is how much is added on both sides of each dimension: one number for each, or
// one for all.
type Padding []int

// PaddingName is a padding that follows from the kernel: "same" keeps the input's size,
// with stride 1, and "valid" pads nothing.
type PaddingName string

// PaddingMode is what is padded with: "zeros", "reflect", "replicate" or "circular".
type PaddingMode string

// OutputPadding is what is added to one side of the output.
type OutputPadding []int

// Dilation is the distance between a kernel's elements: one number for each dimension,
// or one for all.
type Dilation []int

// OutputSize is the size of the output: one number for each dimension, or one for all.
type OutputSize []int

// OutputRatio is the output's size divided by the input's: one number for each dimension,
// or one for all.
type OutputRatio []float64

// RandomSamples are what is drawn otherwise, uniformly from 0 to 1.
type RandomSamples struct{ *torch.Tensor }

// Groups splits the channels into groups that do not mix.
type Groups int

// CeilMode rounds the output's size up rather than down.
type CeilMode bool

// CountIncludePad has the padding count in a mean.
type CountIncludePad bool

// DivisorOverride divides by a number other than that of the elements.
type DivisorOverride int

// Bias gives a layer a bias, or none.
type Bias bool

// DType is the dtype of a layer's parameters and floating buffers, or of a function's
// result.
type DType torch.DType

// Device is where a layer's parameters and buffers lie.
type Device torch.Device

// Eps is added to what is divided by, so that it is not zero.
type Eps float64

// Momentum is the new batch's share in running statistics.
type Momentum float64

// CumulativeMomentum has running statistics be the mean over all batches, Python's
// momentum=None.
type CumulativeMomentum bool

// NoMomentum has an instance normalisation keep running statistics as they are, Python's
// momentum=None.
type NoMomentum bool

// Affine gives a normalisation a weight and a bias.
type Affine bool

// ElementwiseAffine gives a normalisation a weight and a bias for each element.
type ElementwiseAffine bool

// TrackRunningStats keeps running statistics for evaluation. Without them the batch's
// own count in evaluation too.
type TrackRunningStats bool

// Training tells training from evaluation.
type Training bool

// Alpha is a formula's α.
type Alpha float64

// Beta is a formula's β.
type Beta float64

// Lambd is a formula's λ.
type Lambd float64

// ThresholdAt is where a formula passes over to another, threshold= in Python.
type ThresholdAt float64

// Approximate is "none" for the exact function, or "tanh" for an approximation by that.
type Approximate string

// MinVal is the least value.
type MinVal float64

// MaxVal is the greatest value.
type MaxVal float64

// Lower is the lower bound of what is drawn.
type Lower float64

// Upper is the upper bound of what is drawn.
type Upper float64

// NumParameters is how many parameters a layer has: 1, or one for each channel.
type NumParameters int

// Init is what parameters are at the begin.
type Init float64

// Dim is a dimension, counted from the end when negative.
type Dim int

// Tau is a temperature.
type Tau float64

// Hard makes one-hot vectors of what is drawn.
type Hard bool

// Inplace has a layer overwrite its input.
type Inplace bool

// P is a probability of dropping an element, or the degree of a norm.
type P float64

// Mode is how something is done, one of the names that Python has for it.
type Mode string

// Value is what a constant padding is filled with.
type Value float64

// NegativeSlope is the share of negative elements that is kept.
type NegativeSlope float64

// StartDim is the first dimension of several, counted from the end when negative.
type StartDim int

// EndDim is the last dimension of several, counted from the end when negative.
type EndDim int

// NumLayers is how many recurrent layers run one over the other.
type NumLayers int

// Nonlinearity is what bounds a recurrent network's state: "tanh" or "relu".
type Nonlinearity string

// BatchFirst has the batch before the time, (N, L, *), rather than after it, (L, N, *).
type BatchFirst bool

// DropoutP is the probability of dropping an element of what goes from one layer to the
// next, in training.
type DropoutP float64

// Bidirectional runs over a sequence in both directions.
type Bidirectional bool

// ProjSize is the size that an LSTM's state is projected to; 0 projects nothing.
type ProjSize int

// EnforceSorted refuses sequences that are not sorted by length, the longest first;
// without it they are sorted.
type EnforceSorted bool

// PaddingValue is what shorter sequences are filled up with.
type PaddingValue float64

// PaddingSide is where shorter sequences are filled up: "right" or "left".
type PaddingSide string

// TotalLength is the length that sequences are filled up to.
type TotalLength int

// PaddingIdx is an index whose vector is zero at first and has no gradient, counted from
// the end when negative.
type PaddingIdx int

// MaxNorm shortens the vectors that are looked up, in place, to this norm.
type MaxNorm float64

// NormType is which norm [MaxNorm] speaks of.
type NormType float64

// ScaleGradByFreq divides a vector's gradient by how often it was looked up.
type ScaleGradByFreq bool

// Sparse makes a weight's gradient sparse.
type Sparse bool

// IncludeLastOffset says that the last of the offsets is the number of all indices.
type IncludeLastOffset bool

// PerSampleWeights is a factor for each of the indices, of their shape.
type PerSampleWeights struct{ *torch.Tensor }

// Freeze keeps a weight that is given from training.
type Freeze bool

// NumClasses is how many classes there are; -1 is one more than the greatest class.
type NumClasses int

// Weight scales a loss: a tensor (C) with a factor for each class, or of the losses
// between tensors of one shape a factor for each element.
type Weight struct{ *torch.Tensor }

// PosWeight scales the loss of positive elements: a tensor with a factor for each class.
type PosWeight struct{ *torch.Tensor }

// IgnoreIndex is the class that adds nothing to a loss.
type IgnoreIndex int

// Options have a loss computed in pieces of the batch.
type Options struct{ *LinearCrossEntropyOptions }

// LabelSmoothing mixes a share of the uniform distribution into the target, 0 to 1.
type LabelSmoothing float64

// FullLoss has a likelihood keep the terms that do not depend on the input, full= in Python.
type FullLoss bool

// LogInput tells that the input is a logarithm.
type LogInput bool

// LogTarget tells that the target is a logarithm.
type LogTarget bool

// BatchMean divides the sum by the batch's size, Python's reduction="batchmean".
type BatchMean bool

// Blank is the class that stands for no label.
type Blank int

// ZeroInfinity has infinite losses and their gradients be zero.
type ZeroInfinity bool

// Margin is the distance from which on a loss is content.
type Margin float64

// Delta is where a loss passes over from squares to absolute values.
type Delta float64

// Swap measures the negative from the positive where that is nearer than the anchor.
type Swap bool

// DistanceFunction tells how far two tensors (N, ...) are apart: (N).
type DistanceFunction func(x, y *torch.Tensor) *torch.Tensor

// DivValue is the factor by which each cluster of rarer classes is projected smaller.
type DivValue float64

// HeadBias gives the head of an adaptive softmax a bias.
type HeadBias bool

// OutFeatures are further dimensions of the logits, behind the classes.
type OutFeatures []int

// LinearBias is the bias of a linear map inside a loss.
type LinearBias struct{ *torch.Tensor }

// K is the summand of a response normalisation's divisor.
type K float64

// UseInputStats normalises by the input's own statistics.
type UseInputStats bool

// KeepDim keeps a dimension that is summed up, with size 1.
type KeepDim bool

// ScaleFactor is how many times larger the output is: one number for each dimension, or one
// for all.
type ScaleFactor []float64

// AlignCorners places the outermost elements' centres, rather than their edges, at the ends.
type AlignCorners bool

// RecomputeScaleFactor takes the scale from the rounded sizes rather than as it is given.
type RecomputeScaleFactor bool

// Antialias averages over what a smaller output leaves out.
type Antialias bool

// Reduction is how a loss sums up its elements: [Mean], [Sum] or [None].
//
//kw:value
type Reduction int

// The reductions, numbered as in libtorch.
const (
	None Reduction = iota // the loss of each element
	Mean                  // the sum divided by the number of elements, or by their weights
	Sum                   // the sum
)

// String returns Python's name: "mean", "sum", "none".
func (r Reduction) String() string {
	if r < None || r > Sum {
		return strconv.Itoa(int(r))
	}
	return [...]string{"none", "mean", "sum"}[r]
}

// AddBiasKV gives an attention a learnt key and a learnt value beside those of the input.
type AddBiasKV bool

// AddZeroAttn gives an attention a key and a value of zeros beside those of the input.
type AddZeroAttn bool

// Kdim is the number of features of an attention's keys.
type Kdim int

// Vdim is the number of features of an attention's values.
type Vdim int

// AttnMask says which positions attend to which: bool, or numbers that are added.
type AttnMask struct{ *torch.Tensor }

// KeyPaddingMask says which keys are padding: true is left out, numbers are added.
type KeyPaddingMask struct{ *torch.Tensor }

// IsCausal lets positions attend to none after them.
type IsCausal bool

// Scale is what scores of attention are multiplied by.
type Scale float64

// EnableGQA lets several heads of the query share a head of key and value.
type EnableGQA bool

// NeedWeights has an attention return its weights too.
type NeedWeights bool

// AverageAttnWeights has an attention return the mean of its heads' weights.
type AverageAttnWeights bool

// UseSeparateProjWeight has query, key and value projected by a weight each.
type UseSeparateProjWeight bool

// QProjWeight projects the query.
type QProjWeight struct{ *torch.Tensor }

// KProjWeight projects the key.
type KProjWeight struct{ *torch.Tensor }

// VProjWeight projects the value.
type VProjWeight struct{ *torch.Tensor }

// StaticK is used in place of the projected key.
type StaticK struct{ *torch.Tensor }

// StaticV is used in place of the projected value.
type StaticV struct{ *torch.Tensor }

// DimFeedforward is the number of features between the two linear layers of a
// transformer's layer.
type DimFeedforward int

// ActivationName is the function between the two linear layers of a transformer's layer:
// "relu" or "gelu".
type ActivationName string

// ActivationModule is any other function or module in the place of [ActivationName]; a
// function is given as nn.Func.
type ActivationModule struct {
	Forwarder interface {
		Forward(x *torch.Tensor) *torch.Tensor
	}
}

// LayerNormEps is the Eps of the normalisations inside.
type LayerNormEps float64

// NormFirst has a transformer's layer normalise before attention and feedforward rather
// than after.
type NormFirst bool

// FinalNorm normalises what comes out of the last layer.
type FinalNorm struct {
	Forwarder interface {
		Forward(x *torch.Tensor) *torch.Tensor
	}
}

// EnableNestedTensor lets an encoder leave padding out in evaluation.
type EnableNestedTensor bool

// MaskCheck has an encoder look whether padding is on the right before it leaves it out.
type MaskCheck bool

// DModel is the number of features of a transformer.
type DModel int

// Nhead is the number of heads of a transformer's attentions.
type Nhead int

// NumEncoderLayers is how many layers an encoder has.
type NumEncoderLayers int

// NumDecoderLayers is how many layers a decoder has.
type NumDecoderLayers int

// OutDType is the dtype of a grouped product's result.
type OutDType torch.DType

// OutputDType is the dtype of a scaled product's result.
type OutputDType torch.DType

// ContractionDim are the dimensions that a scaled product sums over: none, or 1 and 0.
type ContractionDim []int

// UseFastAccum has tensor cores sum up faster and less exactly.
type UseFastAccum bool

// Offs are the ends of the groups of rows, int32.
type Offs struct{ *torch.Tensor }
