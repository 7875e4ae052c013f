package torch

var (
	opSoftmax       = newOp("softmax.int")
	opLogSoftmax    = newOp("log_softmax.int")
	opGELU          = newOp("gelu")
	opGELUInPl      = newOp("gelu_")
	opLeakyReLU     = newOp("leaky_relu")
	opLeakyReLUInPl = newOp("leaky_relu_")
	opELU           = newOp("elu")
	opELUInPl       = newOp("elu_")
	opCELU          = newOp("celu")
	opCELUInPl      = newOp("celu_")
	opHardTanh      = newOp("hardtanh")
	opHardTanhInPl  = newOp("hardtanh_")
	opSoftplus      = newOp("softplus")
	opThreshold     = newOp("threshold")
	opThresholdInPl = newOp("threshold_")
	opHardShrink    = newOp("hardshrink")
	opSoftShrink    = newOp("softshrink")
	opPReLU         = newOp("prelu")
	opGLU           = newOp("glu")
)

// Softmax returns exp(t) divided by its sum along dim, which may count from the
// end. With a dtype, t is converted first.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html
func (t *Tensor) Softmax(dim int, dtype ...DType) *Tensor { return along(opSoftmax, t, dim, dtype) }

// LogSoftmax returns the logarithm of [Tensor.Softmax], without overflow on the
// way.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html
func (t *Tensor) LogSoftmax(dim int, dtype ...DType) *Tensor {
	return along(opLogSoftmax, t, dim, dtype)
}

// Softmin returns the softmax of -t along dim.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html
func (t *Tensor) Softmin(dim int, dtype ...DType) *Tensor { return t.Neg().Softmax(dim, dtype...) }

// along runs an operator of a dimension and an optional dtype.
func along(op *Op, t *Tensor, dim int, dtype []DType) *Tensor {
	c := call{op: op}
	c.along(t, dim, dtype)
	return c.one()
}

func (c *call) along(t *Tensor, dim int, dtype []DType) {
	c.tensor(t)
	c.Int(int64(dim))
	c.atMostOne("dtype", len(dtype))
	if len(dtype) > 0 {
		c.Int(int64(dtype[0]))
	}
}

// GELUApproximation is how [Tensor.GELU] computes the normal distribution.
type GELUApproximation string

// The approximations of [Tensor.GELU].
const (
	GELUExact GELUApproximation = "none"
	GELUTanh  GELUApproximation = "tanh"
)

// GELU returns x * Φ(x) for each element x, exactly unless [GELUTanh] is given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
func (t *Tensor) GELU(approximate ...GELUApproximation) *Tensor {
	c := call{op: opGELU}
	c.gelu(t, approximate)
	return c.one()
}

// GELU_ is [Tensor.GELU] in place.
func (t *Tensor) GELU_(approximate ...GELUApproximation) *Tensor {
	c := call{op: opGELUInPl}
	c.gelu(t, approximate)
	return c.inPlace(t)
}

func (c *call) gelu(t *Tensor, approximate []GELUApproximation) {
	c.tensor(t)
	c.atMostOne("approximation", len(approximate))
	if len(approximate) > 0 {
		c.String(string(approximate[0]))
	}
}

// LeakyReLU returns each element, times slope where it is negative. Python's
// slope is 0.01 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
func (t *Tensor) LeakyReLU(slope float64) *Tensor { return shaped(opLeakyReLU, t, slope) }

// LeakyReLU_ is [Tensor.LeakyReLU] in place.
func (t *Tensor) LeakyReLU_(slope float64) *Tensor { return shapedInPlace(opLeakyReLUInPl, t, slope) }

// ELU returns x where x > 0, else alpha*(exp(x) - 1). Python's alpha is 1 unless
// given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
func (t *Tensor) ELU(alpha float64) *Tensor { return shaped(opELU, t, alpha) }

// ELU_ is [Tensor.ELU] in place.
func (t *Tensor) ELU_(alpha float64) *Tensor { return shapedInPlace(opELUInPl, t, alpha) }

// CELU returns max(0, x) + min(0, alpha*(exp(x/alpha) - 1)). Python's alpha is 1
// unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
func (t *Tensor) CELU(alpha float64) *Tensor { return shaped(opCELU, t, alpha) }

// CELU_ is [Tensor.CELU] in place.
func (t *Tensor) CELU_(alpha float64) *Tensor { return shapedInPlace(opCELUInPl, t, alpha) }

// HardTanh returns each element kept between low and high, -1 and 1 in Python
// unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
func (t *Tensor) HardTanh(low, high float64) *Tensor { return shaped(opHardTanh, t, low, high) }

// HardTanh_ is [Tensor.HardTanh] in place.
func (t *Tensor) HardTanh_(low, high float64) *Tensor {
	return shapedInPlace(opHardTanhInPl, t, low, high)
}

// Softplus returns log(1 + exp(beta*x)) / beta, and x itself where beta*x is above
// threshold. Python's are 1 and 20 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
func (t *Tensor) Softplus(beta, threshold float64) *Tensor {
	return shaped(opSoftplus, t, beta, threshold)
}

// Threshold returns each element, replaced by value where it is not above
// threshold.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.threshold.html
func (t *Tensor) Threshold(threshold, value float64) *Tensor {
	return shaped(opThreshold, t, threshold, value)
}

// Threshold_ is [Tensor.Threshold] in place.
func (t *Tensor) Threshold_(threshold, value float64) *Tensor {
	return shapedInPlace(opThresholdInPl, t, threshold, value)
}

// HardShrink returns each element, 0 where it lies between -lambda and lambda,
// which is 0.5 in Python unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html
func (t *Tensor) HardShrink(lambda float64) *Tensor { return shaped(opHardShrink, t, lambda) }

// SoftShrink returns each element moved towards 0 by lambda, which is 0.5 in
// Python unless given, and 0 where that crosses 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
func (t *Tensor) SoftShrink(lambda float64) *Tensor { return shaped(opSoftShrink, t, lambda) }

// TanhShrink returns x - tanh(x) for each element x.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html
func (t *Tensor) TanhShrink() *Tensor { return t.Sub(t.Tanh()) }

// SoftSign returns x / (1 + |x|) for each element x.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html
func (t *Tensor) SoftSign() *Tensor { return t.Div(t.Abs().Add(1)) }

// PReLU returns each element, times weight where it is negative: weight has one
// element, or one per channel (dimension 1).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html
func (t *Tensor) PReLU(weight *Tensor) *Tensor { return binary(opPReLU, t, weight) }

// GLU returns a * sigmoid(b), where a and b are the halves of t along one dimension,
// [Dim] (the last one unless given).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html
func (t *Tensor) GLU(dim ...DimOption) *Tensor {
	c := call{op: opGLU}
	c.tensor(t)
	c.dim(dim, -1)
	return c.one()
}

// shaped runs an activation function with parameters.
func shaped(op *Op, t *Tensor, parameters ...float64) *Tensor {
	c := call{op: op}
	c.shaped(t, parameters)
	return c.one()
}

// shapedInPlace is shaped for an operator that changes t.
func shapedInPlace(op *Op, t *Tensor, parameters ...float64) *Tensor {
	c := call{op: op}
	c.shaped(t, parameters)
	return c.inPlace(t)
}

func (c *call) shaped(t *Tensor, parameters []float64) {
	c.tensor(t)
	for _, p := range parameters {
		c.Double(p)
	}
}
