package main

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"

	xdraw "golang.org/x/image/draw"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
)

// history holds the curves of a training.
type history struct {
	loss     plotter.XYs // mean of an epoch's steps
	accuracy plotter.XYs // percent
}

func (h *history) add(loss, accuracy float64) {
	epoch := float64(len(h.loss) + 1)
	h.loss = append(h.loss, plotter.XY{X: epoch, Y: loss})
	h.accuracy = append(h.accuracy, plotter.XY{X: epoch, Y: accuracy})
}

const (
	pictureWidth  = 10 * vg.Inch
	pictureHeight = 8.5 * vg.Inch
	curvesShare   = 0.4 // of the height
	columns, rows = 10, 4
	glyphPixels   = 3 * side // a digit is drawn enlarged
	labelSize     = vg.Length(11)
)

// draw writes the curves and a grid of test digits with predictions as a PNG.
func (h *history) draw(path string, net *Net, test *datasets.MNIST, device torch.Device) error {
	canvas := vgimg.New(pictureWidth, pictureHeight)
	whole := draw.New(canvas)
	split := pictureHeight * (1 - curvesShare)
	if err := h.drawCurves(draw.Crop(whole, 0, 0, split, 0)); err != nil {
		return err
	}
	drawDigits(draw.Crop(whole, 0, 0, 0, split-pictureHeight), test, predict(net, test, device))
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(file, canvas.Image()); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

func (h *history) drawCurves(area draw.Canvas) error {
	left := draw.Crop(area, 0, -area.Max.X/2, 0, 0)
	right := draw.Crop(area, area.Max.X/2, 0, 0, 0)
	if err := drawCurve(left, "mean training loss", h.loss); err != nil {
		return err
	}
	return drawCurve(right, "test accuracy, %", h.accuracy)
}

func drawCurve(area draw.Canvas, title string, points plotter.XYs) error {
	p := plot.New()
	p.Title.Text = title
	p.X.Label.Text = "epoch"
	p.Add(plotter.NewGrid())
	if len(points) > 0 {
		line, dots, err := plotter.NewLinePoints(points)
		if err != nil {
			return err
		}
		line.Color = color.RGBA{R: 0x1f, G: 0x77, B: 0xb4, A: 0xff}
		dots.Color = line.Color
		p.Add(line, dots)
	}
	p.Draw(draw.Crop(area, vg.Points(8), -vg.Points(8), vg.Points(8), -vg.Points(8)))
	return nil
}

// predict returns the classes of the first images of the grid.
func predict(net *Net, test *datasets.MNIST, device torch.Device) []int64 {
	n := min(columns*rows, test.Len())
	var classes []int64
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			images := test.Data().Narrow(0, 0, n).Clone(torch.In(s)).Float().Div(255)
			classes = torch.Data[int64](net.Forward(images.To(device)).Argmax(torch.Dim(1)))
		})
	})
	return classes
}

func drawDigits(area draw.Canvas, test *datasets.MNIST, predicted []int64) {
	font := plot.DefaultFont
	font.Size = labelSize
	cellWidth := area.Rectangle.Size().X / columns
	cellHeight := area.Rectangle.Size().Y / rows
	for i, class := range predicted {
		x := area.Min.X + vg.Length(i%columns)*cellWidth
		y := area.Max.Y - vg.Length(i/columns+1)*cellHeight
		size := min(cellWidth, cellHeight) * 0.72
		corner := vg.Point{X: x + (cellWidth-size)/2, Y: y + 2}
		area.DrawImage(vg.Rectangle{Min: corner, Max: corner.Add(vg.Point{X: size, Y: size})}, enlarged(test.Image(i)))
		label, shade := fmt.Sprint(class), color.Color(color.Black)
		if truth := test.Label(i); truth != class {
			label, shade = fmt.Sprintf("%d (is %d)", class, truth), color.RGBA{R: 0xd6, G: 0x27, B: 0x28, A: 0xff}
		}
		area.FillText(draw.TextStyle{
			Color: shade, Font: font, Handler: plot.DefaultTextHandler,
			XAlign: text.XCenter, YAlign: text.YBottom,
		}, vg.Point{X: x + cellWidth/2, Y: corner.Y + size + 2}, label)
	}
}

// enlarged scales a digit so that the picture shows its pixels, not a blur.
func enlarged(digit image.Image) image.Image {
	large := image.NewGray(image.Rect(0, 0, glyphPixels, glyphPixels))
	xdraw.NearestNeighbor.Scale(large, large.Bounds(), digit, digit.Bounds(), xdraw.Src, nil)
	return large
}
