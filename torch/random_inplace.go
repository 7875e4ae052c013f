package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opUniformInPl     = newOp("uniform_")
	opNormalInPl      = newOp("normal_")
	opBernoulliInPl   = newOp("bernoulli_.float")
	opBernoulliTensor = newOp("bernoulli_.Tensor")
	opRandomInPl      = newOp("random_")
	opRandomRange     = newOp("random_.from")
	opExponentialInPl = newOp("exponential_")
	opGeometricInPl   = newOp("geometric_")
	opCauchyInPl      = newOp("cauchy_")
	opLogNormalInPl   = newOp("log_normal_")
)

// Uniform_ fills t, of a floating dtype, with numbers drawn uniformly from
// [low, high). [WithGenerator] draws from another generator.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
func (t *Tensor) Uniform_(low, high float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opUniformInPl, generator, low, high)
}

// Normal_ fills t, of a floating or complex dtype, with numbers drawn from the
// normal distribution.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.normal_.html
func (t *Tensor) Normal_(mean, std float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opNormalInPl, generator, mean, std)
}

// Exponential_ fills t, of a floating dtype, with numbers drawn from the
// exponential distribution of the given rate.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exponential_.html
func (t *Tensor) Exponential_(rate float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opExponentialInPl, generator, rate)
}

// Geometric_ fills t with the number of trials of probability p until the first
// success.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.geometric_.html
func (t *Tensor) Geometric_(p float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opGeometricInPl, generator, p)
}

// Cauchy_ fills t, of a floating dtype, with numbers drawn from the Cauchy
// distribution.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cauchy_.html
func (t *Tensor) Cauchy_(median, sigma float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opCauchyInPl, generator, median, sigma)
}

// LogNormal_ fills t, of a floating dtype, with numbers whose logarithms are
// normal with the given mean and standard deviation.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_normal_.html
func (t *Tensor) LogNormal_(mean, std float64, generator ...GeneratorOption) *Tensor {
	return t.draw(opLogNormalInPl, generator, mean, std)
}

// Bernoulli_ fills t with 1 of probability p, else 0; p is a Go number, or a
// floating tensor that broadcasts to t.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
func (t *Tensor) Bernoulli_(p any, generator ...GeneratorOption) *Tensor {
	c := call{op: pick(opBernoulliTensor, opBernoulliInPl, p)}
	c.tensor(t)
	c.operand(p)
	c.drawFrom(generator)
	return c.inPlace(t)
}

// Random_ fills t with integers drawn uniformly from 0 to the largest that t's
// dtype holds (exactly, of floats), inclusive. See [Tensor.RandomRange_] and
// [Tensor.RandomFrom_] for bounds.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.random_.html
func (t *Tensor) Random_(generator ...GeneratorOption) *Tensor {
	return t.draw(opRandomInPl, generator)
}

// RandomRange_ fills t with integers drawn uniformly from [low, high). It is
// Python's t.random_(low, high), and t.random_(high) with a low of 0.
func (t *Tensor) RandomRange_(low, high int, generator ...GeneratorOption) *Tensor {
	c := call{op: opRandomRange}
	c.tensor(t)
	c.Int(int64(low))
	c.Int(int64(high))
	c.drawFrom(generator)
	return c.inPlace(t)
}

// RandomFrom_ is [Tensor.Random_] with integers from low on. It is Python's
// t.random_(low, None).
func (t *Tensor) RandomFrom_(low int, generator ...GeneratorOption) *Tensor {
	c := call{op: opRandomRange}
	c.tensor(t)
	c.Int(int64(low))
	c.None()
	c.drawFrom(generator)
	return c.inPlace(t)
}

// draw fills t by an operator with float parameters and a generator.
func (t *Tensor) draw(op *Op, generator []GeneratorOption, parameters ...float64) *Tensor {
	c := call{op: op}
	c.tensor(t)
	for _, p := range parameters {
		c.Double(p)
	}
	c.drawFrom(generator)
	return c.inPlace(t)
}

func (c *call) drawFrom(options []GeneratorOption) {
	if only, given := option.Only(options); given {
		c.generator(only.generator)
	}
}
