package main

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/examples/internal/exampletest"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
)

func TestRun_TrainsSavesAndPaints(t *testing.T) {
	torchtest.NoLeaks(t)
	out := t.TempDir()
	f := defaults()
	f.Data, f.Epochs, f.Device, f.SHA256 = exampletest.DigitFolder(t, 1000, 100), 2, "cpu", true
	f.Save, f.Plot = filepath.Join(out, "gan.safetensors"), filepath.Join(out, "gan.png")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	_, report, ok := strings.Cut(strings.TrimSpace(first), "\n)\n")
	require.True(t, ok, "the networks come first")
	lines := strings.Split(report, "\n")
	require.Len(t, lines, 5)
	for i, pattern := range []string{
		`epoch 1 loss_d [0-9.]+ loss_g [0-9.]+ d_real [0-9.]+ d_fake [0-9.]+ train_s [0-9.]+`,
		`epoch 2 loss_d [0-9.]+ loss_g [0-9.]+ d_real [0-9.]+ d_fake [0-9.]+ train_s [0-9.]+`,
		`Training complete!`,
		`digits [0-9a-f]{64}`,
		`sha256 [0-9a-f]{64}`,
	} {
		assert.Regexp(t, "^"+pattern+"$", lines[i])
	}

	file, err := os.Open(f.Plot)
	require.NoError(t, err)
	defer file.Close()
	picture, err := png.DecodeConfig(file)
	require.NoError(t, err)
	assert.Equal(t, []int{shown * 28 * zoom, 3 * 28 * zoom}, []int{picture.Width, picture.Height}, "a row before training and one for each epoch")

	gan := NewGAN()
	require.NoError(t, program.Load(gan, f.Save))
	assert.Equal(t, "sha256 "+program.Digest(gan), lines[4], "the file holds the trained state")

	again, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := defaults()
	f.Data, f.Epochs, f.Batch, f.Device = exampletest.DigitFolder(t, 6400, 100), 1000, 8, "cpu"
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_BadFolderNeverFallsBack(t *testing.T) {
	f := defaults()
	f.Data, f.Device = t.TempDir(), "cpu"
	assert.ErrorIs(t, run(t.Context(), f), datasets.ErrNotFound)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

func TestNewGAN_DrawsWeightsAsThePaper(t *testing.T) {
	torch.ManualSeed(0)
	gan := NewGAN()
	for name, value := range nn.NamedParameters(gan) {
		mean, spread := value.Mean().Item(), value.Std().Item()
		switch {
		case value.NDim() == 4: // of 512 numbers and more
			assert.InDelta(t, 0, mean, 0.003, name)
			assert.InDelta(t, 0.02, spread, 0.002, name)
		case strings.HasSuffix(name, "weight"):
			assert.InDelta(t, 1, mean, 0.01, name)
			assert.InDelta(t, 0.02, spread, 0.006, name)
		default:
			assert.Zero(t, value.Abs().Max().Item(), name)
		}
	}
}

func TestStep_TrainsBothNetworks(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	torch.Scoped(func(s *torch.Scope) {
		tr := newTrainer(NewGAN(), 0.0002)
		real := torch.Rand(4, 1, 28, 28, torch.In(s)).Mul(2).Sub(1)
		painted := tr.paint(torch.Ones(2, noise, 1, 1))
		assert.Equal(t, []int{2, 1, 28, 28}, painted.Shape())
		assert.True(t, painted.Min().Item() >= 0 && painted.Max().Item() <= 1)

		before := nn.Clone(tr.GAN)
		tr.step(real)
		for name, value := range nn.NamedParameters(tr.GAN) {
			old := nn.StateDict(before).Get(name)
			assert.False(t, value.Equal(old), name)
		}
	})
}

func TestStep_MemoryStaysFlat(t *testing.T) {
	torchtest.NoLeaks(t)
	tr := newTrainer(NewGAN(), 0.0002)
	steps := func(n int) (tensors, bytes int) {
		for range n {
			torch.Scoped(func(s *torch.Scope) { tr.step(torch.Rand(2, 1, 28, 28, torch.In(s))) })
		}
		runtime.GC()
		time.Sleep(50 * time.Millisecond) // what the collector found is freed in goroutines of their own
		return torch.LiveTensors(), torch.LiveBytes()
	}
	tensors, bytes := steps(10)
	moreTensors, moreBytes := steps(300)
	runtime.KeepAlive(tr)
	assert.Less(t, moreTensors, tensors+50, "one kept by every fourth step would be more")
	assert.Less(t, moreBytes, bytes+4096, "one number kept by each step would be more")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("gan", "", f, nil))
	assert.Equal(t, &flags{Flags: program.Flags{Epochs: 5, Batch: 64, LR: 0.0002, Device: "cpu"}}, f)
}
