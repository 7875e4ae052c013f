package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// QRMode tells how much of its result [QR] computes.
type QRMode string

// The modes of [QR] for matrices (M, N) and K = min(M, N).
const (
	QRReduced  QRMode = "reduced"  // q (M, K), r (K, N): the default
	QRComplete QRMode = "complete" // q (M, M), r (M, N)
	QROnlyR    QRMode = "r"        // q empty, r (K, N), without a gradient
)

// QR returns the factors of a = Q R for matrices a (*, M, N): q has orthonormal
// columns, r is upper triangular. The signs of r's diagonal are LAPACK's.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html
func QR(a *torch.Tensor, mode ...QRMode) (q, r *torch.Tensor) {
	return aten.LinalgQr(a, &aten.LinalgQrOptions{Mode: aten.Some(string(chosen(mode, QRReduced)))})
}

// Geqrf returns [QR]'s factors as LAPACK packs them: in the first result (*, M, N)
// the upper triangle is R, below it lie the Householder vectors whose factors are
// tau (*, min(M, N)). It is what [HouseholderProduct] and [Ormqr] read.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.geqrf.html
func Geqrf(a *torch.Tensor) (reflectors, tau *torch.Tensor) { return aten.Geqrf(a) }

// HouseholderProduct returns the first N columns (*, M, N) of the product of the
// Householder matrices whose vectors are the columns of a (*, M, N), below the
// diagonal, and whose factors are tau (*, K), K ≤ N ≤ M: of [Geqrf]'s results, Q.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.householder_product.html
func HouseholderProduct(a, tau *torch.Tensor) *torch.Tensor {
	return aten.LinalgHouseholderProduct(a, tau)
}

// OrmqrOption is an argument of [Ormqr]: [Left] or [Transpose].
type OrmqrOption interface{ applyOrmqr(*aten.OrmqrOptions) }

// TransposeOption is what [Transpose] returns.
type TransposeOption bool

// Transpose has [Ormqr] multiply by Qᴴ.
func Transpose(on bool) TransposeOption { return TransposeOption(on) }

func (l LeftOption) applyOrmqr(o *aten.OrmqrOptions)      { o.Left = flag(l) }
func (t TransposeOption) applyOrmqr(o *aten.OrmqrOptions) { o.Transpose = bool(t) }

// Ormqr returns Q other, for other (*, M, N) and the M by M matrix Q whose
// Householder vectors and factors are a (*, M, K) and tau (*, K), without making Q;
// with Left(false) other Q, of vectors (*, N, K).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.ormqr.html
func Ormqr(a, tau, other *torch.Tensor, options ...OrmqrOption) *torch.Tensor {
	return aten.Ormqr(a, tau, other, applied(options, OrmqrOption.applyOrmqr))
}

// Polar returns the factors of a = U H for matrices a (*, M, N), M ≥ N: u (*, M, N)
// with orthonormal columns, the nearest to a, and a positive-semidefinite h
// (*, N, N). It needs libtorch 2.15.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.polar.html
func Polar(a *torch.Tensor) (u, h *torch.Tensor) { return aten.LinalgPolar(a) }
