package ninit

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// XavierUniform_ draws a weight (out, in, ...) from the uniform distribution over
// [-a, a), a = gain·√(6/(fan in + fan out)). After Glorot and Bengio,
// Understanding the difficulty of training deep feedforward networks (2010).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_uniform_
func XavierUniform_(t *torch.Tensor, gain float64, generator ...GeneratorOption) *torch.Tensor {
	a := math.Sqrt(3) * xavierStd(t, gain)
	return Uniform_(t, -a, a, generator...)
}

// XavierNormal_ draws a weight (out, in, ...) from the normal distribution of
// deviation gain·√(2/(fan in + fan out)). After Glorot and Bengio (2010).
//
// See https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.xavier_normal_
func XavierNormal_(t *torch.Tensor, gain float64, generator ...GeneratorOption) *torch.Tensor {
	return Normal_(t, 0, xavierStd(t, gain), generator...)
}

func xavierStd(t *torch.Tensor, gain float64) float64 {
	in, out := Fans(t)
	return gain * math.Sqrt(2/float64(in+out))
}
