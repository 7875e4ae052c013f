package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// pair makes one value of two tensors.
func pair(x, y *torch.Tensor) any { return []*torch.Tensor{x, y} }

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
