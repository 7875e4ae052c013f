package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// The algorithms are those of Halko, Martinsson, Tropp: Finding structure with
// randomness (https://arxiv.org/abs/0909.4061), as Python's torch/_lowrank.py writes
// them, with the same draws of the default generator.

// LowRankOption is an argument of [SVDLowrank] and [PCALowrank]: [Q], [NIter] (2 unless
// given), [M] (of the first one) or [SubtractMean] (of the second).
type LowRankOption interface{ applyLowRank(*lowRankOptions) }

type lowRankOptions struct {
	option.Given

	q          int
	hasQ       bool
	iterations int
	mean       *torch.Tensor
	raw        bool // not centered
}

type lowRankFunc func(*lowRankOptions)

func (f lowRankFunc) applyLowRank(o *lowRankOptions) { f(o) }

// Q is the rank to look for, better somewhat above the true one: 6 unless given, of
// [PCALowrank] not more than the matrix can have.
func Q(rank int) LowRankOption {
	return lowRankFunc(func(o *lowRankOptions) { o.Once("Q"); o.q, o.hasQ = rank, true })
}

// NIterOption is what [NIter] returns.
type NIterOption int

// NIter is how many iterations are made: of [LOBPCG] the most of them.
func NIter(n int) NIterOption { return NIterOption(n) }

func (n NIterOption) applyLowRank(o *lowRankOptions) { o.iterations = int(n) }

// LOBPCGOption makes NIter one.
func (NIterOption) LOBPCGOption(option.Seal) {}

// M has [SVDLowrank] decompose a - m, without making the difference; m is broadcast.
func M(m *torch.Tensor) LowRankOption {
	return lowRankFunc(func(o *lowRankOptions) { o.Once("M"); o.mean = m })
}

// SubtractMean, Python's center=, tells whether [PCALowrank] takes the columns' means
// off, as it does unless it is false.
func SubtractMean(on bool) LowRankOption {
	return lowRankFunc(func(o *lowRankOptions) { o.Once("SubtractMean"); o.raw = !on })
}

func lowRankOptionsOf(options []LowRankOption) lowRankOptions {
	o := lowRankOptions{q: 6, iterations: 2}
	option.Once(options)
	for _, opt := range options {
		opt.applyLowRank(&o)
	}
	return o
}

// SVDLowrank returns an approximate decomposition a = U diag(S) Vᴴ of the rank [Q] of
// matrices a (*, M, N): u (*, M, Q), s (*, Q) and v (*, N, Q). It draws random
// numbers, and is meant for matrices too large for [SVD]; a may be sparse.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.svd_lowrank.html
func SVDLowrank(a *torch.Tensor, options ...LowRankOption) (u, s, v *torch.Tensor) {
	return svdLowrank(a, lowRankOptionsOf(options))
}

func svdLowrank(a *torch.Tensor, o lowRankOptions) (u, s, v *torch.Tensor) {
	if o.mean != nil {
		o.mean = o.mean.BroadcastTo(a.Shape()...)
	}
	if a.Size(-2) < a.Size(-1) {
		v, s, u = svdOfTall(adjoint(a), adjoint(o.mean), o)
		return u, s, v
	}
	return svdOfTall(a, o.mean, o)
}

// svdOfTall decomposes a - mean; mean may be nil.
func svdOfTall(a, mean *torch.Tensor, o lowRankOptions) (u, s, v *torch.Tensor) {
	q := approximateBasis(a, mean, o)
	b := product(q.MH(), a)
	if mean != nil {
		b = b.Sub(product(q.MH(), mean))
	}
	u, s, vh := SVD(b, FullMatrices(false))
	return q.MatMul(u), s, vh.MH()
}

// approximateBasis returns orthonormal columns Q (*, M, q) for which Q Qᴴ (a - mean)
// is nearly a - mean.
func approximateBasis(a, mean *torch.Tensor, o lowRankOptions) *torch.Tensor {
	dtype := a.DType()
	if !dtype.IsComplex() {
		dtype = floatingDType(dtype)
	}
	random := torch.Randn(a.Size(-1), o.q, dtype, a.Device(), torch.In(a.Scope()))
	q := basis(centeredProduct(a, mean, random))
	for range o.iterations {
		q = basis(centeredProduct(adjoint(a), adjoint(mean), q))
		q = basis(centeredProduct(a, mean, q))
	}
	return q
}

// centeredProduct is (a - mean) b; mean may be nil.
func centeredProduct(a, mean, b *torch.Tensor) *torch.Tensor {
	x := product(a, b)
	if mean != nil {
		x = x.Sub(product(mean, b))
	}
	return x
}

// adjoint is a's conjugate transpose, nil for nil.
func adjoint(a *torch.Tensor) *torch.Tensor {
	if a == nil {
		return nil
	}
	return a.MH()
}

// PCALowrank returns the principal components of M samples of N features, the rows
// and columns of a (*, M, N), as the approximate decomposition U diag(S) Vᴴ of a less
// the means of its columns: v's columns (*, N, Q) are the directions, s²/(M-1) the
// variances along them, u (*, M, Q) tells the samples. See [SVDLowrank]; a sparse a
// is one matrix, and is not made dense.
//
// It panics where [Q] is more than min(M, N), or negative, or [NIter] is negative.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.pca_lowrank.html
func PCALowrank(a *torch.Tensor, options ...LowRankOption) (u, s, v *torch.Tensor) {
	o := lowRankOptionsOf(options)
	most := min(a.Size(-2), a.Size(-1))
	switch {
	case !o.hasQ:
		o.q = min(6, most)
	case o.q < 0 || o.q > most:
		refuseValue("pca_lowrank", "q(=%d) must be non-negative integer and not greater than min(m, n)=%d", o.q, most)
	}
	if o.iterations < 0 {
		refuseValue("pca_lowrank", "niter(=%d) must be non-negative integer", o.iterations)
	}
	o.mean = nil
	switch {
	case o.raw:
		return svdLowrank(a, o)
	case a.Layout() == torch.SparseCOO:
		o.mean = sparseMeans(a)
		return svdLowrank(a, o)
	}
	return svdLowrank(a.Sub(a.Mean(torch.Dim(-2), torch.KeepDim(true))), o)
}

// sparseMeans returns a dense matrix of a's shape with the means of a's columns.
func sparseMeans(a *torch.Tensor) *torch.Tensor {
	if a.NDim() != 2 {
		refuseValue("pca_lowrank", "pca_lowrank input is expected to be 2-dimensional tensor")
	}
	m, n := a.Size(0), a.Size(1)
	means := aten.InternalSparseSumDim(a, []int{-2}).Div(m)
	columns := means.Indices()
	places := torch.Cat([]*torch.Tensor{columns, torch.ZerosLike(columns)})
	options := []torch.TensorOption{floatingDType(a.DType()), a.Device(), torch.In(a.Scope())}
	column := torch.SparseCOOTensor(places, means.Values(), []int{n, 1}, options...)
	ones := torch.Ones(1, m, options[0], options[1], options[2])
	return product(column, ones).MT()
}
