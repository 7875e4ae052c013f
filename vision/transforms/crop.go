package transforms

import (
	"math"
	"slices"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// RandomCrop cuts a piece out of pictures at a random place.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomCrop.html
type RandomCrop struct {
	Size        [2]int    `show:"tuple"`
	Padding     []int     `kw:""` // kept as left, right, top, bottom
	PadIfNeeded bool      `kw:"false"`
	Fill        []float64 `kw:"0" show:"given"`
	PaddingMode string    `kw:"constant"`
}

// NewRandomCrop makes the transform that cuts a piece (..., C, height, width) out of pictures
// (..., C, H, W) with their masks and boxes. Drawing panics for pictures that are smaller.
func NewRandomCrop(height, width int, options ...RandomCropOption) *RandomCrop {
	c := randomCropOf(options)
	c.Size = cropSize("RandomCrop", height, width)
	if slices.Equal(c.Padding, []int{0}) {
		c.Padding = nil // as in Python
	}
	if c.Padding != nil {
		s := sidesOf("RandomCrop", c.Padding)
		c.Padding = s[:]
	}
	checkPaddingMode("RandomCrop", c.PaddingMode)
	return &c
}

func cropSize(op string, height, width int) [2]int {
	if height < 0 || width < 0 {
		reject(op, "a crop's size can't be negative, got (%d, %d)", height, width)
	}
	return [2]int{height, width}
}

// Draw implements [Transform].
func (c *RandomCrop) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_crop", x)
	p := padding{c.sides(height, width), c.Fill, c.PaddingMode}
	wide := [2]int{height + p.sides[2] + p.sides[3], width + p.sides[0] + p.sides[1]}
	if wide[0] < c.Size[0] || wide[1] < c.Size[1] {
		padded := ""
		if c.Padding != nil {
			padded = "padded "
		}
		refuse("random_crop", "ValueError", x, "Required crop size (%d, %d) is larger than %sinput image size (%d, %d).", c.Size[0], c.Size[1], padded, wide[0], wide[1])
	}
	var ops sequence
	if p.sides != (sides{}) {
		ops = append(ops, p.op(height, width))
	}
	if wide == c.Size {
		return ops // Python draws nothing here either
	}
	top := offset(wide[0]-c.Size[0], g)
	left := offset(wide[1]-c.Size[1], g)
	return append(ops, piece{top, left, c.Size[0], c.Size[1]}.op())
}

// sides are those of the padding, and what is missing.
func (c *RandomCrop) sides(height, width int) (s sides) {
	copy(s[:], c.Padding)
	if missing := c.Size[0] - (height + s[2] + s[3]); c.PadIfNeeded && missing > 0 {
		s[2], s[3] = s[2]+missing, s[3]+missing
	}
	if missing := c.Size[1] - (width + s[0] + s[1]); c.PadIfNeeded && missing > 0 {
		s[0], s[1] = s[0]+missing, s[1]+missing
	}
	return s
}

// offset draws where a piece begins that has so much room; nothing where there is none.
func offset(room int, g *torch.Generator) int {
	if room == 0 {
		return 0
	}
	return randint(0, room+1, g)
}

func (c *RandomCrop) String() string { return show(c) }

// piece is a part of a picture.
type piece struct{ top, left, height, width int }

func (p piece) image(x *torch.Tensor) *torch.Tensor {
	return x.Narrow(-2, p.top, p.height).Narrow(-1, p.left, p.width)
}

func (p piece) boxes(x *torch.Tensor) *torch.Tensor {
	return clampBoxes(shiftBoxes(x, -p.left, -p.top), p.height, p.width)
}

func (p piece) op() move { return move{p.image, p.image, p.boxes} }

// CenterCrop cuts the middle out of pictures, and widens those that are smaller.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.CenterCrop.html
type CenterCrop struct {
	Size [2]int `show:"tuple"`
}

// NewCenterCrop makes the transform of pictures (..., C, H, W) to (..., C, height, width) with
// their masks and boxes.
func NewCenterCrop(height, width int) *CenterCrop {
	return &CenterCrop{cropSize("CenterCrop", height, width)}
}

// Draw implements [Transform].
func (c *CenterCrop) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	height, width := sizeOf("center_crop", x)
	boxes := c.middle(height, width).boxes
	return move{c.image, c.image, boxes}
}

// middle is the piece in the middle, which may begin outside of the picture.
func (c *CenterCrop) middle(height, width int) piece {
	at := func(room int) int { return int(math.RoundToEven(float64(room) / 2)) }
	return piece{at(height - c.Size[0]), at(width - c.Size[1]), c.Size[0], c.Size[1]}
}

func (c *CenterCrop) image(x *torch.Tensor) *torch.Tensor {
	if x.Numel() == 0 {
		shape := slices.Concat(x.Shape()[:x.NDim()-2], c.Size[:])
		return x.Reshape(shape...)
	}
	down, right := max(c.Size[0]-x.Size(-2), 0), max(c.Size[1]-x.Size(-1), 0)
	if down > 0 || right > 0 {
		x = F.Pad(x, []int{right / 2, (right + 1) / 2, down / 2, (down + 1) / 2})
	}
	return c.middle(x.Size(-2), x.Size(-1)).image(x)
}

func (c *CenterCrop) String() string { return show(c) }
