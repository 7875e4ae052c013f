package picture

import (
	"image"
	"image/color"

	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/e0112027/gotorch/torch"
)

// Labelled is an image with the words above it, in red where something is wrong.
type Labelled struct {
	Image image.Image
	Label string
	Wrong bool
}

const (
	labelSize = vg.Length(11)
	zoom      = 3 // a small image is drawn enlarged
)

// Titled draws an image as large as the area lets it be, under a title.
func Titled(area draw.Canvas, title string, img image.Image) {
	p := plot.New()
	p.Title.Text = title
	p.HideAxes()
	area = draw.Crop(area, vg.Points(8), -vg.Points(8), vg.Points(8), -vg.Points(8))
	p.Draw(area)
	size := area.Rectangle.Size()
	size.Y -= p.Title.TextStyle.Height(title) + p.Title.Padding + vg.Points(8)
	bounds := img.Bounds().Size()
	scale := min(size.X/vg.Length(bounds.X), size.Y/vg.Length(bounds.Y))
	drawn := vg.Point{X: scale * vg.Length(bounds.X), Y: scale * vg.Length(bounds.Y)}
	corner := area.Min.Add(vg.Point{X: (size.X - drawn.X) / 2})
	area.DrawImage(vg.Rectangle{Min: corner, Max: corner.Add(drawn)}, Enlarged(img, zoom))
}

// Labels draws images with their labels in columns and rows, and no more than there is room for.
func Labels(area draw.Canvas, columns, rows int, images []Labelled) {
	font := plot.DefaultFont
	font.Size = labelSize
	cellWidth := area.Rectangle.Size().X / vg.Length(columns)
	cellHeight := area.Rectangle.Size().Y / vg.Length(rows)
	for i, labelled := range images[:min(len(images), columns*rows)] {
		x := area.Min.X + vg.Length(i%columns)*cellWidth
		y := area.Max.Y - vg.Length(i/columns+1)*cellHeight
		size := min(cellWidth, cellHeight) * 0.72
		corner := vg.Point{X: x + (cellWidth-size)/2, Y: y + 2}
		area.DrawImage(vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: size, Y: size})}, Enlarged(labelled.Image, zoom))
		shade := color.Color(color.Black)
		if labelled.Wrong {
			shade = color.RGBA{R: 0xd6, G: 0x27, B: 0x28, A: 0xff}
		}
		area.FillText(draw.TextStyle{
			Color: shade, Font: font, Handler: plot.DefaultTextHandler,
			XAlign: text.XCenter, YAlign: text.YBottom,
		}, vg.Point{X: x + cellWidth/2, Y: corner.Y + size + 2}, labelled.Label)
	}
}

// Grid puts gray images (N, 1, H, W) of values from 0 to 1 side by side, columns in a row.
// Values outside are black or white.
func Grid(images *torch.Tensor, columns int) *image.Gray {
	n, height, width := images.Size(0), images.Size(2), images.Size(3)
	rows := (n + columns - 1) / columns
	grid := image.NewGray(image.Rect(0, 0, columns*width, rows*height))
	values := pixels(images)
	for i, value := range values {
		tile, y, x := i/(height*width), i/width%height, i%width
		grid.SetGray(tile%columns*width+x, tile/columns*height+y, color.Gray{Y: value})
	}
	return grid
}

// pixels are a tensor's values, where 0 is black and 1 is white.
func pixels(t *torch.Tensor) (values []uint8) {
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			scaled := t.Clone(torch.In(s)).Mul(255).Clamp(0, 255).Round()
			values = torch.Data[uint8](scaled.To(torch.UInt8))
		})
	})
	return values
}

// Enlarged scales an image so that one sees its pixels, not a blur.
func Enlarged(img image.Image, factor int) image.Image {
	size := img.Bounds().Size().Mul(factor)
	large := image.NewGray(image.Rectangle{Max: size})
	xdraw.NearestNeighbor.Scale(large, large.Bounds(), img, img.Bounds(), xdraw.Src, nil)
	return large
}
