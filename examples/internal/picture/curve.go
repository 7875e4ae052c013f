package picture

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// History holds the curves of a training.
type History struct {
	loss     plotter.XYs // mean of an epoch's steps
	accuracy plotter.XYs // percent
}

// Add adds the end of an epoch: the mean loss of its steps, and the accuracy in percent.
func (h *History) Add(loss, accuracy float64) {
	epoch := float64(len(h.loss) + 1)
	h.loss = append(h.loss, plotter.XY{X: epoch, Y: loss})
	h.accuracy = append(h.accuracy, plotter.XY{X: epoch, Y: accuracy})
}

// Draw draws the two curves side by side.
func (h *History) Draw(area draw.Canvas) error {
	middle := (area.Min.X + area.Max.X) / 2
	left := draw.Crop(area, 0, middle-area.Max.X, 0, 0)
	right := draw.Crop(area, middle-area.Min.X, 0, 0, 0)
	if err := Curve(left, "mean training loss", "epoch", h.loss); err != nil {
		return err
	}
	return Curve(right, "test accuracy, %", "epoch", h.accuracy)
}

// Curve draws points and the lines between them.
func Curve(area draw.Canvas, title, xLabel string, points plotter.XYs) error {
	p := plot.New()
	p.Title.Text = title
	p.X.Label.Text = xLabel
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
