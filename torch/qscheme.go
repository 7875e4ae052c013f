package torch

import "fmt"

// QScheme is how the integers of a quantized tensor stand for numbers, numbered as
// libtorch's c10::QScheme.
//
// See https://docs.pytorch.org/docs/stable/quantization-support.html
type QScheme int8

// The schemes: one scale and zero point for the tensor or one of each for every
// channel; zero points that are any integer (affine), 0 (symmetric), or floats.
const (
	PerTensorAffine              QScheme = 0
	PerChannelAffine             QScheme = 1
	PerTensorSymmetric           QScheme = 2
	PerChannelSymmetric          QScheme = 3
	PerChannelAffineFloatQParams QScheme = 4
)

var qschemeNames = [...]string{
	"per_tensor_affine", "per_channel_affine", "per_tensor_symmetric", "per_channel_symmetric",
	"per_channel_affine_float_qparams",
}

// String returns the scheme as Python prints it, such as "torch.per_tensor_affine".
func (q QScheme) String() string {
	if q < 0 || int(q) >= len(qschemeNames) {
		return fmt.Sprintf("torch.QScheme(%d)", int8(q))
	}
	return "torch." + qschemeNames[q]
}

// perTensor tells a scheme of one scale from one of a scale for each channel.
func (q QScheme) perTensor() bool { return q == PerTensorAffine || q == PerTensorSymmetric }

var (
	opQScheme     = newOp("qscheme")
	opQScale      = newOp("q_scale")
	opQZeroPoint  = newOp("q_zero_point")
	opQScales     = newOp("q_per_channel_scales")
	opQZeroPoints = newOp("q_per_channel_zero_points")
	opQAxis       = newOp("q_per_channel_axis")
	opIntRepr     = newOp("int_repr")
)

// IsQuantized tells whether t's elements are integers that stand for numbers:
// whether its dtype is [QInt8], [QUInt8], [QInt32], [QUInt4x2] or [QUInt2x4].
func (t *Tensor) IsQuantized() bool {
	switch t.DType() {
	case QInt8, QUInt8, QInt32, QUInt4x2, QUInt2x4:
		return true
	}
	return false
}

// QScheme returns how t, quantized, stands for numbers.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.qscheme.html
func (t *Tensor) QScheme() QScheme { return QScheme(t.number(opQScheme)) }

// QScale returns the scale of a tensor that is quantized as a whole. It panics for
// any other, as the methods for its kin do.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.q_scale.html
func (t *Tensor) QScale() float64 {
	c := call{op: opQScale}
	c.tensor(t)
	return c.value().Double
}

// QZeroPoint returns the integer that stands for 0 in a tensor that is quantized as
// a whole.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.q_zero_point.html
func (t *Tensor) QZeroPoint() int { return t.number(opQZeroPoint) }

// QPerChannelScales returns the scales, one for each channel, of a tensor that is
// quantized by channel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.q_per_channel_scales.html
func (t *Tensor) QPerChannelScales() *Tensor { return unary(opQScales, t) }

// QPerChannelZeroPoints returns the zero points, one for each channel.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.q_per_channel_zero_points.html
func (t *Tensor) QPerChannelZeroPoints() *Tensor { return unary(opQZeroPoints, t) }

// QPerChannelAxis returns the dimension of the channels.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.q_per_channel_axis.html
func (t *Tensor) QPerChannelAxis() int { return t.number(opQAxis) }

// IntRepr returns the integers of t, quantized, as a tensor of [Int8], [UInt8] or
// [Int32].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.int_repr.html
func (t *Tensor) IntRepr() *Tensor { return unary(opIntRepr, t) }
