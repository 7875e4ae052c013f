package nn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// The numbers of these tests are small powers of two, so every step is exact.

func column(values ...float32) *torch.Tensor { return torch.FromSlice(values, len(values), 1) }

func TestBatchNorm_RunningStatistics(t *testing.T) {
	cases := []struct {
		name      string
		options   []nn.BatchNormOption
		mean, rms []float32 // after each batch
	}{
		// Batch 1: mean 2, unbiased variance 8. Batch 2: mean 4, variance 32.
		{"momentum", []nn.BatchNormOption{nn.Momentum(0.5)}, []float32{1, 2.5}, []float32{4.5, 18.25}},
		{"cumulative", []nn.BatchNormOption{nn.CumulativeMomentum(true)}, []float32{2, 3}, []float32{8, 20}},
		{"without affine", []nn.BatchNormOption{nn.Momentum(0.5), nn.Affine(false)}, []float32{1, 2.5}, []float32{4.5, 18.25}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			b := nn.NewBatchNorm1d(1, c.options...)
			for i, batch := range []*torch.Tensor{column(0, 4), column(0, 8)} {
				b.Forward(batch)
				torchtest.Equal(t, []float32{c.mean[i]}, b.RunningMean)
				torchtest.Equal(t, []float32{c.rms[i]}, b.RunningVar)
				require.Equal(t, float64(i+1), b.NumBatchesTracked.Item())
			}
			b.ResetParameters()
			torchtest.Equal(t, []float32{0}, b.RunningMean)
			torchtest.Equal(t, []float32{1}, b.RunningVar)
			require.Zero(t, b.NumBatchesTracked.Item())
		})
	}
}

func TestBatchNorm_Evaluation(t *testing.T) {
	torchtest.NoLeaks(t)
	b := nn.NewBatchNorm1d(1, nn.Eps(0))
	b.RunningMean.Fill_(2)
	b.RunningVar.Fill_(4)
	b.Weight.Detach().Fill_(8)
	b.Bias.Detach().Fill_(1)
	nn.Eval(b)
	torchtest.Equal(t, [][]float32{{-7}, {9}}, b.Forward(column(0, 4)).Detach())
	require.Zero(t, b.NumBatchesTracked.Item())
	// One sample is enough where running statistics count.
	torchtest.Equal(t, [][]float32{{1}}, b.Forward(column(2)).Detach())
}

func TestBatchNorm_WithoutStatisticsUsesTheBatchAlways(t *testing.T) {
	torchtest.NoLeaks(t)
	b := nn.NewBatchNorm1d(1, nn.TrackRunningStats(false))
	x := column(0, 4)
	training := b.Forward(x).Detach()
	nn.Eval(b)
	torchtest.Equal(t, training, b.Forward(x).Detach())
	require.Nil(t, b.RunningMean)
}

func TestBatchNorm_Refuses(t *testing.T) {
	for message, f := range map[string]func(){
		"expected 2D or 3D input (got 4D input)":                                                  func() { nn.NewBatchNorm1d(2).Forward(torch.Ones(1, 2, 3, 3)) },
		"expected 4D input (got 2D input)":                                                        func() { nn.NewBatchNorm2d(2).Forward(torch.Ones(1, 2)) },
		"Expected more than 1 value per channel when training, got input size torch.Size([1, 2])": func() { nn.NewBatchNorm1d(2).Forward(torch.Ones(1, 2)) },
		"eps must be positive during training":                                                    func() { nn.NewBatchNorm1d(2, nn.Eps(0)).Forward(torch.Ones(3, 2)) },
		"running_mean should contain 3 elements not 2":                                            func() { nn.NewBatchNorm1d(2).Forward(torch.Ones(3, 3)) },
	} {
		torchtest.Panics(t, message, f)
	}
}

type bottleneck struct {
	nn.Module
	Norm nn.Forwarder
	List []nn.Forwarder
	Dict nn.ModuleDict[nn.Forwarder]
	Map  map[string]nn.Forwarder
	Seq  *nn.Sequential
}

func (b *bottleneck) Forward(x *torch.Tensor) *torch.Tensor {
	return b.Seq.Forward(b.Map["a"].Forward(b.Dict.Get("d").Forward(b.List[0].Forward(b.Norm.Forward(x)))))
}

func TestConvertSyncBatchNorm_KeepsTheState(t *testing.T) {
	torchtest.NoLeaks(t)
	b := &bottleneck{
		Norm: nn.NewBatchNorm2d(3), List: []nn.Forwarder{nn.NewBatchNorm2d(3, nn.CumulativeMomentum(true))}, Map: map[string]nn.Forwarder{"a": nn.NewBatchNorm2d(3, nn.Affine(false))},
		Seq: nn.NewSequential(nn.NewConv2d(3, 3, 1), nn.Named("bn", nn.NewBatchNorm2d(3))),
	}
	b.Dict.Set("d", nn.NewBatchNorm2d(3))
	x := torch.Randn(2, 3, 4, 4)
	b.Forward(x)
	nn.Eval(b)
	want, names := b.Forward(x).Detach(), nn.StateDict(b).Names()
	require.Same(t, b, nn.ConvertSyncBatchNorm(b))
	for _, m := range []any{b.Norm, b.List[0], b.Dict.Get("d"), b.Map["a"], b.Seq.At(1)} {
		require.IsType(t, &nn.SyncBatchNorm{}, m)
		require.False(t, m.(*nn.SyncBatchNorm).Training())
	}
	require.Equal(t, names, nn.StateDict(b).Names())
	torchtest.Equal(t, want, b.Forward(x).Detach())
	require.IsType(t, &nn.SyncBatchNorm{}, nn.ConvertSyncBatchNorm(nn.NewBatchNorm1d(2)))
}

type typedNorm struct{ Norm *nn.BatchNorm2d }

func (n *typedNorm) Forward(x *torch.Tensor) *torch.Tensor { return n.Norm.Forward(x) }

func TestConvertSyncBatchNorm_RefusesAFieldOfAnotherType(t *testing.T) {
	torchtest.NoLeaks(t)
	torchtest.Panics(t, "typedNorm.Norm: is *nn.BatchNorm2d and can't hold a *nn.SyncBatchNorm; declare it as nn.Forwarder", func() {
		nn.ConvertSyncBatchNorm(nn.NewSequential(&typedNorm{nn.NewBatchNorm2d(2)}))
	})
	torchtest.Panics(t, "give it one first", func() { nn.ConvertSyncBatchNorm(nn.NewLazyBatchNorm1d()) })
}
