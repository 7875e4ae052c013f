package torch

import (
	"math"

	"github.com/e0112027/gotorch/torch/internal/option"
)

var (
	opCov      = newOp("cov")
	opCorrcoef = newOp("corrcoef")
)

// CovOption is an argument of [Tensor.Cov]: [Correction], [FWeights] or
// [AWeights].
type CovOption interface{ applyCov(*covOptions) }

type covOptions struct {
	option.Given

	correction         float64
	fweights, aweights *Tensor
}

type covFunc func(*covOptions)

func (f covFunc) applyCov(o *covOptions)          { f(o) }
func (n CorrectionOption) applyCov(o *covOptions) { o.correction = float64(n) }

// FWeights tells how often each observation counts: integers, one per column.
func FWeights(w *Tensor) CovOption {
	return covFunc(func(o *covOptions) { o.Once("FWeights"); o.fweights = w })
}

// AWeights tells how much each observation weighs: one number per column.
func AWeights(w *Tensor) CovOption {
	return covFunc(func(o *covOptions) { o.Once("AWeights"); o.aweights = w })
}

// Cov returns the covariances (N, N) of N variables, t's rows, each observed in
// all columns; a vector is one variable and gives a scalar. They are divided by
// the number of observations less [Correction], a whole number, 1 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cov.html
func (t *Tensor) Cov(options ...CovOption) *Tensor {
	o := covOptions{correction: 1}
	option.Once(options)
	for _, option := range options {
		option.applyCov(&o)
	}
	c := call{op: opCov}
	c.tensor(t)
	if o.correction != math.Trunc(o.correction) {
		c.misuse("TypeError", "the correction of cov is a whole number")
	}
	c.Int(int64(o.correction))
	c.optional(o.fweights)
	c.optional(o.aweights)
	return c.one()
}

// Corrcoef returns Pearson's correlation coefficients (N, N) of N variables, t's
// rows, each observed in all columns; a vector is one variable and gives a scalar.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.corrcoef.html
func (t *Tensor) Corrcoef() *Tensor { return unary(opCorrcoef, t) }
