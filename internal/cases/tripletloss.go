package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var tripletLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			layer("nn.TripletMarginLoss(reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any { return nn.NewTripletMarginLoss(rd) }),
			layer("nn.TripletMarginLoss(margin=0.5, p=3.0, eps=1e-3, swap=True, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any { return nn.NewTripletMarginLoss(nn.Margin(0.5), nn.P(3), nn.Eps(1e-3), nn.Swap(true), rd) }),
			function("F.triplet_margin_loss(a[0], a[1], a[2], margin=0.5, p=1, swap=True, reduction=RD)", "float64 3; float64 3; float64 3", func(a []*torch.Tensor) any {
				return F.TripletMarginLoss(a[0], a[1], a[2], F.Margin(0.5), F.P(1), F.Swap(true), rd)
			}),
			layer("nn.TripletMarginWithDistanceLoss(distance_function=lambda x, y: (x - y).abs().sum(1), margin=0.5, swap=True, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any {
				return nn.NewTripletMarginWithDistanceLoss(nn.DistanceFunction(cityBlock), nn.Margin(0.5), nn.Swap(true), rd)
			}),
			layer("nn.TripletMarginWithDistanceLoss(swap=True, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func() any {
				return nn.NewTripletMarginWithDistanceLoss(nn.Swap(true), rd)
			}),
			function("F.triplet_margin_with_distance_loss(a[0], a[1], a[2], margin=0.7, reduction=RD)", "float32 4 3; float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
				return F.TripletMarginWithDistanceLoss(a[0], a[1], a[2], F.Margin(0.7), rd)
			}),
		}
	},
)

func cityBlock(x, y *torch.Tensor) *torch.Tensor { return x.Sub(y).Abs().Sum(torch.Dim(1)) }
