package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var upsamplings = []Case{
	layer("nn.Upsample(scale_factor=2)", "float32 2 3 5", func() any { return nn.NewUpsample(nn.ScaleFactor(2)) }),
	layer("nn.Upsample(size=(3, 8), mode='bilinear')", "float32 2 3 5 4", func() any { return nn.NewUpsample(nn.Size{3, 8}, nn.Mode("bilinear")) }),
	layer("nn.Upsample(scale_factor=(2.5, 1.5), mode='bicubic', align_corners=True)", "float32 2 3 5 4", func() any { return nn.NewUpsample(nn.ScaleFactor(2.5, 1.5), nn.Mode("bicubic"), nn.AlignCorners(true)) }),
	layer("nn.Upsample(scale_factor=1.7, mode='linear', recompute_scale_factor=True)", "float64 2 3 5", func() any {
		return nn.NewUpsample(nn.ScaleFactor(1.7), nn.Mode("linear"), nn.RecomputeScaleFactor(true))
	}),
	layer("nn.UpsamplingNearest2d(size=7)", "float32 2 3 5 4", func() any { return nn.NewUpsamplingNearest2d(nn.Size{7}) }),
	layer("nn.UpsamplingBilinear2d(scale_factor=2)", "float32 2 3 5 4", func() any { return nn.NewUpsamplingBilinear2d(nn.ScaleFactor(2)) }),

	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='linear')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("linear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='linear')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("linear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='linear', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("linear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='bilinear')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("bilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bilinear')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bilinear', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bilinear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='bicubic')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("bicubic"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bicubic')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bicubic"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bicubic', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bicubic"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='trilinear')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("trilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='trilinear')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("trilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='trilinear', align_corners=True, recompute_scale_factor=True)", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("trilinear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=(3, 4), mode='bilinear', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("bilinear"), F.Antialias(true))
	}),
	function("F.interpolate(a[0], size=(3, 4), mode='bicubic', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("bicubic"), F.Antialias(true))
	}),
	needing("_upsample_lanczos2d_aa", function("F.interpolate(a[0], size=(3, 4), mode='lanczos', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("lanczos"), F.Antialias(true))
	})),
}
