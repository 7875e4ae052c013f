package cases

import (
	"math"

	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// pair makes one value of two tensors.
func pair(x, y *torch.Tensor) any { return []*torch.Tensor{x, y} }

const drawsSamples = "its samples are drawn by torch.Rand, which takes any arguments"

var pools = []Case{
	layer("nn.MaxPool1d(2)", "float32 2 3 9", func() any { return nn.NewMaxPool1d(2) }),
	layer("nn.MaxPool2d(2)", "float32 4 3 12 10", func() any { return nn.NewMaxPool2d(2) }),
	layer("nn.MaxPool2d(3, stride=2, padding=1, dilation=2, ceil_mode=True)", "float32 4 3 13 11", func() any {
		return nn.NewMaxPool2d(3, nn.Stride(2), nn.Padding(1), nn.Dilation(2), nn.CeilMode(true))
	}),
	layer("nn.MaxPool2d((3, 2), stride=(2, 1))", "float32 3 12 10", func() any { return nn.NewMaxPool2d(nn.Size{3, 2}, nn.Stride(2, 1)) }),
	called(layer("nn.MaxPool2d((3, 2), stride=(2, 1))", "float32 3 12 10", func() any { return nn.NewMaxPool2d(nn.Size{3, 2}, nn.Stride(2, 1)) }),
		"F.max_pool2d(a[0], (3, 2), stride=(2, 1), return_indices=True)",
		func(m any, a []*torch.Tensor) any { return pair(m.(*nn.MaxPool2d).ForwardWithIndices(a[0])) }),
	layer("nn.MaxPool3d(2, padding=(0, 1, 1))", "float32 2 4 5 6", func() any { return nn.NewMaxPool3d(2, nn.Padding(0, 1, 1)) }),
	layer("nn.AvgPool1d(3, stride=2, padding=1, count_include_pad=False)", "float32 2 3 9", func() any {
		return nn.NewAvgPool1d(3, nn.Stride(2), nn.Padding(1), nn.CountIncludePad(false))
	}),
	layer("nn.AvgPool2d(2)", "float32 4 3 12 10", func() any { return nn.NewAvgPool2d(2) }),
	layer("nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)", "float32 4 3 12 10", func() any {
		return nn.NewAvgPool2d(3, nn.Stride(2), nn.Padding(1), nn.CeilMode(true), nn.CountIncludePad(false))
	}),
	layer("nn.AvgPool2d((3, 2), stride=(2, 1), divisor_override=5)", "float32 4 3 12 10", func() any {
		return nn.NewAvgPool2d(nn.Size{3, 2}, nn.Stride(2, 1), nn.DivisorOverride(5))
	}),
	layer("nn.AvgPool3d((1, 2, 2))", "float32 2 3 3 4 5", func() any { return nn.NewAvgPool3d(nn.Size{1, 2, 2}) }),
	layer("nn.AdaptiveAvgPool1d(4)", "float32 2 3 9", func() any { return nn.NewAdaptiveAvgPool1d(4) }),
	layer("nn.AdaptiveAvgPool2d(3)", "float32 4 3 12 10", func() any { return nn.NewAdaptiveAvgPool2d(3) }),
	layer("nn.AdaptiveAvgPool2d((5, 3))", "float32 4 3 12 10", func() any { return nn.NewAdaptiveAvgPool2d(nn.Size{5, 3}) }),
	layer("nn.AdaptiveAvgPool2d((None, 3))", "float32 2 2 5 7", func() any { return nn.NewAdaptiveAvgPool2d(nn.Size{nn.InputSize, 3}) }),
	layer("nn.AdaptiveAvgPool3d((2, None, 3))", "float32 2 4 5 7", func() any { return nn.NewAdaptiveAvgPool3d(nn.Size{2, nn.InputSize, 3}) }),
	layer("nn.AdaptiveMaxPool1d(4)", "float32 2 3 9", func() any { return nn.NewAdaptiveMaxPool1d(4) }),
	layer("nn.AdaptiveMaxPool2d((None, 3))", "float32 2 2 5 7", func() any { return nn.NewAdaptiveMaxPool2d(nn.Size{nn.InputSize, 3}) }),
	called(layer("nn.AdaptiveMaxPool2d(3)", "float32 2 5 7", func() any { return nn.NewAdaptiveMaxPool2d(3) }),
		"F.adaptive_max_pool2d(a[0], 3, return_indices=True)",
		func(m any, a []*torch.Tensor) any { return pair(m.(*nn.AdaptiveMaxPool2d).ForwardWithIndices(a[0])) }),
	layer("nn.AdaptiveMaxPool3d((2, None, 3))", "float32 2 4 5 7", func() any { return nn.NewAdaptiveMaxPool3d(nn.Size{2, nn.InputSize, 3}) }),
	layer("nn.LPPool1d(2.0, 3)", "positive 2 3 9", func() any { return nn.NewLPPool1d(2, 3) }),
	layer("nn.LPPool2d(1.5, (3, 2), stride=(2, 1), ceil_mode=True)", "positive 2 3 8 7", func() any {
		return nn.NewLPPool2d(1.5, nn.Size{3, 2}, nn.Stride(2, 1), nn.CeilMode(true))
	}),
	layer("nn.LPPool2d(math.inf, 2)", "float32 2 3 8 7", func() any { return nn.NewLPPool2d(math.Inf(1), 2) }),
	layer("nn.LPPool2d(-math.inf, 2)", "float32 2 3 8 7", func() any { return nn.NewLPPool2d(math.Inf(-1), 2) }),
	layer("nn.LPPool3d(3.0, 2)", "positive 1 2 4 4 5", func() any { return nn.NewLPPool3d(3, 2) }),
	allocating(layer("nn.FractionalMaxPool2d(3, output_size=(4, 5))", "float32 2 3 12 13", func() any {
		return nn.NewFractionalMaxPool2d(3, nn.OutputSize(4, 5))
	}), drawsSamples),
	allocating(layer("nn.FractionalMaxPool2d((3, 2), output_ratio=(0.4, 0.6))", "float32 3 12 13", func() any {
		return nn.NewFractionalMaxPool2d(nn.Size{3, 2}, nn.OutputRatio(0.4, 0.6))
	}), drawsSamples),
	layer("nn.FractionalMaxPool2d(2, output_ratio=0.5, _random_samples=torch.rand(1, 3, 2))", "float32 1 3 12 13", func() any {
		return nn.NewFractionalMaxPool2d(2, nn.OutputRatio(0.5), nn.RandomSamples(torch.Rand(1, 3, 2)))
	}),
	allocating(layer("nn.FractionalMaxPool3d(2, output_size=3)", "float32 1 2 6 7 8", func() any { return nn.NewFractionalMaxPool3d(2, nn.OutputSize(3)) }), drawsSamples),
	called(layer("nn.MaxUnpool1d(2)", "float32 2 3 8", func() any { return nn.NewMaxUnpool1d(2) }),
		"m(*F.max_pool1d(a[0], 2, return_indices=True))", func(m any, a []*torch.Tensor) any {
			y, at := F.MaxPool1dWithIndices(a[0], 2)
			return m.(*nn.MaxUnpool1d).Forward(y, at, nil)
		}),
	withoutSlope(called(layer("nn.MaxUnpool2d(3, stride=2, padding=(1, 0))", "float32 2 3 9 8", func() any { return nn.NewMaxUnpool2d(3, nn.Stride(2), nn.Padding(1, 0)) }),
		"m(*F.max_pool2d(a[0], 3, stride=2, padding=(1, 0), return_indices=True), output_size=a[0].shape)", func(m any, a []*torch.Tensor) any {
			y, at := F.MaxPool2dWithIndices(a[0], 3, F.Stride(2), F.Padding(1, 0))
			return m.(*nn.MaxUnpool2d).Forward(y, at, a[0].Shape())
		}), "what two kernels found is put back once, and both have its gradient"),
	called(layer("nn.MaxUnpool3d((1, 2, 2))", "float32 2 3 4 6", func() any { return nn.NewMaxUnpool3d(nn.Size{1, 2, 2}) }),
		"m(*F.max_pool3d(a[0], (1, 2, 2), return_indices=True))", func(m any, a []*torch.Tensor) any {
			y, at := F.MaxPool3dWithIndices(a[0], F.Size{1, 2, 2})
			return m.(*nn.MaxUnpool3d).Forward(y, at, nil)
		}),

	function("F.adaptive_max_pool1d(a[0], 3, return_indices=True)", "float32 2 3 8", func(a []*torch.Tensor) any {
		return pair(F.AdaptiveMaxPool1dWithIndices(a[0], 3))
	}),
	function("F.adaptive_max_pool2d(a[0], (2, 3))", "float32 2 3 8 6", func(a []*torch.Tensor) any { return F.AdaptiveMaxPool2d(a[0], F.Size{2, 3}) }),
	function("F.adaptive_max_pool3d(a[0], 2, return_indices=True)", "float32 2 3 4 5", func(a []*torch.Tensor) any {
		return pair(F.AdaptiveMaxPool3dWithIndices(a[0], 2))
	}),
	function("F.lp_pool1d(a[0], 2.0, 3, stride=1)", "positive 2 3 8", func(a []*torch.Tensor) any { return F.LPPool1d(a[0], 2, 3, F.Stride(1)) }),
	function("F.lp_pool2d(a[0], 3.0, 2)", "positive 2 3 8 6", func(a []*torch.Tensor) any { return F.LPPool2d(a[0], 3, 2) }),
	function("F.lp_pool3d(a[0], math.inf, 2)", "float32 2 3 4 5", func(a []*torch.Tensor) any { return F.LPPool3d(a[0], math.Inf(1), 2) }),
	function("F.fractional_max_pool2d(a[0], 2, output_ratio=(0.5, 0.7), return_indices=True)", "float32 2 3 8 9", func(a []*torch.Tensor) any {
		return pair(F.FractionalMaxPool2dWithIndices(a[0], 2, F.OutputRatio(0.5, 0.7)))
	}),
	function("F.fractional_max_pool3d(a[0], 2, output_size=(2, 3, 3))", "float32 2 6 7 8", func(a []*torch.Tensor) any {
		return F.FractionalMaxPool3d(a[0], 2, F.OutputSize(2, 3, 3))
	}),
	function("F.max_unpool1d(*F.max_pool1d(a[0], 2, return_indices=True), 2)", "float32 2 3 8", func(a []*torch.Tensor) any {
		y, at := F.MaxPool1dWithIndices(a[0], 2)
		return F.MaxUnpool1d(y, at, 2)
	}),
	function("F.max_unpool2d(*F.max_pool2d(a[0], 2, return_indices=True), 2, output_size=(9, 7))", "float32 2 3 9 7", func(a []*torch.Tensor) any {
		y, at := F.MaxPool2dWithIndices(a[0], 2)
		return F.MaxUnpool2d(y, at, 2, F.OutputSize(9, 7))
	}),
	function("F.max_unpool3d(*F.max_pool3d(a[0], 2, return_indices=True), 2)", "float32 2 3 4 4 6", func(a []*torch.Tensor) any {
		y, at := F.MaxPool3dWithIndices(a[0], 2)
		return F.MaxUnpool3d(y, at, 2)
	}),
	function("F.max_pool1d(a[0], 2, return_indices=True)", "float32 2 3 8", func(a []*torch.Tensor) any { return pair(F.MaxPool1dWithIndices(a[0], 2)) }),
	function("F.max_pool2d(a[0], 2)", "float32 2 3 8 6", func(a []*torch.Tensor) any { return F.MaxPool2d(a[0], 2) }),
	function("F.max_pool2d(a[0], (2, 3), dilation=2, return_indices=True)", "float32 2 3 8 6", func(a []*torch.Tensor) any {
		return pair(F.MaxPool2dWithIndices(a[0], F.Size{2, 3}, F.Dilation(2)))
	}),
	function("F.max_pool3d(a[0], 2, return_indices=True)", "float32 2 4 5 6", func(a []*torch.Tensor) any { return pair(F.MaxPool3dWithIndices(a[0], 2)) }),
	function("F.avg_pool1d(a[0], 3, stride=1)", "float32 2 3 8", func(a []*torch.Tensor) any { return F.AvgPool1d(a[0], 3, F.Stride(1)) }),
	function("F.avg_pool2d(a[0], 3, stride=1, padding=1)", "float32 2 3 8 6", func(a []*torch.Tensor) any {
		return F.AvgPool2d(a[0], 3, F.Stride(1), F.Padding(1))
	}),
	function("F.avg_pool3d(a[0], 2, divisor_override=3)", "float32 2 4 5 6", func(a []*torch.Tensor) any {
		return F.AvgPool3d(a[0], 2, F.DivisorOverride(3))
	}),
	function("F.adaptive_avg_pool1d(a[0], 3)", "float32 2 3 8", func(a []*torch.Tensor) any { return F.AdaptiveAvgPool1d(a[0], 3) }),
	function("F.adaptive_avg_pool2d(a[0], (2, None))", "float32 2 3 8 6", func(a []*torch.Tensor) any {
		return F.AdaptiveAvgPool2d(a[0], F.Size{2, F.InputSize})
	}),
	function("F.adaptive_avg_pool3d(a[0], 2)", "float32 2 3 4 5", func(a []*torch.Tensor) any { return F.AdaptiveAvgPool3d(a[0], 2) }),
}
