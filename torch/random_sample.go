package torch

var (
	opBernoulli     = newOp("bernoulli")
	opBernoulliP    = newOp("bernoulli.p")
	opBernoulliPs   = newOp("bernoulli.Tensor")
	opMultinomial   = newOp("multinomial")
	opPoisson       = newOp("poisson")
	opBinomial      = newOp("binomial")
	opNormalTensors = newOp("normal.Tensor_Tensor")
	opNormalMeans   = newOp("normal.Tensor_float")
	opNormalStds    = newOp("normal.float_Tensor")
	opRReLU         = newOp("rrelu")
	opRReLUInPl     = newOp("rrelu_")
)

// The functions below draw from distributions that tensors describe. They take
// two options, [WithGenerator] and [In].

// Bernoulli draws 0 or 1 for each probability in p, a floating tensor.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
func Bernoulli(p *Tensor, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opBernoulli}
	c.tensor(p)
	return c.drawOne(&o)
}

// BernoulliLike returns a tensor like t of draws, 1 of probability p, else 0; p is a
// Go number, or a floating tensor that broadcasts to t. It is Python's
// torch.bernoulli(t, p).
func BernoulliLike(t *Tensor, p any, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: pick(opBernoulliPs, opBernoulliP, p)}
	c.tensor(t)
	c.operand(p)
	return c.drawOne(&o)
}

// Multinomial draws n indices from each row of weights (…, K), Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.multinomial.html
func Multinomial(weights *Tensor, n int, replacement bool, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opMultinomial}
	c.tensor(weights)
	c.Int(int64(n))
	c.Bool(replacement)
	return c.drawOne(&o)
}

// Poisson draws, for each rate in rates, a floating tensor, from the Poisson
// distribution, in the dtype of rates.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.poisson.html
func Poisson(rates *Tensor, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opPoisson}
	c.tensor(rates)
	return c.drawOne(&o)
}

// Binomial draws the number of successes in count trials of probability p, both
// floating tensors that broadcast, in their dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.binomial.html
func Binomial(count, p *Tensor, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opBinomial}
	c.tensor(count)
	c.tensor(p)
	return c.drawOne(&o)
}

// RReLU returns x where x is not negative, else a*x: a is drawn for each element
// from [lower, upper) in training, and their mean otherwise. Python's bounds are
// 1/8 and 1/3 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
func (t *Tensor) RReLU(lower, upper float64, training bool, generator ...GeneratorOption) *Tensor {
	c := call{op: opRReLU}
	c.rrelu(t, lower, upper, training, generator)
	return c.one()
}

// RReLU_ is [Tensor.RReLU] in place.
func (t *Tensor) RReLU_(lower, upper float64, training bool, generator ...GeneratorOption) *Tensor {
	c := call{op: opRReLUInPl}
	c.rrelu(t, lower, upper, training, generator)
	return c.inPlace(t)
}

func (c *call) rrelu(t *Tensor, lower, upper float64, training bool, generator []GeneratorOption) {
	c.tensor(t)
	c.Double(lower)
	c.Double(upper)
	c.Bool(training)
	c.drawFrom(generator)
}
