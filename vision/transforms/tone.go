package transforms

import "github.com/e0112027/gotorch/torch"

// pixelsWith is f with the probability, and nothing else.
func (c Chance) pixelsWith(g *torch.Generator, f func(x *torch.Tensor) *torch.Tensor) Op {
	if !happens(c.P, g) {
		return stay
	}
	return pixels(f)
}

// RandomInvert makes negatives of pictures, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomInvert.html
type RandomInvert struct{ Chance }

// NewRandomInvert makes the transform of pictures (..., C, H, W).
func NewRandomInvert(options ...ChanceOption) *RandomInvert {
	return &RandomInvert{chance("RandomInvert", options)}
}

// Draw implements [Transform].
func (t *RandomInvert) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("invert", x)
	return t.pixelsWith(g, invert)
}

func (t *RandomInvert) String() string { return show(t) }

func invert(x *torch.Tensor) *torch.Tensor {
	switch {
	case x.DType().IsFloatingPoint():
		return x.Neg().Add(1.0)
	case x.DType() == torch.UInt8:
		return x.BitwiseNot()
	}
	return x.BitwiseXor(1<<valueBits(x.DType()) - 1)
}

// RandomPosterize keeps the first bits of each channel, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomPosterize.html
type RandomPosterize struct {
	Chance
	Bits int
}

// NewRandomPosterize makes the transform of pictures (..., C, H, W); bits are from 0 to 8.
func NewRandomPosterize(bits int, options ...ChanceOption) *RandomPosterize {
	if bits < 0 || bits > 8 {
		reject("RandomPosterize", "bits must be a positive integer in the range [0, 8], got %d instead.", bits)
	}
	return &RandomPosterize{chance("RandomPosterize", options), bits}
}

// Draw implements [Transform].
func (t *RandomPosterize) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("posterize", x)
	return t.pixelsWith(g, func(x *torch.Tensor) *torch.Tensor { return posterize(x, t.Bits) })
}

func (t *RandomPosterize) String() string { return show(t) }

func posterize(x *torch.Tensor, bits int) *torch.Tensor {
	if x.DType().IsFloatingPoint() {
		levels := 1 << bits
		return x.Mul(levels).Floor_().Clamp_(0, levels-1).Mul_(1 / float64(levels))
	}
	all := valueBits(x.DType())
	if bits >= all {
		return x
	}
	return x.BitwiseAnd((1<<bits - 1) << (all - bits))
}

// RandomSolarize inverts the values from a threshold on, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomSolarize.html
type RandomSolarize struct {
	Chance
	Threshold float64 `show:"given"`
}

// NewRandomSolarize makes the transform of pictures (..., C, H, W).
func NewRandomSolarize(threshold float64, options ...ChanceOption) *RandomSolarize {
	return &RandomSolarize{chance("RandomSolarize", options), threshold}
}

// Draw implements [Transform].
func (t *RandomSolarize) Draw(x *torch.Tensor, g *torch.Generator) Op {
	sizeOf("solarize", x)
	if t.Threshold > float64(maxValue(x.DType())) {
		refuse("solarize", "TypeError", x, "Threshold should be less or equal the maximum value of the dtype, but got %v", t.Threshold)
	}
	return t.pixelsWith(g, func(x *torch.Tensor) *torch.Tensor {
		return torch.Where(x.Ge(t.Threshold), invert(x), x)
	})
}

func (t *RandomSolarize) String() string { return show(t) }

// RandomAutocontrast stretches the values of each channel over the whole range, with a
// probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAutocontrast.html
type RandomAutocontrast struct{ Chance }

// NewRandomAutocontrast makes the transform of pictures (..., 3 or 1, H, W).
func NewRandomAutocontrast(options ...ChanceOption) *RandomAutocontrast {
	return &RandomAutocontrast{chance("RandomAutocontrast", options)}
}

// Draw implements [Transform].
func (t *RandomAutocontrast) Draw(x *torch.Tensor, g *torch.Generator) Op {
	grayOrRGB("autocontrast", x)
	return t.pixelsWith(g, autocontrast)
}

func (t *RandomAutocontrast) String() string { return show(t) }

func autocontrast(x *torch.Tensor) *torch.Tensor {
	if x.Numel() == 0 {
		return x
	}
	bound := maxValue(x.DType())
	y := x.To(floating(x))
	low := y.Amin(torch.Dim(-2, -1), torch.KeepDim(true))
	high := y.Amax(torch.Dim(-2, -1), torch.KeepDim(true))
	flat := high.Eq(low)
	scale := high.Sub_(low).Mul_(1 / float64(bound))
	low.MaskedFill_(flat, 0)
	scale.MaskedFill_(flat, 1)
	return y.Sub(low).Div_(scale).Clamp_(0, bound).To(x.DType())
}

// RandomAdjustSharpness sharpens or blurs pictures, with a probability.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAdjustSharpness.html
type RandomAdjustSharpness struct {
	Chance
	SharpnessFactor float64 `show:"given"`
}

// NewRandomAdjustSharpness makes the transform of pictures (..., 3 or 1, H, W): 0 blurs, 1
// changes nothing, 2 sharpens twice.
func NewRandomAdjustSharpness(sharpnessFactor float64, options ...ChanceOption) *RandomAdjustSharpness {
	if !(sharpnessFactor >= 0) {
		reject("RandomAdjustSharpness", "sharpness_factor (%v) is not non-negative.", sharpnessFactor)
	}
	return &RandomAdjustSharpness{chance("RandomAdjustSharpness", options), sharpnessFactor}
}

// Draw implements [Transform].
func (t *RandomAdjustSharpness) Draw(x *torch.Tensor, g *torch.Generator) Op {
	grayOrRGB("adjust_sharpness", x)
	return t.pixelsWith(g, func(x *torch.Tensor) *torch.Tensor { return sharpen(x, t.SharpnessFactor) })
}

func (t *RandomAdjustSharpness) String() string { return show(t) }
