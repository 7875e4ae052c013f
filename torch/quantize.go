package torch

var (
	opQuantize         = newOp("quantize_per_tensor")
	opQuantizeBy       = newOp("quantize_per_tensor.tensor_qparams")
	opQuantizeAll      = newOp("quantize_per_tensor.tensors")
	opQuantizeDynamic  = newOp("quantize_per_tensor_dynamic")
	opQuantizeChannels = newOp("quantize_per_channel")
	opDequantize       = newOp("dequantize.self")
	opDequantizeAll    = newOp("dequantize.tensors")
	opEmptyQuantized   = newOp("empty_quantized")
	opChooseQParams    = newOp("choose_qparams_optimized")
)

// QuantizePerTensor returns t, float32, as integers q of dtype [QInt8], [QUInt8] or
// [QInt32] that stand for (q - zeroPoint) * scale, each kept within the dtype's
// range. scale and zeroPoint are two Go numbers, or two tensors of one element.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.quantize_per_tensor.html
func (t *Tensor) QuantizePerTensor(scale, zeroPoint any, dtype DType) *Tensor {
	c := call{op: opQuantize}
	c.tensor(t)
	if c.scaling(scale, zeroPoint) {
		c.op = opQuantizeBy
	}
	c.Int(int64(dtype))
	return c.one()
}

// scaling appends a scale and a zero point: numbers, or tensors, which it reports.
func (c *call) scaling(scale, zeroPoint any) (tensors bool) {
	s, isTensor := scale.(*Tensor)
	z, alsoTensor := zeroPoint.(*Tensor)
	if isTensor != alsoTensor {
		c.misuse("TypeError", "the scale and the zero point must both be numbers or both be tensors")
	}
	if isTensor {
		c.tensor(s)
		c.tensor(z)
		return true
	}
	c.scalar(scale)
	c.scalar(zeroPoint)
	return false
}

// QuantizeAllPerTensor quantizes each of tensors by its element of scales (N) and
// zeroPoints (N); see [Tensor.QuantizePerTensor].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.quantize_per_tensor.html
func QuantizeAllPerTensor(tensors []*Tensor, scales, zeroPoints *Tensor, dtype DType) []*Tensor {
	c := call{op: opQuantizeAll}
	c.tensors(tensors)
	c.tensor(scales)
	c.tensor(zeroPoints)
	c.Int(int64(dtype))
	return c.list()
}

// QuantizePerTensorDynamic is [Tensor.QuantizePerTensor] with a scale and a zero
// point that t's smallest and largest elements give, for [QInt8] or [QUInt8].
// reduceRange leaves one bit out, which processors without VNNI need lest their
// sums overflow.
func (t *Tensor) QuantizePerTensorDynamic(dtype DType, reduceRange bool) *Tensor {
	c := call{op: opQuantizeDynamic}
	c.tensor(t)
	c.Int(int64(dtype))
	c.Bool(reduceRange)
	return c.one()
}

// QuantizePerChannel is [Tensor.QuantizePerTensor] with a scale and a zero point,
// of scales (C) and zeroPoints (C), for each of the C channels along axis.
// Zero points of a floating dtype are what [QUInt4x2] asks for.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.quantize_per_channel.html
func (t *Tensor) QuantizePerChannel(scales, zeroPoints *Tensor, axis int, dtype DType) *Tensor {
	c := call{op: opQuantizeChannels}
	c.tensor(t)
	c.tensor(scales)
	c.tensor(zeroPoints)
	c.Int(int64(axis))
	c.Int(int64(dtype))
	return c.one()
}

// Dequantize returns the numbers that t, quantized, stands for, as float32.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dequantize.html
func (t *Tensor) Dequantize() *Tensor { return unary(opDequantize, t) }

// DequantizeAll is [Tensor.Dequantize] of each tensor.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dequantize.html
func DequantizeAll(tensors ...*Tensor) []*Tensor {
	c := call{op: opDequantizeAll}
	c.tensors(tensors)
	return c.list()
}

// EmptyQuantized returns an uninitialised tensor of sizes, quantized as like is.
func EmptyQuantized(sizes []int, like *Tensor, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opEmptyQuantized}
	c.Ints(sizes)
	c.tensor(like)
	return c.makeWithFormat(&o)
}

// ChooseQParamsOptimized returns the bounds, largest and smallest, between which
// t's first numel elements, float32, lose least when quantized to bits bits: those
// of some of the narrower ones that a search in nbins steps tries, down to the part
// 1-ratio of the whole range.
func (t *Tensor) ChooseQParamsOptimized(numel, nbins int, ratio float64, bits int) (most, least *Tensor) {
	c := call{op: opChooseQParams}
	c.tensor(t)
	c.Int(int64(numel))
	c.Int(int64(nbins))
	c.Double(ratio)
	c.Int(int64(bits))
	return c.two()
}
