package signal_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/fft"
	"github.com/e0112027/gotorch/torch/signal"
)

func TestISTFT_UndoesSTFT(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Randn(2, 100, torch.Float64)
	z := torch.Complex(x, x.Flip(0))
	window := signal.Window(signal.Hamming(16, false, torch.Float64))
	for _, c := range []struct {
		name string
		in   *torch.Tensor
		opts []signal.Option
		more []signal.ISTFTOption
	}{
		{"as it is", x, nil, nil},
		{"of one signal", x.Select(0, 1), nil, nil},
		{"not contiguous", x.View(2, 2, 50).Select(1, 0), nil, nil},
		{"normalized", x, []signal.Option{signal.Normalized(true)}, nil},
		{"another hop", x, []signal.Option{signal.HopLength(5)}, nil},
		{"the whole spectrum", x, []signal.Option{signal.OneSided(false)}, nil},
		{"frames from the signal's begin", x, []signal.Option{signal.Center(false)}, nil},
		{"complex", z, nil, []signal.ISTFTOption{signal.ReturnComplex(true)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			there := []signal.STFTOption{window}
			again := append([]signal.ISTFTOption{window, signal.Length(96)}, c.more...)
			for _, option := range c.opts {
				there, again = append(there, option), append(again, option)
			}
			n := min(96, c.in.Size(-1))
			got := signal.ISTFT(signal.STFT(c.in, 16, there...), 16, again...).Narrow(-1, 0, n-8)
			want := c.in.Narrow(-1, 0, n-8)
			assert.Equal(t, want.DType(), got.DType())
			torchtest.AllClose(t, torch.Zeros(1, torch.Float64), got.Sub(want).Abs().Max().View(1),
				torchtest.Tolerance{Abs: 1e-13, Why: "two transforms in float64"})
		})
	}
}

func TestSTFT_IsTheTransformOfEachFrame(t *testing.T) {
	torchtest.NoLeaks(t)
	x, w := torch.Randn(20), signal.Hann(8, false)
	got := signal.STFT(x, 8, signal.HopLength(4), signal.Window(w), signal.Center(false))
	want := fft.RFFT(x.Unfold(0, 8, 4).Mul(w)).T()
	torchtest.Equal(t, want.ViewAsReal(), got.ViewAsReal())
	torchtest.Equal(t, want.ViewAsReal(), signal.STFT(x, 8, signal.HopLength(4), signal.Window(w), signal.Center(false), signal.ReturnComplex(false)))
}

func TestSTFT_Shapes(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(3, 40)
	for _, c := range []struct {
		name string
		opts []signal.STFTOption
		want []int
	}{
		{"centred", nil, []int{3, 9, 11}},
		{"padded with zeros", []signal.STFTOption{signal.PadMode("constant")}, []int{3, 9, 11}},
		{"not centred", []signal.STFTOption{signal.Center(false)}, []int{3, 9, 7}},
		{"hop", []signal.STFTOption{signal.HopLength(10)}, []int{3, 9, 5}},
		{"two sides", []signal.STFTOption{signal.OneSided(false)}, []int{3, 16, 11}},
		{"a short window", []signal.STFTOption{signal.WinLength(6), signal.Center(false)}, []int{3, 9, 7}},
		{"a short window that begins with the signal", []signal.STFTOption{signal.WinLength(6), signal.Center(false), signal.AlignToWindow(true)}, []int{3, 9, 9}},
		{"a complex window", []signal.STFTOption{signal.Window(torch.Ones(16, torch.Complex64))}, []int{3, 16, 11}},
	} {
		assert.Equal(t, c.want, signal.STFT(x, 16, c.opts...).Shape(), c.name)
	}
}

func TestTransforms_RefuseWrongArguments(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Ones(40)
	for message, f := range map[string]func(){
		"align_to_window should only be set when center = false": func() { signal.STFT(x, 8, signal.AlignToWindow(true)) },
		"Padding size should be less than":                       func() { signal.STFT(torch.Ones(4), 8) },
		"expected 0 < n_fft":                                     func() { signal.STFT(x, 41, signal.Center(false)) },
		"expected hop_length > 0":                                func() { signal.STFT(x, 8, signal.HopLength(0)) },
		"expected a 1D window tensor of size equal to":           func() { signal.STFT(x, 8, signal.Window(torch.Ones(7))) },
		"Cannot have onesided output":                            func() { signal.STFT(x.CFloat(), 8, signal.OneSided(true)) },
		"Unrecognised padding mode":                              func() { signal.STFT(x, 8, signal.PadMode("mirror")) },
		"requires a complex-valued input":                        func() { signal.ISTFT(x.View(5, 8), 8) },
		"window overlap add min":                                 func() { signal.ISTFT(torch.Ones(5, 3, torch.Complex64), 8, signal.Window(torch.Zeros(8))) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestTransforms_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Randn(12, torch.Float64, torch.RequiresGrad(true))
	w := torch.Rand(4, torch.Float64, torch.RequiresGrad(true))
	assert.NoError(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{signal.STFT(in[0], 4, signal.Window(in[1])).ViewAsReal()}
	}, []*torch.Tensor{x, w}))
	frames := torch.Randn(3, 5, 2, torch.Float64, torch.RequiresGrad(true))
	assert.NoError(t, autograd.Gradcheck(func(in ...*torch.Tensor) []*torch.Tensor {
		return []*torch.Tensor{signal.ISTFT(in[0].ViewAsComplex(), 4)}
	}, []*torch.Tensor{frames}))
}
