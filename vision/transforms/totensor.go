package transforms

import (
	"image"
	"runtime"

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
		x = x.Unsqueeze(2)
	case 3:
	default:
		refuse("to_tensor", "ValueError", x, "pic should be 2/3 dimensional. Got %d dimensions.", x.Dim())
	}
	float := torch.DefaultDType()
	if x.DType() == torch.UInt8 && float == torch.Float32 && plain(x) {
		return unitFloats(x)
	}
	x = x.Permute(2, 0, 1).Contiguous()
	if x.DType() != torch.UInt8 {
		return x
	}
	return x.To(float).Div(255)
}

// unit holds v/255 for each value of a byte.
var unit = func() (table [256]float32) {
	for v := range table {
		table[v] = float32(v) / 255
	}
	return table
}()

// unitFloats returns bytes (H, W, C) as floats (C, H, W).
func unitFloats(x *torch.Tensor) *torch.Tensor {
	shape := x.Shape()
	channels, size := shape[2], shape[0]*shape[1]
	out := torch.Empty(channels, shape[0], shape[1], torch.Float32, torch.In(x.Scope()))
	src, dst := torch.UnsafeData[byte](x), torch.UnsafeData[float32](out)
	for c := range channels {
		for i := range size {
			dst[c*size+i] = unit[src[i*channels+c]]
		}
	}
	runtime.KeepAlive(x)
	runtime.KeepAlive(out)
	return out
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
