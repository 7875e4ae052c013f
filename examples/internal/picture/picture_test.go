package picture

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestGrid_PutsImagesIntoRows(t *testing.T) {
	torchtest.NoLeaks(t)
	images := torch.Arange(3*2*2).View(3, 1, 2, 2).Float().Div(10)
	grid := Grid(images, 2)
	assert.Equal(t, image.Rect(0, 0, 4, 4), grid.Rect)
	assert.Equal(t, []uint8{
		0, 26, 102, 128, // 25.5 rounds to the even 26, 127.5 to 128
		51, 76, 153, 178,
		204, 230, 0, 0,
		255, 255, 0, 0,
	}, grid.Pix)
}

func TestEnlarged(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 2, 1))
	img.SetGray(1, 0, color.Gray{Y: 7})
	assert.Equal(t, []uint8{0, 0, 7, 7, 0, 0, 7, 7}, Enlarged(img, 2).(*image.Gray).Pix)
}

func TestPage_WritesAllOfItOrSaysWhich(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.png")
	var history History
	history.Add(1, 50)
	history.Add(0.5, 75)
	require.NoError(t, Page(path, 3*vg.Inch, 2*vg.Inch, func(page draw.Canvas) error {
		Labels(page, 2, 1, []Labelled{{Image: image.NewGray(image.Rect(0, 0, 2, 2)), Label: "a", Wrong: true}})
		Titled(page, "t", image.NewGray(image.Rect(0, 0, 3, 2)))
		if err := Scatter(page, "t", []plotter.XYs{{{X: 1, Y: 2}}, nil, {{X: 3, Y: 4}}}); err != nil {
			return err
		}
		return history.Draw(page)
	}))
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	config, format, err := image.DecodeConfig(file)
	require.NoError(t, err)
	assert.Equal(t, "png", format)
	assert.Equal(t, 3*config.Height, 2*config.Width)

	assert.ErrorContains(t, Page(path, vg.Inch, vg.Inch, func(draw.Canvas) error { return os.ErrInvalid }), "p.png")
	assert.Error(t, Save(filepath.Join(path, "below"), image.NewGray(image.Rect(0, 0, 1, 1))))
}
