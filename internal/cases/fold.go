package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var folds = []Case{
	layer("nn.Unfold((2, 3))", "float32 2 3 4 5", func() any { return nn.NewUnfold(nn.Size{2, 3}) }),
	layer("nn.Unfold(2, dilation=2, padding=1, stride=(2, 1))", "float32 3 5 5", func() any { return nn.NewUnfold(2, nn.Dilation(2), nn.Padding(1), nn.Stride(2, 1)) }),
	layer("nn.Fold((4, 5), 2)", "float32 2 12 12", func() any { return nn.NewFold(nn.Size{4, 5}, 2) }),
	layer("nn.Fold(output_size=4, kernel_size=2, padding=1, stride=2)", "float64 8 9", func() any { return nn.NewFold(4, 2, nn.Padding(1), nn.Stride(2)) }),

	function("F.unfold(a[0], 2, stride=2)", "float32 1 3 4 4", func(a []*torch.Tensor) any {
		return F.Unfold(a[0], 2, F.Stride(2))
	}),
	function("F.fold(a[0], 4, (2, 2), stride=2)", "float32 1 12 4", func(a []*torch.Tensor) any {
		return F.Fold(a[0], 4, F.Size{2, 2}, F.Stride(2))
	}),
}
