package functional

import (
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// PadOption is a keyword argument of [Pad]: [PadMode] or [PadValue].
type PadOption func(*padArguments)

type padArguments struct {
	mode  string
	value float64
}

// PadMode is "constant", "reflect", "replicate" or "circular"; "constant" unless
// given.
func PadMode(mode string) PadOption { return func(a *padArguments) { a.mode = mode } }

// PadValue is what a constant padding is filled with; 0 unless given.
func PadValue(v float64) PadOption { return func(a *padArguments) { a.value = v } }

// Pad adds elements around x: before and after its last dimension, before and
// after the one before it, and so on. Negative numbers cut elements off.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
func Pad(x *torch.Tensor, pad []int, options ...PadOption) *torch.Tensor {
	a := padArguments{mode: "constant"}
	for _, option := range options {
		option(&a)
	}
	return operator.Pad(x, pad, a.mode, a.value)
}
