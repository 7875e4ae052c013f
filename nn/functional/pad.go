package functional

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

type padArgs struct {
	mode  string            `kw:"constant"` // "constant", "reflect", "replicate" or "circular"
	value aten.Opt[float64] `kw:""`         // 0 where there is none
}

// Pad adds elements around x: before and after its last dimension, before and after the
// one before it, and so on. Negative numbers cut elements off.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
func Pad(x *torch.Tensor, pad []int, options ...PadOption) *torch.Tensor {
	a := padOf(options)
	return aten.Pad(x, pad, &aten.PadOptions{Mode: aten.Some(a.mode), Value: a.value})
}
