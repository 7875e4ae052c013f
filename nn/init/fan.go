package ninit

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/torch"
)

// FanMode, Python's mode=, chooses which fan the kaiming functions keep the variance
// of.
type FanMode int

// The fan modes: FanIn keeps the variance on the way forward, FanOut on the way
// back.
const (
	FanIn FanMode = iota
	FanOut
)

// Fans returns how many inputs one output of a weight (out, in, ...) has, and
// how many outputs one input. It panics for fewer than 2 dimensions.
func Fans(weight *torch.Tensor) (in, out int) {
	shape := weight.Shape()
	if len(shape) < 2 {
		refuse("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
	}
	field := 1
	for _, size := range shape[2:] {
		field *= size
	}
	return shape[1] * field, shape[0] * field
}

func (m FanMode) of(weight *torch.Tensor) int {
	in, out := Fans(weight)
	if m == FanOut {
		return out
	}
	return in
}

// Gain returns the factor by which a nonlinearity's initial weights grow. The
// names are Python's: "linear", "conv2d" and its kin, "sigmoid", "tanh", "relu",
// "leaky_relu" (whose negative slope is 0.01 unless given), "selu". It panics
// for another name.
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain
func Gain(nonlinearity string, slope ...float64) float64 {
	switch nonlinearity {
	case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid":
		return 1
	case "tanh":
		return 5.0 / 3
	case "relu":
		return math.Sqrt(2)
	case "leaky_relu":
		s := 0.01
		if len(slope) > 0 {
			s = slope[0]
		}
		// The conversion keeps the square from being fused into the sum.
		return math.Sqrt(2 / (1 + float64(s*s)))
	case "selu":
		return 3.0 / 4
	}
	refuse("Unsupported nonlinearity %s", nonlinearity)
	return 0
}

func refuse(format string, args ...any) {
	panic(&torch.Error{Op: "nn.init", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
