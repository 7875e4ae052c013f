package transforms

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// ColorJitter changes brightness, contrast, saturation and hue by random factors, in a random
// order.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ColorJitter.html
type ColorJitter struct {
	Brightness []float64 `kw:"" show:"tuple"` // kept as from and to, nil for none
	Contrast   []float64 `kw:"" show:"tuple"`
	Saturation []float64 `kw:"" show:"tuple"`
	Hue        []float64 `kw:"" show:"tuple"`
}

// NewColorJitter makes the transform of pictures (..., 3 or 1, H, W).
func NewColorJitter(options ...ColorJitterOption) *ColorJitter {
	j := colorJitterOf(options)
	j.Brightness = factors("brightness", j.Brightness)
	j.Contrast = factors("contrast", j.Contrast)
	j.Saturation = factors("saturation", j.Saturation)
	j.Hue = between("hue", j.Hue, 0, -0.5, 0.5)
	return &j
}

func factors(name string, x []float64) []float64 {
	if len(x) == 1 && x[0] > 1 {
		return between(name, []float64{0, 1 + x[0]}, 1, 0, math.Inf(1))
	}
	return between(name, x, 1, 0, math.Inf(1))
}

// between makes a range of what is given: two numbers, or one about a center. It is nil where
// nothing would change.
func between(name string, x []float64, center, low, high float64) []float64 {
	switch len(x) {
	case 0:
		return nil
	case 1:
		if x[0] < 0 {
			reject("ColorJitter", "If %s is a single number, it must be non negative.", name)
		}
		x = []float64{center - x[0], center + x[0]}
	case 2:
		x = []float64{x[0], x[1]}
	default:
		reject("ColorJitter", "%s=%v should be a single number or a sequence with length 2.", name, x)
	}
	if !(low <= x[0] && x[0] <= x[1] && x[1] <= high) {
		reject("ColorJitter", "%s values should be between (%v, %v) and increasing, but got %v.", name, low, high, x)
	}
	if x[0] == center && x[1] == center {
		return nil
	}
	return x
}

// Draw implements [Transform].
func (j *ColorJitter) Draw(x *torch.Tensor, g *torch.Generator) Op {
	grayOrRGB("color_jitter", x)
	order := randperm(4, g)
	var ops [4]pixels
	for i, adjust := range []struct {
		within []float64
		by     func(x *torch.Tensor, factor float64) *torch.Tensor
	}{{j.Brightness, brightness}, {j.Contrast, contrast}, {j.Saturation, saturation}, {j.Hue, hue}} {
		if adjust.within != nil {
			factor := uniform(adjust.within[0], adjust.within[1], g)
			ops[i] = func(x *torch.Tensor) *torch.Tensor { return adjust.by(x, factor) }
		}
	}
	return pixels(func(x *torch.Tensor) *torch.Tensor {
		for _, i := range order {
			if ops[i] != nil {
				x = ops[i](x)
			}
		}
		return x
	})
}

func (j *ColorJitter) String() string { return show(j) }

// clamped keeps y within the range of x's dtype, and gives it the dtype.
func clamped(y, x *torch.Tensor) *torch.Tensor {
	return y.Clamp_(0, maxValue(x.DType())).To(x.DType())
}

// mixed is ratio of x and the rest of y.
func mixed(x, y *torch.Tensor, ratio float64) *torch.Tensor {
	return clamped(x.Mul(ratio).Add_(y, torch.Alpha(1-ratio)), x)
}

func brightness(x *torch.Tensor, factor float64) *torch.Tensor { return clamped(x.Mul(factor), x) }

func saturation(x *torch.Tensor, factor float64) *torch.Tensor {
	if x.Size(-3) == 1 {
		return x
	}
	return mixed(x, wholeGray(x), factor)
}

func contrast(x *torch.Tensor, factor float64) *torch.Tensor {
	gray := x.To(floating(x))
	if x.Size(-3) == 3 {
		gray = wholeGray(x)
	}
	return mixed(x, gray.Mean(torch.Dim(-3, -2, -1), torch.KeepDim(true)), factor)
}

// wholeGray is the luminance, of integers without its fraction.
func wholeGray(x *torch.Tensor) *torch.Tensor {
	gray := luminance(x)
	if !x.DType().IsFloatingPoint() {
		gray = gray.Floor_()
	}
	return gray
}
