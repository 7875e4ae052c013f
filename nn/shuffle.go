package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// PixelShuffle makes pictures r times larger, of r·r channels for each of theirs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelShuffle.html
type PixelShuffle struct {
	Module
	UpscaleFactor int
}

// NewPixelShuffle makes the layer.
func NewPixelShuffle(upscaleFactor int) *PixelShuffle {
	return &PixelShuffle{UpscaleFactor: upscaleFactor}
}

// Forward maps x (*, C·r·r, H, W) to (*, C, H·r, W·r).
func (s *PixelShuffle) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *PixelShuffle) forward(x *torch.Tensor) *torch.Tensor {
	return aten.PixelShuffle(x, s.UpscaleFactor)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *PixelShuffle) ExtraRepr() string { return extra(s, "upscale_factor=") }

// PixelUnshuffle undoes a [PixelShuffle].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.PixelUnshuffle.html
type PixelUnshuffle struct {
	Module
	DownscaleFactor int
}

// NewPixelUnshuffle makes the layer.
func NewPixelUnshuffle(downscaleFactor int) *PixelUnshuffle {
	return &PixelUnshuffle{DownscaleFactor: downscaleFactor}
}

// Forward maps x (*, C, H·r, W·r) to (*, C·r·r, H, W).
func (s *PixelUnshuffle) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *PixelUnshuffle) forward(x *torch.Tensor) *torch.Tensor {
	return aten.PixelUnshuffle(x, s.DownscaleFactor)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *PixelUnshuffle) ExtraRepr() string { return extra(s, "downscale_factor=") }

// ChannelShuffle takes channels from each of several groups in turn.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ChannelShuffle.html
type ChannelShuffle struct {
	Module
	Groups int
}

// NewChannelShuffle makes the layer.
func NewChannelShuffle(groups int) *ChannelShuffle { return &ChannelShuffle{Groups: groups} }

// Forward keeps the shape of x (N, C, ...).
func (s *ChannelShuffle) Forward(x *torch.Tensor) *torch.Tensor { return s.Call(x, s.forward) }

func (s *ChannelShuffle) forward(x *torch.Tensor) *torch.Tensor {
	return aten.ChannelShuffle(x, s.Groups)
}

// ExtraRepr returns what print(net) shows between the parentheses.
func (s *ChannelShuffle) ExtraRepr() string { return extra(s, "groups=") }
