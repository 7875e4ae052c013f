package nn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

func TestLazy_PrintsAsWhatItBecomes(t *testing.T) {
	torchtest.NoLeaks(t)
	net := nn.NewSequential(nn.NewLazyConv2d(8, 3), nn.NewFlatten(), nn.NewLazyLinear(3))
	require.Equal(t, "Sequential(\n  (0): LazyConv2d(0, 8, kernel_size=(3, 3), stride=(1, 1))\n"+
		"  (1): Flatten(start_dim=1, end_dim=-1)\n  (2): LazyLinear(in_features=0, out_features=3, bias=True)\n)", nn.String(net))
	net.Forward(torch.Zeros(2, 2, 4, 4))
	require.Equal(t, "Sequential(\n  (0): Conv2d(2, 8, kernel_size=(3, 3), stride=(1, 1))\n"+
		"  (1): Flatten(start_dim=1, end_dim=-1)\n  (2): Linear(in_features=32, out_features=3, bias=True)\n)", nn.String(net))
}

func TestLazy_OptimizersMadeBeforeTrainIt(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewLazyLinear(1)
	o := optim.NewSGD(nn.Parameters(m), 1)
	m.Forward(torch.Ones(1, 2)).Sum().Backward()
	before := m.Weight.Detach().Clone()
	o.Step()
	torchtest.Equal(t, before.Sub(1), m.Weight.Detach())
}

func TestLazy_LoadsBeforeItsFirstInput(t *testing.T) {
	torchtest.NoLeaks(t)
	from := nn.NewSequential(nn.NewConvTranspose2d(2, 4, 3, nn.Groups(2)), nn.NewLinear(5, 3))
	to := nn.NewSequential(nn.NewLazyConvTranspose2d(4, 3, nn.Groups(2)), nn.NewLazyLinear(3))
	require.NoError(t, nn.LoadStateDict(to, nn.StateDict(from)))
	x := torch.Randn(1, 2, 3, 3)
	torchtest.Equal(t, from.Forward(x).Detach(), to.Forward(x).Detach())
}

func TestLazy_Refuses(t *testing.T) {
	for message, f := range map[string]func(){
		"Expected 3D (unbatched) or 4D (batched) input to LazyConv2d, but got input of size: torch.Size([2, 3])": func() { nn.NewLazyConv2d(4, 3).Forward(torch.Ones(2, 3)) },
		"in_channels must be divisible by groups": func() { nn.NewLazyConv1d(4, 1, nn.Groups(2)).Forward(torch.Ones(3, 2)) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestLazy_LoadsStatisticsWithoutAWeight(t *testing.T) {
	torchtest.NoLeaks(t)
	from, to := nn.NewBatchNorm1d(3, nn.Affine(false)), nn.NewLazyBatchNorm1d(nn.Affine(false))
	torch.NoGrad(func() { from.RunningMean.Fill_(2) })
	require.NoError(t, nn.LoadStateDict(to, nn.StateDict(from)))
	nn.Eval(from)
	nn.Eval(to)
	x := torch.Randn(4, 3)
	torchtest.Equal(t, from.Forward(x), to.Forward(x))
}

func TestLazy_RefusesToOverwriteWhatWasLoaded(t *testing.T) {
	torchtest.NoLeaks(t)
	from, to := nn.NewLinear(2, 3, nn.Bias(false)), nn.NewLazyLinear(3)
	require.NoError(t, nn.LoadStateDict(to, nn.StateDict(from), nn.Strict(false)))
	torchtest.Panics(t, "weight was loaded before the first input and bias was not; load both or none", func() { to.Forward(torch.Ones(1, 2)) })
}
