package transforms

import (
	"fmt"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// CropOption is a keyword argument of [NewRandomCrop].
type CropOption func(*crop)

// Padding widens an image before it is cropped: by one number on all sides, by
// two left and right, top and bottom, or by four left, top, right, bottom.
func Padding(sizes ...int) CropOption { return func(c *crop) { c.padding = sizes } }

// PadIfNeeded widens images that are smaller than the crop by the difference,
// on both sides.
func PadIfNeeded(on bool) CropOption { return func(c *crop) { c.padIfNeeded = on } }

// Fill is the value of the pixels that padding adds, 0 by default.
func Fill(value float64) CropOption { return func(c *crop) { c.fill = value } }

type crop struct {
	height, width int
	padding       []int
	padIfNeeded   bool
	fill          float64
}

// NewRandomCrop returns the transform that cuts a piece (..., height, width) out
// of images (..., H, W) at a random place. It panics for images that are smaller
// than the piece, and for those whose channels visibly come last.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomCrop.html
func NewRandomCrop(height, width int, opts ...CropOption) Transform {
	c := crop{height: height, width: width}
	for _, opt := range opts {
		opt(&c)
	}
	return c
}

func (c crop) Apply(x *torch.Tensor, g *torch.Generator) *torch.Tensor {
	requireChannelsFirst("random_crop", x)
	if c.padding != nil {
		left, top, right, bottom := c.sides(x)
		x = c.pad(x, left, top, right, bottom)
	}
	if missing := c.width - x.Size(-1); c.padIfNeeded && missing > 0 {
		x = c.pad(x, missing, 0, missing, 0)
	}
	if missing := c.height - x.Size(-2); c.padIfNeeded && missing > 0 {
		x = c.pad(x, 0, missing, 0, missing)
	}
	height, width := x.Size(-2), x.Size(-1)
	if height < c.height || width < c.width {
		refuse("random_crop", "ValueError", x, "Required crop size (%d, %d) is larger than input image size (%d, %d)", c.height, c.width, height, width)
	}
	if height == c.height && width == c.width {
		return x // Python draws nothing here either
	}
	top := drawInt(height-c.height+1, g)
	left := drawInt(width-c.width+1, g)
	return x.Narrow(-2, top, c.height).Narrow(-1, left, c.width)
}

func (c crop) sides(x *torch.Tensor) (left, top, right, bottom int) {
	switch p := c.padding; len(p) {
	case 1:
		return p[0], p[0], p[0], p[0]
	case 2:
		return p[0], p[1], p[0], p[1]
	case 4:
		return p[0], p[1], p[2], p[3]
	}
	refuse("random_crop", "ValueError", x, "Padding must be an int or a 1, 2, or 4 element tuple, not a %d element tuple", len(c.padding))
	return
}

func (c crop) pad(x *torch.Tensor, left, top, right, bottom int) *torch.Tensor {
	shape := x.Shape()
	height, width := x.Size(-2), x.Size(-1)
	shape[len(shape)-2] += top + bottom
	shape[len(shape)-1] += left + right
	wide := torch.Full(shape, c.fill, x.DType(), x.Device(), torch.In(x.Scope()))
	wide.Narrow(-2, top, height).Narrow(-1, left, width).Copy_(x)
	return wide
}

// String prints the padding as Python prints what it was given: None, a number
// or a tuple.
func (c crop) String() string {
	padding := "None"
	switch len(c.padding) {
	case 0:
	case 1:
		padding = fmt.Sprint(c.padding[0])
	default:
		padding = "(" + strings.Trim(strings.ReplaceAll(fmt.Sprint(c.padding), " ", ", "), "[]") + ")"
	}
	return fmt.Sprintf("RandomCrop(size=(%d, %d), padding=%s)", c.height, c.width, padding)
}
