package nn_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// Finite differences of step 1e-6 in float64 lose about half of the digits.
var byDifferences = torchtest.Tolerance{Rel: 1e-6, Abs: 1e-7, Why: "central differences of step 1e-6 in float64"}

// conforms runs a layer through everything that holds for all of them. make
// makes the same layer each time up to its weights; shape is an input's.
func conforms(t *testing.T, make func() nn.Forwarder, shape ...int) {
	t.Helper()
	checks := []struct {
		name string
		run  func(t *testing.T, make func() nn.Forwarder, shape []int)
	}{
		{"state round trip", stateRoundTrip},
		{"train and eval", trainAndEval},
		{"print", printsItself},
		{"gradient", gradientIsDerivative},
		{"move", movesInPlace},
		{"scope", resultJoinsScope},
	}
	for _, check := range checks {
		t.Run(check.name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			torch.ManualSeed(1)
			check.run(t, make, shape)
		})
	}
}

func stateRoundTrip(t *testing.T, make func() nn.Forwarder, shape []int) {
	a, b := make(), make()
	x := torch.Randn(shape)
	a.Forward(x)
	require.NoError(t, nn.LoadStateDict(b, nn.StateDict(a)))
	nn.Eval(a)
	nn.Eval(b)
	torchtest.Equal(t, a.Forward(x.Clone()), b.Forward(x.Clone()))
	require.Equal(t, nn.StateDict(a).Names(), nn.StateDict(b).Names())
	for name, v := range nn.StateDict(a).All() {
		torchtest.Equal(t, v, nn.StateDict(b).Get(name), name)
	}
}

func trainAndEval(t *testing.T, make func() nn.Forwarder, shape []int) {
	m := make()
	nn.Eval(m)
	before := map[string]*torch.Tensor{}
	for name, v := range nn.StateDict(m).All() {
		before[name] = v.Clone()
	}
	x := torch.Randn(shape)
	torchtest.Equal(t, m.Forward(x.Clone()), m.Forward(x.Clone()), "evaluation draws nothing")
	for name, v := range nn.StateDict(m).All() {
		torchtest.Equal(t, before[name], v, "evaluation changes "+name)
	}
	for _, on := range []bool{true, false, true} {
		setMode(m, on)
		for name, inner := range nn.NamedModules(m) {
			if mode, ok := inner.(interface{ Training() bool }); ok {
				require.Equal(t, on, mode.Training(), name)
			}
		}
	}
}

func setMode(m any, training bool) {
	if training {
		nn.Train(m)
	} else {
		nn.Eval(m)
	}
}

func printsItself(t *testing.T, make func() nn.Forwarder, shape []int) {
	m := make()
	before := nn.String(m)
	class := strings.TrimPrefix(strings.TrimPrefix(fmt.Sprintf("%T", m), "*nn."), "*nn_test.")
	require.True(t, strings.HasPrefix(before, class+"("), before)
	m.Forward(torch.Randn(shape))
	nn.Eval(m)
	require.Equal(t, before, nn.String(m))
}

// gradientIsDerivative compares the gradients of the input and of every
// parameter with differences, in training, with the same draws each time.
func gradientIsDerivative(t *testing.T, make func() nn.Forwarder, shape []int) {
	m := make()
	nn.To(m, torch.Float64)
	x := torch.Randn(shape, torch.Float64)
	weight := torch.Rand(m.Forward(x.Clone()).Shape(), torch.Float64)
	loss := func() *torch.Tensor {
		torch.ManualSeed(2)
		return m.Forward(x.Clone()).Mul(weight).Sum() // a clone, for layers that write to it
	}
	x.SetRequiresGrad(true)
	loss().Backward()
	leaves := map[string]*torch.Tensor{"input": x}
	for name, p := range nn.NamedParameters(m) {
		leaves[name] = p
	}
	for name, leaf := range leaves {
		require.NotNil(t, leaf.Grad(), name)
		torchtest.AllClose(t, differences(leaf, loss), leaf.Grad(), byDifferences, name)
	}
}

func differences(leaf *torch.Tensor, loss func() *torch.Tensor) *torch.Tensor {
	const step = 1e-6
	flat := leaf.Detach().View(-1)
	slopes := make([]float64, flat.Numel())
	at := func(i int, by float64) float64 {
		element := flat.Select(0, i)
		former := element.Item()
		element.Fill_(former + by)
		defer element.Fill_(former)
		return loss().Item()
	}
	torch.NoGrad(func() {
		for i := range slopes {
			slopes[i] = (at(i, step) - at(i, -step)) / (2 * step)
		}
	})
	return torch.FromSlice(slopes, leaf.Shape()...)
}

func movesInPlace(t *testing.T, make func() nn.Forwarder, shape []int) {
	m := make()
	parameters := nn.Parameters(m)
	m.Forward(torch.Randn(shape, torch.RequiresGrad(true))).Sum().Backward()
	nn.To(m, torch.Float64)
	require.Equal(t, parameters, nn.Parameters(m))
	for _, p := range parameters {
		require.Equal(t, torch.Float64, p.DType())
		require.Equal(t, torch.Float64, p.Grad().DType())
		require.True(t, p.RequiresGrad())
	}
	y := m.Forward(torch.Randn(shape, torch.Float64))
	require.Equal(t, torch.Float64, y.DType())
	nn.ZeroGrad(m)
	for _, p := range parameters {
		require.Nil(t, p.Grad())
	}
}

func resultJoinsScope(t *testing.T, make func() nn.Forwarder, shape []int) {
	m := make()
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Randn(shape, torch.In(s))
		require.Same(t, s, m.Forward(x).Scope())
	})
	for name, p := range nn.StateDict(m).All() {
		require.Nil(t, p.Scope(), name)
	}
	m.Forward(torch.Randn(shape))
}

func TestLayers_Conform(t *testing.T) {
	// Sequential gives the layers that write to their input one of their own.
	afterLinear := func(m nn.Forwarder) nn.Forwarder { return nn.NewSequential(nn.NewLinear(4, 4), m) }
	layers := []struct {
		name  string
		make  func() nn.Forwarder
		shape []int
	}{
		{"Linear", func() nn.Forwarder { return nn.NewLinear(4, 3) }, []int{2, 4}},
		{"Linear of one sample", func() nn.Forwarder { return nn.NewLinear(4, 3, nn.Bias(false)) }, []int{4}},
		{"Conv2d", func() nn.Forwarder { return nn.NewConv2d(2, 4, 3, nn.Stride(2), nn.Padding(1), nn.Groups(2)) }, []int{2, 2, 5, 4}},
		{"Conv2d reflect", func() nn.Forwarder { return nn.NewConv2d(1, 2, 3, nn.PaddingSame(), nn.PaddingMode("reflect")) }, []int{1, 4, 4}},
		{"BatchNorm1d", func() nn.Forwarder { return nn.NewBatchNorm1d(3) }, []int{4, 3}},
		{"BatchNorm1d of sequences", func() nn.Forwarder { return nn.NewBatchNorm1d(3, nn.CumulativeMomentum()) }, []int{2, 3, 4}},
		{"BatchNorm2d", func() nn.Forwarder { return nn.NewBatchNorm2d(2, nn.Affine(false)) }, []int{2, 2, 3, 3}},
		{"Dropout", func() nn.Forwarder { return nn.NewDropout() }, []int{4, 5}},
		{"Dropout inplace", func() nn.Forwarder { return afterLinear(nn.NewDropout(nn.P(0.3), nn.Inplace(true))) }, []int{4, 4}},
		{"ReLU", func() nn.Forwarder { return nn.NewReLU() }, []int{4, 5}},
		{"ReLU inplace", func() nn.Forwarder { return afterLinear(nn.NewReLU(nn.Inplace(true))) }, []int{4, 4}},
		{"Sigmoid", func() nn.Forwarder { return nn.NewSigmoid() }, []int{4, 5}},
		{"Tanh", func() nn.Forwarder { return nn.NewTanh() }, []int{4, 5}},
		{"Softmax", func() nn.Forwarder { return nn.NewSoftmax(-1) }, []int{4, 5}},
		{"LogSoftmax", func() nn.Forwarder { return nn.NewLogSoftmax(0) }, []int{4, 5}},
		{"MaxPool2d", func() nn.Forwarder { return nn.NewMaxPool2d(2, nn.CeilMode(true)) }, []int{2, 2, 5, 4}},
		{"AvgPool2d", func() nn.Forwarder { return nn.NewAvgPool2d(3, nn.Stride(1), nn.Padding(1)) }, []int{2, 5, 4}},
		{"AdaptiveAvgPool2d", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(nn.Size{nn.InputSize, 3}) }, []int{2, 2, 5, 7}},
		{"Flatten", func() nn.Forwarder { return nn.NewFlatten() }, []int{2, 2, 3}},
		{"Sequential", func() nn.Forwarder { return nn.NewSequential(nn.NewLinear(3, 2), nn.NewTanh(), nn.NewLinear(2, 2)) }, []int{4, 3}},
		{"user's network", func() nn.Forwarder { return newAutoencoder() }, []int{2, 16}},
		{"tied layers", func() nn.Forwarder { return newTied() }, []int{2, 4}},
	}
	for _, l := range layers {
		t.Run(l.name, func(t *testing.T) { conforms(t, l.make, l.shape...) })
	}
}
