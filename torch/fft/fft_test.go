package fft_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/fft"
)

// close64 is the rounding of a transform and its inverse of a few numbers near 1.
var close64 = torchtest.Tolerance{Abs: 1e-14, Why: "a sum of some ten products in float64"}

func TestTransforms_AreUndoneByTheirInverses(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Randn(3, 7, torch.Float64)
	z := torch.Complex(x, x.Flip(0))
	type transform func(*torch.Tensor, ...fft.Option) *torch.Tensor
	for _, c := range []struct {
		name         string
		there, again transform
		in           *torch.Tensor
	}{
		{"fft of complex", fft.FFT, fft.IFFT, z},
		{"ifft of complex", fft.IFFT, fft.FFT, z},
		{"rfft", fft.RFFT, fft.IRFFT, x},
		{"ihfft", fft.IHFFT, fft.HFFT, x},
		{"rfft of a transposed tensor", fft.RFFT, fft.IRFFT, x.T()},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, norm := range []fft.Normalization{fft.NormBackward, fft.NormForward, fft.NormOrtho} {
				for dim := range 2 {
					n := c.in.Size(dim)
					got := c.again(c.there(c.in, norm, torch.Dim(dim)), norm, torch.Dim(dim), fft.N(n))
					require.Equal(t, c.in.Shape(), got.Shape())
					torchtest.AllClose(t, parts(c.in), parts(got), close64, norm, dim)
				}
			}
		})
	}
}

func TestManyDimensions_AreUndoneByTheirInverses(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Randn(2, 4, 5, torch.Float64)
	z := torch.Complex(x, x.Flip(0))
	type transform func(*torch.Tensor, ...fft.ManyOption) *torch.Tensor
	for _, c := range []struct {
		name         string
		there, again transform
		in           *torch.Tensor
		sizes        []int
	}{
		{"fft2", fft.FFT2, fft.IFFT2, z, []int{4, 5}},
		{"fftn", fft.FFTN, fft.IFFTN, z, []int{2, 4, 5}},
		{"rfft2", fft.RFFT2, fft.IRFFT2, x, []int{4, 5}},
		{"rfftn", fft.RFFTN, fft.IRFFTN, x, []int{2, 4, 5}},
		{"ihfft2", fft.IHFFT2, fft.HFFT2, x, []int{4, 5}},
		{"ihfftn", fft.IHFFTN, fft.HFFTN, x, []int{2, 4, 5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.again(c.there(c.in), fft.S(c.sizes...))
			torchtest.AllClose(t, parts(c.in), parts(got), close64)
		})
	}
}

// parts shows a complex tensor as a real one.
func parts(t *torch.Tensor) *torch.Tensor {
	if t.DType().IsComplex() {
		return t.ResolveConj().ViewAsReal()
	}
	return t
}

func TestTransforms_Shapes(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Zeros(3, 8)
	for _, c := range []struct {
		name  string
		got   *torch.Tensor
		shape []int
		dtype torch.DType
	}{
		{"of float32", fft.FFT(x), []int{3, 8}, torch.Complex64},
		{"of float64", fft.FFT(x.Double()), []int{3, 8}, torch.Complex128},
		{"of integers", fft.FFT(x.Long()), []int{3, 8}, torch.Complex64},
		{"cut", fft.FFT(x, fft.N(5)), []int{3, 5}, torch.Complex64},
		{"padded along another dimension", fft.RFFT(x, fft.N(9), torch.Dim(0)), []int{5, 8}, torch.Complex64},
		{"back to real", fft.IRFFT(fft.RFFT(x)), []int{3, 8}, torch.Float32},
		{"one size left as it is", fft.FFTN(x, fft.S(-1, 4)), []int{3, 4}, torch.Complex64},
		{"sizes of the last dimension alone", fft.RFFTN(x, fft.S(4)), []int{3, 3}, torch.Complex64},
		{"two dimensions in another order", fft.RFFT2(x, torch.Dim(1, 0)), []int{2, 8}, torch.Complex64},
		{"frequencies of another dtype", fft.FFTFreq(3, 1, torch.Float64), []int{3}, torch.Float64},
	} {
		assert.Equal(t, c.shape, c.got.Shape(), c.name)
		assert.Equal(t, c.dtype, c.got.DType(), c.name)
	}
}

func TestFrequencies_TakeOptions(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		f := fft.RFFTFreq(4, 0.25, torch.In(s), torch.RequiresGrad(true))
		torchtest.Equal(t, []float32{0, 1, 2}, f.Detach())
		assert.True(t, f.RequiresGrad())
		assert.Same(t, s, f.Scope())
	})
}

func TestShift_OfSomeDimensions(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Arange(6).View(2, 3)
	torchtest.Equal(t, [][]int64{{5, 3, 4}, {2, 0, 1}}, fft.FFTShift(x))
	torchtest.Equal(t, [][]int64{{2, 0, 1}, {5, 3, 4}}, fft.FFTShift(x, torch.Dim(-1)))
	torchtest.Equal(t, [][]int64{{1, 2, 0}, {4, 5, 3}}, fft.IFFTShift(x, torch.Dim(1)))
	torchtest.Equal(t, x, fft.IFFTShift(fft.FFTShift(x)))
}

func TestTransforms_RefuseWrongArguments(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Zeros(3, 4)
	for message, f := range map[string]func(){
		"Dim names 2":                                       func() { fft.FFT(x, torch.Dim(0, 1)) },
		"Invalid number of data points (0)":                 func() { fft.FFT(x, fft.N(0)) },
		"Dimension out of range":                            func() { fft.FFT(x, torch.Dim(2)) },
		"expects a real input":                              func() { fft.RFFT(fft.FFT(x)) },
		"Invalid normalization mode":                        func() { fft.FFT(x, fft.Normalization("orthogonal")) },
		"dim and shape arguments must have the same length": func() { fft.FFTN(x, fft.S(2), torch.Dim(0, 1)) },
		"FFT dims must be unique":                           func() { fft.FFTN(x, torch.Dim(0, -2)) },
		"Unsupported dtype":                                 func() { fft.FFT(x.To(torch.BFloat16)) },
		"an input tensor is nil":                            func() { fft.FFTShift(nil) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestTransforms_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	of := func(f func(x *torch.Tensor) *torch.Tensor) autograd.Func {
		return func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{parts(f(in[0]))} }
	}
	x := torch.Randn(2, 5, torch.Float64, torch.RequiresGrad(true))
	for name, f := range map[string]autograd.Func{
		"fft":    of(func(x *torch.Tensor) *torch.Tensor { return fft.FFT(x, fft.NormOrtho) }),
		"rfft":   of(func(x *torch.Tensor) *torch.Tensor { return fft.RFFT(x, fft.N(4)) }),
		"irfft":  of(func(x *torch.Tensor) *torch.Tensor { return fft.IRFFT(torch.Complex(x, x.Mul(x)), fft.N(7)) }),
		"hfft":   of(func(x *torch.Tensor) *torch.Tensor { return fft.HFFT(torch.Complex(x, x.Mul(x))) }),
		"ihfft2": of(func(x *torch.Tensor) *torch.Tensor { return fft.IHFFT2(x) }),
		"shift":  of(func(x *torch.Tensor) *torch.Tensor { return fft.FFTShift(x) }),
	} {
		assert.NoError(t, autograd.Gradcheck(f, []*torch.Tensor{x}), name)
	}
}
