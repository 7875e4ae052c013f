package functional_test

import (
	"fmt"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

func Example() {
	logits := torch.NewTensor([][]float32{{2, 0}, {0, 2}})
	loss := F.CrossEntropy(logits, torch.FromSlice([]int{0, 1}), F.LabelSmoothing(0.1))
	fmt.Printf("%.4f\n", loss.Item())
	// Output: 0.2269
}

func ExampleConv2d() {
	x := torch.Arange(9.0).View(1, 1, 3, 3)
	fmt.Println(F.Conv2d(x, torch.Ones(1, 1, 2, 2), nil))
	// Output:
	// tensor([[[[ 8., 12.],
	//           [20., 24.]]]])
}

func ExamplePad() {
	fmt.Println(F.Pad(torch.Ones(1, 2), []int{1, 0, 0, 1}, F.Value(7)))
	// Output:
	// tensor([[7., 1., 1.],
	//         [7., 7., 7.]])
}

func ExampleMaxPool2dWithIndices() {
	pooled, indices := F.MaxPool2dWithIndices(torch.Arange(8.0).View(1, 2, 4), 2)
	fmt.Println(pooled, indices)
	// Output: tensor([[[5., 7.]]]) tensor([[[5, 7]]])
}
