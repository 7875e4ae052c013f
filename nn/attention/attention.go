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
	Overrideable                         // of a device outside of libtorch
	Error              SDPBackend = -1   // none of them: what no backend can compute
)

var switches = [...]backends.Switch{
	backends.CUDAMathSDP, backends.CUDAFlashSDP, backends.CUDAMemEfficientSDP, backends.CUDACUDNNSDP, backends.CUDAOverrideableSDP,
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
		if b < Error || int(b) >= len(switches) {
			panic(&torch.Error{Op: "nn/attention.SDPAKernel", Kind: "ValueError", Msg: fmt.Sprintf("%d is no backend; give those of package attention", int(b))})
		}
	}
	for b, s := range switches {
		defer s.Set(s.On())
		s.Set(slices.Contains(allowed, SDPBackend(b)))
	}
	f()
}

// SDPAKernelInOrder is [SDPAKernel] with the backends tried in the order in which they are
// given, where several can compute an attention: Python's set_priority. The CPU has an order
// of its own.
func SDPAKernelInOrder(f func(), order ...SDPBackend) {
	former := backends.SDPPriority()
	var priority []int
	for _, b := range order {
		if b != Error && !slices.Contains(priority, int(b)) {
			priority = append(priority, int(b))
		}
	}
	for _, b := range former {
		if !slices.Contains(priority, b) {
			priority = append(priority, b)
		}
	}
	SDPAKernel(func() {
		defer backends.SetSDPPriority(former)
		backends.SetSDPPriority(priority)
		f()
	}, order...)
}

// SDPAKernelInOrderResult is [SDPAKernelInOrder] for a function with a result, which it
// returns.
func SDPAKernelInOrderResult[R any](f func() R, order ...SDPBackend) (result R) {
	SDPAKernelInOrder(func() { result = f() }, order...)
	return result
}

// SDPAKernelResult is [SDPAKernel] for a function with a result, which it returns.
func SDPAKernelResult[R any](f func() R, allowed ...SDPBackend) (result R) {
	SDPAKernel(func() { result = f() }, allowed...)
	return result
}
