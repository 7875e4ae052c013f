package transforms

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// every is one of each transform, all of which take pictures (..., 3, H, W), bytes or floats
// where it is not said otherwise.
var every = []struct {
	make func() Transform
	not  torch.DType // that it doesn't take
}{
	{make: func() Transform { return NewRandomHorizontalFlip(P(0.5)) }},
	{make: func() Transform { return NewRandomVerticalFlip(P(0.5)) }},
	{make: func() Transform { return NewRandomCrop(9, 8, Padding(1, 2)) }},
	{make: func() Transform { return NewCenterCrop(8, 20) }},
	{make: func() Transform { return NewPad(Size{1, 2}, Fill(0.5)) }},
	{make: func() Transform { return NewResize(7) }},
	{make: func() Transform { return NewRandomResizedCrop(6, 7) }},
	{make: func() Transform { return NewRandomRotation(30, Expand(true)) }},
	{make: func() Transform { return NewRandomAffine(30, Translate(0.1, 0.1), Shear(10)) }},
	{make: func() Transform { return NewRandomPerspective(P(1)) }},
	{make: func() Transform { return NewElasticTransform(Sigma(1)) }},
	{make: func() Transform { return NewColorJitter(Brightness(0.5), Contrast(0.5), Saturation(0.5), Hue(0.5)) }},
	{make: func() Transform { return NewGrayscale(NumOutputChannels(3)) }},
	{make: func() Transform { return NewRandomGrayscale(P(0.5)) }},
	{make: func() Transform { return NewGaussianBlur(Size{3, 5}) }},
	{make: func() Transform { return NewRandomErasing(P(1)) }},
	{make: func() Transform { return NewRandomInvert() }},
	{make: func() Transform { return NewRandomPosterize(3) }},
	{make: func() Transform { return NewRandomSolarize(0.5) }},
	{make: func() Transform { return NewRandomAutocontrast() }},
	{make: func() Transform { return NewRandomAdjustSharpness(2) }},
	{make: func() Transform { return NewRandomEqualize() }},
	{make: func() Transform { return NewRGB() }},
	{make: func() Transform { return NewRandomChannelPermutation() }},
	{make: func() Transform { return NewRandomPhotometricDistort() }},
	{make: func() Transform { return NewRandomResize(5, 9) }},
	{make: func() Transform { return NewRandomShortestSize([]int{5, 9}) }},
	{make: func() Transform { return NewScaleJitter(9, 12, ScaleRange(0.5, 2)) }},
	{make: func() Transform { return NewRandomZoomOut() }},
	{make: func() Transform { return NewToDType(torch.Float32, ScaleValues(true)) }},
	{make: func() Transform { return NewToTensor() }},
	{make: func() Transform { return NewNormalize([]float64{0.5}, []float64{0.5}) }, not: torch.UInt8},
	{make: func() Transform { return NewLambda(func(x *torch.Tensor) *torch.Tensor { return x.Mul(2) }) }},
	{make: func() Transform { return NewRandomApply([]Transform{NewPad(1), NewRandomCrop(9, 9)}) }},
	{make: func() Transform { return NewRandomChoice([]Transform{NewPad(1), NewRandomCrop(9, 9)}) }},
	{make: func() Transform { return NewRandomOrder([]Transform{NewPad(1), NewRandomCrop(9, 9)}) }},
	{make: func() Transform { return NewCompose(NewPad(1), NewRandomCrop(9, 9)) }},
}

// photo is a picture (3, 11, 13).
func photo(d torch.DType) *torch.Tensor {
	torch.ManualSeed(9)
	x := torch.Randint(0, 256, []int{3, 11, 13}).To(torch.UInt8)
	if d != torch.UInt8 {
		x = x.To(d).Div(255)
	}
	return x
}

func seeded(seed int64) *torch.Generator { return torch.NewGenerator(torch.CPU).ManualSeed(seed) }

func TestEvery_TransformHolds(t *testing.T) {
	for _, e := range every {
		transform := NewCompose(e.make())
		t.Run(name(transform[0]), func(t *testing.T) {
			for _, d := range []torch.DType{torch.UInt8, torch.Float32} {
				if d == e.not {
					continue
				}
				for seed := range int64(4) {
					holds(t, transform, photo(d), seed)
				}
			}
		})
	}
}

func holds(t *testing.T, transform Compose, x *torch.Tensor, seed int64) {
	before := x.Clone()
	want := transform.Apply(x, seeded(seed))
	assert.True(t, x.Equal(before), "the input stays")

	op := transform[0].Draw(x, seeded(seed))
	for range 2 {
		assert.True(t, op.Image(x).Equal(want), "an op may be applied again")
	}

	torch.ManualSeed(seed)
	assert.True(t, transform.Apply(x, nil).Equal(want), "the default generator draws the same")

	video := torch.Stack([]*torch.Tensor{x, x}).Unsqueeze(0)
	all := transform.Apply(video, seeded(seed))
	assert.Equal(t, append([]int{1, 2}, want.Shape()...), all.Shape())
	assert.InDelta(t, 0, all.Select(0, 0).Select(0, 1).Double().Sub(want).Abs().Max().Item(), 1e-5, "leading sizes")

	mask := x.Select(0, 0).To(torch.UInt8)
	flat := transform.Sample(Sample{Image: x, Masks: mask}, seeded(seed)).Masks
	high := transform.Sample(Sample{Image: x, Masks: torch.Stack([]*torch.Tensor{mask, mask})}, seeded(seed))
	assert.True(t, high.Masks.Select(0, 1).Equal(flat), "a mask is like one of several")
	if _, moves := op.(Geometry); moves {
		assert.Equal(t, want.Shape()[1:], flat.Shape(), "masks keep up with the picture")
	}

	boxes := torch.NewTensor([][]float32{{1, 2, 5, 9}, {0, 0, 13, 11}})
	s := transform.Sample(Sample{Image: x, Boxes: boxes, Labels: mask}, seeded(seed))
	assert.Equal(t, []int{2, 4}, s.Boxes.Shape())
	assert.Same(t, mask, s.Labels)
	inside(t, s.Boxes, want)
	none := transform.Sample(Sample{Image: x, Boxes: torch.Empty(0, 4)}, seeded(seed))
	assert.Equal(t, []int{0, 4}, none.Boxes.Shape())
}

// inside looks whether boxes lie in a picture. Resized ones are multiplied by a float32 and not
// clamped, as in Python, so that they may be out by its last bits.
func inside(t *testing.T, boxes, picture *torch.Tensor) {
	low, high := boxes.Aminmax(torch.Dim(0))
	edges := torch.Data[float32](high)
	assert.GreaterOrEqual(t, low.Min().Item(), 0.0)
	assert.LessOrEqual(t, edges[2], float32(picture.Size(-1))+1e-5)
	assert.LessOrEqual(t, edges[3], float32(picture.Size(-2))+1e-5)
}

func TestEvery_TransformLeavesNothingBehind(t *testing.T) {
	for _, e := range every {
		transform := NewCompose(e.make())
		t.Run(name(transform[0]), func(t *testing.T) {
			g, pixels := seeded(1), torch.Data[uint8](photo(torch.UInt8))
			turn := func() {
				torch.Scoped(func(s *torch.Scope) {
					x := torch.FromSliceIn(s, pixels, 3, 11, 13)
					if e.not == torch.UInt8 {
						x = x.Float()
					}
					require.Same(t, s, transform.Apply(x, g).Scope())
				})
			}
			turn() // makes what is kept
			for range 3 {
				runtime.GC() // what earlier tests left
				time.Sleep(2 * time.Millisecond)
			}
			live := torch.LiveTensors()
			for range 20 {
				turn()
			}
			assert.LessOrEqual(t, torch.LiveTensors(), live)
		})
	}
}

func TestMix_TakesABatchWithItsLabels(t *testing.T) {
	images, labels := torch.Rand(4, 3, 8, 9), torch.NewTensor([]int{0, 1, 2, 1})
	for _, mix := range []Transform{NewMixUp(NumClasses(3)), NewCutMix(NumClasses(3))} {
		s := NewCompose(mix).Sample(Sample{Image: images, Labels: labels}, seeded(1))
		assert.Equal(t, []int{4, 3}, s.Labels.Shape())
		assert.InDeltaSlice(t, []float32{1, 1, 1, 1}, torch.Data[float32](s.Labels.Sum(torch.Dim(1))), 1e-6)
		for msg, sample := range map[string]Sample{
			"Expected a batched input with 4 dims":      {Image: images.Select(0, 0), Labels: labels},
			"The labels must be a tensor, but got nil":  {Image: images},
			"labels should be index based":              {Image: images, Labels: torch.Zeros(4, 1, 1)},
			"must match num_classes: 2 != 3":            {Image: images, Labels: torch.Zeros(4, 2)},
			"does not match the batch size of the lab":  {Image: images, Labels: torch.NewTensor([]int{0, 1})},
			"does not support bounding boxes and masks": {Image: images, Labels: labels, Masks: torch.Zeros(8, 9)},
		} {
			err := torch.Try(func() error { NewCompose(mix).Sample(sample, nil); return nil })
			require.ErrorContains(t, err, msg, mix)
		}
	}
	err := torch.Try(func() error { NewMixUp().Apply(images, labels, nil); return nil })
	require.ErrorContains(t, err, "num_classes must be passed")
}

func TestTransforms_RefuseArgumentsThatPythonRefuses(t *testing.T) {
	for msg, construct := range map[string]func(){
		"needs a mean and a standard deviation":            func() { NewNormalize(nil, []float64{1}) },
		"one or two integers of at least 1":                func() { NewResize(Size{1, 2, 3}) },
		"must be strictly greater than":                    func() { NewResize(8, MaxSize(8)) },
		"max_size should only be passed":                   func() { NewResize(Size{8, 8}, MaxSize(9)) },
		"Invalid interpolation mode: 'cubic'":              func() { NewResize(8, Interpolation("cubic")) },
		"requires antialias=True":                          func() { NewResize(8, Interpolation("lanczos"), Antialias(false)) },
		"'bicubic' is unsupported with Tensor":             func() { NewRandomRotation(3, Interpolation("bicubic")) },
		"If degrees is a single number":                    func() { NewRandomRotation(-3) },
		"translation values should be between":             func() { NewRandomAffine(0, Translate(0, 2)) },
		"scale values should be positive":                  func() { NewRandomAffine(0, Scale(0, 2)) },
		"shear should be a sequence":                       func() { NewRandomAffine(0, Shear(1, 2, 3)) },
		"distortion_scale value":                           func() { NewRandomPerspective(DistortionScale(2)) },
		"If alpha is a sequence its length":                func() { NewElasticTransform(Displacement(1, 2, 3)) },
		"sigma should have positive values":                func() { NewElasticTransform(Sigma(0, 1)) },
		"a range needs two numbers":                        func() { NewRandomPhotometricDistort(Hue(0.1)) },
		"sizes must be at least 1 and increasing":          func() { NewRandomResize(5, 5) },
		"sizes must be at least 1, got []":                 func() { NewRandomShortestSize(nil) },
		"Invalid side range provided":                      func() { NewRandomZoomOut(SideRange(0.5, 2)) },
		"sizes should be greater than 0, but got (0, 0)":   func() { NewScaleJitter(1, 1, ScaleRange(0.1, 0.1)).Draw(photo(torch.UInt8), nil) },
		"If brightness is a single number":                 func() { NewColorJitter(Brightness(-1)) },
		"hue values should be between (-0.5, 0.5)":         func() { NewColorJitter(Hue(0.6)) },
		"num_output_channels must be 1 or 3":               func() { NewGrayscale(NumOutputChannels(2)) },
		"should be an odd and positive number":             func() { NewGaussianBlur(4) },
		"sigma values should be positive":                  func() { NewGaussianBlur(3, Sigma(0)) },
		"Scale should be between 0 and 1":                  func() { NewRandomErasing(Scale(0, 2)) },
		"bits must be a positive integer":                  func() { NewRandomPosterize(9) },
		"sharpness_factor (-1) is not":                     func() { NewRandomAdjustSharpness(-1) },
		"cannot be performed safely":                       func() { NewCompose(NewToDType(torch.Int64, ScaleValues(true))).Apply(photo(torch.Float32), nil) },
		"Threshold should be less or equal":                func() { NewRandomSolarize(2).Draw(photo(torch.Float32), nil) },
		"permitted channel values are 1 or 3, but found 2": func() { NewColorJitter(Hue(0.1)).Draw(torch.Zeros(2, 5, 5), nil) },
		"'fill' cannot broadcast to match the number of":   func() { NewCompose(NewRandomAffine(9, Fill(1, 2))).Apply(photo(torch.UInt8), nil) },
		"not supported if fill is not scalar":              func() { NewCompose(NewPad(1, Fill(1, 2), PaddingMode("edge"))).Apply(photo(torch.UInt8), nil) },
		"a single value or 3 (number":                      func() { NewRandomErasing(P(1), Value(1, 2)).Draw(photo(torch.UInt8), nil) },
		"mode 'edge' is not supported with bounding": func() {
			NewCompose(NewPad(1, PaddingMode("edge"))).Sample(Sample{Image: photo(torch.UInt8), Boxes: torch.Zeros(1, 4)}, nil)
		},
		"symmetric padding by 14 and 14 needs as many pixel": func() { NewCompose(NewPad(14, PaddingMode("symmetric"))).Apply(photo(torch.UInt8), nil) },
	} {
		require.ErrorContains(t, torch.Try(func() error { construct(); return nil }), msg)
	}
}
