package fft

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// FFT2 returns [FFT] along the last two dimensions unless [torch.Dim] names others.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.fft2.html
func FFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftFft2(t, (*aten.FftFft2Options)(many(opts)))
}

// FFTN returns [FFT] along all dimensions unless [torch.Dim] or [S] says otherwise.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.fftn.html
func FFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftFftn(t, many(opts))
}

// IFFT2 returns the inverse of [FFT2].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ifft2.html
func IFFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIfft2(t, (*aten.FftIfft2Options)(many(opts)))
}

// IFFTN returns the inverse of [FFTN].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ifftn.html
func IFFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIfftn(t, (*aten.FftIfftnOptions)(many(opts)))
}

// RFFT2 returns [FFT2] of a real t without the second half of the last dimension
// transformed, which mirrors the first, along the last two dimensions unless
// [torch.Dim] names others.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.rfft2.html
func RFFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftRfft2(t, (*aten.FftRfft2Options)(many(opts)))
}

// RFFTN returns [FFTN] of a real t without the second half of the last dimension
// transformed, which mirrors the first, along all dimensions unless [torch.Dim] or [S]
// says otherwise.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.rfftn.html
func RFFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftRfftn(t, (*aten.FftRfftnOptions)(many(opts)))
}

// IRFFT2 returns the inverse of [RFFT2], real: 2*(m-1) numbers for m along the last
// dimension transformed unless [S] gives another length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.irfft2.html
func IRFFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIrfft2(t, (*aten.FftIrfft2Options)(many(opts)))
}

// IRFFTN returns the inverse of [RFFTN], real: 2*(m-1) numbers for m along the last
// dimension transformed unless [S] gives another length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.irfftn.html
func IRFFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIrfftn(t, (*aten.FftIrfftnOptions)(many(opts)))
}

// HFFT2 returns the real spectrum of a complex signal that mirrors itself, of
// which t is the first half in the last dimension transformed, along the last two
// dimensions unless [torch.Dim] names others: 2*(m-1) numbers for m along the halved
// dimension unless [S] gives another length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.hfft2.html
func HFFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftHfft2(t, (*aten.FftHfft2Options)(many(opts)))
}

// HFFTN returns the real spectrum of a complex signal that mirrors itself, of
// which t is the first half in the last dimension transformed, along all
// dimensions unless [torch.Dim] or [S] says otherwise: 2*(m-1) numbers for m along the
// halved dimension unless [S] gives another length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.hfftn.html
func HFFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftHfftn(t, (*aten.FftHfftnOptions)(many(opts)))
}

// IHFFT2 returns the inverse of [HFFT2].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfft2.html
func IHFFT2(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIhfft2(t, (*aten.FftIhfft2Options)(many(opts)))
}

// IHFFTN returns the inverse of [HFFTN].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfftn.html
func IHFFTN(t *torch.Tensor, opts ...ManyOption) *torch.Tensor {
	return aten.FftIhfftn(t, (*aten.FftIhfftnOptions)(many(opts)))
}
