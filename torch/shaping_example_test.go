package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleCat() {
	x := torch.NewTensor([][]int{{1, 2}})
	y := torch.NewTensor([][]int{{3, 4}, {5, 6}})
	fmt.Println(torch.Cat([]*torch.Tensor{x, y}).ToSlice())
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

func ExampleTensor_SliceScatter() {
	x := torch.Zeros(2, 4, torch.Int64)
	fmt.Println(x.SliceScatter(torch.NewTensor([][]int{{1, 2}, {3, 4}}), torch.SliceFrom(2), torch.Dim(1)).ToSlice())
	fmt.Println(x.ToSlice()) // as it was
	// Output:
	// [[0 0 1 2] [0 0 3 4]]
	// [[0 0 0 0] [0 0 0 0]]
}

func ExampleTensor_UnravelIndex() {
	x := torch.NewTensor([][]float32{{1, 5, 2}, {7, 0, 3}})
	at := x.Argmax().UnravelIndex(x.Shape()...)
	fmt.Println(at[0].Item(), at[1].Item())
	// Output: 1 0
}

func ExampleTensor_UntypedStorage() {
	x := torch.Zeros(2, 3)
	fmt.Println(x.T().UntypedStorage() == x.UntypedStorage())
	fmt.Println(x.Clone().UntypedStorage() == x.UntypedStorage())
	fmt.Println(x.Select(0, 0).UntypedStorage().NBytes)
	// Output:
	// true
	// false
	// 24
}

func ExampleTensor_Trapezoid() {
	x := torch.NewTensor([]float64{0, 1, 3})
	fmt.Println(x.Square().Trapezoid(torch.Spacing(x)).Item())
	// Output: 10.5
}
