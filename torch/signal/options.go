package signal

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// STFTOption is an argument of [STFT]: [HopLength], [WinLength], [Window],
// [Center], [PadMode], [Normalized], [OneSided], [ReturnComplex] or
// [AlignToWindow].
type STFTOption interface{ applySTFT(*options) }

// ISTFTOption is an argument of [ISTFT]: [HopLength], [WinLength], [Window],
// [Center], [Normalized], [OneSided], [ReturnComplex] or [Length].
type ISTFTOption interface{ applyISTFT(*options) }

// Option is an argument of both [STFT] and [ISTFT].
type Option interface {
	STFTOption
	ISTFTOption
}

type options struct {
	option.Given

	hop, win, length                       aten.Opt[int]
	window                                 *torch.Tensor
	center, oneSided, returnComplex, align aten.Opt[bool]
	padMode                                string
	normalized                             bool
}

type bothWays func(*options)

func (f bothWays) applySTFT(o *options)  { f(o) }
func (f bothWays) applyISTFT(o *options) { f(o) }

type stftOption func(*options)

func (f stftOption) applySTFT(o *options) { f(o) }

type istftOption func(*options)

func (f istftOption) applyISTFT(o *options) { f(o) }

// HopLength is the distance between two frames; a quarter of the frame's length
// unless given.
func HopLength(n int) Option {
	return bothWays(func(o *options) { o.Once("HopLength"); o.hop = aten.Some(n) })
}

// WinLength is the length of the window, which zeros pad at both ends to that of
// the frame; the frame's unless given.
func WinLength(n int) Option {
	return bothWays(func(o *options) { o.Once("WinLength"); o.win = aten.Some(n) })
}

// Window is what each frame is multiplied by: a tensor of [WinLength] numbers; ones
// unless given.
func Window(w *torch.Tensor) Option {
	return bothWays(func(o *options) { o.Once("Window"); o.window = w })
}

// Center has frames centred on their times, the first on time 0, for which [STFT]
// pads the signal at both ends; true unless given. Otherwise they begin at their
// times.
func Center(on bool) Option {
	return bothWays(func(o *options) { o.Once("Center"); o.center = aten.Some(on) })
}

// PadMode is how [Center] pads: "reflect", which is so unless given, "constant"
// (with zeros), "replicate" or "circular".
func PadMode(mode string) STFTOption {
	return stftOption(func(o *options) { o.Once("PadMode"); o.padMode = mode })
}

// Normalized divides the transforms by the square root of the frame's length.
func Normalized(on bool) Option {
	return bothWays(func(o *options) { o.Once("Normalized"); o.normalized = on })
}

// OneSided keeps only the half of the spectrum that determines the rest. Unless
// given, [STFT] does so for real signals with real windows (it can't for others),
// and [ISTFT] tells by t's size.
func OneSided(on bool) Option {
	return bothWays(func(o *options) { o.Once("OneSided"); o.oneSided = aten.Some(on) })
}

// ReturnComplex chooses the result: of [STFT], complex numbers or, where false,
// pairs of real ones in a last dimension of size 2; of [ISTFT], complex signals or,
// where false, real ones, of which [OneSided] transforms alone are made.
func ReturnComplex(on bool) Option {
	return bothWays(func(o *options) { o.Once("ReturnComplex"); o.returnComplex = aten.Some(on) })
}

// AlignToWindow begins the frames such that the windows, where shorter than the
// frames, begin with the signal. It goes with Center(false) alone.
func AlignToWindow(on bool) STFTOption {
	return stftOption(func(o *options) { o.Once("AlignToWindow"); o.align = aten.Some(on) })
}

// Length is the signal's length, to which the result is cut or padded with zeros.
// Unless given, it ends with the last frame, or, with [Center], in its middle.
func Length(n int) ISTFTOption {
	return istftOption(func(o *options) { o.Once("Length"); o.length = aten.Some(n) })
}
