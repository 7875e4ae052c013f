package transforms

import "github.com/e0112027/gotorch/torch"

// ElasticTransform displaces each pixel a little, as if seen through water.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ElasticTransform.html
type ElasticTransform struct {
	Alpha         []float64 `kw:"50,Displacement"`
	Sigma         []float64 `kw:"5"`
	Interpolation string    `kw:"bilinear"`
	Fill          []float64 `kw:"0" show:"given"`
}

// NewElasticTransform makes the transform of pictures (..., C, H, W) with their masks and
// boxes, which it moves but roughly, as Python's does.
func NewElasticTransform(options ...ElasticTransformOption) *ElasticTransform {
	e := elasticTransformOf(options)
	e.Alpha = pair("ElasticTransform", "alpha", e.Alpha)
	e.Sigma = pair("ElasticTransform", "sigma", e.Sigma)
	if (e.Sigma[0] > 0) != (e.Sigma[1] > 0) {
		reject("ElasticTransform", "sigma should have positive values. Got %v; without blur both are 0", e.Sigma)
	}
	newWarp("ElasticTransform", e.Interpolation, nil)
	return &e
}

// pair makes two numbers of one.
func pair(op, what string, x []float64) []float64 {
	switch len(x) {
	case 1:
		return []float64{x[0], x[0]}
	case 2:
		return []float64{x[0], x[1]}
	}
	reject(op, "If %s is a sequence its length should be 1 or 2. Got %d", what, len(x))
	return nil
}

// Draw implements [Transform].
func (e *ElasticTransform) Draw(x *torch.Tensor, g *torch.Generator) Op {
	height, width := sizeOf("elastic", x)
	dx := e.displacement(0, x, g).Mul(e.Alpha[0]).Div(width)
	dy := e.displacement(1, x, g).Mul(e.Alpha[1]).Div(height)
	by := torch.Cat([]*torch.Tensor{dx, dy}, torch.Dim(1)).Permute(0, 2, 3, 1)
	w := newWarp("ElasticTransform", e.Interpolation, someFill(e.Fill))
	image := func(w warp) func(*torch.Tensor) *torch.Tensor {
		return func(x *torch.Tensor) *torch.Tensor { return displaced(w, x, by) }
	}
	return move{image(w), image(w.ofMasks()), func(x *torch.Tensor) *torch.Tensor { return displacedBoxes(x, by) }}
}

// displacement draws numbers from -1 to 1 for the pixels of x along an axis, and smooths them.
func (e *ElasticTransform) displacement(axis int, x *torch.Tensor, g *torch.Generator) *torch.Tensor {
	d := torch.Rand(1, 1, x.Size(-2), x.Size(-1), torch.Float32, torch.WithGenerator(g), torch.In(x.Scope())).Mul(2).Sub(1)
	if e.Sigma[axis] > 0 {
		k := int(8*e.Sigma[axis] + 1)
		if k%2 == 0 {
			k++
		}
		d = blurred(d, [2]int{k, k}, [2]float64{e.Sigma[0], e.Sigma[1]})
	}
	return d
}

func (e *ElasticTransform) String() string { return show(e) }

// displaced takes pixels from their place and a displacement (1, H, W, 2).
func displaced(w warp, x, by *torch.Tensor) *torch.Tensor {
	d := floating(x)
	if d == torch.Float16 && x.Device() == torch.CPU {
		return displaced(w, x.Float(), by).To(d)
	}
	grid := identityGrid(x, d, by.Size(1), by.Size(2))
	return w.apply("elastic", x, grid.Add_(by.To(d, x.Device())))
}

// identityGrid is where pixels are: (1, height, width, 2).
func identityGrid(like *torch.Tensor, d torch.DType, height, width int) *torch.Tensor {
	h, w := float64(height), float64(width)
	return baseGrid(like, d, linspace(like, d, (-w+1)/w, (w-1)/w, width), linspace(like, d, (-h+1)/h, (h-1)/h, height), 2)
}

// displacedBoxes are around their corners less the displacement there, which is roughly
// where they go.
func displacedBoxes(x, by *torch.Tensor) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	height, width, d := by.Size(1), by.Size(2), floating(x)
	grid := identityGrid(x, d, height, width).Sub_(by.To(d, x.Device()))
	points := corners(x)
	if points.DType().IsFloatingPoint() {
		points = points.Ceil()
	}
	index := points.To(torch.Int64)
	column := index.Select(1, 0).Clamp(0, width-1)
	line := index.Select(1, 1).Clamp(0, height-1)
	half := floats(x, d, []float64{float64(width), float64(height)}).Mul(0.5)
	moved := grid.Index(0, line, column).Add_(1).Mul_(half).Sub_(0.5)
	return clampBoxes(aroundCorners(moved).To(x.DType()), height, width)
}
