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
