package torch

var (
	opFakeQuantize        = newOp("fake_quantize_per_tensor_affine")
	opFakeQuantizeBy      = newOp("fake_quantize_per_tensor_affine.tensor_qparams")
	opFakeQuantizeChannel = newOp("fake_quantize_per_channel_affine")
	opObserveFakeQuantize = newOp("fused_moving_avg_obs_fake_quant")
)

// FakeQuantizePerTensorAffine returns what is left of t's elements after they were
// quantized to the integers from least to most and back, in t's dtype. Gradients
// pass through where an element was within that range. scale and zeroPoint are two
// Go numbers, or two tensors of one element, the zero point of [Int32].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fake_quantize_per_tensor_affine.html
func (t *Tensor) FakeQuantizePerTensorAffine(scale, zeroPoint any, least, most int) *Tensor {
	c := call{op: opFakeQuantize}
	c.tensor(t)
	if c.scaling(scale, zeroPoint) {
		c.op = opFakeQuantizeBy
	}
	c.Int(int64(least))
	c.Int(int64(most))
	return c.one()
}

// FakeQuantizePerChannelAffine is [Tensor.FakeQuantizePerTensorAffine] with a scale
// and a zero point, of scales (C), float32, and zeroPoints (C), [Int32] or floating,
// for each of the C channels along axis.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fake_quantize_per_channel_affine.html
func (t *Tensor) FakeQuantizePerChannelAffine(scales, zeroPoints *Tensor, axis, least, most int) *Tensor {
	c := call{op: opFakeQuantizeChannel}
	c.tensor(t)
	c.tensor(scales)
	c.tensor(zeroPoints)
	c.Int(int64(axis))
	c.Int(int64(least))
	c.Int(int64(most))
	return c.one()
}

// FakeQuantizeObserver is what a layer that learns to be quantized keeps, and what
// [Tensor.FusedMovingAvgObsFakeQuant] reads and writes: each tensor has one element,
// or one for each channel.
type FakeQuantizeObserver struct {
	ObserverOn  *Tensor // Int64, 1: the running bounds follow the input
	FakeQuantOn *Tensor // Int64, 1: the input is quantized
	RunningMin  *Tensor // written
	RunningMax  *Tensor // written
	Scale       *Tensor // written
	ZeroPoint   *Tensor // Int32, written
	Averaging   float64 // how much a new bound counts in the running one
	Least, Most int     // of the integers
	ChannelAxis int
	PerChannel  bool
	Symmetric   bool
}

// FusedMovingAvgObsFakeQuant notes t's smallest and largest elements in o, derives
// the scale and the zero point from them, and returns
// [Tensor.FakeQuantizePerTensorAffine] of t by these, or the one per channel.
func (t *Tensor) FusedMovingAvgObsFakeQuant(o FakeQuantizeObserver) *Tensor {
	c := call{op: opObserveFakeQuantize}
	c.tensor(t)
	for _, part := range []*Tensor{o.ObserverOn, o.FakeQuantOn, o.RunningMin, o.RunningMax, o.Scale, o.ZeroPoint} {
		c.tensor(part)
	}
	c.Double(o.Averaging)
	c.Int(int64(o.Least))
	c.Int(int64(o.Most))
	c.Int(int64(o.ChannelAxis))
	c.Bool(o.PerChannel)
	c.Bool(o.Symmetric)
	return c.one()
}
