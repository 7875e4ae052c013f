package transforms

import (
	"image"
	"image/color"
	"image/color/palette"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPixels_ReadsEachKindOfImage(t *testing.T) {
	rect := image.Rect(-1, 2, 2, 4) // 3 wide, 2 high, not at the origin
	gray := image.NewGray(rect)
	opaque, translucent := image.NewRGBA(rect), image.NewNRGBA(rect)
	paletted := image.NewPaletted(rect, palette.WebSafe)
	premultiplied := image.NewRGBA(rect)
	var wantGray, wantRGB, wantRGBA, wantPaletted []byte
	for y := rect.Min.Y; y < rect.Max.Y; y++ {
		for x := rect.Min.X; x < rect.Max.X; x++ {
			v := byte(40*y + 7*x)
			gray.SetGray(x, y, color.Gray{v})
			opaque.SetRGBA(x, y, color.RGBA{v, v + 1, v + 2, 255})
			translucent.SetNRGBA(x, y, color.NRGBA{v, v + 1, v + 2, v + 3})
			premultiplied.Set(x, y, color.NRGBA{255, 0, 255, 51})
			paletted.Set(x, y, color.RGBA{0x33, 0x66, 0x99, 255})
			wantGray = append(wantGray, v)
			wantRGB = append(wantRGB, v, v+1, v+2)
			wantRGBA = append(wantRGBA, v, v+1, v+2, v+3)
			wantPaletted = append(wantPaletted, 0x33, 0x66, 0x99)
		}
	}
	inner := image.Rect(0, 3, 2, 4) // 2 wide, 1 high: rows with a gap between them
	tests := []struct {
		name                    string
		img                     image.Image
		want                    []byte
		height, width, channels int
	}{
		{"gray", gray, wantGray, 2, 3, 1},
		{"part of a gray one", gray.SubImage(inner), wantGray[4:], 1, 2, 1},
		{"opaque", opaque, wantRGB, 2, 3, 3},
		{"translucent", translucent, wantRGBA, 2, 3, 4},
		{"part of a translucent one", translucent.SubImage(inner), wantRGBA[16:], 1, 2, 4},
		{"premultiplied", premultiplied.SubImage(image.Rect(0, 2, 1, 3)), []byte{255, 0, 255, 51}, 1, 1, 4},
		{"paletted", paletted, wantPaletted, 2, 3, 3},
		{"empty", image.NewGray(image.Rect(0, 0, 0, 5)), []byte{}, 5, 0, 1},
		{"part of nothing", gray.SubImage(image.Rect(9, 9, 9, 9)), []byte{}, 0, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, height, width, channels := pixels(tt.img)
			assert.Equal(t, tt.want, data)
			assert.Equal(t, []int{tt.height, tt.width, tt.channels}, []int{height, width, channels})
		})
	}
}
