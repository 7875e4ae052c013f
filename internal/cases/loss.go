package cases

import (
	"strings"

	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// lossWeights is torch.rand(5) + 0.5, a factor for each class.
func lossWeights() *torch.Tensor { return torch.Rand(5).Add(0.5) }

// losses has each loss three times: with each reduction, which stands for RD. So have the
// losses of the files beside it.
var losses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			layer("nn.MSELoss(reduction=RD)", "float32 8 5; float32 8 5", func() any { return nn.NewMSELoss(rd) }),
			layer("nn.CrossEntropyLoss(reduction=RD)", "float32 8 5; index 8 < 5", func() any { return nn.NewCrossEntropyLoss(rd) }),
			layer("nn.CrossEntropyLoss(weight=torch.rand(5) + 0.5, reduction=RD)", "float32 8 5; index 8 < 5", func() any {
				return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), rd)
			}),
			layer("nn.CrossEntropyLoss(ignore_index=2, reduction=RD)", "float32 8 5; index 8 < 5", func() any {
				return nn.NewCrossEntropyLoss(nn.IgnoreIndex(2), rd)
			}),
			layer("nn.CrossEntropyLoss(label_smoothing=0.1, reduction=RD)", "float32 8 5; index 8 < 5", func() any {
				return nn.NewCrossEntropyLoss(nn.LabelSmoothing(0.1), rd)
			}),
			layer("nn.CrossEntropyLoss(weight=torch.rand(5) + 0.5, ignore_index=2, label_smoothing=0.2, reduction=RD)", "float32 8 5; index 8 < 5", func() any {
				return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), nn.IgnoreIndex(2), nn.LabelSmoothing(0.2), rd)
			}),
			layer("nn.CrossEntropyLoss(weight=torch.rand(5) + 0.5, label_smoothing=0.2, reduction=RD)", "float32 8 5; unit 8 5", func() any {
				return nn.NewCrossEntropyLoss(nn.Weight(lossWeights()), nn.LabelSmoothing(0.2), rd)
			}),
			layer("nn.CrossEntropyLoss(reduction=RD)", "float32 8 5; unit 8 5", func() any { return nn.NewCrossEntropyLoss(rd) }),
			layer("nn.CrossEntropyLoss(reduction=RD)", "float32 2 5 4 3; index 2 4 3 < 5", func() any { return nn.NewCrossEntropyLoss(rd) }),
			layer("nn.NLLLoss(reduction=RD)", "float32 8 5; index 8 < 5", func() any { return nn.NewNLLLoss(rd) }),
			layer("nn.NLLLoss(weight=torch.rand(5) + 0.5, ignore_index=1, reduction=RD)", "float32 8 5; index 8 < 5", func() any {
				return nn.NewNLLLoss(nn.Weight(lossWeights()), nn.IgnoreIndex(1), rd)
			}),
			layer("nn.NLLLoss(reduction=RD)", "float32 2 5 4 3; index 2 4 3 < 5", func() any { return nn.NewNLLLoss(rd) }),
			layer("nn.NLLLoss(reduction=RD, ignore_index=-1)", "float64 5; index < 5", func() any { return nn.NewNLLLoss(rd, nn.IgnoreIndex(-1)) }),
			layer("nn.BCELoss(reduction=RD)", "unit 8 5; unit 8 5", func() any { return nn.NewBCELoss(rd) }),
			layer("nn.BCELoss(weight=torch.rand(5) + 0.5, reduction=RD)", "unit 8 5; unit 8 5", func() any {
				return nn.NewBCELoss(nn.Weight(lossWeights()), rd)
			}),
			layer("nn.BCEWithLogitsLoss(reduction=RD)", "float32 8 5; unit 8 5", func() any { return nn.NewBCEWithLogitsLoss(rd) }),
			layer("nn.BCEWithLogitsLoss(weight=torch.rand(5) + 0.5, pos_weight=torch.rand(5) + 0.5, reduction=RD)", "float32 8 5; unit 8 5", func() any {
				weight, positive := lossWeights(), lossWeights()
				return nn.NewBCEWithLogitsLoss(nn.Weight(weight), nn.PosWeight(positive), rd)
			}),

			function("F.mse_loss(a[0], a[1], reduction=RD)", "float32 8 5; float32 8 5", func(a []*torch.Tensor) any { return F.MSELoss(a[0], a[1], rd) }),
			function("F.mse_loss(a[0], a[1], reduction=RD, weight=a[2])", "float32 8 5; float32 8 5; unit 8 5", func(a []*torch.Tensor) any {
				return F.MSELoss(a[0], a[1], rd, F.Weight(a[2]))
			}),
			function("F.binary_cross_entropy(a[0], a[1], weight=a[2], reduction=RD)", "unit 8 5; unit 8 5; const unit 5", func(a []*torch.Tensor) any {
				return F.BinaryCrossEntropy(a[0], a[1], rd, F.Weight(a[2]))
			}),
			function("F.binary_cross_entropy_with_logits(a[0], a[1], weight=a[2], pos_weight=a[3], reduction=RD)",
				"float32 8 5; unit 8 5; const unit 5; const positive 5", func(a []*torch.Tensor) any {
					return F.BinaryCrossEntropyWithLogits(a[0], a[1], F.Weight(a[2]), F.PosWeight(a[3]), rd)
				}),
			function("F.cross_entropy(a[0], a[1], label_smoothing=0.1, reduction=RD)", "float32 8 5; index 8 < 5", func(a []*torch.Tensor) any {
				return F.CrossEntropy(a[0], a[1], F.LabelSmoothing(0.1), rd)
			}),
			function("F.nll_loss(a[0], a[1], weight=a[2], ignore_index=1, reduction=RD)", "float32 8 5; index 8 < 5; const positive 5", func(a []*torch.Tensor) any {
				return F.NLLLoss(a[0], a[1], F.Weight(a[2]), F.IgnoreIndex(1), rd)
			}),
		}
	},
)

// reduced makes cases with each reduction.
func reduced(of func(rd nn.Reduction) []Case) []Case {
	var out []Case
	for _, rd := range []nn.Reduction{nn.Mean, nn.Sum, nn.None} {
		for _, c := range of(rd) {
			c.Python = strings.ReplaceAll(c.Python, "RD", "'"+rd.String()+"'")
			out = append(out, c)
		}
	}
	return out
}
