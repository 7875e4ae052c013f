package nn

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

// AdaptiveLogSoftmaxWithLoss is the log-probability of classes, of which there are many and
// few are frequent, and its negative mean as a loss. The first are scored one by one, in
// Head, the others by clusters, in Tail: the rarer a cluster's classes, the smaller what they
// are scored by. Classes are numbered from the most frequent to the rarest.
//
// It is of Grave et al., Efficient softmax approximation for GPUs (2017). See
// https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html
type AdaptiveLogSoftmaxWithLoss struct {
	Module
	Head *Linear       // to the scores of the first classes, and of each cluster
	Tail []*Sequential // of each cluster: a projection, and the scores of its classes

	InFeatures, NClasses int
	Cutoffs              []int   // where the clusters begin, and NClasses
	DivValue             float64 `kw:"4"`
	HeadBias             bool    `kw:"false"`
}

type adaptiveLogSoftmaxWithLossArgs struct{ factory }

// AdaptiveLogSoftmaxOutput is what [AdaptiveLogSoftmaxWithLoss] returns.
type AdaptiveLogSoftmaxOutput struct {
	Output *torch.Tensor // the targets' log-probabilities, of the target's shape
	Loss   *torch.Tensor // their negative mean, a scalar
}

// NewAdaptiveLogSoftmaxWithLoss makes a layer whose clusters begin at the cutoffs, which
// grow, from 1 to nClasses-1. It panics for others.
func NewAdaptiveLogSoftmaxWithLoss(inFeatures, nClasses int, cutoffs []int, options ...AdaptiveLogSoftmaxWithLossOption) *AdaptiveLogSoftmaxWithLoss {
	checkCutoffs(cutoffs, nClasses)
	l, a := adaptiveLogSoftmaxWithLossOf(options)
	l.InFeatures, l.NClasses, l.Cutoffs = inFeatures, nClasses, append(slices.Clone(cutoffs), nClasses)
	clusters := len(cutoffs)
	l.Head = NewLinear(inFeatures, cutoffs[0]+clusters, Bias(l.HeadBias), DType(a.dtype), Device(a.device))
	for i := range clusters {
		hidden := floorDiv(float64(inFeatures), cmath.Pow(l.DivValue, float64(i+1)))
		l.Tail = append(l.Tail, NewSequential(
			NewLinear(inFeatures, hidden, Bias(false), DType(a.dtype), Device(a.device)),
			NewLinear(hidden, l.Cutoffs[i+1]-l.Cutoffs[i], Bias(false), DType(a.dtype), Device(a.device)),
		))
	}
	return &l
}

func checkCutoffs(cutoffs []int, classes int) {
	if len(cutoffs) == 0 {
		refuse("AdaptiveLogSoftmaxWithLoss", "cutoffs should be a sequence of length larger than 0")
	}
	last := 0
	for _, c := range cutoffs {
		if c <= last || c > classes-1 {
			refuse("AdaptiveLogSoftmaxWithLoss", "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, "+
				"where each value is between 1 and n_classes-1")
		}
		last = c
	}
}

// floorDiv is Python's int(x // y) for y above 0: by the remainder, for a quotient may be
// rounded up to the next integer.
func floorDiv(x, y float64) int {
	if y == 0 {
		refuseAs("ZeroDivisionError", "AdaptiveLogSoftmaxWithLoss", "float floor division by zero")
	}
	return int(math.Round((x - math.Mod(x, y)) / y))
}

// ResetParameters draws all weights anew.
func (l *AdaptiveLogSoftmaxWithLoss) ResetParameters() {
	l.Head.ResetParameters()
	for _, cluster := range l.Tail {
		for _, inner := range cluster.All() {
			inner.(*Linear).ResetParameters()
		}
	}
}

// Forward takes x (N, InFeatures) and the classes in target (N), int64; or (InFeatures) and
// a scalar. It panics for a target that is no class.
func (l *AdaptiveLogSoftmaxWithLoss) Forward(x, target *torch.Tensor) AdaptiveLogSoftmaxOutput {
	output, loss := l.call2to2(x, target, l.forward)
	return AdaptiveLogSoftmaxOutput{output, loss}
}

func (l *AdaptiveLogSoftmaxWithLoss) forward(x, target *torch.Tensor) (output, loss *torch.Tensor) {
	l.check(x, target)
	batched := target.NDim() > 0
	if !batched {
		x, target = x.Unsqueeze(0), target.Unsqueeze(0)
	}
	output, scores := l.clusters(x, target)
	inHead := l.Head.Forward(x).LogSoftmax(1).Gather(1, scores.Unsqueeze(1)).Squeeze()
	output = output.Add_(inHead)
	loss = output.Neg().Mean()
	if !batched {
		output = output.Squeeze(torch.Dim(0))
	}
	return output, loss
}

func (l *AdaptiveLogSoftmaxWithLoss) check(x, target *torch.Tensor) {
	refuse := func(format string, args ...any) {
		refuseAs("RuntimeError", "AdaptiveLogSoftmaxWithLoss", format, args...)
	}
	switch d := target.NDim(); {
	case d > 1:
		refuse("0D or 1D target tensor expected, multi-target not supported")
	case d == 1 && x.Size(0) != target.Size(0):
		refuse("Input and target should have the same size in the batch dimension.")
	case x.NDim() != d+1:
		refuse("%dD target tensor expects %dD input tensors, but found inputs with size %s", d, d+1, sizes.String(x.Shape()))
	}
}

// clusters returns the log-probability of each target within its cluster, and which of the
// head's scores stands for it.
func (l *AdaptiveLogSoftmaxWithLoss) clusters(x, target *torch.Tensor) (output, scores *torch.Tensor) {
	n := target.Size(0)
	output, scores = x.NewZeros(n), target.NewEmpty(n)
	used, low := 0, 0
	for i, high := range l.Cutoffs {
		mask := target.Ge(low).LogicalAnd(target.Lt(high))
		rows := mask.Nonzero().Squeeze()
		if rows.Numel() > 0 {
			inside := target.MaskedSelect(mask)
			if i == 0 {
				scores.IndexCopy_(0, rows, inside)
			} else {
				scores.IndexFill_(0, rows, l.Cutoffs[0]+i-1)
				logs := l.Tail[i-1].Forward(x.IndexSelect(0, rows)).LogSoftmax(1)
				output = output.IndexCopy_(0, rows, logs.Gather(1, inside.Sub(low).Unsqueeze(1)).Squeeze(torch.Dim(1)))
			}
		}
		used, low = used+rows.Numel(), high
	}
	if used != n {
		refuseAs("RuntimeError", "AdaptiveLogSoftmaxWithLoss", "Target values should be in [0, %d], but values in range [%d, %d] were found. ",
			l.NClasses-1, torch.ItemAs[int64](target.Min()), torch.ItemAs[int64](target.Max()))
	}
	return output, scores
}

// LogProb returns the log-probabilities of all classes, (N, NClasses), of x (N, InFeatures).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html#torch.nn.AdaptiveLogSoftmaxWithLoss.log_prob
func (l *AdaptiveLogSoftmaxWithLoss) LogProb(x *torch.Tensor) *torch.Tensor {
	return l.logProb(x, l.Head.Forward(x))
}

func (l *AdaptiveLogSoftmaxWithLoss) logProb(x, head *torch.Tensor) *torch.Tensor {
	out := x.NewEmpty(head.Size(0), l.NClasses)
	logs := head.LogSoftmax(1)
	first := l.Cutoffs[0]
	out.Narrow(1, 0, first).Copy_(logs.Narrow(1, 0, first))
	for i, cluster := range l.Tail {
		start, stop := l.Cutoffs[i], l.Cutoffs[i+1]
		inside := cluster.Forward(x).LogSoftmax(1)
		out.Narrow(1, start, stop-start).Copy_(inside.Add(logs.Select(1, first+i).Unsqueeze(1)))
	}
	return out
}

// Predict returns the most probable class (N), int64, of each row of x (N, InFeatures).
// Clusters are looked into only where one is more probable than each of the first classes.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html#torch.nn.AdaptiveLogSoftmaxWithLoss.predict
func (l *AdaptiveLogSoftmaxWithLoss) Predict(x *torch.Tensor) *torch.Tensor {
	head := l.Head.Forward(x)
	classes := head.Argmax(torch.Dim(1))
	rare := classes.Ge(l.Cutoffs[0])
	switch {
	case !torch.ItemAs[bool](rare.Any()):
		return classes
	case torch.ItemAs[bool](rare.All()):
		return l.logProb(x, head).Argmax(torch.Dim(1))
	}
	return classes.SetIndex(l.logProb(x.Index(rare), head.Index(rare)).Argmax(torch.Dim(1)), rare)
}
