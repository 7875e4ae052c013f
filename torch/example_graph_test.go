package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

func ExampleVmap() {
	dot := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Dot(in[1])} }
	a, b := torch.NewTensor([][]float32{{1, 2}, {3, 4}}), torch.NewTensor([][]float32{{1, 1}, {2, 2}})
	fmt.Println(torch.Vmap(dot)(a, b)[0])
	// Output: tensor([ 3., 14.])
}

// The gradients of each sample's loss, where Backward would add them up.
func ExampleIsGradsBatched() {
	w := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	samples := torch.NewTensor([][]float32{{1, 0}, {2, 1}, {0, 3}})
	losses := samples.MV(w).Pow(2)
	perSample := torch.Grad([]*torch.Tensor{losses}, []*torch.Tensor{w},
		torch.GradOutputs(torch.Eye(3)), torch.IsGradsBatched(true))
	fmt.Println(perSample[0])
	// Output:
	// tensor([[ 2.,  0.],
	//         [16.,  8.],
	//         [ 0., 36.]])
}

func ExampleTensor_GradFn() {
	x := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	for n := x.Mul(x).Sum().GradFn(); n != nil; n = nextOf(n) {
		fmt.Println(n)
	}
	// Output:
	// <SumBackward0>
	// <MulBackward0>
	// <torch::autograd::AccumulateGrad>
}

func nextOf(n *torch.Node) *torch.Node {
	if next := n.NextFunctions(); len(next) > 0 {
		return next[0].Node
	}
	return nil
}

func ExampleRegisterMultiGradHook() {
	a, b := torch.Ones(1, torch.RequiresGrad(true)), torch.Ones(1, torch.RequiresGrad(true))
	hook := torch.RegisterMultiGradHook([]*torch.Tensor{a, b}, func(grads []*torch.Tensor) {
		fmt.Println(grads[0].Item(), grads[1].Item())
	})
	defer hook.Remove()
	a.Mul(2).Add(b.Mul(3)).Sum().Backward()
	// Output: 2 3
}

func ExampleCheckpointSequential() {
	x := torch.NewTensor([]float32{0}, torch.RequiresGrad(true))
	steps := []func(*torch.Tensor) *torch.Tensor{(*torch.Tensor).Exp, (*torch.Tensor).Exp, (*torch.Tensor).Exp}
	torch.CheckpointSequential(steps, 2, x).Sum().Backward()
	fmt.Printf("%.3f\n", x.Grad().Item())
	// Output: 41.194
}
