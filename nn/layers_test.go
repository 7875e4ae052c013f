package nn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

func TestDropout_ScalesWhatItKeeps(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	d := nn.NewDropout(nn.P(0.75))
	x := torch.Ones(100, 100)
	y := d.Forward(x)
	kept := y.Ne(0)
	torchtest.Equal(t, kept.Float().Mul(4), y)
	// 10,000 draws of probability 1/4, 5 deviations of 43.
	require.InDelta(t, 2500, kept.Sum().Item(), 217)
	nn.Eval(d)
	torchtest.Equal(t, x, d.Forward(x))
	nn.Train(d)
	require.NotEqual(t, torch.Data[float32](x), torch.Data[float32](d.Forward(x)))
}

func TestDropout_InplaceWritesToItsInput(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(4)
	require.Same(t, x, nn.NewDropout(nn.P(1), nn.Inplace(true)).Forward(x))
	torchtest.Equal(t, []float32{0, 0, 0, 0}, x)
}

func TestLayers_SmallExamples(t *testing.T) {
	picture := torch.Arange(0, 16, 1, torch.Float32).View(1, 1, 4, 4)
	cases := []struct {
		name string
		make func() nn.Forwarder
		want any
	}{
		{"max", func() nn.Forwarder { return nn.NewMaxPool2d(2) }, [][][][]float32{{{{5, 7}, {13, 15}}}}},
		{"mean", func() nn.Forwarder { return nn.NewAvgPool2d(2) }, [][][][]float32{{{{2.5, 4.5}, {10.5, 12.5}}}}},
		{"mean of padding", func() nn.Forwarder { return nn.NewAvgPool2d(4, nn.Padding(2), nn.DivisorOverride(1)) }, [][][][]float32{{{{10, 18}, {42, 50}}}}},
		{"adaptive", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(1) }, [][][][]float32{{{{7.5}}}}},
		{"adaptive rows", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(nn.Size{nn.InputSize, 1}) }, [][][][]float32{{{{1.5}, {5.5}, {9.5}, {13.5}}}}},
		{"flatten", func() nn.Forwarder { return nn.NewFlatten(nn.StartDim(0), nn.EndDim(2)) }, picture.View(4, 4)},
		{"relu", func() nn.Forwarder { return nn.NewReLU() }, picture},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { torchtest.Equal(t, c.want, c.make().Forward(picture)) })
	}
	pooled, indices := nn.NewMaxPool2d(nn.Size{4, 2}).ForwardWithIndices(picture)
	torchtest.Equal(t, [][][][]float32{{{{13, 15}}}}, pooled)
	torchtest.Equal(t, [][][][]int64{{{{13, 15}}}}, indices)
}

func TestConv2d_PaddingModesAgreeWithPaddedInput(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	c := nn.NewConv2d(1, 1, 3, nn.Padding(1), nn.PaddingMode("circular"))
	x := torch.Rand(1, 1, 4, 4)
	around := torch.Cat([]*torch.Tensor{x, x, x}, torch.Dim(2))
	around = torch.Cat([]*torch.Tensor{around, around, around}, torch.Dim(3)).Narrow(2, 3, 6).Narrow(3, 3, 6)
	plain := nn.NewConv2d(1, 1, 3)
	require.NoError(t, nn.LoadStateDict(plain, nn.StateDict(c)))
	torchtest.Equal(t, plain.Forward(around).Detach(), c.Forward(x).Detach())
}

func TestLayers_RefuseArguments(t *testing.T) {
	for message, f := range map[string]func(){
		"groups must be a positive integer":                          func() { nn.NewConv2d(2, 2, 3, nn.Groups(0)) },
		"in_channels must be divisible by groups":                    func() { nn.NewConv2d(3, 2, 3, nn.Groups(2)) },
		"out_channels must be divisible by groups":                   func() { nn.NewConv2d(2, 3, 3, nn.Groups(2)) },
		"padding='same' is not supported for strided convolutions":   func() { nn.NewConv2d(2, 2, 3, nn.PaddingName("same"), nn.Stride(1, 2)) },
		"got padding_mode='mirror'":                                  func() { nn.NewConv2d(2, 2, 3, nn.PaddingMode("mirror")) },
		"stride must be 1 or 2 numbers, got [1 2 3]":                 func() { nn.NewConv2d(2, 2, 3, nn.Stride(1, 2, 3)) },
		"dropout probability has to be between 0 and 1, but got 1.5": func() { nn.NewDropout(nn.P(1.5)) },
		"output_size must be 1 or 2 numbers":                         func() { nn.NewAdaptiveAvgPool2d(nn.Size{1, 2, 3}) },
		"mat1 and mat2 shapes cannot be multiplied (2x3 and 4x2)":    func() { nn.NewLinear(4, 2).Forward(torch.Ones(2, 3)) },
		"expected input[1, 2, 4, 4] to have 1 channels":              func() { nn.NewConv2d(1, 1, 3).Forward(torch.Ones(1, 2, 4, 4)) },
		"an input tensor is nil":                                     func() { nn.NewSequential(nn.NewTanh()).Forward(nil) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestLayers_OnAnotherDevice(t *testing.T) {
	on := nn.Device(torch.Meta)
	m := nn.NewSequential(nn.NewConv2d(1, 2, 3, on), nn.NewBatchNorm2d(2, on), nn.NewFlatten(), nn.NewLinear(8, 1, on))
	for name, v := range nn.StateDict(m).All() {
		require.Equal(t, torch.Meta, torch.Device{Type: v.Device().Type, Index: -1}, name)
	}
}

func TestSequential(t *testing.T) {
	torchtest.NoLeaks(t)
	s := nn.NewSequential(nn.NewLinear(2, 2)).Append(nn.Named("act", nn.NewReLU()))
	require.Equal(t, "Sequential(\n  (0): Linear(in_features=2, out_features=2, bias=True)\n  (act): ReLU()\n)", nn.String(s))
	require.Equal(t, []string{"", "inner"}, names(nn.NamedModules(&Documented{nn.Named("tanh", nn.NewTanh())})))
	y := s.Forward(torch.Ones(1, 2))
	torchtest.Equal(t, s.Layers[0].Forward(torch.Ones(1, 2)).ReLU().Detach(), y.Detach())
}
