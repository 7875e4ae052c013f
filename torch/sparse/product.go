package sparse

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// MMOption is [Reduce], of [MM].
type MMOption struct{ reduce string }

// Reduce has [MM] combine the products of a row and a column by "mean", "amax" or
// "amin" rather than add them up. It takes a matrix of layout
// [torch.SparseCSR] on the CPU and a dense one.
func Reduce(name string) MMOption { return MMOption{name} }

// MM returns the product (M, N) of a matrix a (M, K), of layout [torch.SparseCOO]
// or [torch.SparseCSR], and b (K, N): dense where b is, which is differentiable in
// both, else sparse. The gradient of a has a's layout and places.
//
// It panics with [*torch.Error] where shapes, dtypes or layouts don't go together.
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.mm.html
func MM(a, b *torch.Tensor, options ...MMOption) *torch.Tensor {
	reduce := ""
	option.Once(options)
	for _, option := range options {
		reduce = option.reduce
	}
	if reduce != "" {
		return aten.InternalSparseMmReduce(a, b, reduce)
	}
	return aten.InternalSparseMm(a, b)
}

// factors are those of [torch.Beta] and [torch.Alpha], nil where not given.
func factors(options []torch.AddMMOption) (beta, alpha any) {
	option.Once(options)
	for _, option := range options {
		switch option := option.(type) {
		case torch.BetaOption:
			beta = option.Factor()
		case torch.AlphaOption:
			alpha = option.Factor()
		}
	}
	return beta, alpha
}

// AddMM returns beta*c + alpha*(a @ b) for a dense c (M, N), a sparse a (M, K) and a
// dense b (K, N), with [torch.Beta] and [torch.Alpha]. It is differentiable in all of
// the tensors.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.addmm.html
func AddMM(c, a, b *torch.Tensor, options ...torch.AddMMOption) *torch.Tensor {
	beta, alpha := factors(options)
	return aten.InternalSparseAddmm(c, a, b, &aten.InternalSparseAddmmOptions{Beta: beta, Alpha: alpha})
}

// SampledAddMM returns beta*c + alpha*(a @ b) at the places alone that c (M, N), of
// layout [torch.SparseCSR], has, for dense a (M, K) and b (K, N), with [torch.Beta]
// and [torch.Alpha]. The other products are not computed.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.sampled_addmm.html
func SampledAddMM(c, a, b *torch.Tensor, options ...torch.AddMMOption) *torch.Tensor {
	beta, alpha := factors(options)
	return aten.SparseSampledAddmm(c, a, b, &aten.SparseSampledAddmmOptions{Beta: beta, Alpha: alpha})
}

// SPSolve returns the x with a @ x = b for a matrix a (N, N) of layout
// [torch.SparseCSR] and a dense vector b (N). libtorch solves it on CUDA alone, in
// builds that have cuDSS; elsewhere it panics with [*torch.Error].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sparse.spsolve.html
func SPSolve(a, b *torch.Tensor) *torch.Tensor { return aten.InternalSpsolve(a, b, nil) }
