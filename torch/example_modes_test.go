package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// The derivative of x²+x along a direction, without a backward pass.
func ExampleWithDualLevel() {
	x, v := torch.NewTensor([]float32{0, 2}), torch.NewTensor([]float32{1, 0})
	torch.WithDualLevel(func(level torch.DualLevel) {
		dual := level.Make(x, v)
		_, tangent := level.Unpack(dual.Mul(dual).Add(dual))
		fmt.Println(tangent)
	})
	// Output: tensor([1., 0.])
}

// What the backward pass needs waits in half the memory, at half the precision.
func ExampleWithSavedTensorHooks() {
	x := torch.NewTensor([]float32{1, 2, 3}, torch.RequiresGrad(true))
	pack := func(t *torch.Tensor) any { return t.To(torch.Float16) }
	unpack := func(packed any) *torch.Tensor { return packed.(*torch.Tensor).To(torch.Float32) }
	var y *torch.Tensor
	torch.WithSavedTensorHooks(pack, unpack, func() { y = x.Mul(x) })
	y.Sum().Backward()
	fmt.Println(x.Grad())
	// Output: tensor([2., 4., 6.])
}

// Each parameter takes its step as soon as its gradient is there, which is freed
// before the next one is computed.
func ExampleTensor_RegisterPostAccumulateGradHook() {
	weights := []*torch.Tensor{torch.Ones(2, torch.RequiresGrad(true)), torch.Ones(2, torch.RequiresGrad(true))}
	for _, w := range weights {
		hook := w.RegisterPostAccumulateGradHook(func(w *torch.Tensor) {
			torch.NoGrad(func() { w.Sub_(w.Grad().Mul(0.25)) })
			w.SetGrad(nil)
		})
		defer hook.Remove()
	}
	weights[0].Mul(weights[1]).Sum().Backward()
	fmt.Println(weights[0].Detach(), weights[1].Detach(), weights[0].Grad() == nil)
	// Output: tensor([0.7500, 0.7500]) tensor([0.7500, 0.7500]) true
}

// A penalty on the size of a gradient, as WGAN-GP has it: the gradient is part of the
// loss, so it is computed with its own graph.
func ExampleCreateGraph() {
	w := torch.NewTensor([]float32{3, 4}, torch.RequiresGrad(true))
	x := torch.NewTensor([]float32{1, 1}, torch.RequiresGrad(true))
	score := w.Mul(x).Sum()
	grad := torch.Grad([]*torch.Tensor{score}, []*torch.Tensor{x}, torch.CreateGraph(true))[0]
	penalty := grad.Norm().Sub(1).Pow(2)
	penalty.Backward()
	fmt.Println(penalty.Item(), w.Grad())
	// Output: 16 tensor([4.8000, 6.4000])
}
