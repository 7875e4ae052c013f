package transforms

import (
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/vision/transforms/internal/kw"
)

// Ranges are the types that a range may have where it is no option.
type Ranges interface{ int | float64 | kw.Range }

func rangeOf[R Ranges](op string, r R) []float64 {
	x := 0.0
	switch r := any(r).(type) {
	case kw.Range:
		return []float64{r[0], r[1]}
	case int:
		x = float64(r)
	case float64:
		x = r
	}
	return plusMinus(op, "degrees", x)
}

func plusMinus(op, what string, x float64) []float64 {
	if x < 0 {
		reject(op, "If %s is a single number, it must be positive.", what)
	}
	return []float64{0 - x, x} // -0 would be printed
}

// RandomAffine turns, moves, scales and shears pictures.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAffine.html
type RandomAffine struct {
	Degrees       []float64
	Translate     aten.Opt[[2]float64] `kw:"" show:"tuple"`
	Scale         aten.Opt[[2]float64] `kw:"" show:"tuple"`
	Shear         []float64            `kw:""`
	Interpolation string               `kw:"nearest"`
	Fill          []float64            `kw:"0" show:"given"`
	Center        aten.Opt[[2]float64] `kw:"" show:"given"` // the middle where there is none
}

// NewRandomAffine makes the transform of pictures (..., C, H, W) with their masks and boxes;
// degrees are a [Range], or x for -x to x.
func NewRandomAffine[R Ranges](degrees R, options ...RandomAffineOption) *RandomAffine {
	a := randomAffineOf(options)
	a.Degrees = rangeOf("RandomAffine", degrees)
	a.checkRanges()
	switch len(a.Shear) {
	case 0, 2, 4:
	case 1:
		a.Shear = plusMinus("RandomAffine", "shear", a.Shear[0])
	default:
		reject("RandomAffine", "shear should be a sequence of length 2 or 4.")
	}
	newWarp("RandomAffine", a.Interpolation, nil)
	return &a
}

func (a *RandomAffine) checkRanges() {
	translate, _ := a.Translate.Get()
	for _, t := range translate {
		if !(0 <= t && t <= 1) {
			reject("RandomAffine", "translation values should be between 0 and 1")
		}
	}
	scale, given := a.Scale.Get()
	for _, s := range scale {
		if given && !(s > 0) {
			reject("RandomAffine", "scale values should be positive")
		}
	}
}

// Draw implements [Transform].
func (a *RandomAffine) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("random_affine", x)
	m := affine{op: "random_affine", warp: newWarp("RandomAffine", a.Interpolation, someFill(a.Fill)), center: a.Center, scale: 1}
	m.angle = uniform(a.Degrees[0], a.Degrees[1], g)
	if t, given := a.Translate.Get(); given {
		dx, dy := t[0]*float64(width), t[1]*float64(height)
		m.translate[0] = math.RoundToEven(uniform(-dx, dx, g))
		m.translate[1] = math.RoundToEven(uniform(-dy, dy, g))
	}
	if s, given := a.Scale.Get(); given {
		m.scale = uniform(s[0], s[1], g)
	}
	for i := range len(a.Shear) / 2 {
		m.shear[i] = uniform(a.Shear[2*i], a.Shear[2*i+1], g)
	}
	return m.moving(height, width)
}

func (a *RandomAffine) String() string { return show(a) }

// affine is an affine map that was drawn.
type affine struct {
	op               string
	warp             warp
	angle, scale     float64
	translate, shear [2]float64
	center           aten.Opt[[2]float64]
	expand           bool
}

func (a affine) moving(height, width int) move {
	masks := a
	masks.warp = a.warp.ofMasks()
	return move{a.image, masks.image, func(x *torch.Tensor) *torch.Tensor { return a.boxes(x, height, width) }}
}

func (a affine) image(x *torch.Tensor) *torch.Tensor {
	height, width := x.Size(-2), x.Size(-1)
	matrix := a.inverse(height, width)
	h, w := height, width
	if a.expand {
		h, w = expanded(matrix, height, width)
	}
	theta := floats(x, floating(x), matrix[:], 1, 2, 3)
	return a.warp.apply(a.op, x, affineGrid(theta, [2]int{height, width}, [2]int{h, w}))
}

// inverse maps places of the result to places of a picture, both counted from the middle.
func (a affine) inverse(height, width int) [6]float64 {
	var center [2]float64
	if c, given := a.center.Get(); given {
		center = [2]float64{c[0] - float64(width)*0.5, c[1] - float64(height)*0.5}
	}
	return a.matrix(center, true)
}

// matrix is that of the map about a center, or of its inverse. The conversions forbid fused
// multiply-adds, which Python has none of.
func (a affine) matrix(center [2]float64, inverted bool) [6]float64 {
	rotation, sx, sy := radians(a.angle), radians(a.shear[0]), radians(a.shear[1])
	cx, cy := center[0], center[1]
	cosY, tanX, turned := cmath.Cos(sy), cmath.Tan(sx), rotation-sy
	movedX, movedY := cx+a.translate[0], cy+a.translate[1]
	p := cmath.Cos(turned) / cosY
	q := -(float64(p*tanX) + cmath.Sin(rotation))
	r := cmath.Sin(turned) / cosY
	s := cmath.Cos(rotation) - float64(r*tanX)
	if inverted {
		m := [6]float64{s / a.scale, -q / a.scale, 0, -r / a.scale, p / a.scale, 0}
		m[2] += cx - float64(m[0]*movedX) - float64(m[1]*movedY)
		m[5] += cy - float64(m[3]*movedX) - float64(m[4]*movedY)
		return m
	}
	m := [6]float64{p * a.scale, q * a.scale, 0, r * a.scale, s * a.scale, 0}
	m[2] += movedX - float64(m[0]*cx) - float64(m[1]*cy)
	m[5] += movedY - float64(m[3]*cx) - float64(m[4]*cy)
	return m
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// expanded is the size of what comes of a picture.
func expanded(matrix [6]float64, height, width int) (h, w int) {
	size := torch.ScopedResult(func(s *torch.Scope) []float32 {
		x, y := float32(0.5*float64(width)), float32(0.5*float64(height))
		points := torch.FromSliceIn(s, []float32{-x, -y, 1, -x, y, 1, x, y, 1, x, -y, 1}, 4, 3)
		theta := torch.FromSliceIn(s, matrix[:], 2, 3).To(torch.Float32)
		low, high := points.MatMul(theta.T()).Aminmax(torch.Dim(0))
		halfs := torch.FromSliceIn(s, []float32{x, y})
		// Python cuts digits off here, so that 1e-15 more is not a pixel more.
		tolerance := 1e-4
		high = high.Add_(halfs).Mul_(1 / tolerance).Trunc_().Mul_(tolerance).Ceil_()
		low = low.Add_(halfs).Mul_(1 / tolerance).Trunc_().Mul_(tolerance).Floor_()
		return torch.Data[float32](high.Sub_(low))
	})
	return int(size[1]), int(size[0])
}

// affineGrid is the grid that theta (1, 2, 3) gives for an output of a size.
func affineGrid(theta *torch.Tensor, in, out [2]int) *torch.Tensor {
	h, w := float64(out[0]), float64(out[1])
	x := linspace(theta, torch.Float32, (1-w)*0.5, (w-1)*0.5, out[1])
	y := linspace(theta, torch.Float32, (1-h)*0.5, (h-1)*0.5, out[0])
	base := baseGrid(theta, theta.DType(), x, y, 3)
	scaled := theta.Transpose(1, 2).Div_(floats(theta, theta.DType(), []float64{0.5 * float64(in[1]), 0.5 * float64(in[0])}))
	return base.View(1, out[0]*out[1], 3).BMM(scaled).View(1, out[0], out[1], 2)
}

// boxes are around the corners that the map moves.
func (a affine) boxes(x *torch.Tensor, height, width int) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	boxes := x.To(floating(x))
	center, given := a.center.Get()
	if !given {
		center = [2]float64{float64(width) * 0.5, float64(height) * 0.5}
	}
	matrix := a.matrix(center, false)
	theta := floats(x, boxes.DType(), matrix[:], 2, 3).T()
	points := corners(boxes)
	points = torch.Cat([]*torch.Tensor{points, torch.Ones([]int{points.Size(0), 1}, boxes.DType(), x.Device())}, torch.Dim(-1))
	out := aroundCorners(points.MatMul(theta))
	if a.expand {
		w, h := float64(width), float64(height)
		frame := floats(x, boxes.DType(), []float64{0, 0, 1, 0, h, 1, w, h, 1, w, 0, 1}, 4, 3).MatMul(theta)
		out.Sub_(frame.Amin(torch.Dim(0), torch.KeepDim(true)).Repeat(1, 2))
		height, width = expanded(a.matrix(center, true), height, width)
	}
	return clampBoxes(out, height, width).To(x.DType())
}
