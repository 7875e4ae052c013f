package amp_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

// trainer is one parameter, its optimizer and a scaler with a factor of 8.
type trainer struct {
	parameter *torch.Tensor
	optimizer *optim.SGD
	scaler    *amp.GradScaler
}

func newTrainer(options ...amp.Option) *trainer {
	parameter := torch.Ones(2, torch.RequiresGrad(true))
	return &trainer{
		parameter,
		optim.NewSGD([]*torch.Tensor{parameter}, 0.5),
		amp.NewGradScaler(torch.DeviceCPU, append([]amp.Option{amp.InitScale(8)}, options...)...),
	}
}

// backward gives the parameter a gradient of slope, times the factor.
func (r *trainer) backward(slope float64) {
	r.optimizer.ZeroGrad()
	r.scaler.Scale(r.parameter.Mul(slope).Sum()).Backward()
}

func (r *trainer) step(slope float64) (stepped bool) {
	r.backward(slope)
	stepped = r.scaler.Step(r.optimizer)
	r.scaler.Update()
	return stepped
}

func TestGradScaler_StepsByUnscaledGradients(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer()
	r.backward(3)
	torchtest.Equal(t, []float32{24, 24}, r.parameter.Grad())
	assert.True(t, r.scaler.Step(r.optimizer))
	torchtest.Equal(t, []float32{3, 3}, r.parameter.Grad())
	torchtest.Equal(t, []float32{-0.5, -0.5}, r.parameter.Detach())
}

func TestGradScaler_LeavesOutWhatOverflowsAndBacksOff(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, slope := range []float64{math.Inf(1), math.NaN(), 1e38} {
		r := newTrainer(amp.BackoffFactor(0.25))
		assert.False(t, r.step(slope))
		torchtest.Equal(t, []float32{1, 1}, r.parameter.Detach())
		assert.Equal(t, 2.0, r.scaler.GetScale())
		assert.True(t, r.step(1))
	}
}

func TestGradScaler_GrowsAfterGoodSteps(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer(amp.GrowthInterval(3), amp.GrowthFactor(4))
	var scales []float64
	for _, slope := range []float64{1, 1, 1, 1, 1, math.Inf(1), 1, 1, 1} {
		r.step(slope)
		scales = append(scales, r.scaler.GetScale())
	}
	assert.Equal(t, []float64{8, 8, 32, 32, 32, 16, 16, 16, 64}, scales)
	r.backward(1)
	r.scaler.UpdateTo(5)
	assert.Equal(t, 5.0, r.scaler.GetScale())
}

func TestGradScaler_OneOverflowCountsForAllOptimizers(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer()
	other := torch.Ones(1, torch.RequiresGrad(true))
	second := optim.NewSGD([]*torch.Tensor{other}, 1)
	r.scaler.Scale(r.parameter.Sum().Add(other.Mul(math.Inf(1)))).Backward()
	assert.True(t, r.scaler.Step(r.optimizer))
	assert.False(t, r.scaler.Step(second))
	r.scaler.Update()
	assert.Equal(t, 4.0, r.scaler.GetScale())
}

func TestGradScaler_UnscaledGradientsForClipping(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer()
	r.backward(3)
	r.scaler.Unscale_(r.optimizer)
	torchtest.Equal(t, []float32{3, 3}, r.parameter.Grad())
	torchtest.Panics(t, "unscale_() has already been called", func() { r.scaler.Unscale_(r.optimizer) })
	r.scaler.Step(r.optimizer)
	torchtest.Equal(t, []float32{3, 3}, r.parameter.Grad(), "once, not twice")
	torchtest.Panics(t, "unscale_() is being called after step()", func() { r.scaler.Unscale_(r.optimizer) })
	torchtest.Panics(t, "step() has already been called", func() { r.scaler.Step(r.optimizer) })
}

func TestGradScaler_Refuses(t *testing.T) {
	r := newTrainer()
	torchtest.Panics(t, "Attempted step but _scale is None", func() { r.scaler.Step(r.optimizer) })
	torchtest.Panics(t, "Attempted update but _scale is None", func() { r.scaler.Update() })
	r.scaler.Scale(torch.Ones(1))
	torchtest.Panics(t, "No inf checks were recorded for this optimizer", func() { r.scaler.Step(r.optimizer) })
	torchtest.Panics(t, "No inf checks were recorded prior to update", func() { r.scaler.Update() })
	torchtest.Panics(t, "growth factor must be > 1.0", func() { newTrainer(amp.GrowthFactor(1)) })
	torchtest.Panics(t, "backoff factor must be < 1.0", func() { newTrainer(amp.BackoffFactor(1)) })

	short := torch.Ones(2, torch.Float16, torch.RequiresGrad(true))
	scaler := amp.NewGradScaler(torch.DeviceCPU)
	scaler.Scale(short.Float().Sum()).Backward()
	torchtest.Panics(t, "Attempting to unscale FP16 gradients", func() { scaler.Step(optim.NewSGD([]*torch.Tensor{short}, 1)) })
}

func TestGradScaler_TurnedOff(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer(torch.Enabled(false))
	assert.False(t, r.scaler.IsEnabled())
	r.backward(3)
	torchtest.Equal(t, []float32{3, 3}, r.parameter.Grad())
	assert.True(t, r.scaler.Step(r.optimizer))
	torchtest.Equal(t, []float32{-0.5, -0.5}, r.parameter.Detach())
	r.scaler.Update()
	assert.Equal(t, 1.0, r.scaler.GetScale())
	_, enabled := r.scaler.StateDict()
	assert.False(t, enabled)
	assert.Equal(t, torch.CUDAIsAvailable(), amp.NewGradScaler(torch.DeviceCUDA).IsEnabled())
}

func TestGradScaler_StateRoundTrip(t *testing.T) {
	torchtest.NoLeaks(t)
	r := newTrainer(amp.GrowthInterval(3))
	r.step(1)
	r.step(1)
	state, enabled := r.scaler.StateDict()
	assert.True(t, enabled)
	text, err := json.Marshal(state)
	require.NoError(t, err)
	assert.JSONEq(t, `{"scale":8,"growth_factor":2,"backoff_factor":0.5,"growth_interval":3,"_growth_tracker":2}`, string(text))

	fresh, used := newTrainer(), newTrainer()
	used.step(math.Inf(1))
	for _, other := range []*trainer{fresh, used} {
		var loaded amp.State
		require.NoError(t, json.Unmarshal(text, &loaded))
		other.scaler.LoadStateDict(loaded)
		other.step(1)
		assert.Equal(t, 16.0, other.scaler.GetScale(), "the third good step lets it grow")
	}
}

func TestGradScaler_SparseGradients(t *testing.T) {
	table := torch.Ones(4, 2, torch.RequiresGrad(true))
	rows, err := torch.Call("aten::embedding", table, torch.NewTensor([]int{1, 3}), torch.Kwarg("sparse", true))
	require.NoError(t, err)
	scaler := amp.NewGradScaler(torch.DeviceCPU, amp.InitScale(8))
	scaler.Scale(rows[0].(*torch.Tensor).Sum()).Backward()
	scaler.Unscale_(optim.NewSGD([]*torch.Tensor{table}, 1))
	torchtest.Equal(t, [][]float32{{0, 0}, {1, 1}, {0, 0}, {1, 1}}, table.Grad().ToDense())
}
