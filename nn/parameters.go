package nn

import (
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

// initWeights draws a weight and its bias as Python's Linear and Conv do. bias
// may be nil.
func initWeights(weight, bias *torch.Tensor) {
	ninit.KaimingUniform_(weight, ninit.Slope(math.Sqrt(5)))
	if bias != nil {
		bound := 0.0
		if in, _ := ninit.Fans(weight); in > 0 {
			bound = 1 / math.Sqrt(float64(in))
		}
		// 0-bound, for -bound would make zeros negative where Python's are not.
		ninit.Uniform_(bias, 0-bound, bound)
	}
}

// parameterOf has autograd record t, as Python's nn.Parameter.
func parameterOf(t *torch.Tensor) *torch.Tensor { return t.SetRequiresGrad(true) }
