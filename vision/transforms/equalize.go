package transforms

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// RandomEqualize spreads the values of each channel evenly, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomEqualize.html
type RandomEqualize struct{ Chance }

// NewRandomEqualize makes the transform of pictures (..., C, H, W).
func NewRandomEqualize(options ...ChanceOption) *RandomEqualize {
	return &RandomEqualize{chance("RandomEqualize", options)}
}

// Draw implements [Transform].
func (t *RandomEqualize) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("equalize", x)
	return t.pixelsWith(g, equalize)
}

func (t *RandomEqualize) String() string { return show(t) }

// equalize goes through bytes, as torchvision's does for any dtype. Its table has for value k
// (h[k-1] + step/2) / step, where h counts the pixels up to a value, and a step is a 255th of
// the pixels that don't have the greatest one; PIL's way of rounding.
func equalize(x *torch.Tensor) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	bytes := scaled(x, torch.UInt8)
	flat := bytes.Flatten(-2, -1).To(torch.Int64)
	counts := slices.Concat(bytes.Shape()[:bytes.NDim()-2], []int{256})
	histogram := flat.NewZeros(counts, torch.Int32)
	histogram.ScatterAdd_(-1, flat, histogram.NewOnes(1).ExpandAs(flat))
	below := histogram.Cumsum(-1)
	last := histogram.Gather(-1, below.Argmax(torch.Dim(-1)).Unsqueeze_(-1))
	step := last.Neg().Add(flat.Size(-1)).Div_(255, torch.RoundFloor)
	changes := step.Ne(0).Unsqueeze_(-1)

	below = below.Narrow(-1, 0, 255)
	below.Add_(step.Div(2, torch.RoundFloor)).Div_(step.ClampMin_(1), torch.RoundFloor).Clamp_(0, 255)
	counts[len(counts)-1] = 1
	table := torch.Cat([]*torch.Tensor{bytes.NewZeros(counts), below.To(torch.UInt8)}, torch.Dim(-1))
	return scaled(torch.Where(changes, table.Gather(-1, flat).ViewAs(bytes), bytes), x.DType())
}
