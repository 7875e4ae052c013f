package transforms

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// FlipOption is a keyword argument of [NewRandomHorizontalFlip] and
// [NewRandomVerticalFlip].
type FlipOption func(*flip)

// P is the probability of a flip, 0.5 by default.
func P(p float64) FlipOption { return func(f *flip) { f.p = p } }

type flip struct {
	name, op string
	dim      int
	p        float64
}

// NewRandomHorizontalFlip returns the transform that mirrors images (..., H, W)
// left to right with probability [P]. It panics for images whose channels
// visibly come last.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomHorizontalFlip.html
func NewRandomHorizontalFlip(opts ...FlipOption) Transform {
	return newFlip("RandomHorizontalFlip", "random_horizontal_flip", -1, opts)
}

// NewRandomVerticalFlip returns the transform that turns images (..., H, W)
// upside down with probability [P]. It panics for images whose channels visibly
// come last.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomVerticalFlip.html
func NewRandomVerticalFlip(opts ...FlipOption) Transform {
	return newFlip("RandomVerticalFlip", "random_vertical_flip", -2, opts)
}

func newFlip(name, op string, dim int, opts []FlipOption) Transform {
	f := flip{name, op, dim, 0.5}
	for _, opt := range opts {
		opt(&f)
	}
	return f
}

func (f flip) Apply(x *torch.Tensor, g *torch.Generator) *torch.Tensor {
	requireChannelsFirst(f.op, x)
	// Python compares a float32 with p, which torch rounds to float32 first.
	if drawUniform(g) < float32(f.p) {
		return x.Flip(f.dim)
	}
	return x
}

func (f flip) String() string { return fmt.Sprintf("%s(p=%s)", f.name, pythonFloat(f.p)) }
