package transforms

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// CutMix pastes a rectangle of each picture of a batch into the next one, and mixes their
// labels by its area.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.CutMix.html
// and https://arxiv.org/abs/1905.04899
type CutMix struct{ Mix }

// NewCutMix makes the transform of batches (N, C, H, W) of any dtype and their labels.
func NewCutMix(options ...MixOption) *CutMix { return &CutMix{newMix("CutMix", options)} }

// Apply mixes a batch of pictures (N, C, H, W) and its labels (N) int64, or (N, classes) of a
// floating dtype; the labels come back as (N, classes).
func (m *CutMix) Apply(images, labels *torch.Tensor, g *torch.Generator) (*torch.Tensor, *torch.Tensor) {
	return mix(m, images, labels, g)
}

// Draw implements [Transform].
func (m *CutMix) Draw(x *torch.Tensor, g *torch.Generator) Op {
	requireBatch("cutmix", x)
	height, width := x.Size(-2), x.Size(-1)
	p := rectangle(m.share(g), height, width, g)
	paste := func(x *torch.Tensor) *torch.Tensor {
		out := x.Clone()
		p.image(out).Copy_(p.image(x.Roll([]int{1}, torch.Dim(0))))
		return out
	}
	share := 1 - float64(p.width*p.height)/float64(width*height)
	return mixture{"cutmix", m.Mix, x.Size(0), share, paste}
}

func (m *CutMix) String() string { return show(m) }

// rectangle draws a piece that leaves a share of a picture, less what lies outside of it.
func rectangle(share float64, height, width int, g *torch.Generator) piece {
	x, y := randint(0, width, g), randint(0, height, g)
	r := 0.5 * math.Sqrt(1-share)
	halfWidth, halfHeight := int(r*float64(width)), int(r*float64(height))
	left, top := max(x-halfWidth, 0), max(y-halfHeight, 0)
	return piece{top, left, min(y+halfHeight, height) - top, min(x+halfWidth, width) - left}
}
