package signal_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/signal"
)

// windows are all of them, each with some parameter.
var windows = map[string]func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor{
	"bartlett": signal.Bartlett,
	"blackman": signal.Blackman,
	"cosine":   signal.Cosine,
	"hamming":  signal.Hamming,
	"hann":     signal.Hann,
	"nuttall":  signal.Nuttall,
	"exponential": func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
		return signal.Exponential(n, 2, symmetric, options...)
	},
	"gaussian": func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
		return signal.Gaussian(n, 2, symmetric, options...)
	},
	"kaiser": func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
		return signal.Kaiser(n, 6, symmetric, options...)
	},
	"general_cosine": func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
		return signal.GeneralCosine(n, []float64{0.4, 0.3, 0.2, 0.1}, symmetric, options...)
	},
	"general_hamming": func(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
		return signal.GeneralHamming(n, 0.6, symmetric, options...)
	},
}

var steps = torchtest.Tolerance{Abs: 1e-14, Why: "linspace rounds by the number of steps"}

func TestWindows_MirrorThemselves(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, window := range windows {
		for _, n := range []int{2, 7, 8} {
			w := window(n, true, torch.Float64)
			torchtest.AllClose(t, w.Flip(0), w, steps, name, n)
		}
	}
}

func TestWindows_PeriodicOnesAreCutFromSymmetricOnes(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, window := range windows {
		longer := window(9, true, torch.Float64)
		torchtest.AllClose(t, longer.Narrow(0, 0, 8), window(8, false, torch.Float64), steps, name)
	}
}

func TestWindows_OfNoNumberAndOfOne(t *testing.T) {
	torchtest.NoLeaks(t)
	for name, window := range windows {
		for _, symmetric := range []bool{true, false} {
			torchtest.Equal(t, torch.Zeros(0), window(0, symmetric), name)
			torchtest.Equal(t, torch.Ones(1), window(1, symmetric), name)
		}
	}
}

func TestWindows_TakeOptions(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		for name, window := range windows {
			w := window(4, true, torch.Float64, torch.In(s), torch.RequiresGrad(true))
			assert.Equal(t, torch.Float64, w.DType(), name)
			assert.True(t, w.RequiresGrad(), name)
			assert.Same(t, s, w.Scope(), name)
		}
	})
}

func TestWindows_RefuseWrongArguments(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, window := range windows {
		torchtest.Panics(t, "requires non-negative window length, got M=-1", func() { window(-1, true) })
		torchtest.Panics(t, "expects float32 or float64 dtypes, got: torch.int64", func() { window(4, true, torch.Int64) })
		torchtest.Panics(t, "implemented for strided tensors only, got: torch.sparse_coo", func() { window(4, true, torch.SparseCOO) })
	}
	for message, f := range map[string]func(){
		"Tau must be positive, got: 0 instead.":                   func() { signal.Exponential(4, 0, true) },
		"Standard deviation must be positive, got: -1.5 instead.": func() { signal.Gaussian(4, -1.5, true) },
		"beta must be non-negative, got: -1 instead.":             func() { signal.Kaiser(4, -1, true) },
		"Coefficients cannot be empty":                            func() { signal.GeneralCosine(4, nil, true) },
	} {
		assert.Equal(t, "ValueError", torchtest.Panics(t, message, f).Kind)
	}
}
