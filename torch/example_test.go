package torch_test

import (
	"errors"
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func Example() {
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}})
	w := torch.Ones(2, 1, torch.RequiresGrad(true))
	loss := x.MatMul(w).Square().Mean()
	loss.Backward()
	fmt.Println(loss)
	fmt.Println(w.Grad())
	// Output:
	// tensor(29., grad_fn=<MeanBackward0>)
	// tensor([[24.],
	//         [34.]])
}

func ExampleNewTensor() {
	fmt.Println(torch.NewTensor([]float32{1, 2.5}))
	fmt.Println(torch.NewTensor([][]int{{1, 2}, {3, 4}}))
	fmt.Println(torch.NewTensor([]float32{1, 0}, torch.Bool))
	// Output:
	// tensor([1.0000, 2.5000])
	// tensor([[1, 2],
	//         [3, 4]])
	// tensor([ True, False])
}

func ExampleData() {
	x := torch.Arange(6).View(2, 3).T()
	fmt.Println(torch.Data[int64](x), x.ToSlice())
	// Output: [0 3 1 4 2 5] [[0 3] [1 4] [2 5]]
}

func ExampleTensor_Add() {
	x := torch.NewTensor([]int{1, 2, 3})
	fmt.Println(x.Add(x))
	fmt.Println(x.Add(0.5))
	fmt.Println(x.Add(torch.NewTensor([][]int{{10}, {20}}), torch.Alpha(2)))
	// Output:
	// tensor([2, 4, 6])
	// tensor([1.5000, 2.5000, 3.5000])
	// tensor([[21, 22, 23],
	//         [41, 42, 43]])
}

func ExampleTensor_Sum() {
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}})
	fmt.Println(x.Sum())
	fmt.Println(x.Sum(torch.Dim(0)))
	fmt.Println(x.Sum(torch.Dim(-1), torch.KeepDim(true), torch.Float64))
	// Output:
	// tensor(10.)
	// tensor([4., 6.])
	// tensor([[3.],
	//         [7.]], dtype=torch.float64)
}

func ExampleTensor_TopK() {
	values, indices := torch.NewTensor([]int{3, 9, 1, 7}).TopK(2)
	fmt.Println(values, indices)
	// Output: tensor([9, 7]) tensor([1, 3])
}

func ExampleTensor_Backward() {
	x := torch.NewTensor([]float32{1, 2, 3}, torch.RequiresGrad(true))
	y := x.Mul(x)
	y.Backward(torch.GradOutputs(torch.NewTensor([]float32{1, 10, 100})))
	fmt.Println(x.Grad())
	// Output: tensor([  2.,  40., 600.])
}

func ExampleGrad() {
	x := torch.NewTensor(3.0, torch.RequiresGrad(true))
	first := torch.Grad([]*torch.Tensor{x.Pow(3)}, []*torch.Tensor{x}, torch.CreateGraph(true))[0]
	second := torch.Grad([]*torch.Tensor{first}, []*torch.Tensor{x})[0]
	fmt.Println(first.Item(), second.Item(), x.Grad())
	// Output: 27 18 <nil>
}

func ExampleNoGrad() {
	w := torch.Ones(2, torch.RequiresGrad(true))
	torch.NoGrad(func() {
		w.Mul_(3)
		fmt.Println(w.Add(1).RequiresGrad())
	})
	fmt.Println(w)
	// Output:
	// false
	// tensor([3., 3.], requires_grad=True)
}

func ExampleScoped() {
	w := torch.Ones(3)
	var best *torch.Tensor
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Arange(3, torch.In(s))
		y := x.Mul(w) // joins s, where x is
		best = y.Max().Keep()
		fmt.Println(x.Scope() == s, y.Scope() == s, best.Scope() == s, s.Len())
	}) // frees x and y
	fmt.Println(best)
	// Output:
	// true true false 2
	// tensor(2.)
}

func ExampleTry() {
	err := torch.Try(func() error {
		torch.Ones(2, 3).MatMul(torch.Ones(2, 3))
		return nil
	})
	var e *torch.Error
	fmt.Println(errors.As(err, &e))
	fmt.Println(e.Op, e.Shapes, e.DTypes)
	// Output:
	// true
	// aten::matmul [[2 3] [2 3]] [torch.float32 torch.float32]
}

func ExampleManualSeed() {
	torch.ManualSeed(0)
	fmt.Println(torch.Rand(3))
	// Output: tensor([0.4963, 0.7682, 0.0885])
}

func ExampleGenerator() {
	g := torch.NewGenerator(torch.CPU).ManualSeed(0)
	fmt.Println(torch.Randperm(5, torch.WithGenerator(g)))
	// Output: tensor([4, 0, 1, 3, 2])
}

func ExampleNewDevice() {
	device, err := torch.NewDevice("cpu")
	fmt.Println(device, err)
	// Output: cpu <nil>
}

func ExampleExecutor() {
	executor := torch.NewExecutor(2)
	defer executor.Close()
	err := executor.Run(func() error {
		fmt.Println(torch.Ones(2).Sum())
		return nil
	})
	fmt.Println(err)
	// Output:
	// tensor(2.)
	// <nil>
}

func ExampleInvocation() {
	v := torch.Invocation{Op: torch.NewOp("aten::pixel_shuffle")}
	v.Tensor(torch.Arange(4).View(4, 1, 1))
	v.Int(2)
	fmt.Println(v.One())
	// Output:
	// tensor([[[0, 1],
	//          [2, 3]]])
}

func ExampleAutocast() {
	x, w := torch.Ones(2, 3), torch.Full([]int{3, 1}, 0.5)
	torch.Autocast(torch.DeviceCPU, func() { fmt.Println(x.MatMul(w)) })
	// Output:
	// tensor([[1.5000],
	//         [1.5000]], dtype=torch.bfloat16)
}
