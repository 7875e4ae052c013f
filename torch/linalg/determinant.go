package linalg

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Det returns the determinants (*) of square matrices a (*, N, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.det.html
func Det(a *torch.Tensor) *torch.Tensor { return aten.LinalgDet(a) }

// Slogdet returns the signs (*) of the determinants of square matrices a (*, N, N),
// complex numbers of absolute value 1 where a is complex, and the logarithms of
// their absolute values, 0 and -inf where a matrix is singular.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linalg.slogdet.html
func Slogdet(a *torch.Tensor) (sign, logAbsDet *torch.Tensor) { return aten.LinalgSlogdet(a) }

// Logdet returns the logarithms (*) of the determinants of square matrices a
// (*, N, N): -inf where one is 0, nan where it is negative.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.logdet.html
func Logdet(a *torch.Tensor) *torch.Tensor { return aten.Logdet(a) }
