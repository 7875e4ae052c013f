package cases

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

var adaptives = []Case{
	layer("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10, 15])", "float32 6 8; index 6 < 20", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5, 10, 15})
	}),
	layer("nn.AdaptiveLogSoftmaxWithLoss(9, 12, [4], div_value=1.7, head_bias=True, dtype=torch.float64)", "float64 1 9; index 1 < 12", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(9, 12, []int{4}, nn.DivValue(1.7), nn.HeadBias(true), nn.DType(torch.Float64))
	}),
	layer("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10], div_value=2.0)", "float32 8; index < 20", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5, 10}, nn.DivValue(2))
	}),
	called(layer("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10])", "float32 6 8", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{5, 10})
	}), "m.log_prob(a[0])", func(m any, a []*torch.Tensor) any { return m.(*nn.AdaptiveLogSoftmaxWithLoss).LogProb(a[0]) }),
	called(layer("nn.AdaptiveLogSoftmaxWithLoss(8, 20, [6, 14], head_bias=True)", "const float32 40 8", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 20, []int{6, 14}, nn.HeadBias(true))
	}), "m.predict(a[0] * 3)", func(m any, a []*torch.Tensor) any { return m.(*nn.AdaptiveLogSoftmaxWithLoss).Predict(a[0].Mul(3)) }),
	called(layer("nn.AdaptiveLogSoftmaxWithLoss(8, 40, [1, 20])", "const float32 1 8", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 40, []int{1, 20})
	}), "m.predict(a[0])", func(m any, a []*torch.Tensor) any { return m.(*nn.AdaptiveLogSoftmaxWithLoss).Predict(a[0]) }),
	called(layer("nn.AdaptiveLogSoftmaxWithLoss(8, 40, [38])", "const float32 2 8", func() any {
		return nn.NewAdaptiveLogSoftmaxWithLoss(8, 40, []int{38})
	}), "m.predict(a[0])", func(m any, a []*torch.Tensor) any { return m.(*nn.AdaptiveLogSoftmaxWithLoss).Predict(a[0]) }),
}
