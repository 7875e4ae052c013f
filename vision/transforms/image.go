package transforms

import (
	"image"
	"image/color"

	"github.com/e0112027/gotorch/torch"
)

// pixels returns an image's bytes in rows of interleaved channels, as
// numpy.array returns those of a PIL image; see [FromImage] for the channels.
func pixels(img image.Image) (data []byte, height, width, channels int) {
	if img == nil {
		panic(&torch.Error{Op: "pil_to_tensor", Kind: "TypeError", Msg: "pic should be an image, it is nil"})
	}
	bounds := img.Bounds()
	height, width = bounds.Dy(), bounds.Dx()
	switch img := img.(type) {
	case *image.Gray:
		return grayPixels(img), height, width, 1
	case *image.NRGBA:
		return nrgbaPixels(img), height, width, 4
	}
	channels = 4
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		channels = 3
	}
	data = make([]byte, 0, height*width*channels)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			data = append(data, []byte{c.R, c.G, c.B, c.A}[:channels]...)
		}
	}
	return data, height, width, channels
}

func grayPixels(img *image.Gray) []byte {
	return rows(img.Pix, img.Stride, img.Rect.Dy(), img.Rect.Dx())
}

func nrgbaPixels(img *image.NRGBA) []byte {
	return rows(img.Pix, img.Stride, img.Rect.Dy(), 4*img.Rect.Dx())
}

// rows copies the rows of n bytes each, without what lies between them.
func rows(pix []byte, stride, height, n int) []byte {
	data := make([]byte, 0, height*n)
	for y := range height {
		data = append(data, pix[y*stride:][:n]...)
	}
	return data
}
