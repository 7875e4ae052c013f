package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Eig returns the eigenvalues l (*, N) and the eigenvectors, the columns of v
// (*, N, N), of square matrices a (*, N, N). Both are complex, in no certain order,
// and the vectors have the norm 1.
//
// It panics with a LinAlgError where the iteration does not converge. See [Eigh] for
// symmetric matrices.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.eig.html
func Eig(a *torch.Tensor) (l, v *torch.Tensor) { return aten.LinalgEig(a) }

// Eigvals returns the eigenvalues (*, N), complex, of square matrices a (*, N, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvals.html
func Eigvals(a *torch.Tensor) *torch.Tensor { return aten.LinalgEigvals(a) }

// Eigh returns the eigenvalues l (*, N), real and ascending, and the orthonormal
// eigenvectors, the columns of v (*, N, N), of symmetric or Hermitian matrices a
// (*, N, N), of which the lower triangle is read, or with [Upper] the upper one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigh.html
func Eigh(a *torch.Tensor, options ...UpperOption) (l, v *torch.Tensor) {
	return aten.LinalgEigh(a, &aten.LinalgEighOptions{UPLO: triangle(options)})
}

// Eigvalsh returns the eigenvalues of [Eigh].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvalsh.html
func Eigvalsh(a *torch.Tensor, options ...UpperOption) *torch.Tensor {
	return aten.LinalgEigvalsh(a, &aten.LinalgEigvalshOptions{UPLO: triangle(options)})
}

func triangle(options []UpperOption) aten.Opt[string] {
	if chosen(options, false) {
		return aten.Some("U")
	}
	return aten.Some("L")
}
