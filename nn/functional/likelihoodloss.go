package functional

import (
	"github.com/e0112027/gotorch/torch"
)

//kw:options PoissonNLLLossOption nn.PoissonNLLLoss

// PoissonNLLLoss is [nn.PoissonNLLLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.poisson_nll_loss.html
func PoissonNLLLoss(rate, target *torch.Tensor, options ...PoissonNLLLossOption) *torch.Tensor {
	m := poissonNLLLossOf(options)
	return m.Forward(rate, target)
}

//kw:options GaussianNLLLossOption nn.GaussianNLLLoss

// GaussianNLLLoss is [nn.GaussianNLLLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html
func GaussianNLLLoss(mean, target, variance *torch.Tensor, options ...GaussianNLLLossOption) *torch.Tensor {
	m := gaussianNLLLossOf(options)
	return m.Forward(mean, target, variance)
}

// GaussianNLLLossVar is [GaussianNLLLoss] by one variance for all elements, a number.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html
func GaussianNLLLossVar(mean, target *torch.Tensor, variance float64, options ...GaussianNLLLossOption) *torch.Tensor {
	m := gaussianNLLLossOf(options)
	return m.ForwardVar(mean, target, variance)
}

//kw:options KLDivOption nn.KLDivLoss

// KLDiv is [nn.KLDivLoss] as a function: of log-probabilities x and a target.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
func KLDiv(x, target *torch.Tensor, options ...KLDivOption) *torch.Tensor {
	m := klDivOf(options)
	return m.Forward(x, target)
}

//kw:options CTCLossOption nn.CTCLoss

// CTCLoss is [nn.CTCLoss] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html
func CTCLoss(logProbabilities, targets, inputLengths, targetLengths *torch.Tensor, options ...CTCLossOption) *torch.Tensor {
	m := ctcLossOf(options)
	return m.Forward(logProbabilities, targets, inputLengths, targetLengths)
}

// CTCLossLengths is [CTCLoss] by lengths that are Go numbers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html
func CTCLossLengths(logProbabilities, targets *torch.Tensor, inputLengths, targetLengths []int, options ...CTCLossOption) *torch.Tensor {
	m := ctcLossOf(options)
	return m.ForwardLengths(logProbabilities, targets, inputLengths, targetLengths)
}
