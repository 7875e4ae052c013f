package main

import (
	"context"
	"math"
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
	f.Text, f.Epochs, f.Batch, f.Device, f.SHA256 = alphabet(t), 8, 4, "cpu", true
	f.Prompt, f.TopK, f.Length = "xyz", 1, 200
	f.Save = filepath.Join(t.TempDir(), "net.safetensors")
	first, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Contains(t, first, "(0-1): 2 x Block(\n")
	assert.Contains(t, first, "\nxyzäöü\nabcdefghijklmnopqrstuvwxyzäöü\nabcdefghijklmnopqrstuvwxyzäöü\n")

	net := NewGPT(30)
	require.NoError(t, program.Load(net, f.Save))
	assert.True(t, strings.HasSuffix(first, "sha256 "+program.Digest(net)+"\n"), "the file holds the trained state")

	f.Epochs = 1
	first, err = exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	again, err := exampletest.Printed(t, func() error { return run(t.Context(), f) })
	require.NoError(t, err)
	assert.Equal(t, exampletest.WithoutSeconds(first), exampletest.WithoutSeconds(again), "the same bits from the same seed")
}

func TestRun_EndsWhenInterrupted(t *testing.T) {
	torchtest.NoLeaks(t)
	f := defaults()
	f.Epochs, f.Batch, f.Device = 1000, 2, "cpu"
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
	f.Epochs, f.Length = 0, math.MaxInt32
	exampletest.EndsWhenInterrupted(t, func(ctx context.Context) error { return run(ctx, f) })
}

func TestRun_RefusesTextsPromptsAndDevices(t *testing.T) {
	f := defaults()
	f.Device, f.Prompt, f.Text = "cpu", "sh", filepath.Join(t.TempDir(), "short")
	require.NoError(t, os.WriteFile(f.Text, []byte("short"), 0o644))
	assert.EqualError(t, run(t.Context(), f), "the text has 5 characters, and 650 are needed")
	f.Prompt = "shy"
	assert.EqualError(t, run(t.Context(), f), "-prompt: 'y' is not among the 5 characters of the text")
	f.Text += "er"
	assert.ErrorIs(t, run(t.Context(), f), os.ErrNotExist)
	f.Device = "tpu"
	assert.ErrorContains(t, run(t.Context(), f), "tpu")
}

// lively is a network whose predictions are far from even.
func lively(dtype torch.DType) *GPT {
	torch.ManualSeed(0)
	net := NewGPT(30)
	nn.To(net, dtype)
	nn.Eval(net)
	torch.NoGrad(func() {
		for _, p := range nn.NamedParameters(net) {
			if p.NDim() == 2 {
				p.Mul_(5)
			}
		}
	})
	return net
}

// With and without the cache the sums are the same, but an operator adds up a single row in
// another order than many rows: the logits differ by rounding, which float64 has less of.
func TestCache_PredictsAsReadingAnew(t *testing.T) {
	torchtest.NoLeaks(t)
	for dtype, tolerance := range map[torch.DType]float64{torch.Float32: 1e-4, torch.Float64: 2e-13} {
		torch.NoGrad(func() {
			torch.Scoped(func(s *torch.Scope) {
				net := lively(dtype)
				x := torch.Randint(0, 30, []int{1, window}, torch.In(s))
				cache := NewCache(net)
				logits := []*torch.Tensor{net.Forward(x.Narrow(1, 0, 40), cache)}
				for i := 40; i < window; i++ {
					assert.Equal(t, i, cache.Len())
					logits = append(logits, net.Forward(x.Narrow(1, i, 1), cache))
				}
				cached := torch.Cat(logits, torch.Dim(1))
				anew := net.Forward(x, nil)
				assert.Greater(t, anew.Std().Item(), 1.0)
				t.Logf("%v: largest difference %g of logits up to %g, bits differ in %v", dtype, cached.Sub(anew).Abs().Max().Item(), anew.Abs().Max().Item(), cached.Ne(anew).Sum().Item())
				assert.Less(t, cached.Sub(anew).Abs().Max().Item(), tolerance)
			})
		})
	}
}

func TestCache_TakesOneCharacterOnceItIsNotEmpty(t *testing.T) {
	net := lively(torch.Float32)
	cache := NewCache(net)
	torch.NoGrad(func() {
		x := torch.Zeros(1, 2, torch.Int64)
		net.Forward(x, cache)
		assert.Panics(t, func() { net.Forward(x, cache) })
		cache.Clear()
		net.Forward(x, cache)
	})
	assert.Equal(t, 2, cache.Len())
}

// What is written is the same with a cache and without, beyond the window too.
func TestWrite_NeedsNoCache(t *testing.T) {
	torchtest.NoLeaks(t)
	net := lively(torch.Float64)
	f := defaults()
	f.Length = window + 10
	for name, prompt := range map[string][]int64{"short": {1, 2, 3}, "longer than the window": make([]int64, window+20)} {
		written := func() []int64 {
			torch.ManualSeed(1)
			written, err := write(t.Context(), net, prompt, f)
			require.NoError(t, err, name)
			return written
		}
		f.Cache = true
		cached := written()
		assert.Equal(t, prompt, cached[:len(prompt)], name)
		assert.Len(t, cached, len(prompt)+f.Length, name)
		f.Cache = false
		assert.Equal(t, written(), cached, name)
	}
}

func TestChoose(t *testing.T) {
	torch.ManualSeed(0)
	logits := torch.NewTensor([]float32{1, 3, 2, 3.5})
	chosen := func(temperature float64, topK int) (count [4]int) {
		for range 400 {
			count[choose(logits, temperature, topK)]++
		}
		return count
	}
	assert.Equal(t, [4]int{0, 0, 0, 400}, chosen(1, 1))
	assert.Equal(t, [4]int{0, 0, 0, 400}, chosen(0.01, 0))
	two := chosen(1, 2)
	assert.Equal(t, [2]int{0, 0}, [2]int{two[0], two[2]})
	// The likelier of two, whose logits differ by 1/2, is drawn with probability 0.62.
	assert.InDelta(t, 400*0.62, two[3], 50, "5 standard deviations")
	for character, n := range chosen(5, 9) {
		assert.Positive(t, n, character)
	}
}

func TestEpoch_MemoryStaysFlat(t *testing.T) {
	torchtest.NoLeaks(t)
	tr := newTrainer(NewGPT(30), 0.001, 300)
	text := torch.Zeros(1000, torch.Int64)
	steps := func(n int) (tensors, bytes int) {
		_, err := tr.epoch(t.Context(), text, 1, 0, n)
		require.NoError(t, err)
		runtime.GC()
		time.Sleep(50 * time.Millisecond) // what the collector found is freed in goroutines of their own
		return torch.LiveTensors(), torch.LiveBytes()
	}
	tensors, bytes := steps(10)
	moreTensors, moreBytes := steps(200)
	runtime.KeepAlive(tr)
	runtime.KeepAlive(text)
	assert.Less(t, moreTensors, tensors+50, "one kept by every fourth step would be more")
	assert.Less(t, moreBytes, bytes+4096, "one number kept by each step would be more")
}

func TestDefaults(t *testing.T) {
	f := defaults()
	require.NoError(t, program.Parse("transformer", "", f, nil))
	assert.Equal(t, &flags{
		Flags:  program.Flags{Epochs: 20, Batch: 8, LR: 0.003, Device: "cpu"},
		Prompt: "A tensor ", Length: 400, Temperature: 0.7, TopK: 20, Cache: true,
	}, f)
	for _, args := range [][]string{{"-epochs", "-1"}, {"-temperature", "0"}, {"-length", "-1"}, {"-top-k", "-1"}, {"-prompt", ""}} {
		assert.Error(t, program.Parse("transformer", "", defaults(), args), args)
	}
}
