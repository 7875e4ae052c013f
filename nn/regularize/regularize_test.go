package regularize_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/regularize"
	"github.com/e0112027/gotorch/torch"
)

func TestPenalties_TakeAnyShapesAndDTypes(t *testing.T) {
	parameters := []*torch.Tensor{
		torch.NewTensor([][]float32{{1, -2}, {3, -4}}).T(), torch.NewTensor([]float64{-0.5}), torch.Zeros(0), torch.NewTensor(float32(2)),
	}
	assert.Equal(t, 6.25, regularize.L1(parameters, 0.5).Item())
	assert.Equal(t, 17.125, regularize.L2(parameters, 0.5).Item())
	assert.Equal(t, 23.375, regularize.ElasticNet(parameters, 0.5, 0.5).Item())
	assert.Equal(t, []int{}, regularize.L1(parameters, 0.5).Shape())
}

func TestRegularize_RefusesWhatCannotBe(t *testing.T) {
	one := []*torch.Tensor{torch.Ones(1)}
	for msg, f := range map[string]func(){
		"there are no parameters":          func() { regularize.L2(nil, 1) },
		"parameter 1 is nil":               func() { regularize.L1([]*torch.Tensor{one[0], nil}, 1) },
		"std must be a number":             func() { regularize.AddGradNoise_(one, math.NaN()) },
		"eta and step must be at least 0":  func() { regularize.AnnealedStd(1, -1) },
		"patience must be at least 1":      func() { regularize.NewEarlyStopping(0) },
		"MinDelta must be at least 0":      func() { regularize.NewEarlyStopping(1, regularize.MinDelta(-1)) },
		`mode "up" is unknown`:             func() { regularize.NewEarlyStopping(1, regularize.Mode("up")) },
		"give NewEarlyStopping the option": func() { regularize.NewEarlyStopping(1).Restore() },
	} {
		torchtest.Panics(t, msg, f)
	}
}

func TestAddGradNoise_PassesOverParametersWithoutGradient(t *testing.T) {
	a, b := torch.Ones(2, torch.RequiresGrad(true)), torch.Ones(2, torch.RequiresGrad(true))
	b.Sum().Backward()
	g := torch.NewGenerator(torch.CPU).ManualSeed(3)
	regularize.AddGradNoise_([]*torch.Tensor{a, b}, 0.5, torch.WithGenerator(g))
	assert.Nil(t, a.Grad())
	want := torch.Randn(2, torch.WithGenerator(g.ManualSeed(3))).Mul(0.5).Add(1)
	assert.Equal(t, torch.Data[float32](want), torch.Data[float32](b.Grad()))
	assert.False(t, b.Grad().RequiresGrad())
}

func TestEarlyStopping_CountsEpochsInTurn(t *testing.T) {
	for _, tt := range []struct {
		name    string
		options []regularize.EarlyStoppingOption
		metrics []float64
		stops   int // at which metric; -1 never
		best    float64
		epoch   int
	}{
		{"improving", nil, []float64{3, 2, 1}, -1, 1, 2},
		{"an improvement between", nil, []float64{3, 4, 2, 2, 2}, 4, 2, 2},
		{"too little", []regularize.EarlyStoppingOption{regularize.MinDelta(0.5)}, []float64{3, 2.5, 2.4, 1}, -1, 1, 3},
		{"rising", []regularize.EarlyStoppingOption{regularize.Mode("max")}, []float64{1, 2, 1, 2}, 3, 2, 1},
		{"not a number", nil, []float64{math.NaN(), math.NaN()}, 1, math.Inf(1), -1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := regularize.NewEarlyStopping(2, tt.options...)
			for i, metric := range tt.metrics {
				assert.Equal(t, tt.stops == i, e.Step(metric), i)
			}
			assert.Equal(t, tt.stops >= 0, e.Stopped())
			best, epoch := e.Best()
			assert.Equal(t, tt.best, best)
			assert.Equal(t, tt.epoch, epoch)
		})
	}
}

func TestEarlyStopping_ResumesFromItsStateThroughJSON(t *testing.T) {
	net := nn.NewLinear(1, 1)
	first := regularize.NewEarlyStopping(2, regularize.RestoreBest(net))
	text, err := json.Marshal(first.StateDict())
	require.NoError(t, err)
	assert.Contains(t, string(text), `"best":"Infinity"`)

	set := func(w float64) { torch.NoGrad(func() { net.Weight.Fill_(w) }) }
	set(1)
	first.Step(0.5)
	set(2)
	first.Step(0.6)
	text, err = json.Marshal(first.StateDict())
	require.NoError(t, err)

	var state regularize.StateDict
	require.NoError(t, json.Unmarshal(text, &state))
	second := regularize.NewEarlyStopping(2, regularize.RestoreBest(net))
	require.ErrorContains(t, second.LoadStateDict(state, nil), "the weights of epoch 0 are missing")
	require.NoError(t, second.LoadStateDict(state, first.BestWeights()))
	assert.True(t, second.Step(0.7))
	second.Restore()
	assert.Equal(t, 1.0, net.Weight.Item())

	for _, bad := range []regularize.StateDict{
		{}, {"best": "one", "best_epoch": 0, "last_epoch": 0, "num_bad_epochs": 0}, {"best": 1.0, "best_epoch": -7, "last_epoch": 0, "num_bad_epochs": 0},
		{"best": 1.0, "best_epoch": 0, "last_epoch": 0.5, "num_bad_epochs": 0},
	} {
		before := second.StateDict()
		require.Error(t, second.LoadStateDict(bad, first.BestWeights()))
		assert.Equal(t, before, second.StateDict())
	}
}

func TestEarlyStopping_RefusesAnotherModule(t *testing.T) {
	net := nn.NewLinear(1, 1)
	e := regularize.NewEarlyStopping(1, regularize.RestoreBest(net))
	e.Step(1)
	net.Weight = nn.Parameter(torch.Ones(2, 2))
	torchtest.Panics(t, "size mismatch for weight", e.Restore)
}

func TestEarlyStopping_RestoresNothingBeforeTheFirstStep(t *testing.T) {
	net := nn.NewLinear(1, 1)
	e := regularize.NewEarlyStopping(1, regularize.RestoreBest(net))
	require.ErrorContains(t, torch.Try(func() error { e.Restore(); return nil }), "Step has not been called yet")
	e.Step(math.NaN())
	e.Restore() // no epoch was better, so the weights stay
}
