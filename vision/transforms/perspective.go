package transforms

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/linalg"
)

// RandomPerspective moves the corners of pictures, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomPerspective.html
type RandomPerspective struct {
	Chance
	DistortionScale float64   `kw:"0.5"`
	Interpolation   string    `kw:"bilinear"`
	Fill            []float64 `kw:"0" show:"given"`
}

// NewRandomPerspective makes the transform of pictures (..., C, H, W) with their masks and
// boxes.
func NewRandomPerspective(options ...RandomPerspectiveOption) *RandomPerspective {
	p := randomPerspectiveOf(options)
	checkProbability("RandomPerspective", p.P)
	if !(0 <= p.DistortionScale && p.DistortionScale <= 1) {
		reject("RandomPerspective", "Argument distortion_scale value should be between 0 and 1")
	}
	newWarp("RandomPerspective", p.Interpolation, nil)
	return &p
}

// Draw implements [Transform].
func (p *RandomPerspective) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_perspective", x)
	if !happens(p.P, g) {
		return stay
	}
	c := p.coefficients(height, width, g)
	w := newWarp("RandomPerspective", p.Interpolation, someFill(p.Fill))
	image := func(w warp) func(*torch.Tensor) *torch.Tensor {
		return func(x *torch.Tensor) *torch.Tensor {
			return w.apply("random_perspective", x, c.grid(x))
		}
	}
	return move{image(w), image(w.ofMasks()), func(x *torch.Tensor) *torch.Tensor { return c.boxes(x, height, width) }}
}

func (p *RandomPerspective) String() string { return show(p) }

// coefficients draws where each corner goes, and solves for the map that takes it back.
func (p *RandomPerspective) coefficients(height, width int, g *torch.Generator) perspective {
	down := int(p.DistortionScale*float64(height/2)) + 1
	right := int(p.DistortionScale*float64(width/2)) + 1
	var ends [4][2]float64
	for i, at := range [4][2]bool{{false, false}, {true, false}, {true, true}, {false, true}} {
		ends[i][0] = float64(drawEdge(width, right, at[0], g))
		ends[i][1] = float64(drawEdge(height, down, at[1], g))
	}
	w, h := float64(width-1), float64(height-1)
	return solve([4][2]float64{{0, 0}, {w, 0}, {w, h}, {0, h}}, ends)
}

// drawEdge draws a coordinate near one of the ends of a length.
func drawEdge(length, room int, far bool, g *torch.Generator) int {
	if far {
		return randint(length-room, length, g)
	}
	return randint(0, room, g)
}

// perspective maps x to (c0 x + c1 y + c2) / (c6 x + c7 y + 1), and y to (c3 x + c4 y + c5)
// over the same.
type perspective [8]float64

// solve finds the map that takes the ends to the starts, in double precision and rounded to
// float32 as in Python.
func solve(starts, ends [4][2]float64) (c perspective) {
	rows := make([]float64, 0, 64)
	right := make([]float64, 0, 8)
	for i, e := range ends {
		s := starts[i]
		rows = append(rows, e[0], e[1], 1, 0, 0, 0, -s[0]*e[0], -s[0]*e[1])
		rows = append(rows, 0, 0, 0, e[0], e[1], 1, -s[1]*e[0], -s[1]*e[1])
		right = append(right, s[0], s[1])
	}
	solution := torch.ScopedResult(func(s *torch.Scope) []float32 {
		a, b := torch.FromSliceIn(s, rows, 8, 8), torch.FromSliceIn(s, right, 8)
		return torch.Data[float32](linalg.Lstsq(a, b, linalg.Driver("gels")).Solution.To(torch.Float32))
	})
	for i, v := range solution {
		c[i] = float64(v)
	}
	return c
}

// grid is where the pixels of a picture come from.
func (c perspective) grid(x *torch.Tensor) *torch.Tensor {
	height, width, d := x.Size(-2), x.Size(-1), floating(x)
	h, w := float64(height), float64(width)
	top := floats(x, d, []float64{c[0], c[1], c[2], c[3], c[4], c[5]}, 1, 2, 3)
	bottom := floats(x, d, []float64{c[6], c[7], 1, c[6], c[7], 1}, 1, 2, 3)
	base := baseGrid(x, d, linspace(x, d, 0.5, w+0.5-1, width), linspace(x, d, 0.5, h+0.5-1, height), 3).View(1, height*width, 3)
	scaled := top.Transpose(1, 2).Div_(floats(x, d, []float64{0.5 * w, 0.5 * h}))
	return base.BMM(scaled).Div_(base.BMM(bottom.Transpose(1, 2))).Sub_(1).View(1, height, width, 2)
}

// boxes are around the corners that the inverse map moves.
func (c perspective) boxes(x *torch.Tensor, height, width int) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	d := floating(x)
	top, bottom := c.inverse(x)
	// Python appends float32 ones, whatever the boxes are.
	points := corners(x)
	points = torch.Cat([]*torch.Tensor{points, torch.Ones([]int{points.Size(0), 1}, torch.Float32, x.Device())}, torch.Dim(-1))
	moved := points.To(d).MatMul(top.T()).Div_(points.To(d).MatMul(bottom.T()))
	return clampBoxes(aroundCorners(moved), height, width).To(x.DType())
}

// inverse returns the inverse map's numerators and denominators, (2, 3) each. The conversions
// forbid fused multiply-adds.
func (c perspective) inverse(x *torch.Tensor) (top, bottom *torch.Tensor) {
	det := func(i, j, k, l int) float64 { return float64(c[i]*c[j]) - float64(c[k]*c[l]) }
	denominator := det(0, 4, 1, 3)
	if denominator == 0 {
		refuse("random_perspective", "RuntimeError", x, "Provided perspective_coeffs %v can not be inverted to transform bounding boxes. Denominator is zero", c)
	}
	v := [8]float64{
		c[4] - float64(c[5]*c[7]), -c[1] + float64(c[2]*c[7]), det(1, 5, 2, 4),
		-c[3] + float64(c[5]*c[6]), c[0] - float64(c[2]*c[6]), float64(-c[0]*c[5]) + float64(c[2]*c[3]),
		float64(-c[4]*c[6]) + float64(c[3]*c[7]), float64(-c[0]*c[7]) + float64(c[1]*c[6]),
	}
	for i := range v {
		v[i] /= denominator
	}
	d := floating(x)
	return floats(x, d, v[:6], 2, 3), floats(x, d, []float64{v[6], v[7], 1, v[6], v[7], 1}, 2, 3)
}
