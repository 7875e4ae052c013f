package torch_test

import (
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// filled draws two rows of two pixels, by way of the image's own colour model.
func filled(img interface {
	image.Image
	Set(x, y int, c color.Color)
}, pixels ...color.Color) image.Image {
	at := img.Bounds().Min
	for i, c := range pixels {
		img.Set(at.X+i%2, at.Y+i/2, c)
	}
	return img
}

func TestFromImage(t *testing.T) {
	torchtest.NoLeaks(t)
	frame := image.Rect(3, 5, 5, 7) // not at the origin
	colours := []color.Color{
		color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 255, 0, 255}, color.NRGBA{10, 20, 30, 255}, color.NRGBA{100, 100, 100, 255},
	}
	rgb := [][][]uint8{{{255, 0}, {10, 100}}, {{0, 255}, {20, 100}}, {{0, 0}, {30, 100}}}
	rgba := append(rgb[:3:3], [][]uint8{{255, 255}, {255, 255}})
	// PIL: Image.new("RGB", ...).convert("L") of these colours.
	luma := [][][]uint8{{{76, 150}, {18, 100}}}
	greys := filled(image.NewGray(frame), color.Gray{1}, color.Gray{2}, color.Gray{3}, color.Gray{4})
	wide := image.NewGray(image.Rect(0, 0, 9, 9))
	wide.SetGray(3, 5, color.Gray{7})
	palette := image.NewPaletted(frame, color.Palette(colours))
	for _, test := range []struct {
		name string
		img  image.Image
		mode torch.ImageMode
		want any
	}{
		{"gray", greys, torch.ImageUnchanged, [][][]uint8{{{1, 2}, {3, 4}}}},
		{"part of a gray", wide.SubImage(frame), torch.ImageGray, [][][]uint8{{{7, 0}, {0, 0}}}},
		{"gray as rgb", greys, torch.ImageRGB, [][][]uint8{{{1, 2}, {3, 4}}, {{1, 2}, {3, 4}}, {{1, 2}, {3, 4}}}},
		{"rgba", filled(image.NewRGBA(frame), colours...), torch.ImageUnchanged, rgb},
		{"rgba with alpha asked for", filled(image.NewRGBA(frame), colours...), torch.ImageRGBA, rgba},
		{"rgba to gray", filled(image.NewRGBA(frame), colours...), torch.ImageGray, luma},
		{"nrgba", filled(image.NewNRGBA(frame), colours...), torch.ImageUnchanged, rgba},
		{"nrgba without alpha", filled(image.NewNRGBA(frame), colours...), torch.ImageRGB, rgb},
		{"paletted", filled(palette, colours...), torch.ImageUnchanged, rgb},
		{"transparent rgba", filled(image.NewRGBA(frame), color.NRGBA{200, 100, 50, 51}), torch.ImageRGBA,
			[][][]uint8{{{200, 0}, {0, 0}}, {{100, 0}, {0, 0}}, {{50, 0}, {0, 0}}, {{51, 0}, {0, 0}}}},
		{"gray16", filled(image.NewGray16(frame), color.Gray16{1}, color.Gray16{0x1234}), torch.ImageUnchanged,
			[][][]uint16{{{1, 0x1234}, {0, 0}}}},
		{"rgba64", filled(image.NewRGBA64(frame), color.RGBA64{1, 2, 3, 0xffff}), torch.ImageUnchanged,
			[][][]uint16{{{1, 0}, {0, 0}}, {{2, 0}, {0, 0}}, {{3, 0}, {0, 0}}}},
		{"nrgba64", filled(image.NewNRGBA64(frame), color.NRGBA64{1, 2, 3, 4}), torch.ImageUnchanged,
			[][][]uint16{{{1, 0}, {0, 0}}, {{2, 0}, {0, 0}}, {{3, 0}, {0, 0}}, {{4, 0}, {0, 0}}}},
		{"nothing", image.NewGray(image.Rect(0, 0, 0, 3)), torch.ImageUnchanged, [][][]uint8{{{}, {}, {}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			torch.Scoped(func(s *torch.Scope) {
				torchtest.Equal(t, test.want, torch.FromImage(test.img, test.mode, torch.In(s)))
			})
		})
	}
}

func TestFromImage_Options(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		img := filled(image.NewGray(image.Rect(0, 0, 2, 1)), color.Gray{5}, color.Gray{6})
		x := torch.FromImage(img, torch.ImageUnchanged, torch.In(s), torch.Float32, torch.RequiresGrad(true))
		torchtest.Equal(t, [][][]float32{{{5, 6}}}, x)
		require.True(t, x.RequiresGrad())
		require.Same(t, s, x.Scope())
	})
	torchtest.Panics(t, "torch.ImageMode(9) is no mode", func() { torch.FromImage(image.NewGray(image.Rect(0, 0, 1, 1)), 9) })
}

func TestToImage_GivesBackWhatFromImageRead(t *testing.T) {
	torchtest.NoLeaks(t)
	frame := image.Rect(0, 0, 2, 2)
	for name, img := range map[string]image.Image{
		"gray":    filled(image.NewGray(frame), color.Gray{1}, color.Gray{200}),
		"gray16":  filled(image.NewGray16(frame), color.Gray16{1}, color.Gray16{0xabcd}),
		"nrgba":   filled(image.NewNRGBA(frame), color.NRGBA{1, 2, 3, 4}, color.NRGBA{5, 6, 7, 8}),
		"nrgba64": filled(image.NewNRGBA64(frame), color.NRGBA64{1, 2, 3, 0xabcd}),
	} {
		torch.Scoped(func(s *torch.Scope) {
			require.Equal(t, img, torch.FromImage(img, torch.ImageUnchanged, torch.In(s)).ToImage(), name)
		})
	}
}

func TestToImage(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		in := torch.In(s)
		nan := float32(math.NaN())
		floats := torch.NewTensor([][]float32{{0, 1, 0.5}, {-3, 7, nan}}, in)
		require.Equal(t, []uint8{0, 255, 128, 0, 255, 0}, floats.ToImage().(*image.Gray).Pix)
		transposed := torch.NewTensor([][]uint8{{1, 2}, {3, 4}}, in).T()
		require.Equal(t, []uint8{1, 3, 2, 4}, transposed.ToImage().(*image.Gray).Pix)
		rgb := torch.NewTensor([][][]uint8{{{1}}, {{2}}, {{3}}}, in)
		require.Equal(t, color.NRGBA{1, 2, 3, 255}, rgb.ToImage().At(0, 0))
		torchtest.Panics(t, "got [2 1 1]", func() { torch.Zeros(2, 1, 1, in).ToImage() })
		torchtest.Panics(t, "got torch.int64", func() { torch.Zeros(1, 1, torch.Int64, in).ToImage() })
	})
}
