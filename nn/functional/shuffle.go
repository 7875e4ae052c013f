package functional

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// PixelShuffle is [nn.PixelShuffle] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_shuffle.html
func PixelShuffle(x *torch.Tensor, upscaleFactor int) *torch.Tensor {
	m := nn.PixelShuffle{UpscaleFactor: upscaleFactor}
	return m.Forward(x)
}

// PixelUnshuffle is [nn.PixelUnshuffle] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_unshuffle.html
func PixelUnshuffle(x *torch.Tensor, downscaleFactor int) *torch.Tensor {
	m := nn.PixelUnshuffle{DownscaleFactor: downscaleFactor}
	return m.Forward(x)
}

// ChannelShuffle is [nn.ChannelShuffle] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.channel_shuffle.html
func ChannelShuffle(x *torch.Tensor, groups int) *torch.Tensor {
	m := nn.ChannelShuffle{Groups: groups}
	return m.Forward(x)
}
