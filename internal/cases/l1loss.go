package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var l1Losses = reduced(
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
		}
	},
)
