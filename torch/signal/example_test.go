package signal_test

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/signal"
)

func Example() {
	wave := torch.NewTensor([]float32{1, 0, -1, 0}).Repeat(4) // 4 points a turn
	window := torch.HannWindow(8, true)
	frames := signal.STFT(wave, 8, signal.HopLength(4), signal.Window(window))
	fmt.Println(frames.Shape())
	fmt.Println(frames.Select(1, 2).Abs().Argmax(torch.Dim(0))) // in the third frame: 2 turns in 8 points
	again := signal.ISTFT(frames, 8, signal.HopLength(4), signal.Window(window), signal.Length(16))
	fmt.Println(again.Round().Equal(wave))
	// Output:
	// [5 5]
	// tensor(2)
	// true
}

func ExampleGaussian() {
	fmt.Println(signal.Gaussian(5, 1.5, true))
	// Output: tensor([0.4111, 0.8007, 1.0000, 0.8007, 0.4111])
}
