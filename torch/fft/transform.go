package fft

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// FFT returns the discrete Fourier transform of t, complex, of t's shape.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.fft.html
func FFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftFft(t, one("fft_fft", opts))
}

// IFFT returns the inverse of [FFT], complex, of t's shape.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ifft.html
func IFFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftIfft(t, (*aten.FftIfftOptions)(one("fft_ifft", opts)))
}

// RFFT returns [FFT] of a real t without the second half, which mirrors the
// first: n/2+1 complex numbers for n real ones along the dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.rfft.html
func RFFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftRfft(t, (*aten.FftRfftOptions)(one("fft_rfft", opts)))
}

// IRFFT returns the inverse of [RFFT], real: 2*(n-1) numbers for n complex ones
// along the dimension unless [N] gives another length. It reads t as the first
// half of a spectrum that mirrors itself; the imaginary part of the first number
// does not count.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.irfft.html
func IRFFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftIrfft(t, (*aten.FftIrfftOptions)(one("fft_irfft", opts)))
}

// HFFT returns the real spectrum of a complex signal whose second half mirrors
// the first, of which t is the first: 2*(n-1) numbers for n along the dimension
// unless [N] gives another length.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.hfft.html
func HFFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftHfft(t, (*aten.FftHfftOptions)(one("fft_hfft", opts)))
}

// IHFFT returns the inverse of [HFFT]: n/2+1 complex numbers for n real ones
// along the dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfft.html
func IHFFT(t *torch.Tensor, opts ...Option) *torch.Tensor {
	return aten.FftIhfft(t, (*aten.FftIhfftOptions)(one("fft_ihfft", opts)))
}
