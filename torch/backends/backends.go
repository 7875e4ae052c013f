// Package backends holds the switches of the libraries that libtorch computes
// with: Python's torch.backends. Each holds for the whole process.
//
//	backends.CUDNNBenchmark.Set(true)
//
// A switch of a library that this libtorch was built without can be set all the
// same, and changes nothing.
//
// See https://docs.pytorch.org/docs/stable/backends.html
package backends

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch"
)

// Switch is a setting that is on or off.
type Switch int

// The switches, with what Python calls them below torch.backends.
const (
	CUDNNEnabled       = Switch(cgotorch.CUDNN)              // cudnn.enabled
	CUDNNBenchmark     = Switch(cgotorch.CUDNNBenchmark)     // cudnn.benchmark: try all algorithms, keep the fastest
	CUDNNDeterministic = Switch(cgotorch.CUDNNDeterministic) // cudnn.deterministic
	CUDNNAllowTF32     = Switch(cgotorch.CUDNNTF32)          // cudnn.allow_tf32

	CUDAMatmulAllowTF32                          = Switch(cgotorch.CUBLASTF32)          // cuda.matmul.allow_tf32
	CUDAMatmulAllowFP16ReducedPrecisionReduction = Switch(cgotorch.CUBLASFP16Reduction) // cuda.matmul.allow_fp16_reduced_precision_reduction
	CUDAMatmulAllowBF16ReducedPrecisionReduction = Switch(cgotorch.CUBLASBF16Reduction) // cuda.matmul.allow_bf16_reduced_precision_reduction

	CUDAFlashSDP                      = Switch(cgotorch.SDPFlash)         // cuda.enable_flash_sdp
	CUDAMemEfficientSDP               = Switch(cgotorch.SDPMemEfficient)  // cuda.enable_mem_efficient_sdp
	CUDAMathSDP                       = Switch(cgotorch.SDPMath)          // cuda.enable_math_sdp
	CUDACUDNNSDP                      = Switch(cgotorch.SDPCUDNN)         // cuda.enable_cudnn_sdp
	CUDAAllowFP16BF16ReductionMathSDP = Switch(cgotorch.SDPMathReduction) // cuda.allow_fp16_bf16_reduction_math_sdp
	CUDAOverrideableSDP               = Switch(cgotorch.SDPOverrideable)  // that of a device outside of libtorch

	MkldnnEnabled       = Switch(cgotorch.Mkldnn)              // mkldnn.enabled
	MkldnnDeterministic = Switch(cgotorch.MkldnnDeterministic) // mkldnn.deterministic
	NNPACKEnabled       = Switch(cgotorch.NNPACK)              // nnpack.set_flags
)

// On tells whether the switch is on.
func (s Switch) On() bool { return read(cgotorch.Setting(s)) != 0 }

// Set turns the switch on or off.
func (s Switch) Set(on bool) {
	value := 0
	if on {
		value = 1
	}
	write(cgotorch.Setting(s), value)
}

// With runs f with the switch on or off, and sets it back on every way out of f.
func (s Switch) With(on bool, f func()) {
	former := s.On()
	s.Set(on)
	defer s.Set(former)
	f()
}

// WithResult is [Switch.With] for a function with a result, such as an error, which
// it returns.
func WithResult[R any](s Switch, on bool, f func() R) (result R) {
	s.With(on, func() { result = f() })
	return result
}

// CUDNNBenchmarkLimit returns how many algorithms [CUDNNBenchmark] tries; 0 for all.
func CUDNNBenchmarkLimit() int { return read(cgotorch.CUDNNBenchmarkLimit) }

// SetCUDNNBenchmarkLimit sets it.
func SetCUDNNBenchmarkLimit(n int) { write(cgotorch.CUDNNBenchmarkLimit, n) }

// SDPBackends is how many ways libtorch has to compute scaled dot product attention.
const SDPBackends = 5

// SDPPriority returns the backends of scaled dot product attention by the numbers of package
// attention, in the order in which libtorch asks them on a GPU.
func SDPPriority() []int {
	digits := read(cgotorch.SDPPriority)
	order := make([]int, SDPBackends)
	for i := range order {
		order[i] = digits >> (3 * i) & 7
	}
	return order
}

// SetSDPPriority sets that order. It panics unless each backend is in it once.
func SetSDPPriority(order []int) {
	digits, seen := 0, 0
	for i, b := range order {
		digits |= (b & 7) << (3 * i)
		if b >= 0 && b < SDPBackends {
			seen |= 1 << b
		}
	}
	if len(order) != SDPBackends || seen != 1<<SDPBackends-1 {
		panic(&torch.Error{Op: "backends.SetSDPPriority", Kind: "ValueError", Msg: fmt.Sprintf("%v is no order of the backends 0 to %d", order, SDPBackends-1)})
	}
	write(cgotorch.SDPPriority, digits)
}

// HasMKL tells whether libtorch was built with MKL, as torch.backends.mkl.is_available.
func HasMKL() bool { return read(cgotorch.HasMKL) != 0 }

// HasMkldnn tells whether libtorch was built with oneDNN, as
// torch.backends.mkldnn.is_available.
func HasMkldnn() bool { return read(cgotorch.HasMkldnn) != 0 }

// HasOpenMP tells whether libtorch was built with OpenMP, as
// torch.backends.openmp.is_available.
func HasOpenMP() bool { return read(cgotorch.HasOpenMP) != 0 }

// HasLAPACK tells whether libtorch was built with LAPACK, which the linear algebra of
// the CPU needs.
func HasLAPACK() bool { return read(cgotorch.HasLAPACK) != 0 }

// HasCUDNN tells whether libtorch was built with cuDNN and can use it here, as
// torch.backends.cudnn.is_available.
func HasCUDNN() bool { return read(cgotorch.HasCUDNN) != 0 }

func read(s cgotorch.Setting) int {
	must(torch.Init())
	value, err := s.Get()
	must(err)
	return value
}

func write(s cgotorch.Setting, value int) {
	must(torch.Init())
	must(s.Set(value))
}

func must(err error) {
	switch err := err.(type) {
	case nil:
	case *cgotorch.Error:
		panic(&torch.Error{Op: "backends", Kind: err.Kind, Msg: err.Msg})
	default:
		panic(&torch.Error{Op: "backends", Kind: "ImportError", Msg: err.Error()})
	}
}
