package transforms

import (
	"image"

	"github.com/e0112027/gotorch/torch"
)

type toTensor struct{}

// ToTensor returns the transform from an image (H, W) or (H, W, C) to a tensor
// (C, H, W): uint8 becomes [torch.DefaultDType] in [0, 1], other dtypes stay.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.ToTensor.html
func ToTensor() Transform { return toTensor{} }

func (toTensor) Apply(x *torch.Tensor, _ *torch.Generator) *torch.Tensor {
	switch x.Dim() {
	case 2:
		x = x.Unsqueeze(0)
	case 3:
		x = x.Permute(2, 0, 1)
	default:
		refuse("to_tensor", "ValueError", x, "pic should be 2/3 dimensional. Got %d dimensions.", x.Dim())
	}
	if x.DType() != torch.UInt8 {
		return x.Contiguous()
	}
	return x.Contiguous().To(torch.DefaultDType()).Div(255)
}

func (toTensor) pixelwise() bool { return true }

func (toTensor) String() string { return "ToTensor()" }

// FromImage returns an image as the uint8 tensor (H, W, C) that numpy makes of
// one that PIL decoded: one channel for [*image.Gray]; red, green, blue and
// alpha, not premultiplied, for [*image.NRGBA] and what isn't opaque; else
// red, green and blue. Palettes are looked up, 16-bit channels cut to 8 bits.
func FromImage(img image.Image) *torch.Tensor {
	data, height, width, channels := pixels(img)
	return torch.FromSlice(data, height, width, channels)
}
