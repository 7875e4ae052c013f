package signal

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// Bartlett returns a triangle that rises from 0 to 1 and falls to 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.bartlett.html
func Bartlett(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	w := newWindow("bartlett", n, options)
	if n <= 1 {
		return w.ones()
	}
	step := 2 / float64(intervals(n, symmetric))
	k := w.linspace(-1, -1+float64(float64(n-1)*step)) // rounded, never fused
	return k.Abs().RSub(1)
}

// Cosine returns the first half of a sine's wave.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.cosine.html
func Cosine(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	w := newWindow("cosine", n, options)
	if n == 0 {
		return w.ones()
	}
	step := math.Pi / float64(extended(n, symmetric))
	return w.linspace(0.5*step, (0.5+float64(n-1))*step).Sin()
}

// Exponential returns exp(-|x|/tau), x counting from the middle. Python's tau is 1
// unless given; it must be positive.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.exponential.html
func Exponential(n int, tau float64, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return exponential(n, float64(extended(n, symmetric)-1)/2, tau, options)
}

// ExponentialAt is [Exponential] with x counting from center, which no symmetric
// window can choose.
func ExponentialAt(n int, center, tau float64, options ...torch.TensorOption) *torch.Tensor {
	return exponential(n, center, tau, options)
}

func exponential(n int, center, tau float64, options []torch.TensorOption) *torch.Tensor {
	w := newWindow("exponential", n, options)
	w.require(tau > 0, "Tau must be positive, got: %v instead.", tau)
	if n == 0 {
		return w.ones()
	}
	step := 1 / tau
	return w.linspace(-center*step, (-center+float64(n-1))*step).Abs().Neg().Exp()
}

// Gaussian returns exp(-x²/(2*std²)), x counting from the middle. Python's std is 1
// unless given; it must be positive.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.gaussian.html
func Gaussian(n int, std float64, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	w := newWindow("gaussian", n, options)
	w.require(std > 0, "Standard deviation must be positive, got: %v instead.", std)
	if n == 0 {
		return w.ones()
	}
	start := -float64(extended(n, symmetric)-1) / 2
	step := 1 / (std * math.Sqrt(2))
	return w.linspace(start*step, (start+float64(n-1))*step).Pow(2).Neg().Exp()
}

// Kaiser returns I0(beta*sqrt(1-x²))/I0(beta), x running from -1 to 1; see
// [torch.Tensor.I0]. Python's beta is 12 unless given; it must not be negative.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.kaiser.html
func Kaiser(n int, beta float64, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	w := newWindow("kaiser", n, options)
	w.require(beta >= 0, "beta must be non-negative, got: %v instead.", beta)
	if n <= 1 {
		return w.ones()
	}
	// In the window's dtype, whose rounding decides where the last number lies.
	b := torch.ScalarTensor(beta, w.empty.DType(), w.empty.Device(), torch.In(w.empty.Scope()))
	start := b.Neg()
	step := b.Mul(2.0).Div(intervals(n, symmetric))
	end := b.Minimum(start.Add(step.Mul(n - 1)))
	k := w.linspace(start.Item(), end.Item())
	return b.Mul(b).Sub(k.Pow(2)).Sqrt().I0().Div(b.I0())
}

// intervals is how many steps lie between the first and the last number of the
// symmetric window that this one is, or is cut from.
func intervals(n int, symmetric bool) int {
	if symmetric {
		return n - 1
	}
	return n
}

// extended is the length of the symmetric window that this one is, or is cut from.
// One number is a window of its own.
func extended(n int, symmetric bool) int {
	if !symmetric && n > 1 {
		return n + 1
	}
	return n
}

// window is one being made.
type window struct {
	name    string
	n       int
	options []torch.TensorOption
	empty   *torch.Tensor // with the options
}

func newWindow(name string, n int, options []torch.TensorOption) window {
	w := window{name: name, n: n, options: options}
	w.require(n >= 0, "%s requires non-negative window length, got M=%d", name, n)
	args := []any{0}
	option.Once(options)
	for _, option := range options {
		args = append(args, option)
	}
	w.empty = torch.Empty(args...)
	w.require(w.empty.Layout() == torch.Strided, "%s is implemented for strided tensors only, got: %v", name, w.empty.Layout())
	dtype := w.empty.DType()
	w.require(dtype == torch.Float32 || dtype == torch.Float64, "%s expects float32 or float64 dtypes, got: %v", name, dtype)
	return w
}

func (w window) require(ok bool, format string, args ...any) {
	if !ok {
		panic(&torch.Error{Op: w.name, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
	}
}

// ones is the window where nothing is to be computed: of no number, or of one.
func (w window) ones() *torch.Tensor { return torch.Full([]int{w.n}, 1.0, w.options...) }

func (w window) linspace(start, end float64) *torch.Tensor {
	return torch.Linspace(start, end, w.n, w.options...)
}
