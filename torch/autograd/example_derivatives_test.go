package autograd_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/linalg"
)

func ExampleJacobian() {
	outer := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Mul(in[1].Sum())} }
	x, y := torch.NewTensor([]float32{1, 2}), torch.NewTensor([]float32{3, 4})
	for _, jacobian := range autograd.Jacobian(outer, []*torch.Tensor{x, y})[0] {
		fmt.Println(jacobian)
	}
	// Output:
	// tensor([[7., 0.],
	//         [0., 7.]])
	// tensor([[1., 1.],
	//         [2., 2.]])
}

// sinh saves results of its forward pass for the backward pass. They are outputs, so
// that a gradient of the gradient finds the way through them.
type sinh struct{}

func (sinh) Forward(ctx *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	up, down := in[0].Exp(), in[0].Neg().Exp()
	ctx.SaveForBackward(up, down)
	return []*torch.Tensor{up.Sub(down).Div(2), up, down}
}

func (sinh) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	saved := ctx.SavedTensors()
	up, down := saved[0], saved[1]
	grad := grads[0].Mul(up.Add(down)).Div(2)
	return []*torch.Tensor{grad.Add(grads[1].Mul(up)).Sub(grads[2].Mul(down))}
}

// sinhOnce keeps them out of sight of autograd: only its first derivative is right.
type sinhOnce struct{}

func (sinhOnce) Forward(ctx *torch.FunctionContext, in ...*torch.Tensor) []*torch.Tensor {
	up, down := in[0].Exp(), in[0].Neg().Exp()
	ctx.SetState(up.Add(down).Div(2))
	return []*torch.Tensor{up.Sub(down).Div(2)}
}

func (sinhOnce) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return []*torch.Tensor{grads[0].Mul(ctx.State().(*torch.Tensor))}
}

func ExampleGradgradcheck() {
	x := []*torch.Tensor{torch.NewTensor([]float64{0.5, -1}, torch.RequiresGrad(true))}
	for _, f := range []torch.Function{sinh{}, sinhOnce{}} {
		apply := func(in ...*torch.Tensor) []*torch.Tensor { return torch.Apply(f, in...)[:1] }
		first := autograd.Gradcheck(apply, x)
		second := autograd.Gradgradcheck(apply, x, nil)
		fmt.Printf("%T: first right: %t, second right: %t\n", f, first == nil, second == nil)
	}
	// Output:
	// autograd_test.sinh: first right: true, second right: true
	// autograd_test.sinhOnce: first right: true, second right: false
}

// Newton's method goes to the least value of a function by its gradient and Hessian.
func ExampleHessian_newton() {
	rosenbrock := func(in ...*torch.Tensor) []*torch.Tensor {
		x, y := in[0].Select(0, 0), in[0].Select(0, 1)
		valley := y.Sub(x.Pow(2)).Pow(2).Mul(100)
		return []*torch.Tensor{x.RSub(1).Pow(2).Add(valley)}
	}
	x := torch.NewTensor([]float64{-1.2, 1})
	for range 6 {
		in := []*torch.Tensor{x}
		_, gradient := autograd.VJP(rosenbrock, in, nil)
		hessian := autograd.Hessian(rosenbrock, in)[0][0]
		x = x.Sub(linalg.Solve(hessian, gradient[0]))
	}
	fmt.Println(x)
	// Output: tensor([1.0000, 1.0000], dtype=torch.float64)
}
