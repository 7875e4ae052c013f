package sparse

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// MMOption is a keyword argument of [MM].
type MMOption func(*string)

// Reduce has [MM] combine the products of a row and a column by "mean", "amax" or
// "amin" rather than add them up. It takes a matrix of layout
// [torch.SparseCSR] on the CPU and a dense one.
func Reduce(name string) MMOption { return func(to *string) { *to = name } }

// MM returns the product (M, N) of a matrix a (M, K), of layout [torch.SparseCOO]
// or [torch.SparseCSR], and b (K, N): dense where b is, which is differentiable in
// both, else sparse. The gradient of a has a's layout and places.
//
// It panics with [*torch.Error] where shapes, dtypes or layouts don't go together.
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.mm.html
func MM(a, b *torch.Tensor, options ...MMOption) *torch.Tensor {
	reduce := ""
	for _, option := range options {
		option(&reduce)
	}
	if reduce != "" {
		return aten.InternalSparseMmReduce(a, b, reduce)
	}
	return aten.InternalSparseMm(a, b)
}

// AddMMOption is a keyword argument of [AddMM] and [SampledAddMM]: [Beta] or
// [Alpha].
type AddMMOption func(*addMMOptions)

type addMMOptions struct{ beta, alpha any }

// Beta multiplies the matrix that the product is added to by a Go number; 1 unless
// given.
func Beta(beta any) AddMMOption { return func(o *addMMOptions) { o.beta = beta } }

// Alpha multiplies the product by a Go number; 1 unless given.
func Alpha(alpha any) AddMMOption { return func(o *addMMOptions) { o.alpha = alpha } }

func applyAddMM(options []AddMMOption) (o addMMOptions) {
	for _, option := range options {
		option(&o)
	}
	return o
}

// AddMM returns beta*c + alpha*(a @ b) for a dense c (M, N), a sparse a (M, K) and a
// dense b (K, N). It is differentiable in all of them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.addmm.html
func AddMM(c, a, b *torch.Tensor, options ...AddMMOption) *torch.Tensor {
	o := applyAddMM(options)
	return aten.InternalSparseAddmm(c, a, b, &aten.InternalSparseAddmmOptions{Beta: o.beta, Alpha: o.alpha})
}

// SampledAddMM returns beta*c + alpha*(a @ b) at the places alone that c (M, N), of
// layout [torch.SparseCSR], has, for dense a (M, K) and b (K, N). The other
// products are not computed.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.sampled_addmm.html
func SampledAddMM(c, a, b *torch.Tensor, options ...AddMMOption) *torch.Tensor {
	o := applyAddMM(options)
	return aten.SparseSampledAddmm(c, a, b, &aten.SparseSampledAddmmOptions{Beta: o.beta, Alpha: o.alpha})
}

// SPSolve returns the x with a @ x = b for a matrix a (N, N) of layout
// [torch.SparseCSR] and a dense vector b (N). libtorch solves it on CUDA alone, in
// builds that have cuDSS; elsewhere it panics with [*torch.Error].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.spsolve.html
func SPSolve(a, b *torch.Tensor) *torch.Tensor { return aten.InternalSpsolve(a, b, nil) }
