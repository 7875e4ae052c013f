package main

import "github.com/e0112027/gotorch/torch"

const functionCalls = 1_000

// cube is a Function in Go, as bench.py has it in Python.
type cube struct{}

func (cube) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
	ctx.SaveForBackward(inputs[0])
	return []*torch.Tensor{inputs[0].Pow(3)}
}

func (cube) Backward(ctx *torch.FunctionContext, gradients ...*torch.Tensor) []*torch.Tensor {
	x := ctx.SavedTensors()[0]
	return []*torch.Tensor{gradients[0].Mul(x.Mul(x).Mul(3))}
}

// cubes takes n round trips, forward and backward.
func cubes(n int) {
	x := torch.Ones(4, torch.RequiresGrad(true))
	for range n {
		torch.Scoped(func(s *torch.Scope) {
			torch.Apply(cube{}, x.Mul(torch.Ones(4, torch.In(s))))[0].Sum().Backward()
		})
	}
}
