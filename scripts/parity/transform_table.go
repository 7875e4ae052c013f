package main

import (
	"fmt"
	"strings"

	"github.com/e0112027/gotorch/torch"
	T "github.com/e0112027/gotorch/vision/transforms"
)

// transformRow is a transform in Python's words and in Go's.
type transformRow struct {
	python string
	takes  string // dtypes, channels and targets
	make   func() T.Transform
}

func (t transformRow) name() string {
	return "transforms/" + strings.ReplaceAll(strings.ReplaceAll(t.python, "T.", ""), " ", "")
}

// What a transform takes.
const (
	pictures     = "uint8 float32 C1 C3"
	geometry     = pictures + " masks boxes"
	masked       = pictures + " masks"
	batches      = "batches"
	batchesByP   = "batches probabilities"
	floatPicture = "float32 C1 C3"
)

var transformTable = append(laterTransforms(), []transformRow{
	{"T.RandomHorizontalFlip()", geometry, func() T.Transform { return T.NewRandomHorizontalFlip() }},
	{"T.RandomVerticalFlip(0.3)", geometry, func() T.Transform { return T.NewRandomVerticalFlip(T.P(0.3)) }},
	{"T.RandomCrop((8, 9))", geometry, func() T.Transform { return T.NewRandomCrop(8, 9) }},
	{"T.RandomCrop((11, 9), padding=2)", geometry, func() T.Transform { return T.NewRandomCrop(11, 9, T.Padding(2)) }},
	{"T.RandomCrop(16, padding=(1, 0, 2, 3), pad_if_needed=True, fill=7)", geometry, func() T.Transform {
		return T.NewRandomCrop(16, 16, T.Padding(1, 0, 2, 3), T.PadIfNeeded(true), T.Fill(7))
	}},
	{"T.RandomCrop(20, pad_if_needed=True, padding_mode='symmetric')", masked, func() T.Transform {
		return T.NewRandomCrop(20, 20, T.PadIfNeeded(true), T.PaddingMode("symmetric"))
	}},
	{"T.CenterCrop((8, 8))", geometry, func() T.Transform { return T.NewCenterCrop(8, 8) }},
	{"T.CenterCrop((9, 24))", geometry, func() T.Transform { return T.NewCenterCrop(9, 24) }},
	{"T.CenterCrop(30)", geometry, func() T.Transform { return T.NewCenterCrop(30, 30) }},
	{"T.Pad(3)", geometry, func() T.Transform { return T.NewPad(3) }},
	{"T.Pad((1, 2), fill=0.5)", geometry, func() T.Transform { return T.NewPad(T.Size{1, 2}, T.Fill(0.5)) }},
	{"T.Pad((1, 2, 3, 4), fill=(1, 2, 3))", "uint8 float32 C3 boxes", func() T.Transform { return T.NewPad(T.Size{1, 2, 3, 4}, T.Fill(1, 2, 3)) }},
	{"T.Pad((1, 0, 3, 4), padding_mode='reflect')", masked, func() T.Transform { return T.NewPad(T.Size{1, 0, 3, 4}, T.PaddingMode("reflect")) }},
	{"T.Pad((5, 1), padding_mode='edge')", masked, func() T.Transform { return T.NewPad(T.Size{5, 1}, T.PaddingMode("edge")) }},
	{"T.Pad((1, -2, 3, 4), padding_mode='symmetric')", masked, func() T.Transform { return T.NewPad(T.Size{1, -2, 3, 4}, T.PaddingMode("symmetric")) }},
	{"T.ToDtype(torch.float32, scale=True)", geometry, func() T.Transform { return T.NewToDType(torch.Float32, T.ScaleValues(true)) }},
	{"T.ToDtype(torch.uint8, scale=True)", geometry, func() T.Transform { return T.NewToDType(torch.UInt8, T.ScaleValues(true)) }},
	{"T.ToDtype(torch.int16, scale=True)", geometry, func() T.Transform { return T.NewToDType(torch.Int16, T.ScaleValues(true)) }},
	{"T.ToDtype(torch.float64)", geometry, func() T.Transform { return T.NewToDType(torch.Float64) }},
	{"T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])", floatPicture, func() T.Transform {
		return T.NewNormalize([]float64{0.485, 0.456, 0.406}, []float64{0.229, 0.224, 0.225})
	}},
	{"T.Normalize((0.5,), (0.25,), inplace=True)", floatPicture, func() T.Transform {
		return T.NewNormalize([]float64{0.5}, []float64{0.25}, T.Inplace(true))
	}},
	{"T.Resize(8)", geometry, func() T.Transform { return T.NewResize(8) }},
	{"T.Resize((20, 7))", geometry, func() T.Transform { return T.NewResize(T.Size{20, 7}) }},
	{"T.Resize((9, 10), interpolation='bicubic')", geometry, func() T.Transform { return T.NewResize(T.Size{9, 10}, T.Interpolation("bicubic")) }},
	{"T.Resize((9, 30), interpolation='bicubic', antialias=False)", geometry, func() T.Transform {
		return T.NewResize(T.Size{9, 30}, T.Interpolation("bicubic"), T.Antialias(false))
	}},
	{"T.Resize((9, 10), antialias=False)", geometry, func() T.Transform { return T.NewResize(T.Size{9, 10}, T.Antialias(false)) }},
	{"T.Resize((6, 30), interpolation='nearest')", geometry, func() T.Transform { return T.NewResize(T.Size{6, 30}, T.Interpolation("nearest")) }},
	{"T.Resize((5, 30), interpolation='nearest-exact')", pictures, func() T.Transform { return T.NewResize(T.Size{5, 30}, T.Interpolation("nearest-exact")) }},
	{"T.Resize(10, max_size=11)", geometry, func() T.Transform { return T.NewResize(10, T.MaxSize(11)) }},
	{"T.Compose([T.ToDtype(torch.float64, scale=True), T.Resize(9)])", geometry, func() T.Transform {
		return T.NewCompose(T.NewToDType(torch.Float64, T.ScaleValues(true)), T.NewResize(9))
	}},
	{"T.Compose([T.ToDtype(torch.int16, scale=True), T.Resize(9)])", "uint8 C1 C3 masks boxes", func() T.Transform {
		return T.NewCompose(T.NewToDType(torch.Int16, T.ScaleValues(true)), T.NewResize(9))
	}},
	{"T.RandomResizedCrop((9, 8))", geometry, func() T.Transform { return T.NewRandomResizedCrop(9, 8) }},
	{"T.RandomResizedCrop(24, scale=(0.5, 1.0), ratio=(0.2, 0.3), interpolation='nearest-exact')", geometry, func() T.Transform {
		return T.NewRandomResizedCrop(24, 24, T.Scale(0.5, 1), T.Ratio(0.2, 0.3), T.Interpolation("nearest-exact"))
	}},
	{"T.RandomRotation(30)", geometry, func() T.Transform { return T.NewRandomRotation(30) }},
	{"T.RandomRotation((-200, 200), interpolation='bilinear', expand=True, fill=0.5)", geometry, func() T.Transform {
		return T.NewRandomRotation(T.Range{-200, 200}, T.Interpolation("bilinear"), T.Expand(true), T.Fill(0.5))
	}},
	{"T.RandomRotation((-50, 10), center=(3, 4), fill=None)", geometry, func() T.Transform {
		return T.NewRandomRotation(T.Range{-50, 10}, T.Center(3, 4), T.Fill())
	}},
	{"T.RandomRotation((90, 90), expand=True)", geometry, func() T.Transform { return T.NewRandomRotation(T.Range{90, 90}, T.Expand(true)) }},
	{"T.RandomRotation((180, 180))", geometry, func() T.Transform { return T.NewRandomRotation(T.Range{180, 180}) }},
	{"T.RandomRotation((-90, -90))", geometry, func() T.Transform { return T.NewRandomRotation(T.Range{-90, -90}) }},
	{"T.RandomRotation(0)", geometry, func() T.Transform { return T.NewRandomRotation(0) }},
	{"T.RandomAffine(20)", geometry, func() T.Transform { return T.NewRandomAffine(20) }},
	{"T.RandomAffine((-90, 30), translate=(0.1, 0.3), scale=(0.7, 1.3), shear=20, interpolation='bilinear')", geometry, func() T.Transform {
		return T.NewRandomAffine(T.Range{-90, 30}, T.Translate(0.1, 0.3), T.Scale(0.7, 1.3), T.Shear(20), T.Interpolation("bilinear"))
	}},
	{"T.RandomAffine(0, shear=(-10, 10, 5, 15), interpolation='bilinear', fill=None, center=(2.5, 1))", geometry, func() T.Transform {
		return T.NewRandomAffine(0, T.Shear(-10, 10, 5, 15), T.Interpolation("bilinear"), T.Fill(), T.Center(2.5, 1))
	}},
	{"T.RandomAffine(45.5, fill=(3, 2, 1))", "uint8 float32 C3 boxes", func() T.Transform { return T.NewRandomAffine(45.5, T.Fill(3, 2, 1)) }},
	{"T.RandomPerspective(p=0.8)", geometry, func() T.Transform { return T.NewRandomPerspective(T.P(0.8)) }},
	{"T.RandomPerspective(0.9, p=1.0, interpolation='nearest', fill=0.3)", geometry, func() T.Transform {
		return T.NewRandomPerspective(T.DistortionScale(0.9), T.P(1), T.Interpolation("nearest"), T.Fill(0.3))
	}},
	{"T.ElasticTransform(sigma=2.0)", geometry, func() T.Transform { return T.NewElasticTransform(T.Sigma(2)) }},
	{"T.ElasticTransform(alpha=(20, 60), sigma=0, interpolation='nearest', fill=None)", geometry, func() T.Transform {
		return T.NewElasticTransform(T.Displacement(20, 60), T.Sigma(0), T.Interpolation("nearest"), T.Fill())
	}},
	{"T.ColorJitter(0.4, 0.5, 0.6, 0.3)", geometry, func() T.Transform {
		return T.NewColorJitter(T.Brightness(0.4), T.Contrast(0.5), T.Saturation(0.6), T.Hue(0.3))
	}},
	{"T.ColorJitter(brightness=2.0, hue=(-0.5, 0.5))", pictures, func() T.Transform { return T.NewColorJitter(T.Brightness(2), T.Hue(-0.5, 0.5)) }},
	{"T.ColorJitter(contrast=(0.5, 3.0))", pictures, func() T.Transform { return T.NewColorJitter(T.Contrast(0.5, 3)) }},
	{"T.Grayscale()", pictures, func() T.Transform { return T.NewGrayscale() }},
	{"T.Grayscale(3)", geometry, func() T.Transform { return T.NewGrayscale(T.NumOutputChannels(3)) }},
	{"T.RandomGrayscale(0.5)", pictures, func() T.Transform { return T.NewRandomGrayscale(T.P(0.5)) }},
	{"T.GaussianBlur(5)", geometry, func() T.Transform { return T.NewGaussianBlur(5) }},
	{"T.GaussianBlur((3, 7), sigma=1.5)", pictures, func() T.Transform { return T.NewGaussianBlur(T.Size{3, 7}, T.Sigma(1.5)) }},
	{"T.RandomErasing(p=0.8)", geometry, func() T.Transform { return T.NewRandomErasing(T.P(0.8)) }},
	{"T.RandomErasing(p=1.0, scale=(0.1, 0.4), value=(3, 2, 1), inplace=True)", "uint8 float32 C3", func() T.Transform {
		return T.NewRandomErasing(T.P(1), T.Scale(0.1, 0.4), T.Value(3, 2, 1), T.Inplace(true))
	}},
	{"T.RandomErasing(p=1.0, ratio=(0.1, 9.0), value='random')", floatPicture, func() T.Transform {
		return T.NewRandomErasing(T.P(1), T.Ratio(0.1, 9), T.RandomValue(true))
	}},
	{"T.RandomInvert()", pictures, func() T.Transform { return T.NewRandomInvert() }},
	{"T.RandomPosterize(3, p=0.7)", pictures, func() T.Transform { return T.NewRandomPosterize(3, T.P(0.7)) }},
	{"T.RandomSolarize(0.6)", pictures, func() T.Transform { return T.NewRandomSolarize(0.6) }},
	{"T.RandomSolarize(100, p=0.7)", "uint8 C1 C3", func() T.Transform { return T.NewRandomSolarize(100, T.P(0.7)) }},
	{"T.RandomEqualize()", geometry, func() T.Transform { return T.NewRandomEqualize() }},
	{"T.RandomAutocontrast()", pictures, func() T.Transform { return T.NewRandomAutocontrast() }},
	{"T.RandomAdjustSharpness(2)", pictures, func() T.Transform { return T.NewRandomAdjustSharpness(2) }},
	{"T.RandomAdjustSharpness(0, p=0.8)", geometry, func() T.Transform { return T.NewRandomAdjustSharpness(0, T.P(0.8)) }},
	{"T.Compose([T.ToDtype(torch.int16, scale=True), T.RandomPosterize(5, p=1.0), T.RandomInvert(p=1.0), T.RandomAutocontrast(p=1.0)])", "uint8 C1 C3", func() T.Transform {
		return T.NewCompose(T.NewToDType(torch.Int16, T.ScaleValues(true)), T.NewRandomPosterize(5, T.P(1)), T.NewRandomInvert(T.P(1)), T.NewRandomAutocontrast(T.P(1)))
	}},
	{"T.RGB()", geometry, func() T.Transform { return T.NewRGB() }},
	{"T.RandomChannelPermutation()", pictures, func() T.Transform { return T.NewRandomChannelPermutation() }},
	{"T.RandomPhotometricDistort()", geometry, func() T.Transform { return T.NewRandomPhotometricDistort() }},
	{"T.RandomPhotometricDistort(brightness=(0.5, 1.5), hue=(-0.5, 0.5), p=0.8)", pictures, func() T.Transform {
		return T.NewRandomPhotometricDistort(T.Brightness(0.5, 1.5), T.Hue(-0.5, 0.5), T.P(0.8))
	}},
	{"T.RandomResize(7, 20)", geometry, func() T.Transform { return T.NewRandomResize(7, 20) }},
	{"T.RandomShortestSize([7, 9, 20], max_size=22)", geometry, func() T.Transform {
		return T.NewRandomShortestSize([]int{7, 9, 20}, T.MaxSize(22))
	}},
	{"T.ScaleJitter((24, 30))", geometry, func() T.Transform { return T.NewScaleJitter(24, 30) }},
	{"T.ScaleJitter((9, 30), scale_range=(0.5, 1.5), interpolation='nearest')", geometry, func() T.Transform {
		return T.NewScaleJitter(9, 30, T.ScaleRange(0.5, 1.5), T.Interpolation("nearest"))
	}},
	{"T.RandomZoomOut()", geometry, func() T.Transform { return T.NewRandomZoomOut() }},
	{"T.RandomZoomOut(fill=(1, 2, 3), side_range=(1.5, 2.0), p=0.9)", "uint8 float32 C3 boxes", func() T.Transform {
		return T.NewRandomZoomOut(T.Fill(1, 2, 3), T.SideRange(1.5, 2), T.P(0.9))
	}},
	{"T.RandomApply([T.RandomCrop((8, 9))], p=0.4)", geometry, func() T.Transform {
		return T.NewRandomApply([]T.Transform{T.NewRandomCrop(8, 9)}, T.P(0.4))
	}},
	{"T.RandomChoice([T.RandomCrop((8, 9)), T.CenterCrop(7)], p=[1, 3])", geometry, func() T.Transform {
		return T.NewRandomChoice([]T.Transform{T.NewRandomCrop(8, 9), T.NewCenterCrop(7, 7)}, T.Weights(1, 3))
	}},
	{"T.RandomOrder([T.Pad(3), T.RandomCrop((10, 9)), T.RandomHorizontalFlip()])", geometry, func() T.Transform {
		return T.NewRandomOrder([]T.Transform{T.NewPad(3), T.NewRandomCrop(10, 9), T.NewRandomHorizontalFlip()})
	}},
	{"T.Compose([T.RandomCrop(11), T.Compose([T.Pad(1), T.RandomApply([T.RandomVerticalFlip()])]), T.ToDtype(torch.float32, scale=True)])", geometry, func() T.Transform {
		return T.NewCompose(T.NewRandomCrop(11, 11), T.NewCompose(T.NewPad(1), T.NewRandomApply([]T.Transform{T.NewRandomVerticalFlip()})),
			T.NewToDType(torch.Float32, T.ScaleValues(true)))
	}},
	{"T.MixUp(num_classes=4)", batches, func() T.Transform { return T.NewMixUp(T.NumClasses(4)) }},
	{"T.MixUp(alpha=0.2)", batchesByP, func() T.Transform { return T.NewMixUp(T.Alpha(0.2)) }},
	{"T.CutMix(num_classes=4)", batches, func() T.Transform { return T.NewCutMix(T.NumClasses(4)) }},
	{"T.CutMix(alpha=0.5)", batchesByP, func() T.Transform { return T.NewCutMix(T.Alpha(0.5)) }},
	{"T.RandomChoice([T.CutMix(num_classes=4), T.MixUp(num_classes=4)])", batches, func() T.Transform {
		return T.NewRandomChoice([]T.Transform{T.NewCutMix(T.NumClasses(4)), T.NewMixUp(T.NumClasses(4))})
	}},
}...)

// laterTransforms are those that came with libtorch 2.15 and its torchvision: before it masks
// were never resized by "nearest-exact".
func laterTransforms() []transformRow {
	if !isNewest() {
		return nil
	}
	return []transformRow{
		{"T.Resize((6, 30), interpolation='nearest-exact')", geometry, func() T.Transform { return T.NewResize(T.Size{6, 30}, T.Interpolation("nearest-exact")) }},
		{"T.Resize((9, 10), interpolation='lanczos')", geometry, func() T.Transform { return T.NewResize(T.Size{9, 10}, T.Interpolation("lanczos")) }},
	}
}

const transformSeeds = 20

func transformCases() []testCase {
	var out []testCase
	for _, row := range transformTable {
		out = append(out, testCase{row.name(), func(r *recorder) {
			transform := T.NewCompose(row.make())
			r.text("printed", transform[0].String())
			for seed := range transformSeeds {
				if strings.Contains(row.takes, "batches") {
					r.batch(transform, row.takes, seed)
				} else {
					r.samples(transform, row.takes, seed)
				}
			}
		}})
	}
	return out
}

func (r *recorder) samples(transform T.Compose, takes string, seed int) {
	for _, dtype := range []string{"uint8", "float32"} {
		for _, channels := range []int{1, 3} {
			if !strings.Contains(takes, dtype) || !strings.Contains(takes, fmt.Sprint("C", channels)) {
				continue
			}
			s := sampleOf(seed, dtype, channels)
			if !strings.Contains(takes, "masks") {
				s.Masks = nil
			}
			if !strings.Contains(takes, "boxes") {
				s.Boxes = nil
			}
			torch.ManualSeed(int64(seed))
			s = transform.Sample(s, nil)
			key := fmt.Sprintf("seed %d, %s, %d channels: ", seed, dtype, channels)
			r.tensor(key+"image", s.Image)
			if s.Masks != nil {
				r.tensor(key+"masks", s.Masks)
			}
			if s.Boxes != nil {
				r.tensor(key+"boxes", s.Boxes)
			}
			r.drawsOf(key+"draws after", nil)
		}
	}
}

// sampleOf is sample(...) of cases/transforms.py.
func sampleOf(seed int, dtype string, channels int) (s T.Sample) {
	torch.ManualSeed(int64(1000 + seed))
	height, width, boxes := 11+seed%5*2, 13+seed%3*4, seed%4
	s.Image = torch.Randint(0, 256, []int{channels, height, width}).To(torch.UInt8)
	if dtype == "float32" {
		s.Image = torch.Rand(channels, height, width)
	}
	s.Masks = torch.Randint(0, 3, []int{2, height, width}).To(torch.UInt8)
	sides := torch.FromSlice([]float32{float32(width), float32(height)})
	corner := torch.Rand(boxes, 2).Mul(sides).Div(2)
	s.Boxes = torch.Cat([]*torch.Tensor{corner, corner.Add(torch.Rand(boxes, 2).Mul(sides).Div(2))}, torch.Dim(1))
	if seed%2 == 1 {
		s.Boxes = s.Boxes.To(torch.Int64)
	}
	return s
}

func (r *recorder) batch(transform T.Compose, takes string, seed int) {
	torch.ManualSeed(int64(1000 + seed))
	s := T.Sample{Image: torch.Rand(5, 3, 7+seed%3, 9), Labels: torch.Randint(0, 4, []int{5})}
	if strings.Contains(takes, "probabilities") {
		s.Labels = torch.Rand(5, 4)
	}
	torch.ManualSeed(int64(seed))
	s = transform.Sample(s, nil)
	r.tensor(fmt.Sprintf("seed %d: images", seed), s.Image)
	r.tensor(fmt.Sprintf("seed %d: labels", seed), s.Labels)
	r.drawsOf(fmt.Sprintf("seed %d: draws after", seed), nil)
}
