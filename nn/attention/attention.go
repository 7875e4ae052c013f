// Package attention picks what computes functional.ScaledDotProductAttention: Python's
// torch.nn.attention.
//
// See https://docs.pytorch.org/docs/stable/nn.attention.html
package attention

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/backends"
)

// SDPBackend is an implementation of scaled dot product attention.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.attention.SDPBackend.html
type SDPBackend int

// The implementations, numbered as in libtorch.
const (
	Math               SDPBackend = iota // of other operators, on any device
	FlashAttention                       // without a matrix of all weights, on the CPU too
	EfficientAttention                   // of xFormers, on CUDA
	CUDNNAttention                       // of cuDNN
)

var switches = [...]backends.Switch{
	backends.CUDAMathSDP, backends.CUDAFlashSDP, backends.CUDAMemEfficientSDP, backends.CUDACUDNNSDP,
}

// SDPAKernel runs f, in which attention is computed by one of the backends given, and sets
// back what was allowed on every way out of f. It holds for the whole process. Where none of
// them can compute an attention, that panics.
//
//	attention.SDPAKernel(func() { y = F.ScaledDotProductAttention(q, k, v) }, attention.Math)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.attention.sdpa_kernel.html
func SDPAKernel(f func(), allowed ...SDPBackend) {
	for _, b := range allowed {
		if b < 0 || int(b) >= len(switches) {
			panic(&torch.Error{Op: "nn/attention.SDPAKernel", Kind: "ValueError", Msg: fmt.Sprintf("%d is no backend; give those of package attention", int(b))})
		}
	}
	for b, s := range switches {
		defer s.Set(s.On())
		s.Set(slices.Contains(allowed, SDPBackend(b)))
	}
	f()
}

// SDPAKernelResult is [SDPAKernel] for a function with a result, which it returns.
func SDPAKernelResult[R any](f func() R, allowed ...SDPBackend) (result R) {
	SDPAKernel(func() { result = f() }, allowed...)
	return result
}
