package signal

import (
	"slices"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// STFT returns the short-time Fourier transforms of signals t (..., L), real or
// complex, of one dimension or two: complex (..., F, T), where F is n, or n/2+1 for
// the half of the spectrum that a real signal has, and T counts the frames of n
// points, [HopLength] apart.
//
// The result is complex unless [ReturnComplex] says no; Python wants that said
// wherever the signal and the window are real. Without a [Window] all points of a
// frame weigh the same, which PyTorch warns of.
//
// It panics with [*torch.Error] where t is shorter than a frame, or, with
// [Center], not longer than half a frame.
// See https://docs.pytorch.org/docs/stable/generated/torch.stft.html
func STFT(t *torch.Tensor, n int, opts ...STFTOption) *torch.Tensor {
	o := options{padMode: "reflect", returnComplex: aten.Some(true)}
	option.Once(opts)
	for _, option := range opts {
		option.applySTFT(&o)
	}
	if center, said := o.center.Get(); center || !said {
		if _, ok := o.align.Get(); ok {
			panic(&torch.Error{Op: "aten::stft", Kind: "RuntimeError", Msg: "stft align_to_window should only be set when center = false"})
		}
		t = padded(t, n/2, o.padMode)
	}
	return aten.Stft(t, n, &aten.StftOptions{
		HopLength:     o.hop,
		WinLength:     o.win,
		Window:        o.window,
		Normalized:    o.normalized,
		Onesided:      o.oneSided,
		ReturnComplex: o.returnComplex,
		AlignToWindow: o.align,
	})
}

// padded lengthens the last dimension at both ends. Python does so here rather than
// in the operator, in the same three dimensions.
func padded(t *torch.Tensor, by int, mode string) *torch.Tensor {
	dims := t.NDim()
	extended := append(slices.Repeat([]int{1}, max(0, 3-dims)), t.Shape()...)
	t = aten.Pad(t.View(extended...), []int{by, by}, &aten.PadOptions{Mode: aten.Some(mode)})
	shape := t.Shape()
	return t.View(shape[len(shape)-dims:]...)
}

// ISTFT returns the signals (..., L) whose [STFT] with the same arguments is
// nearest to t (..., F, T), complex: real ones unless [ReturnComplex] says
// otherwise. [Length] gives their length, which the transforms leave open where
// frames do not end with the signal.
//
// It panics with [*torch.Error] where the windows laid over each other leave a
// point of the signal without weight.
// See https://docs.pytorch.org/docs/stable/generated/torch.istft.html
func ISTFT(t *torch.Tensor, n int, opts ...ISTFTOption) *torch.Tensor {
	var o options
	option.Once(opts)
	for _, option := range opts {
		option.applyISTFT(&o)
	}
	returnComplex, _ := o.returnComplex.Get()
	return aten.Istft(t, n, &aten.IstftOptions{
		HopLength:     o.hop,
		WinLength:     o.win,
		Window:        o.window,
		Center:        o.center,
		Normalized:    o.normalized,
		Onesided:      o.oneSided,
		Length:        o.length,
		ReturnComplex: returnComplex,
	})
}
