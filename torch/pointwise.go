package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opClamp          = newOp("clamp")
	opClampTensor    = newOp("clamp.Tensor")
	opClampInPl      = newOp("clamp_")
	opClampTensorIP  = newOp("clamp_.Tensor")
	opFillScalar     = newOp("fill_.Scalar")
	opFillTensor     = newOp("fill_.Tensor")
	opZeroInPl       = newOp("zero_")
	opRound          = newOp("round")
	opRoundDecimals  = newOp("round.decimals")
	opRoundInPl      = newOp("round_")
	opRoundDecimalIP = newOp("round_.decimals")
	opNaNToNum       = newOp("nan_to_num")
	opNaNToNumInPl   = newOp("nan_to_num_")
	opLogit          = newOp("logit")
	opLogitInPl      = newOp("logit_")
	opFrexp          = newOp("frexp.Tensor")
)

// Clamp returns t with each element kept between low and high: two Go numbers, or
// two tensors, which broadcast. A nil bound does not bind.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
func (t *Tensor) Clamp(low, high any) *Tensor {
	c := call{op: opClamp}
	c.bounds(t, low, high, opClampTensor)
	return c.one()
}

// Clamp_ is [Tensor.Clamp] in place.
func (t *Tensor) Clamp_(low, high any) *Tensor {
	c := call{op: opClampInPl}
	c.bounds(t, low, high, opClampTensorIP)
	return c.inPlace(t)
}

func (c *call) bounds(t *Tensor, low, high any, tensors *Op) {
	lowTensor, lowIs := low.(*Tensor)
	highTensor, highIs := high.(*Tensor)
	c.tensor(t)
	if !lowIs && !highIs {
		c.optionalScalar(low)
		c.optionalScalar(high)
		return
	}
	if low != nil && !lowIs || high != nil && !highIs {
		c.misuse("TypeError", "the bounds must both be numbers or both be tensors")
	}
	c.op = tensors
	c.optional(lowTensor)
	c.optional(highTensor)
}

// optionalScalar appends a Go number, or None for nil.
func (c *call) optionalScalar(v any) {
	if v == nil {
		c.None()
		return
	}
	c.scalar(v)
}

// Fill_ sets every element of t to value, a Go number or a tensor of no
// dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
func (t *Tensor) Fill_(value any) *Tensor { return eitherInPlace(opFillTensor, opFillScalar, t, value) }

// Zero_ sets every element of t to 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.zero_.html
func (t *Tensor) Zero_() *Tensor { return unaryInPlace(opZeroInPl, t) }

// Round returns the integer nearest to each element, the even one of two, in t's
// dtype; with decimals, the nearest number of that many decimal places (of tens,
// hundreds, ... where negative).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.round.html
func (t *Tensor) Round(decimals ...int) *Tensor {
	c := call{op: opRound}
	c.rounded(t, decimals, opRoundDecimals)
	return c.one()
}

// Round_ is [Tensor.Round] in place.
func (t *Tensor) Round_(decimals ...int) *Tensor {
	c := call{op: opRoundInPl}
	c.rounded(t, decimals, opRoundDecimalIP)
	return c.inPlace(t)
}

func (c *call) rounded(t *Tensor, decimals []int, withDecimals *Op) {
	c.tensor(t)
	c.atMostOne("number of decimals", len(decimals))
	if len(decimals) > 0 {
		c.op = withDecimals
		c.Int(int64(decimals[0]))
	}
}

// NaNOption is a keyword argument of [Tensor.NaNToNum].
type NaNOption struct {
	place int // nan, posinf, neginf
	value float64
}

// NaNTo replaces NaN by v; 0 unless given.
func NaNTo(v float64) NaNOption { return NaNOption{0, v} }

// PosInfTo replaces +Inf by v; the dtype's largest number unless given.
func PosInfTo(v float64) NaNOption { return NaNOption{1, v} }

// NegInfTo replaces -Inf by v; the dtype's smallest number unless given.
func NegInfTo(v float64) NaNOption { return NaNOption{2, v} }

// NaNToNum returns t with NaN and the infinities replaced by numbers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nan_to_num.html
func (t *Tensor) NaNToNum(options ...NaNOption) *Tensor {
	c := call{op: opNaNToNum}
	c.replacements(t, options)
	return c.one()
}

// NaNToNum_ is [Tensor.NaNToNum] in place.
func (t *Tensor) NaNToNum_(options ...NaNOption) *Tensor {
	c := call{op: opNaNToNumInPl}
	c.replacements(t, options)
	return c.inPlace(t)
}

func (c *call) replacements(t *Tensor, options []NaNOption) {
	var to [3]any
	for _, o := range options {
		if to[o.place] != nil {
			option.Refuse([...]string{"NaNTo", "PosInfTo", "NegInfTo"}[o.place])
		}
		to[o.place] = o.value
	}
	c.tensor(t)
	for _, v := range to {
		c.optionalScalar(v)
	}
}

// Logit returns log(x / (1-x)) for each element x, which eps, where given, first
// keeps between eps and 1-eps. Integers give floats.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.logit.html
func (t *Tensor) Logit(eps ...float64) *Tensor {
	c := call{op: opLogit}
	c.clipped(t, eps)
	return c.one()
}

// Logit_ is [Tensor.Logit] in place.
func (t *Tensor) Logit_(eps ...float64) *Tensor {
	c := call{op: opLogitInPl}
	c.clipped(t, eps)
	return c.inPlace(t)
}

func (c *call) clipped(t *Tensor, eps []float64) {
	c.tensor(t)
	c.atMostOne("eps", len(eps))
	if len(eps) > 0 {
		c.Double(eps[0])
	}
}

// Frexp returns each element of a floating t as mantissa * 2^exponent: a mantissa
// whose absolute value lies in [0.5, 1), or is 0, infinite or NaN, and an exponent,
// int32.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.frexp.html
func (t *Tensor) Frexp() (mantissa, exponent *Tensor) {
	c := call{op: opFrexp}
	c.tensor(t)
	return c.two()
}
