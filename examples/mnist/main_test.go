package main

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/examples/internal/digits"
	"github.com/e0112027/gotorch/examples/internal/exampletest"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
	"github.com/e0112027/gotorch/vision/transforms"
)

func TestRun_TrainsSavesAndDraws(t *testing.T) {
	torchtest.NoLeaks(t)
	out := t.TempDir()
	f := defaults()
	f.Data, f.Epochs, f.Device, f.SHA256 = exampletest.DigitFolder(t, 2000, 1000), 2, "cpu", true
	f.Save, f.Plot = filepath.Join(out, "net.safetensors"), filepath.Join(out, "net.png")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(first), "\n")
	assert.Equal(t, "Net(\n  (fc1): Linear(in_features=784, out_features=512, bias=True)\n  (relu1): ReLU()\n"+
		"  (fc2): Linear(in_features=512, out_features=10, bias=True)\n)", strings.Join(lines[:5], "\n"))
	for i, pattern := range []string{
		`Test Accuracy of the network on the 1000 test images: [0-9.]+ %`,
		`epoch 1 loss [0-9.]+ train_s [0-9.]+ eval_s [0-9.]+`,
		`Test Accuracy of the network on the 1000 test images: [0-9.]+ %`,
		`epoch 2 loss [0-9.]+ train_s [0-9.]+ eval_s [0-9.]+`,
		`Training complete!`,
		`sha256 [0-9a-f]{64}`,
	} {
		assert.Regexp(t, "^"+pattern+"$", lines[5+i])
	}
	exampletest.IsPNG(t, f.Plot)

	net := NewNet()
	require.NoError(t, program.Load(net, f.Save))
	assert.Equal(t, lines[len(lines)-1], "sha256 "+program.Digest(net), "the file holds the trained state")

	again, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := defaults()
	f.Data, f.Epochs, f.Device = exampletest.DigitFolder(t, 6400, 100), 1000, "cpu"
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_BadFolderNeverFallsBack(t *testing.T) {
	f := defaults()
	f.Data, f.Device = t.TempDir(), "cpu"
	assert.ErrorIs(t, run(t.Context(), f), datasets.ErrNotFound)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("mnist", "", f, nil))
	assert.Equal(t, &flags{Flags: program.Flags{Epochs: 10, Batch: 64, LR: 0.01, Device: "cpu"}}, f)
}

// Eight goroutines train nets of their own on one dataset. The default
// generator is the process's, so the weights are copied and the loaders have
// generators.
func TestGoroutines_TrainSeparateNets(t *testing.T) {
	torchtest.NoLeaks(t)
	pixels, labels := digits.Render(3, 640)
	set, err := datasets.FromBytes(pixels, labels, digits.Side, digits.Side, datasets.Transform(transforms.NewToTensor()))
	require.NoError(t, err)
	torch.ManualSeed(0)
	initial := nn.StateDict(NewNet())
	hashes := make([]string, 8)
	var wg sync.WaitGroup
	for i := range hashes {
		net := NewNet()
		require.NoError(t, nn.LoadStateDict(net, initial))
		wg.Go(func() {
			assert.NoError(t, torch.OnThread(func() error { return trainOnce(t.Context(), net, set) }))
			hashes[i] = program.Digest(net)
		})
	}
	wg.Wait()
	for _, d := range hashes {
		assert.Equal(t, hashes[0], d)
	}
}

func trainOnce(ctx context.Context, net *Net, set *datasets.MNIST) error {
	g := torch.NewGenerator(torch.CPU).ManualSeed(1)
	loader := data.NewLoader(set, data.BatchSize(64), data.Shuffle(true), data.WithGenerator(g), data.Workers(1))
	criterion := nn.NewCrossEntropyLoss()
	optimizer := optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9))
	for batch, err := range loader.Batches(ctx) {
		if err != nil {
			return err
		}
		optimizer.ZeroGrad()
		loss := criterion.Forward(net.Forward(batch.Input), batch.Target)
		loss.Backward()
		optimizer.Step()
		if math.IsNaN(loss.Item()) {
			return errors.New("the loss is not a number")
		}
	}
	return nil
}
