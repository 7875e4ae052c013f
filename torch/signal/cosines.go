package signal

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// GeneralCosine returns a[0] - a[1]*cos(x) + a[2]*cos(2x) - ..., x running from 0 to
// 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_cosine.html
func GeneralCosine(n int, a []float64, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	w := newWindow("general_cosine", n, options)
	if n <= 1 {
		return w.ones()
	}
	w.require(len(a) > 0, "Coefficients cannot be empty")
	step := 2 * math.Pi / float64(intervals(n, symmetric))
	k := w.linspace(0, float64(n-1)*step)
	signed := make([]float64, len(a))
	for i, c := range a {
		signed[i] = c * float64(1-i%2*2)
	}
	alike := []torch.TensorOption{w.empty.DType(), w.empty.Device(), torch.In(w.empty.Scope())}
	coefficients := torch.NewTensor(signed, alike...)
	i := torch.Arange(len(a), alike[0], alike[1], alike[2])
	return coefficients.Unsqueeze(-1).Mul(i.Unsqueeze(-1).Mul(k).Cos()).Sum(torch.Dim(0))
}

// GeneralHamming returns alpha - (1-alpha)*cos(x), x running from 0 to 2π. Python's
// alpha is 0.54 unless given, which makes it [Hamming].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_hamming.html
func GeneralHamming(n int, alpha float64, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return GeneralCosine(n, []float64{alpha, 1 - alpha}, symmetric, options...)
}

// Hamming returns 0.54 - 0.46*cos(x), x running from 0 to 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hamming.html
func Hamming(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return GeneralHamming(n, 0.54, symmetric, options...)
}

// Hann returns (1 - cos(x))/2, x running from 0 to 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hann.html
func Hann(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return GeneralHamming(n, 0.5, symmetric, options...)
}

// Blackman returns 0.42 - 0.5*cos(x) + 0.08*cos(2x), x running from 0 to 2π.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.blackman.html
func Blackman(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return GeneralCosine(n, []float64{0.42, 0.5, 0.08}, symmetric, options...)
}

// Nuttall returns the sum of four cosines whose side lobes are least, by Nuttall's
// coefficients.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.nuttall.html
func Nuttall(n int, symmetric bool, options ...torch.TensorOption) *torch.Tensor {
	return GeneralCosine(n, []float64{0.3635819, 0.4891775, 0.1365995, 0.0106411}, symmetric, options...)
}
