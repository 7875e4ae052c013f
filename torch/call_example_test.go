package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleCall() {
	x := torch.NewTensor([]float32{1, 2})
	results, err := torch.Call("aten::add.Tensor", x, x, torch.Kwarg("alpha", 10))
	if err != nil {
		panic(err)
	}
	fmt.Println(results[0])
	// Output: tensor([11., 22.])
}

func ExampleCall_error() {
	_, err := torch.Call("mm", torch.Ones(2))
	fmt.Println(err.(*torch.Error).Op)
	// Output: aten::mm
}
