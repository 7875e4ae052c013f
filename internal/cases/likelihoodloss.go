package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var likelihoodLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			layer("nn.PoissonNLLLoss(reduction=RD)", "float32 4 3; const positive 4 3", func() any { return nn.NewPoissonNLLLoss(rd) }),
			layer("nn.PoissonNLLLoss(log_input=False, full=True, eps=1e-3, reduction=RD)", "positive 4 3; const positive 4 3", func() any { return nn.NewPoissonNLLLoss(nn.LogInput(false), nn.FullLoss(true), nn.Eps(1e-3), rd) }),
			function("F.poisson_nll_loss(a[0], a[1], log_input=False, reduction=RD)", "positive 4 3; const positive 4 3", func(a []*torch.Tensor) any {
				return F.PoissonNLLLoss(a[0], a[1], F.LogInput(false), rd)
			}),
			layer("nn.GaussianNLLLoss(reduction=RD)", "float32 4 3; float32 4 3; positive 4 3", func() any { return nn.NewGaussianNLLLoss(rd) }),
			layer("nn.GaussianNLLLoss(full=True, eps=0.5, reduction=RD)", "float32 4 3; float32 4 3; const positive 4 1", func() any { return nn.NewGaussianNLLLoss(nn.FullLoss(true), nn.Eps(0.5), rd) }),
			called(layer("nn.GaussianNLLLoss(full=True, reduction=RD)", "float32 4 3; float32 4 3", func() any { return nn.NewGaussianNLLLoss(nn.FullLoss(true), rd) }),
				"m(a[0], a[1], 0.3)", func(m any, a []*torch.Tensor) any { return m.(*nn.GaussianNLLLoss).ForwardVar(a[0], a[1], 0.3) }),
			function("F.gaussian_nll_loss(a[0], a[1], 2.0, reduction=RD)", "float64 4 3; float64 4 3", func(a []*torch.Tensor) any {
				return F.GaussianNLLLossVar(a[0], a[1], 2, rd)
			}),
			function("F.gaussian_nll_loss(a[0], a[1], a[2], full=True, reduction=RD)", "float32 4 3; float32 4 3; positive 4", func(a []*torch.Tensor) any {
				return F.GaussianNLLLoss(a[0], a[1], a[2], F.FullLoss(true), rd)
			}),
		}
	},
)
