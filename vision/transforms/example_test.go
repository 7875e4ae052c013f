package transforms_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms"
)

func ExampleNewCompose() {
	transform := transforms.NewCompose(
		transforms.NewToTensor(),
		transforms.NewNormalize([]float64{0.5}, []float64{0.5}),
	)
	image := torch.FromSlice([]byte{0, 51, 102, 255}, 1, 2, 2)
	fmt.Println(transform)
	fmt.Println(transform.Apply(image, nil))
	// Output:
	// Compose(
	//       ToTensor()
	//       Normalize(mean=[0.5], std=[0.5], inplace=False)
	// )
	// tensor([[[-1.0000, -0.6000],
	//          [-0.2000,  1.0000]]])
}

func ExampleCompose_Sample() {
	transform := transforms.NewCompose(transforms.NewRandomHorizontalFlip(transforms.P(1)), transforms.NewCenterCrop(2, 2))
	s := transform.Sample(transforms.Sample{
		Image: torch.Arange(0, 12).To(torch.UInt8).View(1, 3, 4),
		Boxes: torch.NewTensor([][]float32{{0, 0, 2, 3}}),
	}, nil)
	fmt.Println(s.Image)
	fmt.Println(s.Boxes)
	// Output:
	// tensor([[[2, 1],
	//          [6, 5]]], dtype=torch.uint8)
	// tensor([[1., 0., 2., 2.]])
}

// darkAndBright is a batch of two pictures, black and white.
func darkAndBright() (images, labels *torch.Tensor) {
	return torch.NewTensor([]float32{0, 1}).View(2, 1, 1, 1).Expand(2, 1, 4, 4), torch.NewTensor([]int{0, 1})
}

func ExampleMixUp() {
	torch.ManualSeed(0)
	images, labels := darkAndBright()
	images, labels = transforms.NewMixUp(transforms.NumClasses(2)).Apply(images, labels, nil)
	fmt.Println(images.Index(0, 0, 0))
	fmt.Println(labels)
	// Output:
	// tensor([0.1362, 0.1362, 0.1362, 0.1362])
	// tensor([[0.8638, 0.1362],
	//         [0.1362, 0.8638]])
}

func ExampleCutMix() {
	torch.ManualSeed(4)
	images, labels := darkAndBright()
	images, labels = transforms.NewCutMix(transforms.NumClasses(2)).Apply(images, labels, nil)
	fmt.Println(images.Index(0, 0))
	fmt.Println(labels)
	// Output:
	// tensor([[0., 0., 0., 0.],
	//         [0., 0., 0., 0.],
	//         [0., 1., 1., 0.],
	//         [0., 1., 1., 0.]])
	// tensor([[0.7500, 0.2500],
	//         [0.2500, 0.7500]])
}
