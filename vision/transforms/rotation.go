package transforms

import (
	"math"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// RandomRotation turns pictures by a random angle, against the clock.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomRotation.html
type RandomRotation struct {
	Degrees       []float64
	Interpolation string               `kw:"nearest"`
	Expand        bool                 `kw:"false"`
	Fill          []float64            `kw:"0" show:"given"`
	Center        aten.Opt[[2]float64] `kw:"" show:"given"` // the middle where there is none
}

// NewRandomRotation makes the transform of pictures (..., C, H, W) with their masks and boxes;
// degrees are a [Range], or x for -x to x.
func NewRandomRotation[R Ranges](degrees R, options ...RandomRotationOption) *RandomRotation {
	r := randomRotationOf(options)
	r.Degrees = rangeOf("RandomRotation", degrees)
	newWarp("RandomRotation", r.Interpolation, nil)
	return &r
}

// Draw implements [Transform].
func (r *RandomRotation) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_rotation", x)
	angle := uniform(r.Degrees[0], r.Degrees[1], g)
	a := affine{op: "random_rotation", warp: newWarp("RandomRotation", r.Interpolation, someFill(r.Fill)), scale: 1, center: r.Center, expand: r.Expand}
	boxes := a
	a.angle, boxes.angle = -turn(angle), -angle
	m := a.moving(height, width)
	m.boxes = boxes.moving(height, width).boxes
	if k := r.quarters(turn(angle), height == width); k >= 0 {
		m.image = func(x *torch.Tensor) *torch.Tensor { return quarterTurns(x, k) }
		m.mask = m.image
	}
	return m
}

// turn brings an angle to [0, 360).
func turn(angle float64) float64 {
	if angle = math.Mod(angle, 360); angle < 0 {
		angle += 360
	}
	return angle
}

// quarters is how many quarter turns an angle is where they need no interpolation, else -1.
func (r *RandomRotation) quarters(angle float64, square bool) int {
	if _, given := r.Center.Get(); given {
		return -1
	}
	switch angle {
	case 0:
		return 0
	case 180:
		return 2
	case 90, 270:
		if r.Expand || square {
			return int(angle) / 90
		}
	}
	return -1
}

func quarterTurns(x *torch.Tensor, k int) *torch.Tensor {
	if k == 0 {
		return x.Clone()
	}
	return x.Rot90(k, torch.Dim(-2, -1))
}

func (r *RandomRotation) String() string { return show(r) }
