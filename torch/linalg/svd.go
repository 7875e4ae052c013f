package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// SVDOption is an argument of [SVD]: [FullMatrices] or [Driver].
type SVDOption interface{ applySVD(*aten.LinalgSvdOptions) }

// FullMatricesOption is what [FullMatrices] returns.
type FullMatricesOption bool

// FullMatrices tells whether the singular vectors that belong to no singular value
// are among the result, as they are unless it is false.
func FullMatrices(on bool) FullMatricesOption { return FullMatricesOption(on) }

func (f FullMatricesOption) applySVD(o *aten.LinalgSvdOptions) { o.FullMatrices = flag(f) }
func (d DriverOption) applySVD(o *aten.LinalgSvdOptions)       { o.Driver = aten.Some(string(d)) }

// SVD returns the singular value decomposition a = U diag(S) Vᴴ of matrices a
// (*, M, N): u (*, M, M), the real singular values s (*, K) in descending order,
// K = min(M, N), and vh (*, N, N), or with FullMatrices(false) u (*, M, K) and vh
// (*, K, N). torch.svd is the latter with V, which is vh.MH().
//
// Gradients through u and vh are numbers only where the singular values differ.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html
func SVD(a *torch.Tensor, options ...SVDOption) (u, s, vh *torch.Tensor) {
	return aten.LinalgSvd(a, applied(options, SVDOption.applySVD))
}

// SVDVals returns the singular values (*, min(M, N)) of matrices a (*, M, N), in
// descending order.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.svdvals.html
func SVDVals(a *torch.Tensor, driver ...DriverOption) *torch.Tensor {
	var o aten.LinalgSvdvalsOptions
	if len(driver) > 0 {
		o.Driver = aten.Some(string(chosen(driver, "")))
	}
	return aten.LinalgSvdvals(a, &o)
}
