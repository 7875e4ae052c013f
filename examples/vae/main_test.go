package main

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/examples/internal/exampletest"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/datasets"
)

// onDigits are the flags of a short run on rendered digits.
func onDigits(t *testing.T, train, test int) *flags {
	t.Helper()
	f := defaults()
	f.Device, f.Data = "cpu", exampletest.DigitFolder(t, train, test)
	return f
}

func TestRun_LearnsSavesAndDraws(t *testing.T) {
	torchtest.NoLeaks(t)
	out := t.TempDir()
	f := onDigits(t, 2000, 500)
	f.Epochs, f.SHA256 = 3, true
	f.Save, f.Plot = filepath.Join(out, "net.safetensors"), filepath.Join(out, "net.png")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Regexp(t, `\nepoch 3 loss [0-9.]+ test [0-9.]+ train_s [0-9.]+ eval_s [0-9.]+\nTraining complete!\nsamples [0-9a-f]{64}\n`, first)
	assert.Less(t, testLoss(t, first, 3), testLoss(t, first, 1)-20)
	exampletest.IsPNG(t, f.Plot)

	net := NewVAE(2)
	require.NoError(t, program.Load(net, f.Save))
	assert.True(t, strings.HasSuffix(first, "sha256 "+program.Digest(net)+"\n"), "the file holds the trained state")
	again, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")
}

// testLoss is what the program printed as an epoch's test loss.
func testLoss(t *testing.T, printed string, epoch int) float64 {
	t.Helper()
	_, line, found := strings.Cut(printed, "\nepoch "+strconv.Itoa(epoch)+" ")
	require.True(t, found, printed)
	loss, err := strconv.ParseFloat(strings.Fields(line)[3], 64)
	require.NoError(t, err)
	return loss
}

func TestRun_DrawsSamplesOfAnyLatentSpace(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, latent := range []int{1, 20} {
		f := onDigits(t, 100, 100)
		f.Epochs, f.Latent, f.Plot = 1, latent, filepath.Join(t.TempDir(), "samples.png")
		_, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
		require.NoError(t, err)
		exampletest.IsPNG(t, f.Plot)
	}
}

func TestPlane_GoesFromTheTopLeftOverQuantiles(t *testing.T) {
	torchtest.NoLeaks(t)
	points := torch.Data[float32](plane(3)) // the quantiles 1/6, 1/2 and 5/6
	const q = 0.9674216
	want := []float32{-q, q, 0, q, q, q, -q, 0, 0, 0, q, 0, -q, -q, 0, -q, q, -q}
	// The inverse of the distribution is a series, and 5/6 no float.
	assert.InDeltaSlice(t, want, points, 1e-5)
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := onDigits(t, 6400, 100)
	f.Epochs = 1000
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_RefusesFoldersAndDevices(t *testing.T) {
	f := defaults()
	f.Device, f.Data = "cpu", t.TempDir()
	assert.ErrorIs(t, run(t.Context(), f), datasets.ErrNotFound)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("vae", "", f, []string{"-plot", "b", "-data", "c"}))
	assert.Equal(t, &flags{Flags: program.Flags{Epochs: 10, Batch: 128, LR: 0.001, Device: "cpu"}, Latent: 2, Data: "c", Plot: "b"}, f)
	for _, args := range [][]string{{"-latent", "0"}, {"-batch", "0"}} {
		assert.Error(t, program.Parse("vae", "", defaults(), args), args)
	}
}
