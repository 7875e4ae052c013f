package torch

import (
	"image"
	"image/color"
	"image/draw"
	"unsafe"
)

// ImageMode is which channels [FromImage] reads.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.io.ImageReadMode.html
type ImageMode uint8

const (
	// ImageUnchanged reads 1 channel of *image.Gray and *image.Gray16, 4 of
	// *image.NRGBA and *image.NRGBA64, and 3 of all others. *image.RGBA is what
	// Go's decoders make of pictures without transparency; where it has some, use
	// ImageRGBA.
	ImageUnchanged ImageMode = iota
	// ImageGray reads 1 channel, the luma of ITU-R 601-2, as PIL does.
	ImageGray
	// ImageRGB reads 3 channels.
	ImageRGB
	// ImageRGBA reads 4 channels, the colours not multiplied with alpha.
	ImageRGBA
)

// FromImage copies an image into a new tensor (C, H, W), as torchvision.io does:
// uint8 with values 0 to 255, or uint16 for the images of 16 bits (*image.Gray16,
// *image.RGBA64, *image.NRGBA64). Options may put it in a scope, on a device or
// into another dtype, whose values are the same numbers.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.io.decode_image.html
func FromImage(img image.Image, mode ImageMode, options ...TensorOption) *Tensor {
	if img == nil {
		misuse("from_image", "TypeError", "pic should be an image, it is nil")
	}
	bounds := img.Bounds()
	channels := imageChannels(img, mode)
	sizes := []int{channels, bounds.Dy(), bounds.Dx()}
	o := applyTensorOptions(options)
	o.takeData("from_image")
	var t *Tensor
	if is16Bit(img) {
		planes := planes16(img, channels)
		t = fromMemory(UInt16, sizes, unsafe.Pointer(unsafe.SliceData(planes)), 2*len(planes), o.scope)
	} else {
		planes := planes8(img, channels)
		t = fromMemory(UInt8, sizes, unsafe.Pointer(unsafe.SliceData(planes)), len(planes), o.scope)
	}
	if o.hasDType || o.hasDevice {
		t = t.To(toLike{&o})
	}
	return o.finishData(t)
}

func imageChannels(img image.Image, mode ImageMode) int {
	switch mode {
	case ImageUnchanged:
	case ImageGray:
		return 1
	case ImageRGB:
		return 3
	case ImageRGBA:
		return 4
	default:
		misuse("from_image", "ValueError", "torch.ImageMode(%d) is no mode", uint8(mode))
	}
	switch img.(type) {
	case *image.Gray, *image.Gray16:
		return 1
	case *image.NRGBA, *image.NRGBA64:
		return 4
	}
	return 3
}

func is16Bit(img image.Image) bool {
	switch img.(type) {
	case *image.Gray16, *image.RGBA64, *image.NRGBA64:
		return true
	}
	return false
}

// planes8 returns the channels of an image one after another.
func planes8(img image.Image, channels int) []uint8 {
	if gray, ok := img.(*image.Gray); ok && channels == 1 {
		return grayPlane(gray)
	}
	pixels := straight(img)
	width, height := pixels.Rect.Dx(), pixels.Rect.Dy()
	area := width * height
	planes := make([]uint8, channels*area)
	for y := range height {
		row := pixels.Pix[y*pixels.Stride:][:4*width]
		for x := range width {
			pixel, at := row[4*x:4*x+4:4*x+4], y*width+x
			if channels == 1 {
				planes[at] = luma(pixel[0], pixel[1], pixel[2])
				continue
			}
			for c := range channels {
				planes[c*area+at] = pixel[c]
			}
		}
	}
	return planes
}

// luma is PIL's conversion to its mode L, in its fixed-point arithmetic.
func luma(r, g, b uint8) uint8 {
	return uint8((uint32(r)*19595 + uint32(g)*38470 + uint32(b)*7471 + 1<<15) >> 16)
}

// grayPlane returns the image's own memory where its rows have no gaps.
func grayPlane(img *image.Gray) []uint8 {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	if img.Stride == width {
		return img.Pix[:width*height]
	}
	plane := make([]uint8, 0, width*height)
	for y := range height {
		plane = append(plane, img.Pix[y*img.Stride:][:width]...)
	}
	return plane
}

// straight returns an image of 8 bits with its colours not multiplied with
// alpha, the same memory where that is so already.
func straight(img image.Image) *image.NRGBA {
	opaque, ok := img.(interface{ Opaque() bool })
	ok = ok && opaque.Opaque()
	switch img := img.(type) {
	case *image.NRGBA:
		return img
	case *image.RGBA:
		if ok {
			// Without transparency both kinds have the same bytes.
			return &image.NRGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
		}
	default:
		if ok { // the draw package knows the kinds that decoders make
			drawn := image.NewRGBA(img.Bounds())
			draw.Draw(drawn, drawn.Rect, img, drawn.Rect.Min, draw.Src)
			return &image.NRGBA{Pix: drawn.Pix, Stride: drawn.Stride, Rect: drawn.Rect}
		}
	}
	bounds := img.Bounds()
	converted := image.NewNRGBA(bounds)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			converted.Set(x, y, img.At(x, y))
		}
	}
	return converted
}

// planes16 is planes8 for images of 16 bits.
func planes16(img image.Image, channels int) []uint16 {
	bounds := img.Bounds()
	area := bounds.Dx() * bounds.Dy()
	planes := make([]uint16, channels*area)
	at := 0
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			pixel := color.NRGBA64Model.Convert(img.At(x, y)).(color.NRGBA64)
			if channels == 1 {
				planes[at] = luma16(pixel)
			} else {
				values := [4]uint16{pixel.R, pixel.G, pixel.B, pixel.A}
				for c := range channels {
					planes[c*area+at] = values[c]
				}
			}
			at++
		}
	}
	return planes
}

func luma16(p color.NRGBA64) uint16 {
	if p.R == p.G && p.G == p.B {
		return p.R
	}
	return uint16((uint64(p.R)*19595 + uint64(p.G)*38470 + uint64(p.B)*7471 + 1<<15) >> 16)
}

// ToImage copies t, (H, W) or (C, H, W) with 1, 3 or 4 channels, into an image:
// uint8 into *image.Gray or *image.NRGBA, uint16 into *image.Gray16 or
// *image.NRGBA64, and floats from 0 to 1 as uint8, rounded and clamped as
// torchvision's save_image does; nan becomes 0. It panics for other shapes and dtypes.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.utils.save_image.html
func (t *Tensor) ToImage() image.Image {
	shape := t.Shape()
	if len(shape) == 2 {
		shape = append([]int{1}, shape...)
	}
	if len(shape) != 3 || shape[0] != 1 && shape[0] != 3 && shape[0] != 4 {
		t.misuse("to_image", "ValueError", "expected sizes (H, W) or (1, 3 or 4, H, W), got %v", t.Shape())
	}
	frame := image.Rect(0, 0, shape[2], shape[1])
	switch {
	case t.dtype == UInt8:
		return image8(frame, shape[0], Data[uint8](t))
	case t.dtype == UInt16:
		return image16(frame, shape[0], Data[uint16](t))
	case t.dtype.IsFloatingPoint():
		return image8(frame, shape[0], ScopedResult(func(s *Scope) []uint8 {
			return bytesOf(Data[float32](t.denseIn(s).To(Float32)))
		}))
	}
	t.misuse("to_image", "TypeError", "expected uint8, uint16 or a floating dtype, got %v", t.dtype)
	return nil
}

func bytesOf(values []float32) []uint8 {
	bytes := make([]uint8, len(values))
	for i, v := range values {
		if v > 0 { // not for nan, whose conversion Go leaves open
			bytes[i] = uint8(min(v*255+0.5, 255))
		}
	}
	return bytes
}

func image8(frame image.Rectangle, channels int, planes []uint8) image.Image {
	if channels == 1 {
		return &image.Gray{Pix: planes, Stride: frame.Dx(), Rect: frame}
	}
	img := image.NewNRGBA(frame)
	area := frame.Dx() * frame.Dy()
	for i := range area {
		img.Pix[4*i+3] = 0xff
		for c := range channels {
			img.Pix[4*i+c] = planes[c*area+i]
		}
	}
	return img
}

func image16(frame image.Rectangle, channels int, planes []uint16) image.Image {
	area := frame.Dx() * frame.Dy()
	put := func(pix []uint8, v uint16) { pix[0], pix[1] = uint8(v>>8), uint8(v) }
	if channels == 1 {
		img := image.NewGray16(frame)
		for i, v := range planes {
			put(img.Pix[2*i:], v)
		}
		return img
	}
	img := image.NewNRGBA64(frame)
	for i := range area {
		put(img.Pix[8*i+6:], 0xffff)
		for c := range channels {
			put(img.Pix[8*i+2*c:], planes[c*area+i])
		}
	}
	return img
}
