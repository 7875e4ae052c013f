package fft

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

var (
	opFFTFreq  = torch.NewOp("aten::fft_fftfreq")
	opRFFTFreq = torch.NewOp("aten::fft_rfftfreq")
)

// FFTFreq returns the n frequencies that [FFT] of n points gives, in its order:
// those that are not negative first. d is the time between two points, 1 in Python
// unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.fftfreq.html
func FFTFreq(n int, d float64, options ...torch.TensorOption) *torch.Tensor {
	return frequencies(opFFTFreq, n, d, options)
}

// RFFTFreq returns the n/2+1 frequencies that [RFFT] of n points gives. d is the
// time between two points, 1 in Python unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.rfftfreq.html
func RFFTFreq(n int, d float64, options ...torch.TensorOption) *torch.Tensor {
	return frequencies(opRFFTFreq, n, d, options)
}

func frequencies(op *torch.Op, n int, d float64, options []torch.TensorOption) *torch.Tensor {
	v := torch.Invocation{Op: op}
	v.Int(n)
	v.Float(d)
	return v.Make(options...)
}

// FFTShift returns t with frequency zero moved to the middle of the dimensions that
// [torch.Dim] names, or of all.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.fftshift.html
func FFTShift(t *torch.Tensor, dims ...torch.DimOption) *torch.Tensor {
	return aten.FftFftshift(t, &aten.FftFftshiftOptions{Dim: shifted(dims)})
}

// IFFTShift is the inverse of [FFTShift].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.fft.ifftshift.html
func IFFTShift(t *torch.Tensor, dims ...torch.DimOption) *torch.Tensor {
	return aten.FftIfftshift(t, &aten.FftIfftshiftOptions{Dim: shifted(dims)})
}

// shifted are the dimensions to shift, nil for all.
func shifted(dims []torch.DimOption) (last []int) {
	for _, d := range dims {
		last = d.Dims()
	}
	return last
}
