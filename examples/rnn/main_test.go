package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/examples/internal/exampletest"
	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/internal/torchtest"
)

// alphabet is a text that is learned soon.
func alphabet(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("abcdefghijklmnopqrstuvwxyzäöü\n", 400)), 0o644))
	return path
}

func TestRun_LearnsTheAlphabet(t *testing.T) {
	torchtest.NoLeaks(t)
	f := defaults()
	f.Text, f.Epochs, f.Device, f.Temperature, f.SHA256 = alphabet(t), 30, "cpu", 0.1, true
	f.Save = filepath.Join(t.TempDir(), "net.safetensors")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Contains(t, first, "(lstm): LSTM(64, 128, num_layers=2, batch_first=True, dropout=0.1)\n")
	assert.Contains(t, first, "\nabcdefghijklmnopqrstuvwxyzäöü\nabcdefghijklmnopqrstuvwxyzäöü\n")

	net := NewNet(30)
	require.NoError(t, program.Load(net, f.Save))
	assert.True(t, strings.HasSuffix(first, "sha256 "+program.Digest(net)+"\n"), "the file holds the trained state")

	short := defaults()
	short.Text, short.Epochs, short.Device, short.Temperature, short.SHA256 = f.Text, 2, "cpu", 1, true
	first, err = exampletest.Printed(t, func() error { return run(t.Context(), short) })
	require.NoError(t, err)
	again, err := exampletest.Printed(t, func() error { return run(t.Context(), short) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := defaults()
	f.Epochs, f.Device = 1000, "cpu"
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_RefusesTextsAndDevices(t *testing.T) {
	f := defaults()
	f.Device, f.Text = "cpu", filepath.Join(t.TempDir(), "short")
	require.NoError(t, os.WriteFile(f.Text, []byte("short"), 0o644))
	assert.ErrorContains(t, run(t.Context(), f), "the text has 5 characters, and 2080 are needed")
	f.Text += "er"
	assert.ErrorIs(t, run(t.Context(), f), os.ErrNotExist)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

func TestCut(t *testing.T) {
	rows, err := cut(make([]int64, 2*3*length+2), 3)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 2 * length}, rows.Shape(), "what is left over is left out")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("rnn", "", f, nil))
	assert.Equal(t, &flags{Flags: program.Flags{Epochs: 20, Batch: 32, LR: 0.004, Device: "cpu"}, Temperature: 0.5}, f)
	for _, args := range [][]string{{"-epochs", "-1"}, {"-temperature", "0"}} {
		assert.Error(t, program.Parse("rnn", "", defaults(), args), args)
	}
}
