package torch_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// clamp passes gradients through where its input is positive, as ReLU does.
type clamp struct{}

func (clamp) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(inputs[0])
	return []*torch.Tensor{inputs[0].Clamp(0, nil)}
}

func (clamp) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{grads[0].Mul(ctx.SavedTensors()[0].Gt(0))}
}

func ExampleApply() {
	x := torch.NewTensor([]float32{-1, 2}, torch.RequiresGrad(true))
	y := torch.Apply(clamp{}, x)[0]
	y.Mul(3).Sum().Backward()
	fmt.Println(x.Grad())
	// Output: tensor([0., 3.])
}

func ExampleTensor_RegisterHook() {
	x := torch.NewTensor([]float32{1, 2}, torch.RequiresGrad(true))
	hook := x.RegisterHook(func(grad *torch.Tensor) *torch.Tensor { return grad.Mul(10) })
	defer hook.Remove()
	x.Sum().Backward()
	fmt.Println(x.Grad())
	// Output: tensor([10., 10.])
}
