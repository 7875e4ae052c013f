package autograd_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
)

func ExampleHessian() {
	cubes := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Pow(3).Sum()} }
	x := []*torch.Tensor{torch.NewTensor([]float32{1, 2})}
	fmt.Println(autograd.Hessian(cubes, x)[0][0])
	fmt.Println(autograd.Hessian(cubes, x, autograd.Vectorize(true), autograd.Strategy(autograd.ForwardMode))[0][0])
	// Output:
	// tensor([[ 6.,  0.],
	//         [ 0., 12.]])
	// tensor([[ 6.,  0.],
	//         [ 0., 12.]])
}

func ExampleVHP() {
	cubes := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Pow(3).Sum()} }
	x, v := []*torch.Tensor{torch.NewTensor([]float32{1, 2})}, []*torch.Tensor{torch.NewTensor([]float32{10, 1})}
	_, product := autograd.VHP(cubes, x, v)
	fmt.Println(product[0])
	// Output: tensor([60., 12.])
}

func ExampleGradcheck() {
	x := torch.NewTensor([]complex128{1 + 2i, -1}, torch.RequiresGrad(true))
	f := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Mul(in[0]).Sin()} }
	fmt.Println(autograd.Gradcheck(f, []*torch.Tensor{x}, autograd.FastMode(true)))
	// Output: <nil>
}
