package transforms

import "github.com/e0112027/gotorch/torch"

// RandomHorizontalFlip mirrors left to right with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomHorizontalFlip.html
type RandomHorizontalFlip struct{ Chance }

// NewRandomHorizontalFlip makes the transform of pictures (..., C, H, W) with their masks and
// boxes.
func NewRandomHorizontalFlip(options ...ChanceOption) *RandomHorizontalFlip {
	return &RandomHorizontalFlip{chance("RandomHorizontalFlip", options)}
}

// chance returns the probability that the options say.
func chance(op string, options []ChanceOption) Chance {
	c := chanceOf(options)
	checkProbability(op, c.P)
	return c
}

// Draw implements [Transform].
func (f *RandomHorizontalFlip) Draw(x *torch.Tensor, g *torch.Generator) Op {
	_, width := sizeOf("random_horizontal_flip", x)
	return f.draw(-1, width, g)
}

func (f *RandomHorizontalFlip) String() string { return show(f) }

// RandomVerticalFlip turns upside down with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomVerticalFlip.html
type RandomVerticalFlip struct{ Chance }

// NewRandomVerticalFlip makes the transform of pictures (..., C, H, W) with their masks and
// boxes.
func NewRandomVerticalFlip(options ...ChanceOption) *RandomVerticalFlip {
	return &RandomVerticalFlip{chance("RandomVerticalFlip", options)}
}

// Draw implements [Transform].
func (f *RandomVerticalFlip) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, _ := sizeOf("random_vertical_flip", x)
	return f.draw(-2, height, g)
}

func (f *RandomVerticalFlip) String() string { return show(f) }

// draw mirrors a dimension of a length.
func (c Chance) draw(dim, length int, g *torch.Generator) Op {
	if !happens(c.P, g) {
		return stay
	}
	flip := func(x *torch.Tensor) *torch.Tensor { return x.Flip(dim) }
	return move{flip, flip, func(x *torch.Tensor) *torch.Tensor { return flipBoxes(x, -1-dim, length) }}
}

// flipBoxes mirrors the coordinates axis, 0 for x and 1 for y, in a canvas of a length.
func flipBoxes(x *torch.Tensor, axis, length int) *torch.Tensor {
	boxes := x.Clone()
	boxes.Select(-1, axis).Copy_(x.Select(-1, axis+2).Sub(length).Neg())
	boxes.Select(-1, axis+2).Copy_(x.Select(-1, axis).Sub(length).Neg())
	return boxes
}
