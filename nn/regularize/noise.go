package regularize

import (
	"math"

	"github.com/e0112027/gotorch/internal/cmath"
	"github.com/e0112027/gotorch/torch"
)

// AddGradNoise_ adds numbers drawn from the normal distribution of mean 0 and standard
// deviation std to the gradients of parameters, in place and in their order, between Backward
// and the optimizer's step. Parameters without a gradient are passed over. In Python:
//
//	for p in parameters:
//	    if p.grad is not None:
//	        p.grad.add_(torch.randn_like(p.grad), alpha=std)
//
// [torch.WithGenerator] draws from another generator. It panics with [*torch.Error] for a std
// below 0.
//
// See https://arxiv.org/abs/1511.06807
func AddGradNoise_(parameters []*torch.Tensor, std float64, generator ...torch.GeneratorOption) {
	if !(std >= 0) || math.IsInf(std, 0) {
		refuse("AddGradNoise_", "std must be a number of at least 0, got %v", std)
	}
	torch.NoGrad(func() {
		for _, p := range parameters {
			if grad := p.Grad(); grad != nil {
				grad.Add_(torch.EmptyLike(grad).Normal_(0, 1, generator...), torch.Alpha(std))
			}
		}
	})
}

// AnnealedStd is the standard deviation √(eta/(1+step)^0.55) for [AddGradNoise_] at a step
// counted from 0, which decreases as its authors propose; of eta they tried 0.01, 0.3 and 1.
//
// See https://arxiv.org/abs/1511.06807
func AnnealedStd(eta float64, step int) float64 {
	if !(eta >= 0) || step < 0 {
		refuse("AnnealedStd", "eta and step must be at least 0, got %v and %d", eta, step)
	}
	return math.Sqrt(eta / cmath.Pow(float64(1+step), 0.55))
}
