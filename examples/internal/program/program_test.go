package program

import (
	"errors"
	"flag"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch/safetensors"
)

func TestParse(t *testing.T) {
	f := &Flags{Epochs: 10, Batch: 64, LR: 0.01}
	require.NoError(t, Parse("x", "", f, nil))
	assert.Equal(t, &Flags{Epochs: 10, Batch: 64, LR: 0.01, Device: "cpu"}, f)
	require.NoError(t, Parse("x", "", f, []string{
		"-epochs", "2", "-batch", "8", "-lr", "0.5", "-seed", "7", "-threads", "1", "-limit", "3", "-sha256", "-device", "cuda:1", "-save", "f",
	}))
	assert.Equal(t, &Flags{Epochs: 2, Batch: 8, LR: 0.5, Seed: 7, Threads: 1, Limit: 3, SHA256: true, Device: "cuda:1", Save: "f"}, f)
	assert.ErrorIs(t, Parse("x", "", f, []string{"-h"}), flag.ErrHelp)
}

func TestParse_RefusesWhatNoProgramTakes(t *testing.T) {
	for message, args := range map[string][]string{
		"-epochs, -threads and -limit can't be negative": {"-epochs", "-1"},
		"-batch must be positive":                        {"-batch", "0"},
		"-lr can't be negative":                          {"-lr", "NaN"},
		"(x -h lists the flags)":                         {"-limit", "x"},
		"not defined: -unknown":                          {"-unknown"},
		`unexpected argument "rest"`:                     {"rest"},
	} {
		assert.ErrorContains(t, Parse("x", "", &Flags{Batch: 1}, args), message)
	}
}

func TestFlags_Steps(t *testing.T) {
	assert.Equal(t, 9, (&Flags{}).Steps(9))
	assert.Equal(t, 3, (&Flags{Limit: 3}).Steps(9))
	assert.Equal(t, 9, (&Flags{Limit: 10}).Steps(9))
}

// numbers yields 0, 1 and so on, and an error instead of the last; it says in asked how many
// it was asked for.
func numbers(n int, asked *int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			*asked++
			if !yield(i, nil) {
				return
			}
		}
		yield(0, errors.New("the end"))
	}
}

func TestSteps_AsksForNoMoreThanItPassesOn(t *testing.T) {
	asked := 0
	var got []int
	for i, err := range Steps(0, 3, numbers(9, &asked)) {
		require.NoError(t, err)
		got = append(got, i)
	}
	assert.Equal(t, []int{0, 1, 2}, got)
	assert.Equal(t, 3, asked)
	for range Steps(0, 3, numbers(9, &asked)) {
		break
	}
	assert.Equal(t, 4, asked)
	var errs []error
	for _, err := range Steps(0, 3, numbers(2, &asked)) {
		errs = append(errs, err)
	}
	assert.Equal(t, []error{nil, nil, errors.New("the end")}, slices.Clip(errs))
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "net.safetensors")
	net, other := nn.NewLinear(3, 2), nn.NewLinear(3, 2)
	require.NoError(t, (&Flags{Save: path}).Finish(net))
	assert.NotEqual(t, Digest(net), Digest(other))
	require.NoError(t, Load(other, path))
	assert.Equal(t, Digest(net), Digest(other))

	assert.ErrorContains(t, Load(nn.NewLinear(3, 3), path), path)
	var missing *nn.LoadError
	assert.ErrorAs(t, Load(nn.NewBatchNorm1d(2), path), &missing)
	assert.Error(t, Load(net, path+"x"))
	_, err := safetensors.LoadFile(path)
	assert.NoError(t, err)
}

func TestFloat(t *testing.T) {
	// The right side is what Python's repr prints.
	for x, want := range map[float64]string{
		418.40419729053974: "418.40419729053974", 2: "2.0", 0: "0.0", -1.5: "-1.5", 1e15: "1000000000000000.0",
		1e16: "1e+16", 0.0001: "0.0001", 0.00001: "1e-05", 123456789012345680: "1.2345678901234568e+17",
		math.Inf(1): "inf", math.Inf(-1): "-inf",
	} {
		assert.Equal(t, want, Float(x))
	}
	assert.Equal(t, "nan", Float(math.NaN()))
	assert.Equal(t, "-0.0", Float(math.Copysign(0, -1)))
}
