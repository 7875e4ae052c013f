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
	"github.com/e0112027/gotorch/nn"
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

func TestRun_LearnsSavesAndLoads(t *testing.T) {
	torchtest.NoLeaks(t)
	out := t.TempDir()
	f := onDigits(t, 3000, 1000)
	f.Epochs, f.SHA256 = 2, true
	f.Save, f.Plot = filepath.Join(out, "net.safetensors"), filepath.Join(out, "net.png")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Regexp(t, `\nepoch 1 loss [0-9.]+ accuracy [0-9.]+ % train_s [0-9.]+ eval_s [0-9.]+\n`, first)
	learned := accuracyAfter(t, first, "\nepoch 2 ")
	assert.Greater(t, learned, 80.0, "of rendered digits")
	exampletest.IsPNG(t, f.Plot)

	net := NewLeNet()
	require.NoError(t, program.Load(net, f.Save))
	assert.True(t, strings.HasSuffix(first, "sha256 "+program.Digest(net)+"\n"), "the file holds the trained state")
	again, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")

	loaded := defaults()
	loaded.Device, loaded.Data, loaded.Load, loaded.Epochs, loaded.Plot = "cpu", f.Data, f.Save, 0, f.Plot
	text, err := exampletest.Printed(t, func() error { return run(t.Context(), loaded) })
	require.NoError(t, err)
	assert.Equal(t, learned, accuracyAfter(t, text, "loaded "))
}

// accuracyAfter is what a program printed as accuracy on the line that begins so.
func accuracyAfter(t *testing.T, printed, begin string) float64 {
	t.Helper()
	_, line, found := strings.Cut(printed, begin)
	require.True(t, found, printed)
	_, line, _ = strings.Cut(line, " accuracy ")
	percent, _, _ := strings.Cut(line, " %")
	accuracy, err := strconv.ParseFloat(percent, 64)
	require.NoError(t, err)
	return accuracy
}

func TestLeNet_DropsAndNormalisesInTrainingAlone(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		net, x := NewLeNet(), torch.Rand(4, 1, 28, 28, torch.In(s))
		assert.Equal(t, []int{4, classes}, net.Forward(x).Shape())
		assert.False(t, net.Forward(x).Equal(net.Forward(x)))
		nn.Eval(net)
		assert.True(t, net.Forward(x).Equal(net.Forward(x)))
	})
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := onDigits(t, 6400, 100)
	f.Epochs = 1000
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_RefusesFoldersFilesAndDevices(t *testing.T) {
	f := onDigits(t, 100, 100)
	f.Load = filepath.Join(f.Data, "train-images-idx3-ubyte")
	_, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	assert.ErrorContains(t, err, f.Load)
	f.Data = t.TempDir()
	assert.ErrorIs(t, run(t.Context(), f), datasets.ErrNotFound)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("cnn", "", f, []string{"-load", "a", "-plot", "b", "-data", "c"}))
	assert.Equal(t, &flags{Flags: program.Flags{Epochs: 6, Batch: 64, LR: 0.002, Device: "cpu"}, Data: "c", Load: "a", Plot: "b"}, f)
}
