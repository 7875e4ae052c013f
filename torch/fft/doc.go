// Package fft holds discrete Fourier transforms, PyTorch's torch.fft.
//
//	spectrum := fft.RFFT(signal, fft.NormOrtho)
//	again := fft.IRFFT(spectrum, fft.NormOrtho, fft.N(signal.Size(-1)))
//
// # Families
//
// FFT and IFFT take real or complex tensors and give complex ones. RFFT takes real
// ones and leaves out the half of the result that the rest determines; IRFFT
// undoes it. HFFT takes half of a signal whose conjugate is its mirror image and
// gives its real spectrum; IHFFT undoes it. Each transforms along one dimension,
// the last one unless [Dim] names another. The functions that end in 2 and N do so
// along two dimensions (the last two) and several (all).
//
// # Dtypes
//
// float32 goes with complex64, float64 with complex128; integers and bools count as
// [torch.DefaultDType]. float16 is transformed on CUDA only. What libtorch refuses
// (another dtype, a dimension that t lacks, a length below 1) panics with
// [*torch.Error].
//
// See https://docs.pytorch.org/docs/stable/fft.html
package fft
