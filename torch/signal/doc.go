// Package signal holds what PyTorch offers for signals over time: windows, those
// of torch.signal.windows, and the short-time Fourier transform.
//
//	window := torch.HannWindow(400, true)
//	spectrogram := signal.STFT(x, 400, signal.HopLength(160), signal.Window(window)).Abs()
//
// # Windows
//
// A window has n numbers, n not negative, of float32 or float64:
// [torch.DefaultDType] unless an option gives the other. A symmetric one mirrors
// itself, as filters need it. One that is not is periodic, as spectral analysis
// needs it: the symmetric one of n+1 numbers without the last. Wrong arguments panic
// with [*torch.Error], as everywhere.
//
// See https://docs.pytorch.org/docs/stable/signal.html
package signal
