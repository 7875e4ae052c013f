package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
	"github.com/e0112027/gotorch/vision/datasets"
	"github.com/e0112027/gotorch/vision/transforms"
)

// digitFolder holds rendered digits under the names of MNIST's files.
func digitFolder(t *testing.T, train, test int) string {
	t.Helper()
	folder := t.TempDir()
	write := func(prefix string, seed uint64, n int) {
		pixels, labels := renderDigits(seed, n)
		idx := func(name string, content []byte, header ...uint32) {
			var file []byte
			for _, word := range header {
				file = binary.BigEndian.AppendUint32(file, word)
			}
			require.NoError(t, os.WriteFile(filepath.Join(folder, prefix+name), append(file, content...), 0o644))
		}
		idx("-images-idx3-ubyte", pixels, 0x803, uint32(n), side, side)
		idx("-labels-idx1-ubyte", labels, 0x801, uint32(n))
	}
	write("train", 1, train)
	write("t10k", 2, test)
	return folder
}

// printed returns what f writes to standard output.
func printed(t *testing.T, f func() error) (string, error) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	var text bytes.Buffer
	var copying sync.WaitGroup
	copying.Go(func() { _, _ = io.Copy(&text, r) })
	err = f()
	w.Close()
	copying.Wait()
	return text.String(), err
}

func TestRun_TrainsSavesAndDraws(t *testing.T) {
	torchtest.NoLeaks(t)
	out := t.TempDir()
	f := &flags{
		Data: digitFolder(t, 2000, 1000), Epochs: 2, Device: "cpu", SHA256: true,
		Save: filepath.Join(out, "net.safetensors"), Plot: filepath.Join(out, "net.png"),
	}
	first, err := printed(t, func() error { return run(t.Context(), f) })
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
	picture, err := os.ReadFile(f.Plot)
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(picture, []byte("\x89PNG")))

	state, err := safetensors.LoadFile(f.Save)
	require.NoError(t, err)
	net := NewNet()
	require.NoError(t, nn.LoadStateDict(net, nn.NewState(state)))
	assert.Equal(t, lines[len(lines)-1], "sha256 "+hexDigest(net), "the file holds the trained state")

	again, err := printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	seconds := regexp.MustCompile(` train_s .*`)
	assert.Equal(t, seconds.ReplaceAllString(first, ""), seconds.ReplaceAllString(again, ""), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := &flags{Data: digitFolder(t, 6400, 100), Epochs: 1000, Device: "cpu"}
	ctx, cancel := context.WithCancel(t.Context())
	var cancelled atomic.Int64
	time.AfterFunc(300*time.Millisecond, func() {
		cancelled.Store(time.Now().UnixNano())
		cancel()
	})
	_, err := printed(t, func() error { return run(ctx, f) })
	assert.ErrorIs(t, err, context.Canceled)
	assert.Less(t, time.Since(time.Unix(0, cancelled.Load())), time.Second)
}

func TestRun_BadFolderNeverFallsBack(t *testing.T) {
	err := run(t.Context(), &flags{Data: t.TempDir(), Epochs: 1, Device: "cpu"})
	assert.ErrorIs(t, err, datasets.ErrNotFound)
	assert.ErrorContains(t, run(t.Context(), &flags{Device: "tpu"}), "tpu")
}

func TestParseFlags(t *testing.T) {
	f, err := parseFlags(nil)
	require.NoError(t, err)
	assert.Equal(t, &flags{Epochs: 10, Device: "cpu"}, f)
	f, err = parseFlags([]string{"-epochs", "2", "-seed", "7", "-threads", "1", "-limit", "3", "-sha256"})
	require.NoError(t, err)
	assert.Equal(t, &flags{Epochs: 2, Seed: 7, Threads: 1, Limit: 3, SHA256: true, Device: "cpu"}, f)
	for _, args := range [][]string{{"-epochs", "-1"}, {"-limit", "x"}, {"rest"}, {"-unknown"}} {
		_, err := parseFlags(args)
		assert.Error(t, err, args)
	}
	_, err = parseFlags([]string{"-h"})
	assert.ErrorIs(t, err, flag.ErrHelp)
}

func TestPythonFloat(t *testing.T) {
	// The right side is what Python's repr prints.
	for x, want := range map[float64]string{
		418.40419729053974: "418.40419729053974", 2: "2.0", 0: "0.0", -1.5: "-1.5", 1e15: "1000000000000000.0",
		1e16: "1e+16", 0.0001: "0.0001", 0.00001: "1e-05", 123456789012345680: "1.2345678901234568e+17",
		math.Inf(1): "inf", math.Inf(-1): "-inf",
	} {
		assert.Equal(t, want, pythonFloat(x))
	}
	assert.Equal(t, "nan", pythonFloat(math.NaN()))
	assert.Equal(t, "-0.0", pythonFloat(math.Copysign(0, -1)))
}

// Eight goroutines train nets of their own on one dataset. The default
// generator is the process's, so the weights are copied and the loaders have
// generators.
func TestGoroutines_TrainSeparateNets(t *testing.T) {
	torchtest.NoLeaks(t)
	pixels, labels := renderDigits(3, 640)
	set, err := datasets.FromBytes(pixels, labels, side, side, datasets.Transform(transforms.NewToTensor()))
	require.NoError(t, err)
	torch.ManualSeed(0)
	initial := nn.StateDict(NewNet())
	digests := make([]string, 8)
	var wg sync.WaitGroup
	for i := range digests {
		net := NewNet()
		require.NoError(t, nn.LoadStateDict(net, initial))
		wg.Go(func() {
			assert.NoError(t, torch.OnThread(func() error { return trainOnce(t.Context(), net, set) }))
			digests[i] = hexDigest(net)
		})
	}
	wg.Wait()
	for _, d := range digests {
		assert.Equal(t, digests[0], d)
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
