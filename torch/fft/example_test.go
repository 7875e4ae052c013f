package fft_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/fft"
)

func Example() {
	wave := torch.NewTensor([]float32{1, 0, -1, 0, 1, 0, -1, 0})
	spectrum := fft.RFFT(wave)
	fmt.Println(spectrum.Abs())
	fmt.Println(fft.RFFTFreq(8, 0.5)) // of points half a second apart, in Hz
	fmt.Println(fft.IRFFT(spectrum))
	// Output:
	// tensor([0., 0., 4., 0., 0.])
	// tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])
	// tensor([ 1.,  0., -1.,  0.,  1.,  0., -1.,  0.])
}

func ExampleFFTShift() {
	f := fft.FFTFreq(5, 0.2)
	fmt.Println(f)
	fmt.Println(fft.FFTShift(f))
	// Output:
	// tensor([ 0.,  1.,  2., -2., -1.])
	// tensor([-2., -1.,  0.,  1.,  2.])
}
