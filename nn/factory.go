package nn

import (
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

// factory is where a constructor makes its tensors.
type factory struct {
	dtype  []any // none, or one torch.DType
	device []any // none, or one torch.Device
}

// parameter makes an uninitialised parameter.
func (f *factory) parameter(sizes ...int) *torch.Tensor {
	return torch.Empty(f.args(sizes)...)
}

func (f *factory) args(sizes []int) []any {
	return append(append([]any{sizes}, f.dtype...), f.device...)
}

// initWeights draws a weight and its bias as Python's Linear and Conv do, and
// has autograd record both. bias may be nil.
func initWeights(weight, bias *torch.Tensor) {
	ninit.KaimingUniform_(weight, ninit.Slope(math.Sqrt(5)))
	if bias != nil {
		bound := 0.0
		if in, _ := ninit.Fans(weight); in > 0 {
			bound = 1 / math.Sqrt(float64(in))
		}
		ninit.Uniform_(bias, -bound, bound)
		bias.SetRequiresGrad(true)
	}
	weight.SetRequiresGrad(true)
}
