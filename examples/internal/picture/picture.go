// Package picture draws what the examples have learned, as PNG files.
package picture

import (
	"fmt"
	"image"
	"image/png"
	"os"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Page writes a PNG of a size, on which paint draws.
func Page(path string, width, height vg.Length, paint func(page draw.Canvas) error) error {
	canvas := vgimg.New(width, height)
	if err := paint(draw.New(canvas)); err != nil {
		return fmt.Errorf("drawing %s: %w", path, err)
	}
	return Save(path, canvas.Image())
}

// Save writes an image as a PNG.
func Save(path string, img image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(file, img); err != nil {
		file.Close()
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return file.Close()
}
