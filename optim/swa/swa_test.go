package swa_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim/swa"
	"github.com/e0112027/gotorch/torch"
)

func ExampleAveragedModel() {
	net := nn.NewLinear(1, 1, nn.Bias(false))
	average := swa.NewAveragedModel(net)
	for _, weight := range []float64{1, 2, 6} {
		torch.NoGrad(func() { net.Weight.Fill_(weight) })
		average.UpdateParameters(net)
	}
	fmt.Println(average.Module.Weight.Item(), net.Weight.Item(), average.NAveraged.Item())
	// Output: 3 6 3
}

func TestAveragedModel_Refuses(t *testing.T) {
	net := nn.NewLinear(1, 1)
	torchtest.Panics(t, "Only one of avg_fn and multi_avg_fn should be provided", func() {
		swa.NewAveragedModel(net, swa.AvgFn(swa.SWAAvgFn()), swa.MultiAvgFn(swa.SWAMultiAvgFn()))
	})
	torchtest.Panics(t, "Invalid decay value 1.5 provided", func() { swa.EMAMultiAvgFn(1.5) })
	torchtest.Panics(t, "Invalid decay value -1 provided", func() { swa.EMAAvgFn(-1) })
	torchtest.Panics(t, "the model has 1 tensors, the average 2", func() {
		swa.NewAveragedModel(net).UpdateParameters(nn.NewLinear(1, 1, nn.Bias(false)))
	})
}

func TestAveragedModel_MemoryStaysFlat(t *testing.T) {
	torchtest.NoLeaks(t)
	net := nn.NewSequential(nn.NewLinear(3, 3), nn.NewBatchNorm1d(3))
	for _, option := range []swa.Option{swa.UseBuffers(true), swa.MultiAvgFn(swa.EMAMultiAvgFn(0.5)), swa.AvgFn(swa.EMAAvgFn(0.5))} {
		average := swa.NewAveragedModel(net, option)
		var live []int
		for range 4 {
			average.UpdateParameters(net)
			live = append(live, torch.LiveTensors())
		}
		assert.Equal(t, live[1], live[3])
	}
}

func TestUpdateBN(t *testing.T) {
	norm := nn.NewBatchNorm1d(2)
	net := nn.NewSequential(nn.NewLinear(3, 2), norm)
	nn.Eval(net)
	failure := errors.New("no more batches")
	assert.Equal(t, failure, swa.UpdateBN(net, func() error {
		assert.True(t, norm.Training())
		assert.True(t, norm.CumulativeMomentum)
		assert.False(t, torch.IsGradEnabled())
		net.Forward(torch.Ones(4, 3))
		return failure
	}))
	assert.False(t, norm.Training())
	assert.False(t, norm.CumulativeMomentum)
	assert.Equal(t, 1.0, norm.NumBatchesTracked.Item())
	require.NoError(t, swa.UpdateBN(nn.NewLinear(1, 1), func() error { return failure }))
}
