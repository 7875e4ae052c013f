package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var shuffles = []Case{
	layer("nn.PixelShuffle(2)", "float32 2 8 3 2", func() any { return nn.NewPixelShuffle(2) }),
	layer("nn.PixelUnshuffle(2)", "float32 3 4 6", func() any { return nn.NewPixelUnshuffle(2) }),
	layer("nn.ChannelShuffle(2)", "float32 2 6 3", func() any { return nn.NewChannelShuffle(2) }),

	function("F.pixel_shuffle(a[0], 3)", "float64 9 2 2", func(a []*torch.Tensor) any {
		return F.PixelShuffle(a[0], 3)
	}),
	function("F.pixel_unshuffle(a[0], 3)", "float32 1 2 3 6", func(a []*torch.Tensor) any {
		return F.PixelUnshuffle(a[0], 3)
	}),
	function("F.channel_shuffle(a[0], 3)", "float32 1 6 2 2", func(a []*torch.Tensor) any {
		return F.ChannelShuffle(a[0], 3)
	}),
}
