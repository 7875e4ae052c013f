package main

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

type layer struct {
	name  string
	make  func() nn.Forwarder
	shape []int // of its input
}

// layerCases compares every layer: initial weights, printed form, two training
// passes with gradients, state, evaluation.
func layerCases() []testCase {
	var out []testCase
	for _, l := range layers {
		out = append(out, testCase{"layer/" + l.name, func(r *recorder) {
			torch.ManualSeed(0)
			r.module(l.make(), l.shape)
		}})
	}
	return out
}

func (r *recorder) module(m nn.Forwarder, shape []int) {
	r.text("print", nn.String(m))
	r.state("initial ", m)
	x := torch.Randn(shape, torch.RequiresGrad(true))
	for _, turn := range []string{"first ", "second "} {
		y := m.Forward(x)
		r.tensor(turn+"output", y)
		y.Mul(torch.Rand(y.Shape())).Sum().Backward()
		r.tensor(turn+"input grad", x.Grad())
		for name, p := range nn.NamedParameters(m) {
			r.tensor(turn+"grad "+name, p.Grad())
		}
		r.state(turn+"state ", m)
	}
	nn.Eval(m)
	r.tensor("eval output", m.Forward(x))
	r.draws()
}

func (r *recorder) state(prefix string, m nn.Forwarder) {
	for name, t := range nn.StateDict(m).All() {
		r.tensor(prefix+name, t)
	}
}

var layers = []layer{
	{"Linear", func() nn.Forwarder { return nn.NewLinear(20, 30) }, []int{8, 20}},
	{"Linear one sample", func() nn.Forwarder { return nn.NewLinear(5, 3) }, []int{5}},
	{"Linear 3d", func() nn.Forwarder { return nn.NewLinear(20, 7) }, []int{4, 3, 20}},
	{"Linear without bias", func() nn.Forwarder { return nn.NewLinear(20, 30, nn.Bias(false)) }, []int{8, 20}},
	{"Linear article", func() nn.Forwarder { return nn.NewLinear(784, 512) }, []int{64, 784}},
	{"Conv2d", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3) }, []int{4, 3, 12, 10}},
	{"Conv2d one picture", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3) }, []int{3, 12, 10}},
	{"Conv2d rectangle", func() nn.Forwarder { return nn.NewConv2d(3, 8, nn.Size{3, 5}) }, []int{4, 3, 12, 10}},
	{"Conv2d stride padding", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Stride(2), nn.Padding(1)) }, []int{4, 3, 12, 10}},
	{"Conv2d pairs", func() nn.Forwarder {
		return nn.NewConv2d(3, 8, nn.Size{3, 2}, nn.Stride(2, 1), nn.Padding(1, 2), nn.Dilation(1, 2))
	}, []int{4, 3, 12, 10}},
	{"Conv2d dilation", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Dilation(2)) }, []int{4, 3, 12, 10}},
	{"Conv2d groups", func() nn.Forwarder { return nn.NewConv2d(4, 8, 3, nn.Groups(2)) }, []int{4, 4, 12, 10}},
	{"Conv2d without bias", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Bias(false)) }, []int{4, 3, 12, 10}},
	{"Conv2d same", func() nn.Forwarder { return nn.NewConv2d(3, 8, 4, nn.PaddingSame()) }, []int{4, 3, 12, 10}},
	{"Conv2d valid", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.PaddingValid()) }, []int{4, 3, 12, 10}},
	{"Conv2d reflect", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Padding(1), nn.PaddingMode("reflect")) }, []int{4, 3, 12, 10}},
	{"Conv2d replicate", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Padding(1), nn.PaddingMode("replicate")) }, []int{4, 3, 12, 10}},
	{"Conv2d circular", func() nn.Forwarder { return nn.NewConv2d(3, 8, 3, nn.Padding(1), nn.PaddingMode("circular")) }, []int{4, 3, 12, 10}},
	{"BatchNorm1d", func() nn.Forwarder { return nn.NewBatchNorm1d(6) }, []int{8, 6}},
	{"BatchNorm1d 3d", func() nn.Forwarder { return nn.NewBatchNorm1d(6) }, []int{8, 6, 5}},
	{"BatchNorm1d eps momentum", func() nn.Forwarder { return nn.NewBatchNorm1d(6, nn.Eps(1e-3), nn.Momentum(0.3)) }, []int{8, 6}},
	{"BatchNorm1d cumulative", func() nn.Forwarder { return nn.NewBatchNorm1d(6, nn.CumulativeMomentum()) }, []int{8, 6}},
	{"BatchNorm1d without affine", func() nn.Forwarder { return nn.NewBatchNorm1d(6, nn.Affine(false)) }, []int{8, 6}},
	{"BatchNorm1d without statistics", func() nn.Forwarder { return nn.NewBatchNorm1d(6, nn.TrackRunningStats(false)) }, []int{8, 6}},
	{"BatchNorm2d", func() nn.Forwarder { return nn.NewBatchNorm2d(6) }, []int{4, 6, 5, 7}},
	{"BatchNorm2d eps momentum", func() nn.Forwarder { return nn.NewBatchNorm2d(6, nn.Eps(1e-3), nn.Momentum(0.3)) }, []int{4, 6, 5, 7}},
	{"BatchNorm2d cumulative", func() nn.Forwarder { return nn.NewBatchNorm2d(6, nn.CumulativeMomentum()) }, []int{4, 6, 5, 7}},
	{"BatchNorm2d without affine", func() nn.Forwarder { return nn.NewBatchNorm2d(6, nn.Affine(false)) }, []int{4, 6, 5, 7}},
	{"BatchNorm2d without statistics", func() nn.Forwarder { return nn.NewBatchNorm2d(6, nn.TrackRunningStats(false)) }, []int{4, 6, 5, 7}},
	{"Dropout", func() nn.Forwarder { return nn.NewDropout() }, []int{16, 20}},
	{"Dropout p", func() nn.Forwarder { return nn.NewDropout(nn.P(0.2)) }, []int{16, 20}},
	{"Dropout all", func() nn.Forwarder { return nn.NewDropout(nn.P(1)) }, []int{16, 20}},
	{"Dropout inplace", func() nn.Forwarder {
		return nn.NewSequential(nn.NewLinear(20, 20), nn.NewDropout(nn.P(0.3), nn.Inplace(true)))
	}, []int{16, 20}},
	{"ReLU", func() nn.Forwarder { return nn.NewReLU() }, []int{16, 20}},
	{"ReLU inplace", func() nn.Forwarder { return nn.NewSequential(nn.NewLinear(20, 20), nn.NewReLU(nn.Inplace(true))) }, []int{16, 20}},
	{"Sigmoid", func() nn.Forwarder { return nn.NewSigmoid() }, []int{16, 20}},
	{"Tanh", func() nn.Forwarder { return nn.NewTanh() }, []int{16, 20}},
	{"Softmax", func() nn.Forwarder { return nn.NewSoftmax(1) }, []int{16, 20}},
	{"Softmax last", func() nn.Forwarder { return nn.NewSoftmax(-1) }, []int{3, 4, 5}},
	{"LogSoftmax", func() nn.Forwarder { return nn.NewLogSoftmax(1) }, []int{16, 20}},
	{"LogSoftmax first", func() nn.Forwarder { return nn.NewLogSoftmax(0) }, []int{3, 4, 5}},
	{"MaxPool2d", func() nn.Forwarder { return nn.NewMaxPool2d(2) }, []int{4, 3, 12, 10}},
	{"MaxPool2d options", func() nn.Forwarder {
		return nn.NewMaxPool2d(3, nn.Stride(2), nn.Padding(1), nn.Dilation(2), nn.CeilMode(true))
	}, []int{4, 3, 13, 11}},
	{"MaxPool2d rectangle", func() nn.Forwarder { return nn.NewMaxPool2d(nn.Size{3, 2}, nn.Stride(2, 1)) }, []int{4, 3, 12, 10}},
	{"AvgPool2d", func() nn.Forwarder { return nn.NewAvgPool2d(2) }, []int{4, 3, 12, 10}},
	{"AvgPool2d options", func() nn.Forwarder {
		return nn.NewAvgPool2d(3, nn.Stride(2), nn.Padding(1), nn.CeilMode(true), nn.CountIncludePad(false))
	}, []int{4, 3, 12, 10}},
	{"AvgPool2d divisor", func() nn.Forwarder { return nn.NewAvgPool2d(nn.Size{3, 2}, nn.Stride(2, 1), nn.DivisorOverride(5)) }, []int{4, 3, 12, 10}},
	{"AdaptiveAvgPool2d", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(3) }, []int{4, 3, 12, 10}},
	{"AdaptiveAvgPool2d rectangle", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(nn.Size{5, 3}) }, []int{4, 3, 12, 10}},
	{"Flatten", func() nn.Forwarder { return nn.NewFlatten() }, []int{4, 3, 12, 10}},
	{"Flatten dims", func() nn.Forwarder { return nn.NewFlatten(nn.Dims(2, -1)) }, []int{4, 3, 12, 10}},
	{"Sequential", func() nn.Forwarder {
		return nn.NewSequential(
			nn.NewConv2d(1, 8, 3, nn.Padding(1)),
			nn.NewBatchNorm2d(8),
			nn.NewReLU(),
			nn.NewMaxPool2d(2),
			nn.NewFlatten(),
			nn.NewDropout(nn.P(0.25)),
			nn.NewLinear(8*7*7, 10),
		)
	}, []int{8, 1, 14, 14}},
}
