package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var marginLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
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
		}
	},
)

// signs makes a target of 1 and -1 of one of 0 and 1.
func signs(t *torch.Tensor) *torch.Tensor { return t.Mul(2).Sub(1) }
