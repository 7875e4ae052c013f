package transforms

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// RandomResizedCrop cuts a piece of random size, ratio and place out of pictures and gives it
// a size.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomResizedCrop.html
type RandomResizedCrop struct {
	Size          [2]int     `show:"tuple"`
	Scale         [2]float64 `kw:"0.08, 1.0" show:"tuple"`
	Ratio         [2]float64 `kw:"3.0 / 4.0, 4.0 / 3.0" show:"tuple"`
	Interpolation string     `kw:"bilinear"`
	Antialias     bool       `kw:"true"`
}

// NewRandomResizedCrop makes the transform of pictures (..., C, H, W) to (..., C, height, width)
// with their masks and boxes. Masks take the nearest values.
func NewRandomResizedCrop(height, width int, options ...RandomResizedCropOption) *RandomResizedCrop {
	c := randomResizedCropOf(options)
	c.Size = cropSize("RandomResizedCrop", height, width)
	resizedTo("RandomResizedCrop", c.Size[:])
	checkInterpolation("RandomResizedCrop", c.Interpolation, c.Antialias)
	return &c
}

// Draw implements [Transform].
func (c *RandomResizedCrop) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_resized_crop", x)
	p := c.piece(height, width, g)
	return sequence{p.op(), resizing{c.Size[0], c.Size[1], c.Interpolation, c.Antialias}.withMasksNearest(p.height, p.width)}
}

// withMasksNearest is op, for which a mode of "nearest-exact" holds for the picture alone.
func (r resizing) withMasksNearest(height, width int) move {
	m := r.op(height, width)
	m.mask = resizing{r.height, r.width, "nearest", false}.image
	return m
}

// piece draws up to ten times until one lies in the picture; then it is the middle, as much
// of it as the ratio allows.
func (c *RandomResizedCrop) piece(height, width int, g *torch.Generator) piece {
	for range 10 {
		area, ratio := drawArea(height, width, c.Scale, c.Ratio, g)
		w := int(math.RoundToEven(math.Sqrt(area * ratio)))
		h := int(math.RoundToEven(math.Sqrt(area / ratio)))
		if 0 < w && w <= width && 0 < h && h <= height {
			top := randint(0, height-h+1, g)
			return piece{top, randint(0, width-w+1, g), h, w}
		}
	}
	h, w := height, width
	least, most := min(c.Ratio[0], c.Ratio[1]), max(c.Ratio[0], c.Ratio[1])
	switch ratio := float64(width) / float64(height); {
	case ratio < least:
		h = int(math.RoundToEven(float64(w) / least))
	case ratio > most:
		w = int(math.RoundToEven(float64(h) * most))
	}
	return piece{(height - h) / 2, (width - w) / 2, h, w}
}

func (c *RandomResizedCrop) String() string { return show(c) }

// drawArea draws an area as a part of a picture's, and a ratio whose logarithm is uniform.
func drawArea(height, width int, scale, ratio [2]float64, g *torch.Generator) (area, aspect float64) {
	area = float64(height*width) * uniform(scale[0], scale[1], g)
	aspect = torch.ScopedResult(func(s *torch.Scope) float64 {
		logs := torch.FromSliceIn(s, []float32{float32(ratio[0]), float32(ratio[1])}).Log()
		low, high := logs.Index(0).Item(), logs.Index(1).Item()
		return torch.Empty(1, torch.Float32, torch.In(s)).Uniform_(low, high, torch.WithGenerator(g)).Exp().Item()
	})
	return area, aspect
}
