package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// signs makes a target of 1 and -1 of one of 0 and 1.
func signs(t *torch.Tensor) *torch.Tensor { return t.Mul(2).Sub(1) }

// moreLosses has each loss with each reduction, which stands for RD.
var moreLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			layer("nn.L1Loss(reduction=RD)", "float32 4 3; float32 4 3", func() any { return nn.NewL1Loss(rd) }),
			layer("nn.L1Loss(reduction=RD)", "float64 2 3 5; const float64 2 3 5", func() any { return nn.NewL1Loss(rd) }),
			layer("nn.SmoothL1Loss(reduction=RD)", "float32 4 3; float32 4 3", func() any { return nn.NewSmoothL1Loss(rd) }),
			layer("nn.SmoothL1Loss(reduction=RD)", "float64 2 3 5; const float64 2 3 5", func() any { return nn.NewSmoothL1Loss(rd) }),
			layer("nn.HuberLoss(reduction=RD)", "float32 4 3; float32 4 3", func() any { return nn.NewHuberLoss(rd) }),
			layer("nn.HuberLoss(reduction=RD)", "float64 2 3 5; const float64 2 3 5", func() any { return nn.NewHuberLoss(rd) }),
			layer("nn.SmoothL1Loss(reduction=RD, beta=0.3)", "float32 4 3; float32 4 3", func() any { return nn.NewSmoothL1Loss(rd, nn.Beta(0.3)) }),
			layer("nn.SmoothL1Loss(reduction=RD, beta=0.0)", "float32 4 3; float32 4 3", func() any { return nn.NewSmoothL1Loss(rd, nn.Beta(0)) }),
			layer("nn.HuberLoss(reduction=RD, delta=0.3)", "float32 4 3; float32 4 3", func() any { return nn.NewHuberLoss(rd, nn.Delta(0.3)) }),
			function("F.l1_loss(a[0], a[1], reduction=RD)", "float32 4 1; float32 3", func(a []*torch.Tensor) any {
				return F.L1Loss(a[0], a[1], rd)
			}),
			function("F.l1_loss(a[0], a[1], reduction=RD, weight=a[2])", "float32 4 3; float32 4 3; unit 4 3", func(a []*torch.Tensor) any {
				return F.L1Loss(a[0], a[1], rd, F.Weight(a[2]))
			}),
			function("F.smooth_l1_loss(a[0], a[1], reduction=RD, beta=0.5)", "float32 4 1; float32 3", func(a []*torch.Tensor) any {
				return F.SmoothL1Loss(a[0], a[1], rd, F.Beta(0.5))
			}),
			function("F.huber_loss(a[0], a[1], reduction=RD, delta=0.5)", "float32 4 1; float32 3", func(a []*torch.Tensor) any {
				return F.HuberLoss(a[0], a[1], rd, F.Delta(0.5))
			}),
			function("F.huber_loss(a[0], a[1], reduction=RD, weight=a[2])", "float32 4 3; float32 4 3; unit 4 3", func(a []*torch.Tensor) any {
				return F.HuberLoss(a[0], a[1], rd, F.Weight(a[2]))
			}),
			layer("nn.PoissonNLLLoss(reduction=RD)", "float32 4 3; const positive 4 3", func() any { return nn.NewPoissonNLLLoss(rd) }),
			layer("nn.PoissonNLLLoss(log_input=False, full=True, eps=1e-3, reduction=RD)", "positive 4 3; const positive 4 3", func() any { return nn.NewPoissonNLLLoss(nn.LogInput(false), nn.FullLoss(true), nn.Eps(1e-3), rd) }),
			function("F.poisson_nll_loss(a[0], a[1], log_input=False, reduction=RD)", "positive 4 3; const positive 4 3", func(a []*torch.Tensor) any {
				return F.PoissonNLLLoss(a[0], a[1], F.LogInput(false), rd)
			}),
			layer("nn.GaussianNLLLoss(reduction=RD)", "float32 4 3; float32 4 3; positive 4 3", func() any { return nn.NewGaussianNLLLoss(rd) }),
			layer("nn.GaussianNLLLoss(full=True, eps=0.5, reduction=RD)", "float32 4 3; float32 4 3; const positive 4 1", func() any { return nn.NewGaussianNLLLoss(nn.FullLoss(true), nn.Eps(0.5), rd) }),
			function("F.gaussian_nll_loss(a[0], a[1], a[2], full=True, reduction=RD)", "float32 4 3; float32 4 3; positive 4", func(a []*torch.Tensor) any {
				return F.GaussianNLLLoss(a[0], a[1], a[2], F.FullLoss(true), rd)
			}),
			layer("nn.KLDivLoss(reduction=RD)", "float32 4 3; unit 4 3", func() any { return nn.NewKLDivLoss(rd) }),
			layer("nn.KLDivLoss(reduction=RD, log_target=True)", "float32 4 3; float32 4 3", func() any { return nn.NewKLDivLoss(rd, nn.LogTarget(true)) }),
			function("F.kl_div(a[0], a[1], reduction=RD, log_target=True)", "float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
				return F.KLDiv(a[0], a[1], rd, F.LogTarget(true))
			}),
			layer("nn.NLLLoss(reduction=RD)", "float32 2 5 4 3; index 2 4 3 < 5", func() any { return nn.NewNLLLoss(rd) }),
			layer("nn.NLLLoss(reduction=RD, ignore_index=-1)", "float64 5; index < 5", func() any { return nn.NewNLLLoss(rd, nn.IgnoreIndex(-1)) }),
			called(layer("nn.CTCLoss(reduction=RD)", "float32 9 2 5; index 2 3 < 4", func() any { return nn.NewCTCLoss(rd) }),
				"m(a[0].log_softmax(2), a[1] + 1, torch.tensor([9, 7]), torch.tensor([3, 2]))", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CTCLoss).Forward(a[0].LogSoftmax(2), a[1].Add(1), torch.NewTensor([]int{9, 7}), torch.NewTensor([]int{3, 2}))
				}),
			called(layer("nn.CTCLoss(blank=4, reduction=RD, zero_infinity=True)", "float64 9 2 5; index 5 < 4", func() any { return nn.NewCTCLoss(nn.Blank(4), rd, nn.ZeroInfinity(true)) }),
				"m(a[0].log_softmax(2), a[1], torch.tensor([9, 2]), torch.tensor([1, 4]))", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CTCLoss).Forward(a[0].LogSoftmax(2), a[1], torch.NewTensor([]int{9, 2}), torch.NewTensor([]int{1, 4}))
				}),
			function("F.ctc_loss(a[0].log_softmax(1), a[1] + 1, torch.tensor(9), torch.tensor(3), reduction=RD)", "float32 9 5; index 3 < 4", func(a []*torch.Tensor) any {
				return F.CTCLoss(a[0].LogSoftmax(1), a[1].Add(1), torch.NewTensor(9), torch.NewTensor(3), rd)
			}),
			called(layer("nn.HingeEmbeddingLoss(reduction=RD)", "float32 4 3; index 4 3 < 2", func() any { return nn.NewHingeEmbeddingLoss(rd) }),
				"m(a[0], a[1] * 2.0 - 1)", func(m any, a []*torch.Tensor) any { return m.(*nn.HingeEmbeddingLoss).Forward(a[0], signs(a[1])) }),
			called(layer("nn.HingeEmbeddingLoss(margin=0.3, reduction=RD)", "float64 4; index 4 < 2", func() any { return nn.NewHingeEmbeddingLoss(nn.Margin(0.3), rd) }),
				"m(a[0], a[1] * 2.0 - 1)", func(m any, a []*torch.Tensor) any { return m.(*nn.HingeEmbeddingLoss).Forward(a[0], signs(a[1])) }),
			function("F.hinge_embedding_loss(a[0], a[1] * 2.0 - 1, margin=0.3, reduction=RD)", "float64 4; index 4 < 2", func(a []*torch.Tensor) any {
				return F.HingeEmbeddingLoss(a[0], signs(a[1]), F.Margin(0.3), rd)
			}),
			called(layer("nn.MarginRankingLoss(reduction=RD)", "float32 6; float32 6; index 6 < 2", func() any { return nn.NewMarginRankingLoss(rd) }),
				"m(a[0], a[1], a[2] * 2.0 - 1)", func(m any, a []*torch.Tensor) any { return m.(*nn.MarginRankingLoss).Forward(a[0], a[1], signs(a[2])) }),
			called(layer("nn.MarginRankingLoss(margin=0.5, reduction=RD)", "float32 4 3; float32 4 3; index 4 3 < 2", func() any { return nn.NewMarginRankingLoss(nn.Margin(0.5), rd) }),
				"m(a[0], a[1], a[2] * 2.0 - 1)", func(m any, a []*torch.Tensor) any { return m.(*nn.MarginRankingLoss).Forward(a[0], a[1], signs(a[2])) }),
			function("F.margin_ranking_loss(a[0], a[1], a[2] * 2.0 - 1, margin=0.5, reduction=RD)", "float32 4 3; float32 4 3; index 4 3 < 2", func(a []*torch.Tensor) any {
				return F.MarginRankingLoss(a[0], a[1], signs(a[2]), F.Margin(0.5), rd)
			}),
			called(layer("nn.CosineEmbeddingLoss(reduction=RD)", "float32 4 3; float32 4 3; index 4 < 2", func() any { return nn.NewCosineEmbeddingLoss(rd) }),
				"m(a[0], a[1], a[2] * 2.0 - 1)", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CosineEmbeddingLoss).Forward(a[0], a[1], signs(a[2]))
				}),
			called(layer("nn.CosineEmbeddingLoss(margin=0.2, reduction=RD)", "float64 3; float64 3; index < 2", func() any { return nn.NewCosineEmbeddingLoss(nn.Margin(0.2), rd) }),
				"m(a[0], a[1], a[2] * 2.0 - 1)", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CosineEmbeddingLoss).Forward(a[0], a[1], signs(a[2]))
				}),
			function("F.cosine_embedding_loss(a[0], a[1], a[2] * 2.0 - 1, margin=0.2, reduction=RD)", "float64 3; float64 3; index < 2", func(a []*torch.Tensor) any {
				return F.CosineEmbeddingLoss(a[0], a[1], signs(a[2]), F.Margin(0.2), rd)
			}),
			called(layer("nn.SoftMarginLoss(reduction=RD)", "float32 4 3; index 4 3 < 2", func() any { return nn.NewSoftMarginLoss(rd) }),
				"m(a[0], a[1] * 2.0 - 1)", func(m any, a []*torch.Tensor) any { return m.(*nn.SoftMarginLoss).Forward(a[0], signs(a[1])) }),
			function("F.soft_margin_loss(a[0], a[1] * 2.0 - 1, reduction=RD)", "float32 4 3; index 4 3 < 2", func(a []*torch.Tensor) any {
				return F.SoftMarginLoss(a[0], signs(a[1]), rd)
			}),
			layer("nn.MultiMarginLoss(reduction=RD)", "float32 4 5; index 4 < 5", func() any { return nn.NewMultiMarginLoss(rd) }),
			layer("nn.MultiMarginLoss(p=2, margin=0.3, weight=torch.rand(5) + 0.5, reduction=RD)", "float32 4 5; index 4 < 5", func() any { return nn.NewMultiMarginLoss(nn.P(2), nn.Margin(0.3), nn.Weight(lossWeights()), rd) }),
			function("F.multi_margin_loss(a[0], a[1], p=2, margin=0.5, reduction=RD)", "float64 5; index < 5", func(a []*torch.Tensor) any {
				return F.MultiMarginLoss(a[0], a[1], F.P(2), F.Margin(0.5), rd)
			}),
			layer("nn.MultiLabelMarginLoss(reduction=RD)", "float32 4 5; index 4 5 < 5", func() any { return nn.NewMultiLabelMarginLoss(rd) }),
			function("F.multilabel_margin_loss(a[0], a[1] - 1, reduction=RD)", "float32 5; index 5 < 6", func(a []*torch.Tensor) any {
				return F.MultilabelMarginLoss(a[0], a[1].Sub(1), rd)
			}),
			layer("nn.MultiLabelSoftMarginLoss(reduction=RD)", "float32 4 5; unit 4 5", func() any { return nn.NewMultiLabelSoftMarginLoss(rd) }),
			layer("nn.MultiLabelSoftMarginLoss(weight=torch.rand(5) + 0.5, reduction=RD)", "float32 4 5; unit 4 5", func() any { return nn.NewMultiLabelSoftMarginLoss(nn.Weight(lossWeights()), rd) }),
			function("F.multilabel_soft_margin_loss(a[0], a[1], weight=a[2], reduction=RD)", "float32 5; unit 5; positive 5", func(a []*torch.Tensor) any {
				return F.MultilabelSoftMarginLoss(a[0], a[1], F.Weight(a[2]), rd)
			}),
			layer("nn.TripletMarginLoss(reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any { return nn.NewTripletMarginLoss(rd) }),
			layer("nn.TripletMarginLoss(margin=0.5, p=3.0, eps=1e-3, swap=True, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any { return nn.NewTripletMarginLoss(nn.Margin(0.5), nn.P(3), nn.Eps(1e-3), nn.Swap(true), rd) }),
			function("F.triplet_margin_loss(a[0], a[1], a[2], margin=0.5, p=1, swap=True, reduction=RD)", "float64 3; float64 3; float64 3", func(a []*torch.Tensor) any {
				return F.TripletMarginLoss(a[0], a[1], a[2], F.Margin(0.5), F.P(1), F.Swap(true), rd)
			}),
			layer("nn.TripletMarginWithDistanceLoss(distance_function=lambda x, y: (x - y).abs().sum(1), margin=0.5, swap=True, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any {
				return nn.NewTripletMarginWithDistanceLoss(nn.DistanceFunction(cityBlock), nn.Margin(0.5), nn.Swap(true), rd)
			}),
			function("F.triplet_margin_with_distance_loss(a[0], a[1], a[2], margin=0.7, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
				return F.TripletMarginWithDistanceLoss(a[0], a[1], a[2], F.Margin(0.7), rd)
			}),
		}
	},
)

func cityBlock(x, y *torch.Tensor) *torch.Tensor { return x.Sub(y).Abs().Sum(torch.Dim(1)) }

var batchMeans = []Case{
	layer("nn.KLDivLoss(reduction='batchmean')", "float32 4 3; unit 4 3", func() any { return nn.NewKLDivLoss(nn.BatchMean(true)) }),
	function("F.kl_div(a[0], a[1], reduction='batchmean', log_target=True)", "float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
		return F.KLDiv(a[0], a[1], F.BatchMean(true), F.LogTarget(true))
	}),
}
