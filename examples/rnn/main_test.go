package main

import (
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// alphabet is a text that is learned soon.
func alphabet(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("abcdefghijklmnopqrstuvwxyzäöü\n", 400)), 0o644))
	return path
}

// printed returns what f writes to standard output.
func printed(t *testing.T, f func() error) (string, error) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	var text strings.Builder
	var copying sync.WaitGroup
	copying.Go(func() { _, _ = io.Copy(&text, r) })
	err = f()
	w.Close()
	copying.Wait()
	return text.String(), err
}

func TestRun_LearnsTheAlphabet(t *testing.T) {
	torchtest.NoLeaks(t)
	f := &flags{
		Text: alphabet(t), Epochs: 30, Device: "cpu", Temperature: 0.1, SHA256: true,
		Save: filepath.Join(t.TempDir(), "net.safetensors"),
	}
	first, err := printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Contains(t, first, "(lstm): LSTM(64, 128, num_layers=2, batch_first=True, dropout=0.1)\n")
	assert.Contains(t, first, "\nabcdefghijklmnopqrstuvwxyzäöü\nabcdefghijklmnopqrstuvwxyzäöü\n")

	state, err := safetensors.LoadFile(f.Save)
	require.NoError(t, err)
	net := NewNet(30)
	require.NoError(t, nn.LoadStateDict(net, nn.NewState(state)))
	assert.True(t, strings.HasSuffix(first, "sha256 "+hexDigest(net)+"\n"), "the file holds the trained state")

	short := &flags{Text: f.Text, Epochs: 2, Device: "cpu", Temperature: 1, SHA256: true}
	first, err = printed(t, func() error { return run(t.Context(), short) })
	require.NoError(t, err)
	again, err := printed(t, func() error { return run(t.Context(), short) })
	require.NoError(t, err)
	seconds := regexp.MustCompile(` train_s .*`)
	assert.Equal(t, seconds.ReplaceAllString(first, ""), seconds.ReplaceAllString(again, ""), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, cancel)
	_, err := printed(t, func() error { return run(ctx, &flags{Epochs: 1000, Device: "cpu", Temperature: 1}) })
	assert.ErrorIs(t, err, context.Canceled)
}

func TestRun_RefusesTextsAndDevices(t *testing.T) {
	short := filepath.Join(t.TempDir(), "short")
	require.NoError(t, os.WriteFile(short, []byte("short"), 0o644))
	assert.ErrorContains(t, run(t.Context(), &flags{Text: short, Device: "cpu"}), "the text has 5 characters, and 2080 are needed")
	assert.ErrorIs(t, run(t.Context(), &flags{Text: short + "er", Device: "cpu"}), os.ErrNotExist)
	assert.ErrorContains(t, run(t.Context(), &flags{Device: "tpu"}), "tpu")
}

func TestNewCorpus_CutsRows(t *testing.T) {
	c, err := newCorpus(strings.Repeat("ba", batch*length))
	require.NoError(t, err)
	assert.Equal(t, []rune("ab"), c.characters)
	rows := c.rows()
	assert.Equal(t, []int{batch, 2 * length}, rows.Shape())
	assert.Equal(t, []int64{1, 0}, torch.Data[int64](rows)[:2])
}

func TestParseFlags(t *testing.T) {
	f, err := parseFlags(nil)
	require.NoError(t, err)
	assert.Equal(t, &flags{Epochs: 20, Device: "cpu", Temperature: 0.5}, f)
	for _, args := range [][]string{{"-epochs", "-1"}, {"-temperature", "0"}, {"rest"}, {"-unknown"}} {
		_, err := parseFlags(args)
		assert.Error(t, err, args)
	}
	_, err = parseFlags([]string{"-h"})
	assert.ErrorIs(t, err, flag.ErrHelp)
}
