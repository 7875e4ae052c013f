package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleCat() {
	x := torch.NewTensor([][]int{{1, 2}})
	y := torch.NewTensor([][]int{{3, 4}, {5, 6}})
	fmt.Println(torch.Cat([]*torch.Tensor{x, y}, 0).ToSlice())
	// Output: [[1 2] [3 4] [5 6]]
}

func ExampleEinsum() {
	x := torch.NewTensor([][]int{{1, 2}, {3, 4}})
	fmt.Println(torch.Einsum("ij->ji", x).ToSlice())
	fmt.Println(torch.Einsum("ij,kj->ik", x, x).ToSlice())
	// Output:
	// [[1 3] [2 4]]
	// [[5 11] [11 25]]
}

func ExampleTensor_SetIndex() {
	x := torch.Zeros(2, 3, torch.Int64)
	x.SetIndex(torch.NewTensor([]int{7, 8, 9}), 0)
	x.SetIndex(1, torch.Ellipsis, -1)
	fmt.Println(x.ToSlice())
	// Output: [[7 8 1] [0 0 1]]
}

func ExampleTensor_Norm() {
	x := torch.NewTensor([][]float64{{3, 4}, {6, 8}})
	fmt.Println(x.Norm(torch.Dim(1)).ToSlice())
	fmt.Println(x.Norm(torch.P(1)).Item())
	// Output:
	// [5 10]
	// 21
}
