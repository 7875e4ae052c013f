package cases

import (
	"slices"

	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// losing is a loss of two tensors.
type losing = func(x, y *torch.Tensor) *torch.Tensor

// refusedLoss gives a loss a reduction that is none, with inputs that fit, and inputs that
// don't.
func refusedLoss(class string, loss func(rd nn.Reduction) losing, fitting string, misfits ...string) []Case {
	out := []Case{function("nn."+class+"(reduction='7')(a[0], a[1])", fitting, func(a []*torch.Tensor) any { return loss(nn.Reduction(7))(a[0], a[1]) })}
	for _, inputs := range misfits {
		out = append(out, function("nn."+class+"()(a[0], a[1])", inputs, func(a []*torch.Tensor) any { return loss(nn.Mean)(a[0], a[1]) }))
	}
	return out
}

const (
	alike    = "unit 2 3; unit 2 3"
	unlike   = "unit 2 3; unit 2 4"
	integers = "int64 2 3; int64 2 3"
)

// refusedLosses are mistakes in losses.
var refusedLosses = slices.Concat(
	refusedLoss("L1Loss", func(rd nn.Reduction) losing { return nn.NewL1Loss(rd).Forward }, alike, unlike, "bool 2 3; bool 2 3"),
	refusedLoss("MSELoss", func(rd nn.Reduction) losing { return nn.NewMSELoss(rd).Forward }, alike, unlike, integers),
	refusedLoss("SmoothL1Loss", func(rd nn.Reduction) losing { return nn.NewSmoothL1Loss(rd).Forward }, alike, unlike, integers),
	refusedLoss("HuberLoss", func(rd nn.Reduction) losing { return nn.NewHuberLoss(rd).Forward }, alike, unlike, integers),
	refusedLoss("BCELoss", func(rd nn.Reduction) losing { return nn.NewBCELoss(rd).Forward }, alike, unlike, integers, "unit 2 3; float64 2 3"),
	refusedLoss("BCEWithLogitsLoss", func(rd nn.Reduction) losing { return nn.NewBCEWithLogitsLoss(rd).Forward }, alike, unlike),
	refusedLoss("PoissonNLLLoss", func(rd nn.Reduction) losing { return nn.NewPoissonNLLLoss(rd).Forward }, alike, unlike),
	refusedLoss("KLDivLoss", func(rd nn.Reduction) losing { return nn.NewKLDivLoss(rd).Forward }, alike, unlike),
	refusedLoss("HingeEmbeddingLoss", func(rd nn.Reduction) losing { return nn.NewHingeEmbeddingLoss(rd).Forward }, alike, unlike),
	refusedLoss("SoftMarginLoss", func(rd nn.Reduction) losing { return nn.NewSoftMarginLoss(rd).Forward }, alike, unlike),
	refusedLoss("MultiLabelSoftMarginLoss", func(rd nn.Reduction) losing { return nn.NewMultiLabelSoftMarginLoss(rd).Forward }, alike, unlike),
	refusedLoss("CrossEntropyLoss", func(rd nn.Reduction) losing { return nn.NewCrossEntropyLoss(rd).Forward }, "unit 2 3; index 2 < 3",
		"unit 2 3; index 4 < 3", "unit 2 3; index 2 2 < 3", "unit 2 3; int32 2", "unit 2 3; float32 2", unlike, "int64 2 3; index 2 < 3", "unit; index < 3", "unit 2 3 4; index 2 5 < 3"),
	refusedLoss("NLLLoss", func(rd nn.Reduction) losing { return nn.NewNLLLoss(rd).Forward }, "unit 2 3; index 2 < 3",
		"unit 2 3; index 4 < 3", "unit 2 3; index 2 2 < 3", "unit 2 3; int32 2", "unit 2 3; float32 2", "int64 2 3; index 2 < 3", "unit; index < 3", "unit 2 3 4; index 2 5 < 3"),
	refusedLoss("MultiMarginLoss", func(rd nn.Reduction) losing { return nn.NewMultiMarginLoss(rd).Forward }, "unit 2 3; index 2 < 3",
		"unit 2 3; index 4 < 3", "unit 2 3 4; index 2 < 3", "unit 2 3; float32 2", "int64 2 3; index 2 < 3"),
	refusedLoss("MultiLabelMarginLoss", func(rd nn.Reduction) losing { return nn.NewMultiLabelMarginLoss(rd).Forward }, "unit 2 3; index 2 3 < 3",
		"unit 2 3; index 2 4 < 3", "unit 2 3 4; index 2 3 4 < 3", "unit 2 3; float32 2 3", "int64 2 3; index 2 3 < 3"),
	[]Case{
		function("nn.CrossEntropyLoss()(a[0], a[1] + 3)", "unit 2 3; index 2 < 1", func(a []*torch.Tensor) any { return nn.NewCrossEntropyLoss().Forward(a[0], a[1].Add(3)) }),
		function("nn.CrossEntropyLoss()(a[0], a[1] - 9)", "unit 2 3; index 2 < 1", func(a []*torch.Tensor) any { return nn.NewCrossEntropyLoss().Forward(a[0], a[1].Sub(9)) }),
		function("nn.CrossEntropyLoss(weight=a[2])(a[0], a[1])", "unit 2 3; index 2 < 3; unit 4", func(a []*torch.Tensor) any {
			return nn.NewCrossEntropyLoss(nn.Weight(a[2])).Forward(a[0], a[1])
		}),
		function("nn.CrossEntropyLoss(label_smoothing=1.5)(a[0], a[1])", "unit 2 3; index 2 < 3", func(a []*torch.Tensor) any {
			return nn.NewCrossEntropyLoss(nn.LabelSmoothing(1.5)).Forward(a[0], a[1])
		}),
		function("nn.CrossEntropyLoss(ignore_index=1)(a[0], a[1])", alike, func(a []*torch.Tensor) any { return nn.NewCrossEntropyLoss(nn.IgnoreIndex(1)).Forward(a[0], a[1]) }),
		function("nn.NLLLoss()(a[0], a[1] + 3)", "unit 2 3; index 2 < 1", func(a []*torch.Tensor) any { return nn.NewNLLLoss().Forward(a[0], a[1].Add(3)) }),
		function("nn.NLLLoss(weight=a[2])(a[0], a[1])", "unit 2 3; index 2 < 3; unit 4", func(a []*torch.Tensor) any { return nn.NewNLLLoss(nn.Weight(a[2])).Forward(a[0], a[1]) }),
		function("nn.BCELoss()(a[0] + 1.5, a[1])", alike, func(a []*torch.Tensor) any { return nn.NewBCELoss().Forward(a[0].Add(1.5), a[1]) }),
		function("nn.BCEWithLogitsLoss(weight=a[2])(a[0], a[1])", "unit 2 3; unit 2 3; unit 4", func(a []*torch.Tensor) any {
			return nn.NewBCEWithLogitsLoss(nn.Weight(a[2])).Forward(a[0], a[1])
		}),
		function("nn.SmoothL1Loss(beta=-1.0)(a[0], a[1])", alike, func(a []*torch.Tensor) any { return nn.NewSmoothL1Loss(nn.Beta(-1)).Forward(a[0], a[1]) }),
		function("nn.HuberLoss(delta=-1.0)(a[0], a[1])", alike, func(a []*torch.Tensor) any { return nn.NewHuberLoss(nn.Delta(-1)).Forward(a[0], a[1]) }),
		function("nn.HuberLoss(delta=0.0)(a[0], a[1])", alike, func(a []*torch.Tensor) any { return nn.NewHuberLoss(nn.Delta(0)).Forward(a[0], a[1]) }),
		function("nn.MultiMarginLoss(p=3)", "", func([]*torch.Tensor) any { return nn.NewMultiMarginLoss(nn.P(3)) }),
		function("nn.MultiMarginLoss(weight=a[0])", "unit 2 3", func(a []*torch.Tensor) any { return nn.NewMultiMarginLoss(nn.Weight(a[0])) }),
		function("nn.MultiMarginLoss(weight=a[2])(a[0], a[1])", "unit 2 3; index 2 < 3; unit 4", func(a []*torch.Tensor) any {
			return nn.NewMultiMarginLoss(nn.Weight(a[2])).Forward(a[0], a[1])
		}),
		function("nn.MultiMarginLoss()(a[0], a[1] + 3)", "unit 2 3; index 2 < 3", func(a []*torch.Tensor) any { return nn.NewMultiMarginLoss().Forward(a[0], a[1].Add(3)) }),
		function("nn.MultiLabelMarginLoss()(a[0], a[1] + 3)", "unit 2 3; index 2 3 < 3", func(a []*torch.Tensor) any { return nn.NewMultiLabelMarginLoss().Forward(a[0], a[1].Add(3)) }),
		function("nn.MultiLabelSoftMarginLoss(weight=a[2])(a[0], a[1])", "unit 2 3; unit 2 3; unit 4", func(a []*torch.Tensor) any {
			return nn.NewMultiLabelSoftMarginLoss(nn.Weight(a[2])).Forward(a[0], a[1])
		}),

		function("nn.GaussianNLLLoss(reduction='7')(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return nn.NewGaussianNLLLoss(nn.Reduction(7)).Forward(a[0], a[1], a[2])
		}),
		function("nn.GaussianNLLLoss()(a[0], a[1], -a[2])", "unit 2 3; unit 2 3; positive 2 3", func(a []*torch.Tensor) any {
			return nn.NewGaussianNLLLoss().Forward(a[0], a[1], a[2].Neg())
		}),
		function("nn.GaussianNLLLoss()(a[0], a[1], -0.5)", alike, func(a []*torch.Tensor) any { return nn.NewGaussianNLLLoss().ForwardVar(a[0], a[1], -0.5) }),
		function("nn.GaussianNLLLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 3", func(a []*torch.Tensor) any { return nn.NewGaussianNLLLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.GaussianNLLLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 4 3", func(a []*torch.Tensor) any { return nn.NewGaussianNLLLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.GaussianNLLLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 4; unit 2 3", func(a []*torch.Tensor) any { return nn.NewGaussianNLLLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.MarginRankingLoss(reduction='7')(a[0], a[1], a[2])", "unit 2; unit 2; unit 2", func(a []*torch.Tensor) any {
			return nn.NewMarginRankingLoss(nn.Reduction(7)).Forward(a[0], a[1], a[2])
		}),
		function("nn.MarginRankingLoss()(a[0], a[1], a[2])", "unit 2; unit 2; unit 2 2", func(a []*torch.Tensor) any { return nn.NewMarginRankingLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.MarginRankingLoss()(a[0], a[1], a[2])", "unit 2; unit 3; unit 2", func(a []*torch.Tensor) any { return nn.NewMarginRankingLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.CosineEmbeddingLoss(reduction='7')(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 2", func(a []*torch.Tensor) any {
			return nn.NewCosineEmbeddingLoss(nn.Reduction(7)).Forward(a[0], a[1], a[2])
		}),
		function("nn.CosineEmbeddingLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return nn.NewCosineEmbeddingLoss().Forward(a[0], a[1], a[2])
		}),
		function("nn.CosineEmbeddingLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 4; unit 2", func(a []*torch.Tensor) any { return nn.NewCosineEmbeddingLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.CosineEmbeddingLoss()(a[0], a[1], a[2])", "unit 3; unit 3; unit 2", func(a []*torch.Tensor) any { return nn.NewCosineEmbeddingLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.TripletMarginLoss(margin=0.0)", "", func([]*torch.Tensor) any { return nn.NewTripletMarginLoss(nn.Margin(0)) }),
		function("nn.TripletMarginLoss(margin=-1.0)", "", func([]*torch.Tensor) any { return nn.NewTripletMarginLoss(nn.Margin(-1)) }),
		function("F.triplet_margin_loss(a[0], a[0], a[0], margin=-1.5)", "unit 2 3", func(a []*torch.Tensor) any { return F.TripletMarginLoss(a[0], a[0], a[0], F.Margin(-1.5)) }),
		function("nn.TripletMarginLoss(reduction='7')(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return nn.NewTripletMarginLoss(nn.Reduction(7)).Forward(a[0], a[1], a[2])
		}),
		function("nn.TripletMarginLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 3", func(a []*torch.Tensor) any { return nn.NewTripletMarginLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.TripletMarginLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 4; unit 2 3", func(a []*torch.Tensor) any { return nn.NewTripletMarginLoss().Forward(a[0], a[1], a[2]) }),
		function("nn.TripletMarginWithDistanceLoss(margin=0.0)", "", func([]*torch.Tensor) any { return nn.NewTripletMarginWithDistanceLoss(nn.Margin(0)) }),
		function("F.triplet_margin_with_distance_loss(a[0], a[0], a[0], margin=-1.5)", "unit 2 3", func(a []*torch.Tensor) any {
			return F.TripletMarginWithDistanceLoss(a[0], a[0], a[0], F.Margin(-1.5))
		}),
		function("nn.TripletMarginWithDistanceLoss(reduction='7')(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return nn.NewTripletMarginWithDistanceLoss(nn.Reduction(7)).Forward(a[0], a[1], a[2])
		}),
		function("nn.TripletMarginWithDistanceLoss()(a[0], a[1], a[2])", "unit 2 3; unit 2 3; unit 3", func(a []*torch.Tensor) any {
			return nn.NewTripletMarginWithDistanceLoss().Forward(a[0], a[1], a[2])
		}),
		function("nn.CTCLoss(reduction='7')(a[0], a[1], (4,), (2,))", "float32 4 1 5; index 1 2 < 4", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss(nn.Reduction(7)).ForwardLengths(a[0], a[1], []int{4}, []int{2})
		}),
		function("nn.CTCLoss(blank=5)(a[0], a[1], (4,), (2,))", "float32 4 1 5; index 1 2 < 4", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss(nn.Blank(5)).ForwardLengths(a[0], a[1], []int{4}, []int{2})
		}),
		function("nn.CTCLoss()(a[0], a[1], (5,), (2,))", "float32 4 1 5; index 1 2 < 4", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss().ForwardLengths(a[0], a[1], []int{5}, []int{2})
		}),
		function("nn.CTCLoss()(a[0], a[1], (4,), (3,))", "float32 4 1 5; index 1 2 < 4", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss().ForwardLengths(a[0], a[1], []int{4}, []int{3})
		}),
		function("nn.CTCLoss()(a[0], a[1], (4, 4), (2,))", "float32 4 1 5; index 1 2 < 4", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss().ForwardLengths(a[0], a[1], []int{4, 4}, []int{2})
		}),
		function("nn.CTCLoss()(a[0], a[1], a[2], a[3])", "float32 4 1 5; index 1 2 < 4; float32 1; index 1 < 2", func(a []*torch.Tensor) any {
			return nn.NewCTCLoss().Forward(a[0], a[1], a[2], a[3])
		}),

		function("F.mse_loss(a[0], a[1], weight=a[2], reduction='7')", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return F.MSELoss(a[0], a[1], F.Weight(a[2]), nn.Reduction(7))
		}),
		function("F.l1_loss(a[0], a[1], weight=a[2], reduction='7')", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return F.L1Loss(a[0], a[1], F.Weight(a[2]), nn.Reduction(7))
		}),
		function("F.huber_loss(a[0], a[1], weight=a[2], reduction='7')", "unit 2 3; unit 2 3; unit 2 3", func(a []*torch.Tensor) any {
			return F.HuberLoss(a[0], a[1], F.Weight(a[2]), nn.Reduction(7))
		}),
		function("F.l1_loss(a[0], a[1], weight=a[2])", "unit 2 3; unit 2 3; unit 3", func(a []*torch.Tensor) any { return F.L1Loss(a[0], a[1], F.Weight(a[2])) }),
		function("F.huber_loss(a[0], a[1], weight=a[2])", "unit 2 3; unit 2 3; unit 3", func(a []*torch.Tensor) any { return F.HuberLoss(a[0], a[1], F.Weight(a[2])) }),

		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [])", "", func([]*torch.Tensor) any { return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, nil) }),
		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 5])", "", func([]*torch.Tensor) any { return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5, 5}) }),
		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [0, 5])", "", func([]*torch.Tensor) any { return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{0, 5}) }),
		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 20])", "", func([]*torch.Tensor) any { return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5, 20}) }),
		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5], div_value=0.0)", "", func([]*torch.Tensor) any {
			return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5}, nn.DivValue(0))
		}),
		refusedAdaptive("float32 2 8; index 3 < 20"), refusedAdaptive("float32 2 8; index 2 1 < 20"), refusedAdaptive("float32 2; index 2 < 20"),
		refusedAdaptive("float32 2 8; index < 20"), refusedAdaptive("float32 2 7; index 2 < 1"),
		function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5])(a[0], a[1] + 20)", "float32 2 8; index 2 < 1", func(a []*torch.Tensor) any {
			return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5}).Forward(a[0], a[1].Add(20))
		}),
	},
)

func refusedAdaptive(inputs string) Case {
	return function("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5])(a[0], a[1])", inputs, func(a []*torch.Tensor) any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5}).Forward(a[0], a[1])
	})
}

// refusedLinearCrossEntropies are mistakes in what Python has had since 2.15.
var refusedLinearCrossEntropies = []Case{
	function("nn.LinearCrossEntropyLoss(5, 4, weight=a[0])", "unit 5", func(a []*torch.Tensor) any { return nn.NewLinearCrossEntropyLoss(5, 4, nn.Weight(a[0])) }),
	function("nn.LinearCrossEntropyLoss(5, 4, label_smoothing=1.5)", "", func([]*torch.Tensor) any { return nn.NewLinearCrossEntropyLoss(5, 4, nn.LabelSmoothing(1.5)) }),
	function("nn.LinearCrossEntropyLoss(5, 4, reduction='7')(a[0], a[1])", "unit 2 5; index 2 < 4", func(a []*torch.Tensor) any {
		return nn.NewLinearCrossEntropyLoss(5, 4, nn.Reduction(7)).Forward(a[0], a[1])
	}),
	function("nn.LinearCrossEntropyLoss(5, 4, ignore_index=1)(a[0], a[1])", "unit 2 5; unit 2 4", func(a []*torch.Tensor) any {
		return nn.NewLinearCrossEntropyLoss(5, 4, nn.IgnoreIndex(1)).Forward(a[0], a[1])
	}),
	function("nn.LinearCrossEntropyLoss(5, 4, out_features=(3,))(a[0], a[1])", "unit 5; index 3 < 4", func(a []*torch.Tensor) any {
		return nn.NewLinearCrossEntropyLoss(5, 4, nn.OutFeatures(3)).Forward(a[0], a[1])
	}),
	function("nn.LinearCrossEntropyLoss(5, 4)(a[0], a[1])", "unit 2 3 5; index 2 3 < 4", func(a []*torch.Tensor) any { return nn.NewLinearCrossEntropyLoss(5, 4).Forward(a[0], a[1]) }),
	function("nn.LinearCrossEntropyLoss(5, 4)(a[0], a[1])", "unit 2 6; index 2 < 4", func(a []*torch.Tensor) any { return nn.NewLinearCrossEntropyLoss(5, 4).Forward(a[0], a[1]) }),
	function("F.linear_cross_entropy(a[0], a[1], a[2])", "unit 2 5; unit 5; index 2 < 4", func(a []*torch.Tensor) any { return F.LinearCrossEntropy(a[0], a[1], a[2]) }),
	function("F.linear_cross_entropy(a[0], a[1], a[2], linear_bias=a[3])", "unit 2 5; unit 4 5; index 2 < 4; unit 5", func(a []*torch.Tensor) any {
		return F.LinearCrossEntropy(a[0], a[1], a[2], F.LinearBias(a[3]))
	}),
}
