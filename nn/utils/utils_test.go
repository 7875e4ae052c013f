package utils_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/torch"
)

// withGradient is a parameter of zeros with a gradient.
func withGradient(grad ...float32) *torch.Tensor {
	p := torch.Zeros(len(grad), torch.RequiresGrad(true))
	p.SetGrad(torch.NewTensor(grad))
	return p
}

func TestClipGradNorm_ScalesAllTogether(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, foreach := range []bool{true, false} {
		a, b, none := withGradient(3, 0), withGradient(4), torch.Zeros(1, torch.RequiresGrad(true))
		parameters := []*torch.Tensor{a, none, b}
		total := utils.ClipGradNorm_(parameters, 10, utils.Foreach(foreach))
		torchtest.Equal(t, torch.Full([]int{}, 5.0), total)
		torchtest.Equal(t, []float32{3, 0}, a.Grad())
		utils.ClipGradNorm_(parameters, 1, utils.Foreach(foreach))
		require.InDelta(t, 1, utils.TotalNorm([]*torch.Tensor{a.Grad(), b.Grad()}).Item(), 1e-6)
		require.Nil(t, none.Grad())
	}
	require.Zero(t, utils.ClipGradNorm_(nil, 1).Item())
}

func TestClipGradNorm_OfSeveralDTypes(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := withGradient(3), torch.Zeros(1, torch.Float64, torch.RequiresGrad(true))
	b.SetGrad(torch.Full([]int{1}, 4.0, torch.Float64))
	require.Equal(t, 5.0, utils.ClipGradNorm_([]*torch.Tensor{a, b}, 2.5).Item())
	require.InDelta(t, 2, b.Grad().Item(), 1e-6)
}

func TestClipGradNorm_Nonfinite(t *testing.T) {
	torchtest.NoLeaks(t)
	p := withGradient(1, float32(math.Inf(1)))
	torchtest.Panics(t, "The total norm of order 2.0 for gradients from `parameters` is non-finite", func() {
		utils.ClipGradNorm_([]*torch.Tensor{p}, 1, utils.ErrorIfNonfinite(true))
	})
	torchtest.Equal(t, []float32{1, float32(math.Inf(1))}, p.Grad())
	utils.ClipGradNorm_([]*torch.Tensor{p}, 1)
	require.Equal(t, 0.0, p.Grad().Select(0, 0).Item())
}

func TestClipGradValue(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, foreach := range []bool{true, false} {
		p := withGradient(-3, 0.5, 3)
		utils.ClipGradValue_([]*torch.Tensor{p}, 1, utils.Foreach(foreach))
		torchtest.Equal(t, []float32{-1, 0.5, 1}, p.Grad())
	}
}

func TestVectorToParameters_SharesMemory(t *testing.T) {
	torchtest.NoLeaks(t)
	a, b := withGradient(1, 2), torch.Ones(2, 2, torch.RequiresGrad(true))
	v := utils.ParametersToVector([]*torch.Tensor{a, b})
	torchtest.Equal(t, []float32{0, 0, 1, 1, 1, 1}, v.Detach())
	v = torch.Arange(6, torch.Float32)
	utils.VectorToParameters(v, []*torch.Tensor{a, b})
	v.Fill_(7)
	torchtest.Equal(t, []float32{7, 7}, a.Detach())
	assert.Equal(t, []int{2, 2}, b.Shape())
	assert.True(t, b.RequiresGrad())
	torchtest.Panics(t, "Found two parameters on different devices", func() {
		utils.ParametersToVector([]*torch.Tensor{a, torch.Empty(1, torch.Meta)})
	})
}

func TestFuse_RefusesTraining(t *testing.T) {
	torchtest.NoLeaks(t)
	linear, bn := nn.NewLinear(2, 3), nn.NewBatchNorm1d(4)
	torchtest.Panics(t, "Fusion only for eval!", func() { utils.FuseLinearBNEval(linear, bn) })
	nn.Eval(linear)
	nn.Eval(bn)
	torchtest.Panics(t, "got linear.out_features=3 and bn.num_features=4", func() { utils.FuseLinearBNEval(linear, bn) })
	plain := nn.NewBatchNorm1d(3, nn.TrackRunningStats(false))
	nn.Eval(plain)
	torchtest.Panics(t, "tracks no statistics", func() { utils.FuseLinearBNEval(linear, plain) })
	torchtest.Panics(t, "*nn.Tanh has no weight and bias", func() {
		tanh, bn := nn.NewTanh(), nn.NewBatchNorm1d(3)
		nn.Eval(tanh)
		nn.Eval(bn)
		utils.FuseConvBNEval(tanh, bn)
	})
}

func TestSkipInit_DrawsNothing(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	want := torch.Rand(1)
	torch.ManualSeed(0)
	m := utils.SkipInit(torch.CPU, func(meta torch.Device) *nn.Sequential {
		return nn.NewSequential(nn.NewLinear(3, 2, nn.Device(meta)), nn.NewBatchNorm1d(2, nn.Device(meta)))
	})
	torchtest.Equal(t, want, torch.Rand(1))
	require.NoError(t, nn.LoadStateDict(m, nn.StateDict(nn.NewSequential(nn.NewLinear(3, 2), nn.NewBatchNorm1d(2)))))
	require.Equal(t, []int{4, 2}, m.Forward(torch.Ones(4, 3)).Shape())
	for _, p := range nn.Parameters(m) {
		require.True(t, p.RequiresGrad() && p.Device() == torch.CPU)
	}
	torchtest.Panics(t, "weight is on cpu: give the device to its module's constructor", func() {
		utils.SkipInit(torch.CPU, func(torch.Device) *nn.Linear { return nn.NewLinear(1, 1) })
	})
}

func Example() {
	net := nn.NewLinear(2, 1, nn.Bias(false))
	net.Forward(torch.Full([]int{1, 2}, 3.0)).Sum().Backward()
	fmt.Printf("%.3f\n", utils.ClipGradNorm_(nn.Parameters(net), 1).Item())
	fmt.Printf("%.3f\n", utils.TotalNorm([]*torch.Tensor{net.Weight.Grad()}).Item())
	// Output:
	// 4.243
	// 1.000
}

func TestConvertWeightMemoryFormat_OfConvolutionsAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	net := nn.NewSequential(nn.NewConv2d(3, 4, 2), nn.NewSequential(nn.NewConvTranspose2d(4, 2, 3)), nn.NewConv1d(2, 2, 2), nn.NewConv3d(2, 3, 2))
	before := map[string]*torch.Tensor{}
	for name, p := range nn.NamedParameters(net) {
		before[name] = p.Detach().Clone()
	}
	require.Same(t, net, utils.ConvertConv2dWeightMemoryFormat(net, torch.ChannelsLast))
	utils.ConvertConv3dWeightMemoryFormat(net, torch.ChannelsLast3d)
	for name, p := range nn.NamedParameters(net) {
		torchtest.Equal(t, before[name], p.Detach())
		require.True(t, p.RequiresGrad())
	}
	// The strides that Python's clone(memory_format=...).resize_ leaves.
	require.Equal(t, []int{12, 1, 6, 3}, net.At(0).(*nn.Conv2d).Weight.Strides())
	require.Equal(t, []int{18, 1, 6, 2}, net.At(1).(*nn.Sequential).At(0).(*nn.ConvTranspose2d).Weight.Strides())
	require.Equal(t, []int{4, 2, 1}, net.At(2).(*nn.Conv1d).Weight.Strides())
	require.Equal(t, []int{16, 1, 8, 4, 2}, net.At(3).(*nn.Conv3d).Weight.Strides())
}
