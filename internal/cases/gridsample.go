package cases

import (
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var gridSamples = []Case{
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1])", "float64 1 2 3 4 5; float64 1 2 3 2 3", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1])
	}),
	function("F.affine_grid(a[0], [2, 3, 4, 5], align_corners=True)", "float32 2 2 3", func(a []*torch.Tensor) any {
		return F.AffineGrid(a[0], []int{2, 3, 4, 5}, F.AlignCorners(true))
	}),
	function("F.affine_grid(a[0], [2, 3, 4, 5, 2])", "float64 2 3 4", func(a []*torch.Tensor) any {
		return F.AffineGrid(a[0], []int{2, 3, 4, 5, 2})
	}),
}
