package nn

import (
	"math"
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// PoissonNLLLoss is the negative log likelihood of counts under Poisson distributions.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html
type PoissonNLLLoss struct {
	Module
	LogInput  bool      `kw:"true"`           // the input is the rates' logarithm
	Full      bool      `kw:"false,FullLoss"` // adds Stirling's approximation of log(target!)
	Eps       float64   `kw:"1e-8"`           // keeps the logarithm of a rate finite
	Reduction Reduction `kw:"Mean"`
}

// NewPoissonNLLLoss makes the loss.
func NewPoissonNLLLoss(options ...PoissonNLLLossOption) *PoissonNLLLoss {
	l := poissonNLLLossOf(options)
	return &l
}

// Forward takes rates, or their logarithms, and counts of one shape. The loss is a scalar,
// or of that shape with [None].
func (l *PoissonNLLLoss) Forward(rate, target *torch.Tensor) *torch.Tensor {
	return l.call2(rate, target, l.forward)
}

func (l *PoissonNLLLoss) forward(rate, target *torch.Tensor) *torch.Tensor {
	return aten.PoissonNllLoss(rate, target, l.LogInput, l.Full, l.Eps, reductionNumber(l.Reduction))
}

// GaussianNLLLoss is the negative log likelihood of a target under normal distributions.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html
type GaussianNLLLoss struct {
	Module
	Full      bool      `kw:"false,FullLoss"` // adds log(2π)/2
	Eps       float64   `kw:"1e-6"`           // the least variance
	Reduction Reduction `kw:"Mean"`
}

// NewGaussianNLLLoss makes the loss.
func NewGaussianNLLLoss(options ...GaussianNLLLossOption) *GaussianNLLLoss {
	l := gaussianNLLLossOf(options)
	return &l
}

// Forward takes means and a target of one shape, and variances of that shape too, or with 1
// for one of its sizes, or without its last one. The loss is a scalar, or of the shape with
// [None]. It panics for a negative variance.
func (l *GaussianNLLLoss) Forward(mean, target, variance *torch.Tensor) *torch.Tensor {
	return l.call3(mean, target, variance, l.forward)
}

// ForwardVar is Forward by one variance for all elements, a number.
func (l *GaussianNLLLoss) ForwardVar(mean, target *torch.Tensor, variance float64) *torch.Tensor {
	if variance < 0 {
		refuse("GaussianNLLLoss", "var has negative entry/entries")
	}
	return l.Forward(mean, target, torch.OnesLike(mean).Mul(variance))
}

func (l *GaussianNLLLoss) forward(mean, target, variance *torch.Tensor) *torch.Tensor {
	if variance.Lt(0).Any().Item() != 0 {
		refuse("GaussianNLLLoss", "var has negative entry/entries")
	}
	variance = varianceOf(mean, variance).Clone()
	torch.NoGrad(func() { variance.ClampMin_(l.Eps) })
	loss := variance.Log().Add(mean.Sub(target).Pow(2).Div(variance)).Mul(0.5)
	if l.Full {
		loss.Add_(0.5 * math.Log(2*math.Pi))
	}
	return reduce(l.Reduction, loss)
}

// varianceOf gives variances the dimensions of the means. It panics where their sizes don't
// fit.
func varianceOf(mean, variance *torch.Tensor) *torch.Tensor {
	m, v := mean.Shape(), variance.Shape()
	if len(v) == len(m)-1 && slices.Equal(v, m[:len(v)]) {
		return variance.Unsqueeze(-1)
	}
	if len(v) != len(m) {
		refuse("GaussianNLLLoss", "var is of incorrect size")
	}
	others := 0 // the sum of the sizes that differ
	for i := range v {
		if v[i] != m[i] {
			others += v[i]
		}
	}
	if others != 0 && others != 1 {
		refuse("GaussianNLLLoss", "var is of incorrect size")
	}
	return variance
}
