package nn

import (
	"github.com/e0112027/gotorch/torch"
)

// Func is a function as a module without parameters, for [Sequential]:
//
//	nn.NewSequential(nn.NewLinear(4, 4), nn.Func(torch.Abs))
type Func func(x *torch.Tensor) *torch.Tensor

// Forward calls f.
func (f Func) Forward(x *torch.Tensor) *torch.Tensor { return f(x) }
