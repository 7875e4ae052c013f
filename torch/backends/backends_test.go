package backends_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch/backends"
)

// switches are all of them, with their values in a fresh process of Python, where
// they are the same on every machine.
var switches = map[backends.Switch]struct {
	name string
	on   bool
}{
	backends.CUDNNEnabled:                                 {"cudnn.enabled", true},
	backends.CUDNNBenchmark:                               {"cudnn.benchmark", false},
	backends.CUDNNDeterministic:                           {"cudnn.deterministic", false},
	backends.CUDNNAllowTF32:                               {"cudnn.allow_tf32", true},
	backends.CUDAMatmulAllowTF32:                          {"cuda.matmul.allow_tf32", false},
	backends.CUDAMatmulAllowFP16ReducedPrecisionReduction: {"cuda.matmul.allow_fp16_reduced_precision_reduction", true},
	backends.CUDAMatmulAllowBF16ReducedPrecisionReduction: {"cuda.matmul.allow_bf16_reduced_precision_reduction", true},
	backends.CUDAFlashSDP:                                 {"cuda.flash_sdp_enabled", true},
	backends.CUDAMemEfficientSDP:                          {"cuda.mem_efficient_sdp_enabled", true},
	backends.CUDAMathSDP:                                  {"cuda.math_sdp_enabled", true},
	backends.CUDACUDNNSDP:                                 {"cuda.cudnn_sdp_enabled", true},
	backends.CUDAAllowFP16BF16ReductionMathSDP:            {"cuda.fp16_bf16_reduction_math_sdp_allowed", false},
	backends.MkldnnEnabled:                                {"mkldnn.enabled", true},
	backends.MkldnnDeterministic:                          {"mkldnn.deterministic", false},
	backends.NNPACKEnabled:                                {"nnpack.enabled", true},
}

func TestSwitches_HoldWhatIsSet(t *testing.T) {
	for s, want := range switches {
		t.Run(want.name, func(t *testing.T) {
			before := s.On()
			assert.Equal(t, want.on, before, "unless set")
			s.With(!before, func() { assert.Equal(t, !before, s.On()) })
			assert.Equal(t, before, s.On())
		})
	}
}

func TestCUDNNBenchmarkLimit(t *testing.T) {
	before := backends.CUDNNBenchmarkLimit()
	defer backends.SetCUDNNBenchmarkLimit(before)
	backends.SetCUDNNBenchmarkLimit(3)
	assert.Equal(t, 3, backends.CUDNNBenchmarkLimit())
	torchtest.Panics(t, "a limit of -1 is out of range", func() { backends.SetCUDNNBenchmarkLimit(-1) })
}

func TestSwitch_ThatIsNone(t *testing.T) {
	torchtest.Panics(t, "1000 is no setting", func() { backends.Switch(1000).On() })
	torchtest.Panics(t, "1000 is no setting", func() { backends.Switch(1000).Set(true) })
}

func TestHas(t *testing.T) {
	assert.True(t, backends.HasOpenMP())
	assert.True(t, backends.HasLAPACK())
}

func ExampleSwitch() {
	backends.CUDNNBenchmark.With(true, func() { fmt.Println(backends.CUDNNBenchmark.On()) })
	fmt.Println(backends.CUDNNBenchmark.On())
	// Output:
	// true
	// false
}
