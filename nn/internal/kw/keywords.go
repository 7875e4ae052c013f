// Package kw holds the keyword arguments of packages nn and functional: one type for
// each name, whatever takes it. Which constructor takes which is generated.
package kw

import "github.com/e0112027/gotorch/torch"

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

// Affine gives a normalisation a weight and a bias.
type Affine bool

// ElementwiseAffine gives a normalisation a weight and a bias for each element.
type ElementwiseAffine bool

// TrackRunningStats keeps running statistics for evaluation. Without them the batch's
// own count in evaluation too.
type TrackRunningStats bool

// Training tells training from evaluation.
type Training bool

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

// LabelSmoothing mixes a share of the uniform distribution into the target, 0 to 1.
type LabelSmoothing float64

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
func (r Reduction) String() string { return [...]string{"none", "mean", "sum"}[r] }
