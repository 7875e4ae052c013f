package torch

var (
	opBartlettWindow = newOp("bartlett_window.periodic")
	opBlackmanWindow = newOp("blackman_window.periodic")
	opHammingWindow  = newOp("hamming_window.periodic_alpha_beta")
	opHannWindow     = newOp("hann_window.periodic")
	opKaiserWindow   = newOp("kaiser_window.beta")
)

// The windows have n numbers of a floating dtype, [DefaultDType] unless an option
// gives another. A periodic one, Python's default, is what spectral analysis needs:
// the symmetric one of n+1 numbers without the last. Package torch/signal has more
// windows.

// BartlettWindow returns a triangle that rises from 0 to 1 and falls to 0.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bartlett_window.html
func BartlettWindow(n int, periodic bool, options ...TensorOption) *Tensor {
	return window(opBartlettWindow, n, periodic, nil, options)
}

// BlackmanWindow returns 0.42 - 0.5*cos(x) + 0.08*cos(2x), x running from 0 to 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.blackman_window.html
func BlackmanWindow(n int, periodic bool, options ...TensorOption) *Tensor {
	return window(opBlackmanWindow, n, periodic, nil, options)
}

// HammingWindow returns alpha - beta*cos(x), x running from 0 to 2π. Python's alpha
// and beta are 0.54 and 0.46 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hamming_window.html
func HammingWindow(n int, periodic bool, alpha, beta float64, options ...TensorOption) *Tensor {
	return window(opHammingWindow, n, periodic, []float64{alpha, beta}, options)
}

// HannWindow returns (1 - cos(x))/2, x running from 0 to 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hann_window.html
func HannWindow(n int, periodic bool, options ...TensorOption) *Tensor {
	return window(opHannWindow, n, periodic, nil, options)
}

// KaiserWindow returns I0(beta*sqrt(1-x²))/I0(beta), x running from -1 to 1; see
// [Tensor.I0]. Python's beta is 12 unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.kaiser_window.html
func KaiserWindow(n int, periodic bool, beta float64, options ...TensorOption) *Tensor {
	return window(opKaiserWindow, n, periodic, []float64{beta}, options)
}

func window(op *Op, n int, periodic bool, parameters []float64, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: op}
	c.Int(int64(n))
	c.Bool(periodic)
	for _, p := range parameters {
		c.Double(p)
	}
	c.options(&o)
	return c.make(&o)
}
