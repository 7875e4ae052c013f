package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleComplex() {
	z := torch.Complex(torch.NewTensor([]float32{3, 0}), torch.NewTensor([]float32{4, -2}))
	fmt.Println(z.Abs(), z.Conj())
	z.Imag().Fill_(1) // a view: it changes z
	fmt.Println(z)
	// Output:
	// tensor([5., 2.]) tensor([3.-4.j, 0.+2.j])
	// tensor([3.+1.j, 0.+1.j])
}

func ExampleHannWindow() {
	fmt.Println(torch.HannWindow(5, false)) // symmetric
	fmt.Println(torch.HannWindow(4, true))  // periodic: the same without the last number
	// Output:
	// tensor([0.0000, 0.5000, 1.0000, 0.5000, 0.0000])
	// tensor([0.0000, 0.5000, 1.0000, 0.5000])
}
