package aten_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

func Example() {
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}})
	fmt.Println(aten.SumDimIntList(x, []int{0}, &aten.SumDimIntListOptions{KeepDim: true}))
	fmt.Println(aten.Argmax(x, &aten.ArgmaxOptions{Dim: aten.Some(1)}))
	// Output:
	// tensor([[4., 6.]])
	// tensor([1, 1])
}
