// Package autograd differentiates Go functions of tensors: products with the
// Jacobian and the Hessian from either side, both of them as a whole, and a check of
// a function's gradients against finite differences.
//
//	square := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Mul(in[0])} }
//	jacobian := autograd.Jacobian(square, []*torch.Tensor{x})[0][0]
//	err := autograd.Gradcheck(square, []*torch.Tensor{x.SetRequiresGrad(true)})
//
// What a program needs to train is in package torch: Backward, Grad, hooks,
// functions with gradients of their own.
//
// See https://docs.pytorch.org/docs/stable/autograd.html
package autograd
