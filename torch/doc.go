// Package torch gives Go programs PyTorch's tensors, devices and autograd,
// computed by libtorch, with the very bits that Python gets.
//
//	x := torch.Randn(2, 3)
//	w := torch.Randn(3, 4, torch.RequiresGrad(true))
//	loss := x.MatMul(w).ReLU().Sum()
//	loss.Backward()
//	fmt.Println(w.Grad())
//
// Names are PyTorch's in Go's spelling. An operator whose arguments are wrong
// panics with [*Error]; [Try] turns that into an error. Nothing is freed by
// hand: see [Scope] for how memory is given back early.
//
// Functions called …Out, such as [AddOut], write their result into a tensor that
// is there, as Python's out= does, so that a loop allocates nothing. It comes
// first, as in Go's copy, and is returned; it has the result's shape (one of no
// elements is resized) and a dtype that the result converts to. They panic where
// autograd would record them. Other operators take it through [Call]:
//
//	torch.Call("aten::exp", x, torch.Kwarg("out", y))
//	torch.Call("aten::sort", x, torch.Kwarg("values", v), torch.Kwarg("indices", i))
//
// The package finds libtorch at run time, at the first call; [Init] reports
// where it looked when there is none.
package torch
