package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Inv returns the inverses of square matrices a (*, N, N). [Solve] is the faster and
// more exact way to multiply by one.
//
// It panics with a LinAlgError where a matrix is singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv.html
func Inv(a *torch.Tensor) *torch.Tensor { return aten.LinalgInv(a) }

// InvEx is [Inv] with the info of [LUFactorEx].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv_ex.html
func InvEx(a *torch.Tensor, options ...CheckErrorsOption) (inverse, info *torch.Tensor) {
	return aten.LinalgInvEx(a, &aten.LinalgInvExOptions{CheckErrors: bool(chosen(options, false))})
}

// Pinv returns the Moore-Penrose inverses (*, N, M) of matrices a (*, M, N).
// Singular values not above max(ATol, RTol σ), σ the largest of a matrix, count as
// 0. RTol is max(M, N) times the dtype's precision unless either is given.
// torch.pinverse is Pinv with RTol(1e-15).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.pinv.html
func Pinv(a *torch.Tensor, options ...RankOption) *torch.Tensor {
	o := rankOptionsOf("linalg_pinv", options)
	if o.byTensors {
		return aten.LinalgPinvAtolRtolTensor(a, &aten.LinalgPinvAtolRtolTensorOptions{
			Atol: o.tensors[0], Rtol: o.tensors[1], Hermitian: o.hermitian,
		})
	}
	return aten.LinalgPinvAtolRtolFloat(a, &aten.LinalgPinvAtolRtolFloatOptions{
		Atol: o.floats[0], Rtol: o.floats[1], Hermitian: o.hermitian,
	})
}

// TensorInv returns the inverse of a as a map from tensors of the sizes of its last
// dimensions to those of its first ind, 2 unless given: its own first dimensions are
// a's last. Both groups of sizes have the same product.
//
// It panics with a LinAlgError where the map is singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorinv.html
func TensorInv(a *torch.Tensor, ind ...int) *torch.Tensor {
	return aten.LinalgTensorinv(a, &aten.LinalgTensorinvOptions{Ind: aten.Some(chosen(ind, 2))})
}
