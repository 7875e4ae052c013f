package transforms

import "github.com/e0112027/gotorch/torch"

// RGB gives gray pictures three equal channels, and leaves others as they are.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RGB.html
type RGB struct{}

// NewRGB makes the transform of pictures (..., C, H, W).
func NewRGB() *RGB { return &RGB{} }

// Draw implements [Transform].
func (t *RGB) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	sizeOf("grayscale_to_rgb", x)
	if x.Size(-3) >= 3 {
		return stay
	}
	grayOrRGB("grayscale_to_rgb", x)
	return pixels(func(x *torch.Tensor) *torch.Tensor { return grayscale(x, 3) })
}

func (t *RGB) String() string { return show(t) }

// RandomChannelPermutation puts the channels of pictures into a random order.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomChannelPermutation.html
type RandomChannelPermutation struct{}

// NewRandomChannelPermutation makes the transform of pictures (..., C, H, W).
func NewRandomChannelPermutation() *RandomChannelPermutation { return &RandomChannelPermutation{} }

// Draw implements [Transform].
func (t *RandomChannelPermutation) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("permute_channels", x)
	order := randperm(x.Size(-3), g)
	return pixels(func(x *torch.Tensor) *torch.Tensor { return permuted(x, order) })
}

func (t *RandomChannelPermutation) String() string { return show(t) }

func permuted(x *torch.Tensor, order []int64) *torch.Tensor {
	return x.IndexSelect(-3, torch.FromSliceIn(x.Scope(), order).To(x.Device()))
}
