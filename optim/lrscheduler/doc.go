// Package lrscheduler changes the learning rates of an optimizer as training goes
// on, in Python's arithmetic.
//
//	scheduler := lrscheduler.NewStepLR(optimizer, 30, lrscheduler.Gamma(0.1))
//	for range epochs {
//		train(optimizer)
//		scheduler.Step()
//	}
//
// A scheduler is made after its optimizer, before the optimizer's LoadStateDict,
// and steps after it. A wrong option panics with [*torch.Error].
//
// See https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate
package lrscheduler
