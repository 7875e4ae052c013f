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
// On the CPU an update rule runs parameter by parameter; where all parameters of
// a group are on an accelerator it runs on all of them at once, by the _foreach_
// operators, as in Python.
//
// A wrong option panics with [*torch.Error], as a wrong argument of an operator
// does. An optimizer is used by one goroutine at a time.
//
// See https://docs.pytorch.org/docs/stable/optim.html
package optim
