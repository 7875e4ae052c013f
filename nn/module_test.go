package nn_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

func TestTo_KeepsTensorsAndIntegers(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewSequential(nn.NewLinear(2, 3), nn.NewBatchNorm1d(3))
	bn := m.Layers[1].(*nn.BatchNorm1d)
	m.Forward(torch.Randn(4, 2)).Sum().Backward()
	weight := bn.Weight
	former := weight.Detach().Clone()
	grad := weight.Grad()

	nn.To(m, torch.BFloat16)
	require.Same(t, weight, bn.Weight)
	require.Equal(t, torch.BFloat16, weight.DType())
	require.True(t, weight.IsLeaf())
	require.Equal(t, torch.BFloat16, weight.Grad().DType())
	require.Equal(t, torch.Float32, grad.DType(), "a gradient that was taken out before stays as it was")
	require.Equal(t, torch.BFloat16, bn.RunningMean.DType())
	require.Equal(t, torch.Int64, bn.NumBatchesTracked.DType())
	torchtest.Equal(t, former, weight.Detach().Float())

	nn.To(m, torch.CPU, torch.Float64)
	require.Equal(t, torch.Float64, weight.DType())
	m.Forward(torch.Randn(4, 2, torch.Float64)).Sum().Backward()
	torchtest.Panics(t, "only accepts floating point or complex dtypes", func() { nn.To(m, torch.Int64) })
}

func TestTo_GradientsGoOnAfterwards(t *testing.T) {
	m := nn.NewLinear(2, 1)
	x := torch.Ones(1, 2)
	m.Forward(x).Backward()
	nn.To(m, torch.Float64)
	m.Forward(x.Double()).Backward()
	torchtest.Equal(t, []float64{2}, m.Bias.Grad())
}

func TestSetRequiresGrad(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewLinear(2, 2)
	nn.SetRequiresGrad(m, false)
	require.False(t, m.Weight.RequiresGrad())
	require.False(t, m.Forward(torch.Ones(1, 2)).RequiresGrad())
	nn.SetRequiresGrad(m, true)
	require.True(t, m.Forward(torch.Ones(1, 2)).RequiresGrad())
}

func TestStateDict_SharesMemory(t *testing.T) {
	m := nn.NewLinear(2, 2)
	s := nn.StateDict(m)
	s.Get("bias").Fill_(7)
	torchtest.Equal(t, []float32{7, 7}, m.Bias.Detach())
	require.Equal(t, 2, s.Len())
	require.Nil(t, s.Get("nothing"))
	require.Len(t, s.Map(), 2)
	s.Delete("weight")
	s.Delete("nothing")
	require.Equal(t, []string{"bias"}, s.Names())
	require.Equal(t, []string{"a", "b"}, torch.NewStateDict(map[string]*torch.Tensor{"b": s.Get("bias"), "a": s.Get("bias")}).Names())
}

func TestLoadStateDict_ConvertsAndKeepsScalars(t *testing.T) {
	m := nn.NewBatchNorm1d(1)
	s := nn.StateDict(nn.NewBatchNorm1d(1, nn.DType(torch.Float64)))
	s.Set("num_batches_tracked", torch.Full([]int{1}, 3)) // as torch 0.3 kept numbers
	s.Set("running_mean", torch.Full([]int{1}, 0.5, torch.Float64))
	require.NoError(t, nn.LoadStateDict(m, s))
	torchtest.Equal(t, []float32{0.5}, m.RunningMean)
	require.Equal(t, 3.0, m.NumBatchesTracked.Item())
	require.Empty(t, m.NumBatchesTracked.Shape())

	s.Delete("bias")
	s.Set("extra", s.Get("weight"))
	missing, unexpected := nn.IncompatibleKeys(m, s)
	require.Equal(t, []string{"bias"}, missing)
	require.Equal(t, []string{"extra"}, unexpected)
	var e *nn.LoadError
	require.ErrorAs(t, nn.LoadStateDict(m, s), &e)
	require.Equal(t, "BatchNorm1d", e.Module)
}

func TestPrint(t *testing.T) {
	var b bytes.Buffer
	_, err := nn.Fprint(&b, nn.NewReLU())
	require.NoError(t, err)
	require.Equal(t, "ReLU()\n", b.String())
}

func TestForward_AllocatesTheResultAlone(t *testing.T) {
	torch.SetNumThreads(1)
	// A scope allocates its tensors by the dozen, so that a call's share rounds to
	// none; the pool of unscoped ones loses entries under the race detector.
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, 4, torch.In(s))
		for _, m := range []nn.Forwarder{nn.NewLinear(4, 4), nn.NewReLU(), nn.NewDropout()} {
			require.Zero(t, testing.AllocsPerRun(200, func() { m.Forward(x) }), nn.String(m))
		}
	})
}

func TestParameter_OutlivesTheScope(t *testing.T) {
	torchtest.NoLeaks(t)
	var p *torch.Tensor
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, torch.In(s), torch.RequiresGrad(true))
		p = nn.Parameter(x.Mul(3))
	})
	require.True(t, p.IsLeaf() && p.RequiresGrad())
	torchtest.Equal(t, []float32{3, 3}, p.Detach())
}

func TestTo_TakesAFormatForTensorsThatHaveOne(t *testing.T) {
	torchtest.NoLeaks(t)
	net := nn.NewSequential(nn.NewConv2d(3, 4, 3), nn.NewBatchNorm2d(4), nn.NewLinear(2, 2))
	nn.To(net, torch.ChannelsLast, torch.Float64)
	conv := net.At(0).(*nn.Conv2d)
	require.True(t, conv.Weight.IsContiguous(torch.ChannelsLast))
	require.False(t, conv.Weight.IsContiguous())
	for _, p := range nn.Parameters(net) {
		require.Equal(t, torch.Float64, p.DType())
	}
	deep := nn.NewSequential(nn.NewConv3d(3, 4, 3), nn.NewLinear(2, 2))
	nn.To(deep, torch.ChannelsLast3d)
	require.True(t, deep.At(0).(*nn.Conv3d).Weight.IsContiguous(torch.ChannelsLast3d))
	err := torch.Try(func() error { nn.To(deep, torch.ChannelsLast); return nil })
	require.ErrorContains(t, err, "required rank 4 tensor to use channels_last format", "as Python")
}

// The texts are Python's.
func TestString_OfOneParameterIsOneLine(t *testing.T) {
	var dict nn.ParameterDict
	dict.Set("t", nn.Parameter(torch.Ones(1)))
	net := &struct {
		nn.Module
		Temp nn.ParameterDict
		List []*torch.Tensor
	}{Temp: dict, List: []*torch.Tensor{nn.Parameter(torch.Ones(1))}}
	text := nn.String(net)
	require.Contains(t, text, "\n  (temp): ParameterDict(  (t): Parameter containing: [torch.FloatTensor of size 1])\n")
	require.Contains(t, text, "\n  (list): ParameterList(  (0): Parameter containing: [torch.float32 of size 1])\n")
}

func TestSequential_NamesTheModuleThatIsNil(t *testing.T) {
	var forgotten *nn.Linear
	for _, layer := range []nn.Forwarder{nil, forgotten} {
		err := torch.Try(func() error { nn.NewSequential(nn.NewReLU(), layer); return nil })
		require.ErrorContains(t, err, "nn.Sequential: the module at index 1 is nil")
	}
}

func TestTransformerLayers_NameThemselvesForAnUnknownActivation(t *testing.T) {
	err := torch.Try(func() error { nn.NewTransformerDecoderLayer(4, 2, nn.ActivationName("gelo")); return nil })
	require.ErrorContains(t, err, "nn.TransformerDecoderLayer: activation should be relu/gelu, not gelo")
}
