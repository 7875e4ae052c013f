package transforms

import "github.com/e0112027/gotorch/torch"

// RandomPhotometricDistort changes brightness, contrast, saturation and hue, and permutes the
// channels, each with a probability, as detectors of objects are trained.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomPhotometricDistort.html
// and https://arxiv.org/abs/1512.02325
type RandomPhotometricDistort struct {
	Brightness []float64 `kw:"0.875, 1.125" show:"tuple"`
	Contrast   []float64 `kw:"0.5, 1.5" show:"tuple"`
	Hue        []float64 `kw:"-0.05, 0.05" show:"tuple"`
	Saturation []float64 `kw:"0.5, 1.5" show:"tuple"`
	P          float64   `kw:"0.5"` // of each
}

// NewRandomPhotometricDistort makes the transform of pictures (..., 3 or 1, H, W); all ranges
// are of two numbers.
func NewRandomPhotometricDistort(options ...RandomPhotometricDistortOption) *RandomPhotometricDistort {
	d := randomPhotometricDistortOf(options)
	checkProbability("RandomPhotometricDistort", d.P)
	for _, r := range [][]float64{d.Brightness, d.Contrast, d.Hue, d.Saturation} {
		if len(r) != 2 {
			reject("RandomPhotometricDistort", "a range needs two numbers, got %v", r)
		}
	}
	return &d
}

// Draw implements [Transform].
func (d *RandomPhotometricDistort) Draw(x *torch.Tensor, g *torch.Generator) Op {
	channels := grayOrRGB("random_photometric_distort", x)
	byBrightness := d.adjust(brightness, d.Brightness, g)
	byContrast := d.adjust(contrast, d.Contrast, g)
	bySaturation := d.adjust(saturation, d.Saturation, g)
	byHue := d.adjust(hue, d.Hue, g)
	first, last := stay, byContrast
	if rand(g) < 0.5 {
		first, last = byContrast, stay
	}
	permute := stay
	if happens(d.P, g) {
		order := randperm(channels, g)
		permute = func(x *torch.Tensor) *torch.Tensor { return permuted(x, order) }
	}
	return pixels(func(x *torch.Tensor) *torch.Tensor {
		for _, f := range []pixels{byBrightness, first, bySaturation, byHue, last, permute} {
			x = f(x)
		}
		return x
	})
}

// adjust draws whether to change something, and by which factor.
func (d *RandomPhotometricDistort) adjust(by func(*torch.Tensor, float64) *torch.Tensor, within []float64, g *torch.Generator) pixels {
	if !happens(d.P, g) {
		return stay
	}
	factor := uniform(within[0], within[1], g)
	return func(x *torch.Tensor) *torch.Tensor { return by(x, factor) }
}

func (d *RandomPhotometricDistort) String() string { return show(d) }
