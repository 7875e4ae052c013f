package main

import "github.com/e0112027/gotorch/torch"

// q8 is torch.quantize_per_tensor(a[i], 0.1, 10, torch.quint8).
func q8(t *torch.Tensor) *torch.Tensor { return t.QuantizePerTensor(0.1, 10, torch.QUInt8) }

// qRows is torch.quantize_per_channel(a[i], s, z, 0, torch.qint8) of two rows.
func qRows(t *torch.Tensor) *torch.Tensor {
	return t.QuantizePerChannel(torch.FromSlice([]float32{0.05, 0.2}), ints64(0, 3), 0, torch.QInt8)
}

const (
	q8Python    = "torch.quantize_per_tensor(a[0], 0.1, 10, torch.quint8)"
	qRowsPython = "torch.quantize_per_channel(a[0], torch.tensor([0.05, 0.2]), torch.tensor([0, 3]), 0, torch.qint8)"
)

// observer is the state of a layer that learns to be quantized.
func observer() torch.FakeQuantizeObserver {
	return torch.FakeQuantizeObserver{
		ObserverOn: ints64(1), FakeQuantOn: ints64(1),
		RunningMin: floats32(-0.5), RunningMax: floats32(0.5),
		Scale: floats32(1), ZeroPoint: ints64(0).Int(),
		Averaging: 0.1, Least: 0, Most: 255,
	}
}

var quantizedExpressions = []expression{
	{q8Python, "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]) }},
	{q8Python, "float32 4 3 t", func(a []*torch.Tensor) any { return q8(a[0]) }},
	{q8Python, "float32", func(a []*torch.Tensor) any { return q8(a[0]) }},
	{q8Python, "float32 0 3", func(a []*torch.Tensor) any { return q8(a[0]) }},
	{q8Python, "float32 1001", func(a []*torch.Tensor) any { return q8(a[0]) }},
	{"torch.quantize_per_tensor(a[0], 1e-05, 0, torch.qint32)", "float32 5", func(a []*torch.Tensor) any { return a[0].QuantizePerTensor(1e-5, 0, torch.QInt32) }},
	{"torch.quantize_per_tensor(a[0], torch.tensor(0.1), torch.tensor(3), torch.qint8)", "float32 5", func(a []*torch.Tensor) any {
		return a[0].QuantizePerTensor(torch.ScalarTensor(0.1), torch.ScalarTensor(3, torch.Int64), torch.QInt8)
	}},
	{"torch.quantize_per_tensor([a[0], a[1]], torch.tensor([0.1, 0.5]), torch.tensor([3, 0]), torch.qint8)", "float32 5; float32 2 2", func(a []*torch.Tensor) any {
		return torch.QuantizeAllPerTensor(a, floats32(0.1, 0.5), ints64(3, 0), torch.QInt8)
	}},
	{"torch.quantize_per_tensor_dynamic(a[0], torch.quint8, False)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].QuantizePerTensorDynamic(torch.QUInt8, false) }},
	{"torch.quantize_per_tensor_dynamic(a[0], torch.qint8, True)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].QuantizePerTensorDynamic(torch.QInt8, true) }},
	{qRowsPython, "float32 2 3", func(a []*torch.Tensor) any { return qRows(a[0]) }},
	{"torch.quantize_per_channel(a[0], torch.tensor([0.1, 0.2, 0.4]), torch.tensor([0., 3., 1.]), 1, torch.quint4x2)", "float32 4 3", func(a []*torch.Tensor) any {
		return a[0].QuantizePerChannel(floats32(0.1, 0.2, 0.4), floats32(0, 3, 1), 1, torch.QUInt4x2)
	}},
	{q8Python + ".dequantize()", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).Dequantize() }},
	{qRowsPython + ".dequantize()", "float32 2 3", func(a []*torch.Tensor) any { return qRows(a[0]).Dequantize() }},
	{"torch.dequantize([" + q8Python + ", " + qRowsPython + "])", "float32 2 3", func(a []*torch.Tensor) any { return torch.DequantizeAll(q8(a[0]), qRows(a[0])) }},
	{q8Python + ".int_repr()", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).IntRepr() }},
	{q8Python + ".q_scale()", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).QScale() }},
	{q8Python + ".q_zero_point()", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).QZeroPoint() }},
	{qRowsPython + ".q_per_channel_scales()", "float32 2 3", func(a []*torch.Tensor) any { return qRows(a[0]).QPerChannelScales() }},
	{qRowsPython + ".q_per_channel_zero_points()", "float32 2 3", func(a []*torch.Tensor) any { return qRows(a[0]).QPerChannelZeroPoints() }},
	{qRowsPython + ".q_per_channel_axis()", "float32 2 3", func(a []*torch.Tensor) any { return qRows(a[0]).QPerChannelAxis() }},
	{"str([" + q8Python + ".qscheme(), " + qRowsPython + ".qscheme()])", "float32 2 3", func(a []*torch.Tensor) any {
		return "[" + q8(a[0]).QScheme().String() + ", " + qRows(a[0]).QScheme().String() + "]"
	}},
	{"str([" + q8Python + ".is_quantized, a[0].is_quantized])", "float32 2 3", func(a []*torch.Tensor) any { return bools(q8(a[0]).IsQuantized(), a[0].IsQuantized()) }},
	{"torch.empty_quantized((2, 2), " + q8Python + ").q_scale()", "float32 2 3", func(a []*torch.Tensor) any { return torch.EmptyQuantized([]int{2, 2}, q8(a[0])).QScale() }},
	{q8Python + ".t()[1]", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).T().Select(0, 1) }},
	{q8Python + ".relu()", "float32 2 3", func(a []*torch.Tensor) any { return q8(a[0]).ReLU() }},
	{"torch.fake_quantize_per_tensor_affine(a[0], 0.1, 3, 0, 15)", "float32 2 3", func(a []*torch.Tensor) any { return a[0].FakeQuantizePerTensorAffine(0.1, 3, 0, 15) }},
	{"torch.fake_quantize_per_tensor_affine(a[0], torch.tensor(0.1), torch.tensor(3, dtype=torch.int32), 0, 15)", "float32 2 3", func(a []*torch.Tensor) any {
		return a[0].FakeQuantizePerTensorAffine(torch.ScalarTensor(0.1), torch.ScalarTensor(3, torch.Int32), 0, 15)
	}},
	{"torch.autograd.grad(torch.fake_quantize_per_tensor_affine(a[0].requires_grad_(), 0.1, 3, 0, 15).sum(), a[0])", "float32 2 3", func(a []*torch.Tensor) any {
		return gradients(a[0].SetRequiresGrad(true).FakeQuantizePerTensorAffine(0.1, 3, 0, 15).Sum(), a[0])
	}},
	{"torch.fake_quantize_per_channel_affine(a[0], torch.tensor([0.05, 0.2]), torch.tensor([0, 3], dtype=torch.int32), 0, 0, 15)", "float32 2 3", func(a []*torch.Tensor) any {
		return a[0].FakeQuantizePerChannelAffine(floats32(0.05, 0.2), ints64(0, 3).Int(), 0, 0, 15)
	}},
	{"torch.choose_qparams_optimized(a[0], 50, 200, 0.16, 8)", "float32 50", func(a []*torch.Tensor) any { return list(a[0].ChooseQParamsOptimized(50, 200, 0.16, 8)) }},
	{"[torch.fused_moving_avg_obs_fake_quant(a[0], torch.tensor([1]), torch.tensor([1]), (m := torch.tensor([-0.5])), (n := torch.tensor([0.5])), (s := torch.tensor([1.])), (z := torch.tensor([0], dtype=torch.int32)), 0.1, 0, 255, 0), m, n, s, z]", "float32 4 3", func(a []*torch.Tensor) any {
		o := observer()
		return list(a[0].FusedMovingAvgObsFakeQuant(o), o.RunningMin, o.RunningMax, o.Scale, o.ZeroPoint)
	}},

	// nested
	{"torch.nested.nested_tensor(a)", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any { return torch.NestedTensor(a) }},
	{"torch.nested.nested_tensor(a, dtype=torch.float64)", "float32 2 3 2; float32 1 3 2", func(a []*torch.Tensor) any { return torch.NestedTensor(a, torch.Float64) }},
	{"torch.nested.nested_tensor(a)", "int64; int64", func(a []*torch.Tensor) any { return torch.NestedTensor(a) }},
	{"torch.nested.nested_tensor(a)", "", func(a []*torch.Tensor) any { return torch.NestedTensor(a) }},
	{"torch.nested.nested_tensor(a).is_contiguous()", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any { return torch.NestedTensor(a).IsContiguous() }},
	{"torch.nested.nested_tensor(a).to_padded_tensor(0.5)", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any { return torch.NestedTensor(a).ToPaddedTensor(0.5) }},
	{"torch.nested.to_padded_tensor(torch.nested.nested_tensor(a), -1, (2, 4, 4))", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any {
		return torch.NestedTensor(a).ToPaddedTensor(-1, 2, 4, 4)
	}},
	{"str([torch.nested.nested_tensor(a).is_nested, a[0].is_nested])", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any { return bools(torch.NestedTensor(a).IsNested(), a[0].IsNested()) }},
	{"torch.autograd.grad(torch.nested.as_nested_tensor([x.requires_grad_() for x in a]).to_padded_tensor(0).sin().sum(), a)", "float32 2 3; float32 1 3", func(a []*torch.Tensor) any {
		for _, x := range a {
			x.SetRequiresGrad(true)
		}
		return gradients(torch.AsNestedTensor(a).ToPaddedTensor(0).Sin().Sum(), a...)
	}},
}
