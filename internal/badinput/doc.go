// Package badinput holds tests that call every function and method of the typed
// surface with arguments of the wrong kind: closed and nil tensors, other shapes,
// dtypes and devices, dimensions that are not there, options and numbers of the
// wrong type; the methods of nn's layers, optimizers, schedules, scalers,
// transforms and datasets among them. What takes more to get wrong is a list. A
// wrong call must end with a *torch.Error that tells the operator, the inputs and
// the reason, free what it made, and leave the library working.
package badinput

//go:generate go run ../gensurface functions_gen_test.go torch torch/aten torch/autograd torch/fft torch/linalg torch/signal torch/sparse torch/special torch/cuda torch/backends nn/functional nn/init
