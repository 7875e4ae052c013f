package main

import (
	"fmt"
	"image"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms"
)

const transformTurns = 40

// pictureCases compares transforms of pictures that Go's image package holds
// with torchvision's of PIL's, in the order of its documents: what is done before
// ToTensor must know where the channels are.
func pictureCases() []testCase {
	crop, flip, toTensor := transforms.NewRandomCrop, transforms.NewRandomHorizontalFlip, transforms.NewToTensor()
	half := transforms.NewNormalize([]float64{0.5}, []float64{0.5})
	imageNet := transforms.NewNormalize([]float64{0.485, 0.456, 0.406}, []float64{0.229, 0.224, 0.225})
	padding := transforms.Padding(2)
	tests := []struct {
		name       string
		channels   int
		transforms []transforms.Transform
	}{
		{"gray", 1, []transforms.Transform{crop(8, 8, padding), flip(), toTensor, half}},
		{"rgb", 3, []transforms.Transform{crop(8, 8, padding), flip(), toTensor, imageNet}},
		{"rgba", 4, []transforms.Transform{crop(12, 5), flip(), toTensor}},
		{"rgb flips", 3, []transforms.Transform{flip(transforms.P(0.7)), transforms.NewRandomVerticalFlip(), toTensor}},
		{"rgb filled", 3, []transforms.Transform{crop(14, 14, transforms.Padding(1, 2, 3, 4), transforms.Fill(200)), toTensor}},
		{"rgb padding if needed", 3, []transforms.Transform{crop(16, 16, transforms.PadIfNeeded(true)), flip(), toTensor}},
		{"rgb floats first", 3, []transforms.Transform{toTensor, crop(8, 8, padding), flip()}},
	}
	var out []testCase
	for _, test := range tests {
		out = append(out, testCase{"transforms/" + test.name, func(r *recorder) {
			torch.ManualSeed(5)
			transform := transforms.NewCompose(test.transforms...)
			for i := range transformTurns {
				x := torch.FromImage(picture(test.channels, i), torch.ImageUnchanged)
				r.tensor(fmt.Sprintf("picture %d", i), transform.Apply(x, nil))
			}
			r.draws()
		}})
	}
	return out
}

// picture is 12 high and 10 wide, and no two pixels beside each other are alike.
func picture(channels, start int) image.Image {
	const height, width = 12, 10
	rect := image.Rect(0, 0, width, height)
	pixels := make([]byte, height*width*channels)
	for i := range pixels {
		pixels[i] = byte(37*i + start)
	}
	switch channels {
	case 1:
		return &image.Gray{Pix: pixels, Stride: width, Rect: rect}
	case 4:
		return &image.NRGBA{Pix: pixels, Stride: 4 * width, Rect: rect}
	}
	rgb := image.NewRGBA(rect)
	for i, v := range pixels {
		rgb.Pix[4*(i/3)+i%3] = v
		rgb.Pix[4*(i/3)+3] = 255
	}
	return rgb
}
