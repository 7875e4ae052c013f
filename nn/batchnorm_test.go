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
