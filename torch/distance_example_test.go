package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleTensor_Cdist() {
	a := torch.NewTensor([][]float32{{0, 0}, {3, 4}})
	b := torch.NewTensor([][]float32{{0, 0}, {3, 0}, {0, 4}})
	fmt.Println(a.Cdist(b).ToSlice())
	fmt.Println(a.Cdist(b, torch.P(1), torch.NeverMM).ToSlice())
	fmt.Println(b.Pdist().ToSlice(), a.Dist(b.Narrow(0, 0, 1)).Item())
	// Output:
	// [[0 3 4] [5 4 3]]
	// [[0 3 4] [7 4 3]]
	// [3 4 5] 5
}

func ExampleTensor_Renorm() {
	weight := torch.NewTensor([][]float32{{3, 4}, {0.3, 0.4}})
	fmt.Println(weight.Renorm(2, 0, 1))
	fmt.Println(weight.NormExceptDim(2, 0).ToSlice())
	// Output:
	// tensor([[0.6000, 0.8000],
	//         [0.3000, 0.4000]])
	// [[5] [0.5]]
}

func ExampleTensor_TensordotN() {
	a := torch.Ones(2, 3, 4)
	b := torch.Ones(3, 4, 5)
	fmt.Println(a.TensordotN(b, 2).Shape(), a.Tensordot(b, []int{1, 2}, []int{0, 1}).Index(0, 0).Item())
	// Output: [2 5] 12
}
