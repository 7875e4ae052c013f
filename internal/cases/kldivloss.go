package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var klDivLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			layer("nn.KLDivLoss(reduction=RD)", "float32 4 3; unit 4 3", func() any { return nn.NewKLDivLoss(rd) }),
			layer("nn.KLDivLoss(reduction=RD, log_target=True)", "float32 4 3; float32 4 3", func() any { return nn.NewKLDivLoss(rd, nn.LogTarget(true)) }),
			function("F.kl_div(a[0], a[1], reduction=RD, log_target=True)", "float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
				return F.KLDiv(a[0], a[1], rd, F.LogTarget(true))
			}),
		}
	},
)

var batchMeans = []Case{
	layer("nn.KLDivLoss(reduction='batchmean')", "float32 4 3; unit 4 3", func() any { return nn.NewKLDivLoss(nn.BatchMean(true)) }),
	function("F.kl_div(a[0], a[1], reduction='batchmean', log_target=True)", "float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
		return F.KLDiv(a[0], a[1], F.BatchMean(true), F.LogTarget(true))
	}),
}
