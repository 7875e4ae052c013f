package functional_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

type pair struct {
	name  string
	layer func(x *torch.Tensor) *torch.Tensor
	f     func(x *torch.Tensor) *torch.Tensor
	shape []int
}

// pairs are layers and the functions that do the same. Both draw from one seed.
func pairs() []pair {
	linear := nn.NewLinear(3, 4)
	conv := nn.NewConv2d(2, 4, 3, nn.Stride(2, 1), nn.Padding(1), nn.Dilation(2), nn.Groups(2))
	same := nn.NewConv2d(2, 2, 3, nn.PaddingSame())
	valid := nn.NewConv2d(2, 2, 3, nn.PaddingValid(), nn.Bias(false))
	reflected := nn.NewConv2d(2, 2, 3, nn.Padding(1, 2), nn.PaddingMode("reflect"))
	norm := nn.NewBatchNorm2d(2, nn.Eps(1e-3), nn.Momentum(0.3))
	batch, pictures := []int{5, 3}, []int{2, 2, 7, 6}
	target, classes := torch.Rand(5, 3), torch.FromSlice([]int{0, 1, 2, 1, 0})
	weight := torch.Rand(3)
	return []pair{
		{"linear", linear.Forward, func(x *torch.Tensor) *torch.Tensor { return F.Linear(x, linear.Weight, linear.Bias) }, batch},
		{"conv2d", conv.Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.Conv2d(x, conv.Weight, conv.Bias, F.Stride(2, 1), F.Padding(1), F.Dilation(2), F.Groups(2))
		}, pictures},
		{"conv2d same", same.Forward, func(x *torch.Tensor) *torch.Tensor { return F.Conv2d(x, same.Weight, same.Bias, F.PaddingSame()) }, pictures},
		{"conv2d valid", valid.Forward, func(x *torch.Tensor) *torch.Tensor { return F.Conv2d(x, valid.Weight, nil, F.PaddingValid()) }, pictures},
		{"pad", reflected.Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.Conv2d(F.Pad(x, []int{2, 2, 1, 1}, F.PadMode("reflect")), reflected.Weight, reflected.Bias)
		}, pictures},
		{"batch_norm", norm.Forward, func(x *torch.Tensor) *torch.Tensor {
			mean, variance := torch.Zeros(2), torch.Ones(2)
			return F.BatchNorm(x, mean, variance, norm.Weight, norm.Bias, F.Training(true), F.Momentum(0.3), F.Eps(1e-3))
		}, pictures},
		{"relu", nn.NewReLU().Forward, func(x *torch.Tensor) *torch.Tensor { return F.ReLU(x) }, batch},
		{"relu inplace", nn.NewReLU(nn.Inplace(true)).Forward, func(x *torch.Tensor) *torch.Tensor { return F.ReLU(x, F.Inplace(true)) }, batch},
		{"sigmoid", nn.NewSigmoid().Forward, F.Sigmoid, batch},
		{"tanh", nn.NewTanh().Forward, F.Tanh, batch},
		{"softmax", nn.NewSoftmax(1).Forward, func(x *torch.Tensor) *torch.Tensor { return F.Softmax(x, 1) }, batch},
		{"log_softmax", nn.NewLogSoftmax(0).Forward, func(x *torch.Tensor) *torch.Tensor { return F.LogSoftmax(x, 0) }, batch},
		{"dropout", nn.NewDropout(nn.P(0.4)).Forward, func(x *torch.Tensor) *torch.Tensor { return F.Dropout(x, F.P(0.4)) }, batch},
		{"dropout inplace", nn.NewDropout(nn.P(0.4), nn.Inplace(true)).Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.Dropout(x, F.P(0.4), F.Inplace(true))
		}, batch},
		{"max_pool2d", nn.NewMaxPool2d(3, nn.Stride(2), nn.Padding(1), nn.CeilMode(true)).Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.MaxPool2d(x, 3, F.Stride(2), F.Padding(1), F.CeilMode(true))
		}, pictures},
		{"max_pool2d stride of the kernel", nn.NewMaxPool2d(nn.Size{2, 3}, nn.Dilation(2)).Forward, func(x *torch.Tensor) *torch.Tensor {
			pooled, _ := F.MaxPool2dWithIndices(x, F.Size{2, 3}, F.Dilation(2))
			return pooled
		}, pictures},
		{"avg_pool2d", nn.NewAvgPool2d(3, nn.Padding(1), nn.CountIncludePad(false)).Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.AvgPool2d(x, 3, F.Padding(1), F.CountIncludePad(false))
		}, pictures},
		{"avg_pool2d divisor", nn.NewAvgPool2d(2, nn.DivisorOverride(3), nn.CeilMode(true), nn.Stride(3)).Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.AvgPool2d(x, 2, F.DivisorOverride(3), F.CeilMode(true), F.Stride(3))
		}, pictures},
		{"adaptive_avg_pool2d", nn.NewAdaptiveAvgPool2d(nn.Size{3, nn.InputSize}).Forward, func(x *torch.Tensor) *torch.Tensor {
			return F.AdaptiveAvgPool2d(x, F.Size{3, F.InputSize})
		}, pictures},
		{"cross_entropy", func(x *torch.Tensor) *torch.Tensor {
			return nn.NewCrossEntropyLoss(nn.Weight(weight), nn.IgnoreIndex(1), nn.LabelSmoothing(0.2), nn.Sum).Forward(x, classes)
		}, func(x *torch.Tensor) *torch.Tensor {
			return F.CrossEntropy(x, classes, F.Weight(weight), F.IgnoreIndex(1), F.LabelSmoothing(0.2), F.Sum)
		}, batch},
		{"nll_loss", func(x *torch.Tensor) *torch.Tensor {
			return nn.NewNLLLoss(nn.Weight(weight), nn.IgnoreIndex(1), nn.None).Forward(x, classes)
		}, func(x *torch.Tensor) *torch.Tensor {
			return F.NLL(x, classes, F.Weight(weight), F.IgnoreIndex(1), F.None)
		}, batch},
		{"mse_loss", func(x *torch.Tensor) *torch.Tensor { return nn.NewMSELoss(nn.Sum).Forward(x, target) }, func(x *torch.Tensor) *torch.Tensor {
			return F.MSE(x, target, F.Sum)
		}, batch},
		{"binary_cross_entropy", func(x *torch.Tensor) *torch.Tensor {
			return nn.NewBCELoss(nn.Weight(weight), nn.Sum).Forward(x.Sigmoid(), target)
		}, func(x *torch.Tensor) *torch.Tensor {
			return F.BCE(x.Sigmoid(), target, F.Weight(weight), F.Sum)
		}, batch},
		{"binary_cross_entropy_with_logits", func(x *torch.Tensor) *torch.Tensor {
			return nn.NewBCEWithLogitsLoss(nn.Weight(weight), nn.PosWeight(weight), nn.None).Forward(x, target)
		}, func(x *torch.Tensor) *torch.Tensor {
			return F.BCEWithLogits(x, target, F.Weight(weight), F.PosWeight(weight), F.None)
		}, batch},
	}
}

func TestFunctions_EqualLayers(t *testing.T) {
	torch.ManualSeed(0)
	for _, p := range pairs() {
		t.Run(p.name, func(t *testing.T) {
			torch.ManualSeed(3)
			x := torch.Randn(p.shape)
			torch.ManualSeed(4)
			want := p.layer(x.Clone()).Detach()
			torch.ManualSeed(4)
			torchtest.Equal(t, want, p.f(x.Clone()).Detach())
		})
	}
}

func TestFunctions_DefaultsArePythons(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(2, 3)
	torchtest.Equal(t, x, F.Dropout(x, F.Training(false)))
	torchtest.Equal(t, []float64{0.25, 0.75}, F.Softmax(torch.FromSlice([]float32{0, 0}), 0, torch.Float64).Mul(torch.FromSlice([]float64{0.5, 1.5})))
	// Batch statistics count where there are no others, and evaluation is the default.
	torchtest.Equal(t, [][]float32{{0}, {4}}, F.BatchNorm(torch.FromSlice([]float32{0, 4}, 2, 1), torch.Zeros(1), torch.Ones(1), nil, nil, F.Eps(0)))
	torchtest.Equal(t, []float32{5, 1, 2, 5}, F.Pad(torch.FromSlice([]float32{1, 2}), []int{1, 1}, F.PadValue(5)))
	torchtest.Equal(t, []float32{0, 1, 0}, F.Pad(torch.FromSlice([]float32{1}), []int{1, 1}))
}

func TestMSE_Weight(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.FromSlice([]float32{1, 2, 4}), torch.FromSlice([]float32{1, 1, 2})
	w := torch.FromSlice([]float32{1, 2, 1})
	torchtest.Equal(t, []float32{0, 2, 4}, F.MSE(x, y, F.Weight(w), F.None))
	require.Equal(t, 6.0, F.MSE(x, y, F.Weight(w), F.Sum).Item())
	require.Equal(t, 1.5, F.MSE(x, y, F.Weight(w)).Item())
	torchtest.Panics(t, "Weights and input must have the same size.", func() { F.MSE(x, y, F.Weight(torch.Ones(2))) })
	torchtest.Equal(t, []float32{0, 2, 9}, F.MSE(x, torch.FromSlice([]float32{1}), F.Weight(w), F.None))
}

func TestBCE_BroadcastsWeight(t *testing.T) {
	torchtest.NoLeaks(t)
	x, y := torch.Full([]int{2, 2}, 0.5), torch.Ones(2, 2)
	plain := torch.Data[float32](F.BCE(x, y, F.None))[0]
	torchtest.Equal(t, [][]float32{{plain, 2 * plain}, {plain, 2 * plain}}, F.BCE(x, y, F.Weight(torch.FromSlice([]float32{1, 2})), F.None))
}

// A misplaced option must not compile, so no option may have another's method.
func TestOptions_FitWhereTheyBelong(t *testing.T) {
	fits := func(option any) [6]bool {
		_, conv := option.(F.ConvOption)
		_, maxPool := option.(F.MaxPoolOption)
		_, avgPool := option.(F.AvgPoolOption)
		_, norm := option.(F.BatchNormOption)
		_, dropout := option.(F.DropoutOption)
		_, entropy := option.(F.CrossEntropyOption)
		return [6]bool{conv, maxPool, avgPool, norm, dropout, entropy}
	}
	for _, c := range []struct {
		option any
		want   [6]bool
	}{
		{F.Stride(1), [6]bool{true, true, true}},
		{F.Padding(1), [6]bool{true, true, true}},
		{F.PaddingSame(), [6]bool{true}},
		{F.Dilation(1), [6]bool{true, true}},
		{F.Groups(1), [6]bool{true}},
		{F.CeilMode(true), [6]bool{false, true, true}},
		{F.CountIncludePad(true), [6]bool{false, false, true}},
		{F.DivisorOverride(1), [6]bool{false, false, true}},
		{F.Training(true), [6]bool{false, false, false, true, true}},
		{F.Eps(1), [6]bool{false, false, false, true}},
		{F.P(0.5), [6]bool{false, false, false, false, true}},
		{F.Inplace(true), [6]bool{false, false, false, false, true}},
		{F.Mean, [6]bool{false, false, false, false, false, true}},
		{F.PosWeight(nil), [6]bool{}},
	} {
		require.Equal(t, c.want, fits(c.option), "%T", c.option)
	}
}

// The words are Python's.
func TestMSE_WarnsWhereItBroadcastsTheTarget(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []torch.Warning
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w) })
	defer torch.SetWarningHandler(nil)
	x := torch.Ones(4, 1)
	F.MSE(x, torch.Ones(4, 1))
	require.Empty(t, got)
	F.MSE(x, torch.Ones(4))
	require.Equal(t, []torch.Warning{{
		Category: torch.UserWarning,
		Message: "Using a target size (torch.Size([4])) that is different to the input size (torch.Size([4, 1])). " +
			"This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
		Op: "mse_loss",
	}}, got)
	nn.NewMSELoss().Forward(x, torch.Ones())
	require.Len(t, got, 2)
	require.Contains(t, got[1].Message, "a target size (torch.Size([])) that")
}
