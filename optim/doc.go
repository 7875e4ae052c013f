// Package optim holds the optimizers, in Python's order of operations: from the
// same gradients they leave the same bits in the parameters.
//
//	optimizer := optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9))
//	for batch := range batches {
//		optimizer.ZeroGrad()
//		loss(net, batch).Backward()
//		optimizer.Step()
//	}
//
// A constructor takes the parameters and the learning rate, and, as options, what
// Python takes as keywords. More parameters, with options of their own, come with
// AddParamGroup; options that are not given there are the constructor's.
//
// Settings are read and changed as fields, optimizer.Settings(0).Momentum = 0.95, or by
// Python's names, whatever the optimizer: group.Set("momentum", 0.95). An optimizer of
// one's own embeds a [Base] with a struct of settings and a function.
//
// Where all parameters of a group are on an accelerator, Python's rule for lists of
// tensors is used, elsewhere the one for single tensors; [Foreach] chooses, and [Fused]
// takes libtorch's fused kernels.
//
// A wrong option panics with [*torch.Error], as a wrong argument of an operator
// does. An optimizer is used by one goroutine at a time.
//
// See https://docs.pytorch.org/docs/stable/optim.html
package optim
