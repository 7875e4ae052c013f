package checkpoint_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/checkpoint"
	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

// run is a training that can be interrupted after any step.
type run struct {
	net       *nn.Sequential
	optimizer optim.Optimizer
	scheduler lrscheduler.Scheduler
	loader    *data.Loader[data.Batch]
	epoch     int
	losses    []float64
}

// points are 40 samples of four numbers and a class.
type points struct{}

func (points) Len() int { return 40 }

func (points) Get(i int) (data.Labeled, error) {
	g := torch.NewGenerator(torch.CPU).ManualSeed(int64(i))
	return data.Labeled{Input: torch.Randn(4, torch.WithGenerator(g)), Target: int64(i % 3)}, nil
}

var optimizers = map[string]func(net any) optim.Optimizer{
	"SGD":   func(net any) optim.Optimizer { return optim.NewSGD(nn.Parameters(net), 0.1, optim.Momentum(0.9)) },
	"Adam":  func(net any) optim.Optimizer { return optim.NewAdam(nn.Parameters(net), 0.01) },
	"AdamW": func(net any) optim.Optimizer { return optim.NewAdamW(nn.Parameters(net), 0.01, optim.AMSGrad(true)) },
	"RMSprop": func(net any) optim.Optimizer {
		return optim.NewRMSprop(nn.Parameters(net), 0.01, optim.Momentum(0.5), optim.Centered(true))
	},
}

func newRun(optimizer string) *run {
	torch.ManualSeed(3)
	r := &run{net: nn.NewSequential(nn.NewLinear(4, 8), nn.NewBatchNorm1d(8), nn.NewReLU(), nn.NewDropout(), nn.NewLinear(8, 3))}
	r.optimizer = optimizers[optimizer](r.net)
	r.scheduler = lrscheduler.NewStepLR(r.optimizer, 2, lrscheduler.Gamma(0.5))
	g := torch.NewGenerator(torch.CPU).ManualSeed(8)
	r.loader = data.NewLoader(points{}, data.BatchSize(8), data.Shuffle(true), data.WithGenerator(g))
	return r
}

func (r *run) state() checkpoint.State {
	return checkpoint.State{
		"net": r.net, "optimizer": r.optimizer, "scheduler": r.scheduler, "loader": r.loader,
		"rng": torch.DefaultGenerator(torch.CPU), "epoch": &r.epoch, "losses": &r.losses,
	}
}

// train goes on to the end of 5 epochs, and calls after each step.
func (r *run) train(t *testing.T, after func()) {
	t.Helper()
	for ; r.epoch < 5; r.epoch++ {
		for batch, err := range r.loader.Batches(context.Background()) {
			require.NoError(t, err)
			r.optimizer.ZeroGrad()
			loss := F.CrossEntropy(r.net.Forward(batch.Input), batch.Target)
			loss.Backward()
			r.optimizer.Step()
			r.losses = append(r.losses, loss.Item())
			after()
		}
		r.scheduler.Step()
	}
}

func TestLoad_GoesOnWithTheBitsOfARunThatWasNotInterrupted(t *testing.T) {
	for name := range optimizers {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			whole := newRun(name)
			saved := 0
			whole.train(t, func() {
				saved++
				require.NoError(t, checkpoint.Save(filepath.Join(folder, fmt.Sprint(saved)), whole.state()))
			})
			require.Equal(t, 25, saved)
			for at := 1; at <= saved; at++ {
				r := newRun(name)
				torch.Rand(at) // the generator was elsewhere
				require.NoError(t, checkpoint.Load(filepath.Join(folder, fmt.Sprint(at)), r.state()))
				require.Len(t, r.losses, at)
				r.train(t, func() {})
				require.Equal(t, whole.losses, r.losses, "interrupted after step %d", at)
				for key, x := range nn.StateDict(whole.net).All() {
					torchtest.Equal(t, x, nn.StateDict(r.net).Get(key))
				}
			}
		})
	}
}

type config struct {
	Name   string `json:"name"`
	Widths []int
	Rate   *float64
	Size   [2]int
	hidden int
}

func TestSave_PlainValues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.pt")
	rate := 0.25
	want := config{"mlp", []int{3, 4}, &rate, [2]int{28, 28}, 7}
	running := torch.NewTensor([]float32{1, 2})
	require.NoError(t, checkpoint.Save(path, checkpoint.State{
		"config": want, "step": 7, "history": map[string][]float64{"loss": {1.5, 0.5}}, "running": running, "none": nil,
		"scaler": amp.NewGradScaler(torch.DeviceCPU),
	}))

	value, err := torch.Load(path)
	require.NoError(t, err)
	assert.Equal(t, []any{"config", "history", "none", "running", "scaler", "step"}, value.(*torch.Dict).Keys())
	size, err := torch.Lookup[torch.Tuple](value, "config", "Size")
	require.NoError(t, err)
	assert.Equal(t, torch.Tuple{28, 28}, size)

	got, step, history, into := config{}, 0, map[string][]float64{}, torch.Zeros(2)
	scaler := amp.NewGradScaler(torch.DeviceCPU, amp.InitScale(2))
	require.NoError(t, checkpoint.Load(path, checkpoint.State{"config": &got, "step": &step, "history": &history, "running": into, "scaler": scaler}))
	want.hidden = 0
	assert.Equal(t, want, got)
	assert.Equal(t, 7, step)
	assert.Equal(t, map[string][]float64{"loss": {1.5, 0.5}}, history)
	torchtest.Equal(t, running, into)
	assert.Equal(t, 65536.0, scaler.GetScale())
}

func TestLoad_TellsWhatDoesNotFit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.pt")
	net := nn.NewLinear(2, 3)
	sgd := optim.NewSGD(nn.Parameters(net), 0.1, optim.Momentum(0.9))
	require.NoError(t, checkpoint.Save(path, checkpoint.State{"net": net, "optimizer": sgd, "step": 3, "x": torch.Ones(2)}))
	var step int
	var text string
	wider := nn.NewLinear(2, 4)
	for want, state := range map[string]checkpoint.State{
		`the file lacks ["nets"]; it holds ["net" "optimizer" "step" "x"]`:          {"nets": net, "step": &step},
		`"step": a int can't be loaded into: give a pointer to it`:                  {"step": step},
		`"step": torch: the file: an int, 3, is no string`:                          {"step": &text},
		`"net": Error(s) in loading state_dict for Linear:`:                         {"net": wider},
		`size mismatch for weight`:                                                  {"net": wider},
		`"step": torch: the file: an int, 3, is no optim.StateDict`:                 {"step": sgd},
		`"optimizer": torch: `:                                                      {"optimizer": net},
		`"net": torch: the file: there is no key "state"`:                           {"net": sgd},
		`"x": a tensor of shape [2] was saved, and one of shape [3] is to take it`:  {"x": torch.Ones(3)},
		`"optimizer": optim: SGD: loaded state dict has a different number of para`: {"optimizer": nil},
	} {
		if want == `"optimizer": optim: SGD: loaded state dict has a different number of para` {
			other := optim.NewSGD(nn.Parameters(net), 0.1)
			other.AddParamGroup([]*torch.Tensor{torch.Ones(1, torch.RequiresGrad(true))})
			state = checkpoint.State{"optimizer": other}
		}
		err := checkpoint.Load(path, state)
		require.Error(t, err, want)
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, path)
	}
	assert.Zero(t, step, "a name that is missing is found before anything is loaded")

	assert.ErrorContains(t, checkpoint.Save(path, checkpoint.State{"f": func() {}}), `["f"]: a func() can't be saved`)
	assert.ErrorContains(t, checkpoint.Save(path, nil), "the state is empty")
	require.NoError(t, checkpoint.Load(path, checkpoint.State{"step": &step}), "the file that was is still there")
	assert.ErrorIs(t, checkpoint.Load(path+"x", checkpoint.State{"step": &step}), os.ErrNotExist)
}

// A ReduceLROnPlateau keeps more than its exported fields.
func TestLoad_ASchedulerOfAMetric(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.pt")
	make := func() *lrscheduler.ReduceLROnPlateau {
		sgd := optim.NewSGD(nn.Parameters(nn.NewLinear(2, 3)), 0.1)
		return lrscheduler.NewReduceLROnPlateau(sgd, lrscheduler.Patience(2))
	}
	saved, loaded := make(), make()
	saved.Step(0.5)
	saved.Step(0.75)
	require.NoError(t, checkpoint.Save(path, checkpoint.State{"scheduler": saved}))
	require.NoError(t, checkpoint.Load(path, checkpoint.State{"scheduler": loaded}))
	assert.Equal(t, 0.5, loaded.StateDict()["best"])
	assert.Equal(t, saved.StateDict(), loaded.StateDict())
}

func TestLoad_OfOneNetworkAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.pt")
	net := nn.NewLinear(2, 3)
	require.NoError(t, torch.Save(path, []any{1}))
	err := checkpoint.Load(path, checkpoint.State{"net": net})
	assert.ErrorContains(t, err, "the file holds a []interface {}, and a checkpoint is a dict")
}
