package picture

import (
	"image/color"
	"strconv"

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
		line.Color = groupColors[0]
		dots.Color = line.Color
		p.Add(line, dots)
	}
	p.Draw(draw.Crop(area, vg.Points(8), -vg.Points(8), vg.Points(8), -vg.Points(8)))
	return nil
}

// Scatter draws points, each group in a color of its own that the legend numbers from 0.
func Scatter(area draw.Canvas, title string, groups []plotter.XYs) error {
	p := plot.New()
	p.Title.Text = title
	p.Legend.Top = true
	for i, points := range groups {
		if len(points) == 0 {
			continue
		}
		dots, err := plotter.NewScatter(points)
		if err != nil {
			return err
		}
		dots.GlyphStyle = draw.GlyphStyle{Color: groupColors[i%len(groupColors)], Radius: vg.Points(1), Shape: draw.CircleGlyph{}}
		thumb := *dots
		thumb.Radius = vg.Points(4)
		p.Add(dots)
		p.Legend.Add(strconv.Itoa(i), &thumb)
	}
	p.Draw(draw.Crop(area, vg.Points(8), -vg.Points(8), vg.Points(8), -vg.Points(8)))
	return nil
}

// groupColors are Matplotlib's tab10, which the eye tells apart.
var groupColors = []color.RGBA{
	{0x1f, 0x77, 0xb4, 0xff}, {0xff, 0x7f, 0x0e, 0xff}, {0x2c, 0xa0, 0x2c, 0xff}, {0xd6, 0x27, 0x28, 0xff}, {0x94, 0x67, 0xbd, 0xff},
	{0x8c, 0x56, 0x4b, 0xff}, {0xe3, 0x77, 0xc2, 0xff}, {0x7f, 0x7f, 0x7f, 0xff}, {0xbc, 0xbd, 0x22, 0xff}, {0x17, 0xbe, 0xcf, 0xff},
}
