package main

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/signal"
)

// windowExpressions are the windows, and the transforms that take them.
var windowExpressions = []expression{
	{"torch.bartlett_window(10, periodic=True)", "", func(a []*torch.Tensor) any { return torch.BartlettWindow(10, true) }},
	{"torch.bartlett_window(7, periodic=False)", "", func(a []*torch.Tensor) any { return torch.BartlettWindow(7, false) }},
	{"torch.bartlett_window(1, periodic=False)", "", func(a []*torch.Tensor) any { return torch.BartlettWindow(1, false) }},
	{"torch.bartlett_window(0, periodic=True)", "", func(a []*torch.Tensor) any { return torch.BartlettWindow(0, true) }},
	{"torch.blackman_window(10, periodic=True)", "", func(a []*torch.Tensor) any { return torch.BlackmanWindow(10, true) }},
	{"torch.blackman_window(7, periodic=False)", "", func(a []*torch.Tensor) any { return torch.BlackmanWindow(7, false) }},
	{"torch.blackman_window(1, periodic=False)", "", func(a []*torch.Tensor) any { return torch.BlackmanWindow(1, false) }},
	{"torch.blackman_window(0, periodic=True)", "", func(a []*torch.Tensor) any { return torch.BlackmanWindow(0, true) }},
	{"torch.hann_window(10, periodic=True)", "", func(a []*torch.Tensor) any { return torch.HannWindow(10, true) }},
	{"torch.hann_window(7, periodic=False)", "", func(a []*torch.Tensor) any { return torch.HannWindow(7, false) }},
	{"torch.hann_window(1, periodic=False)", "", func(a []*torch.Tensor) any { return torch.HannWindow(1, false) }},
	{"torch.hann_window(0, periodic=True)", "", func(a []*torch.Tensor) any { return torch.HannWindow(0, true) }},
	{"torch.hamming_window(10)", "", func(a []*torch.Tensor) any { return torch.HammingWindow(10, true, 0.54, 0.46) }},
	{"torch.hamming_window(7, False, 0.5, 0.4, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return torch.HammingWindow(7, false, 0.5, 0.4, torch.Float64) }},
	{"torch.kaiser_window(10)", "", func(a []*torch.Tensor) any { return torch.KaiserWindow(10, true, 12) }},
	{"torch.kaiser_window(7, False, 5.5, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return torch.KaiserWindow(7, false, 5.5, torch.Float64) }},
	{"torch.signal.windows.bartlett(10)", "", func(a []*torch.Tensor) any { return signal.Bartlett(10, true) }},
	{"torch.signal.windows.bartlett(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Bartlett(11, false, torch.Float64) }},
	{"[torch.signal.windows.bartlett(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Bartlett(n, symmetric) })
	}},
	{"torch.signal.windows.blackman(10)", "", func(a []*torch.Tensor) any { return signal.Blackman(10, true) }},
	{"torch.signal.windows.blackman(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Blackman(11, false, torch.Float64) }},
	{"[torch.signal.windows.blackman(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Blackman(n, symmetric) })
	}},
	{"torch.signal.windows.cosine(10)", "", func(a []*torch.Tensor) any { return signal.Cosine(10, true) }},
	{"torch.signal.windows.cosine(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Cosine(11, false, torch.Float64) }},
	{"[torch.signal.windows.cosine(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Cosine(n, symmetric) })
	}},
	{"torch.signal.windows.hamming(10)", "", func(a []*torch.Tensor) any { return signal.Hamming(10, true) }},
	{"torch.signal.windows.hamming(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Hamming(11, false, torch.Float64) }},
	{"[torch.signal.windows.hamming(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Hamming(n, symmetric) })
	}},
	{"torch.signal.windows.hann(10)", "", func(a []*torch.Tensor) any { return signal.Hann(10, true) }},
	{"torch.signal.windows.hann(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Hann(11, false, torch.Float64) }},
	{"[torch.signal.windows.hann(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Hann(n, symmetric) })
	}},
	{"torch.signal.windows.nuttall(10)", "", func(a []*torch.Tensor) any { return signal.Nuttall(10, true) }},
	{"torch.signal.windows.nuttall(11, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Nuttall(11, false, torch.Float64) }},
	{"[torch.signal.windows.nuttall(n, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Nuttall(n, symmetric) })
	}},
	{"torch.signal.windows.exponential(10, tau=2.5)", "", func(a []*torch.Tensor) any { return signal.Exponential(10, 2.5, true) }},
	{"torch.signal.windows.exponential(11, tau=2.5, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Exponential(11, 2.5, false, torch.Float64) }},
	{"[torch.signal.windows.exponential(n, tau=2.5, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Exponential(n, 2.5, symmetric) })
	}},
	{"torch.signal.windows.gaussian(10, std=3.3)", "", func(a []*torch.Tensor) any { return signal.Gaussian(10, 3.3, true) }},
	{"torch.signal.windows.gaussian(11, std=3.3, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Gaussian(11, 3.3, false, torch.Float64) }},
	{"[torch.signal.windows.gaussian(n, std=3.3, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Gaussian(n, 3.3, symmetric) })
	}},
	{"torch.signal.windows.kaiser(10, beta=14.1)", "", func(a []*torch.Tensor) any { return signal.Kaiser(10, 14.1, true) }},
	{"torch.signal.windows.kaiser(11, beta=14.1, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.Kaiser(11, 14.1, false, torch.Float64) }},
	{"[torch.signal.windows.kaiser(n, beta=14.1, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.Kaiser(n, 14.1, symmetric) })
	}},
	{"torch.signal.windows.general_cosine(10, a=[0.46, 0.23, 0.31, 0.1])", "", func(a []*torch.Tensor) any { return signal.GeneralCosine(10, []float64{0.46, 0.23, 0.31, 0.1}, true) }},
	{"torch.signal.windows.general_cosine(11, a=[0.46, 0.23, 0.31, 0.1], sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any {
		return signal.GeneralCosine(11, []float64{0.46, 0.23, 0.31, 0.1}, false, torch.Float64)
	}},
	{"[torch.signal.windows.general_cosine(n, a=[0.46, 0.23, 0.31, 0.1], sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor {
			return signal.GeneralCosine(n, []float64{0.46, 0.23, 0.31, 0.1}, symmetric)
		})
	}},
	{"torch.signal.windows.general_hamming(10, alpha=0.46)", "", func(a []*torch.Tensor) any { return signal.GeneralHamming(10, 0.46, true) }},
	{"torch.signal.windows.general_hamming(11, alpha=0.46, sym=False, dtype=torch.float64)", "", func(a []*torch.Tensor) any { return signal.GeneralHamming(11, 0.46, false, torch.Float64) }},
	{"[torch.signal.windows.general_hamming(n, alpha=0.46, sym=s) for n in (0, 1, 2, 3, 400) for s in (True, False)]", "", func(a []*torch.Tensor) any {
		return windows(func(n int, symmetric bool) *torch.Tensor { return signal.GeneralHamming(n, 0.46, symmetric) })
	}},
	{"torch.signal.windows.exponential(10)", "", func(a []*torch.Tensor) any { return signal.Exponential(10, 1, true) }},
	{"torch.signal.windows.gaussian(10)", "", func(a []*torch.Tensor) any { return signal.Gaussian(10, 1, true) }},
	{"torch.signal.windows.kaiser(10)", "", func(a []*torch.Tensor) any { return signal.Kaiser(10, 12, true) }},
	{"torch.signal.windows.kaiser(10, beta=0.0)", "", func(a []*torch.Tensor) any { return signal.Kaiser(10, 0, true) }},
	{"torch.signal.windows.general_hamming(10)", "", func(a []*torch.Tensor) any { return signal.GeneralHamming(10, 0.54, true) }},
	{"torch.signal.windows.exponential(10, center=2.2, tau=3, sym=False)", "", func(a []*torch.Tensor) any { return signal.ExponentialAt(10, 2.2, 3) }},
	{"torch.signal.windows.hann(5, requires_grad=True).requires_grad", "", func(a []*torch.Tensor) any { return signal.Hann(5, true, torch.RequiresGrad(true)).RequiresGrad() }},
	{"torch.stft(a[0], 16, return_complex=True)", "float32 100", func(a []*torch.Tensor) any { return signal.STFT(a[0], 16) }},
	{"torch.stft(a[0], 16, hop_length=5, win_length=12, window=a[1], return_complex=True)", "float64 2 80; float64 12", func(a []*torch.Tensor) any {
		return signal.STFT(a[0], 16, signal.HopLength(5), signal.WinLength(12), signal.Window(a[1]))
	}},
	{"torch.stft(a[0], 15, center=False, normalized=True, onesided=False, return_complex=True)", "float32 100", func(a []*torch.Tensor) any {
		return signal.STFT(a[0], 15, signal.Center(false), signal.Normalized(true), signal.OneSided(false))
	}},
	{"torch.stft(a[0], 16, pad_mode='constant', return_complex=False)", "float32 3 40", func(a []*torch.Tensor) any {
		return signal.STFT(a[0], 16, signal.PadMode("constant"), signal.ReturnComplex(false))
	}},
	{"torch.stft(a[0].T, 16, pad_mode='replicate', return_complex=True)", "float32 40 3 t", func(a []*torch.Tensor) any { return signal.STFT(a[0].T(), 16, signal.PadMode("replicate")) }},
	{"torch.stft(a[0], 10, 4, 6, a[1], center=False, return_complex=True, align_to_window=True)", "float32 40; positive 6", func(a []*torch.Tensor) any {
		return signal.STFT(a[0], 10, signal.HopLength(4), signal.WinLength(6), signal.Window(a[1]), signal.Center(false), signal.AlignToWindow(true))
	}},
	{"torch.stft(a[0], 16)", "complex64 50", func(a []*torch.Tensor) any { return signal.STFT(a[0], 16) }},
	{"a[0].stft(16, window=a[1], return_complex=True)", "float32 50; complex64 16", func(a []*torch.Tensor) any { return signal.STFT(a[0], 16, signal.Window(a[1])) }},
	{"torch.istft(a[0], 16)", "complex64 9 12", func(a []*torch.Tensor) any { return signal.ISTFT(a[0], 16) }},
	{"torch.istft(a[0], 16, hop_length=5, win_length=12, window=a[1], length=50)", "complex64 2 9 12; positive 12", func(a []*torch.Tensor) any {
		return signal.ISTFT(a[0], 16, signal.HopLength(5), signal.WinLength(12), signal.Window(a[1]), signal.Length(50))
	}},
	{"torch.istft(a[0], 16, center=False, normalized=True, onesided=True)", "complex128 9 6", func(a []*torch.Tensor) any {
		return signal.ISTFT(a[0], 16, signal.Center(false), signal.Normalized(true), signal.OneSided(true))
	}},
	{"a[0].istft(16, onesided=False, return_complex=True)", "complex64 16 7", func(a []*torch.Tensor) any {
		return signal.ISTFT(a[0], 16, signal.OneSided(false), signal.ReturnComplex(true))
	}},
}

// windows makes those of a few lengths, symmetric and periodic.
func windows(window func(n int, symmetric bool) *torch.Tensor) []*torch.Tensor {
	var all []*torch.Tensor
	for _, n := range []int{0, 1, 2, 3, 400} {
		all = append(all, window(n, true), window(n, false))
	}
	return all
}
