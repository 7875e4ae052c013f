package regularize

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
)

// L1 returns strength times the sum of the absolute values of parameters, a scalar to be
// added to the loss. It draws weights to zero, so that few remain. In Python:
//
//	strength * sum(p.abs().sum() for p in parameters)
//
// Parameters may have any shapes and floating dtypes; the sum is taken on the device of the
// first. It panics with [*torch.Error] for no parameters or a nil one.
func L1(parameters []*torch.Tensor, strength float64) *torch.Tensor {
	return sumOf("L1", parameters, func(p *torch.Tensor) *torch.Tensor { return p.Abs().Sum() }).Mul(strength)
}

// L2 returns strength times the sum of the squares of parameters, a scalar to be added to the
// loss. It keeps weights small. In Python:
//
//	strength * sum(p.pow(2).sum() for p in parameters)
//
// With plain SGD it is what the option WeightDecay(2*strength) does without a graph; for
// adaptive optimizers the two differ, and AdamW decays apart from the gradients. Of what
// it takes see [L1].
func L2(parameters []*torch.Tensor, strength float64) *torch.Tensor {
	return sumOf("L2", parameters, func(p *torch.Tensor) *torch.Tensor { return p.Pow(2).Sum() }).Mul(strength)
}

// ElasticNet returns [L1] plus [L2], each with a strength of its own. Of what it takes see
// [L1].
//
// See https://doi.org/10.1111/j.1467-9868.2005.00503.x
func ElasticNet(parameters []*torch.Tensor, l1, l2 float64) *torch.Tensor {
	return L1(parameters, l1).Add(L2(parameters, l2))
}

func sumOf(op string, parameters []*torch.Tensor, of func(*torch.Tensor) *torch.Tensor) *torch.Tensor {
	if len(parameters) == 0 {
		refuse(op, "there are no parameters: give nn.Parameters(net), or some of them")
	}
	var total *torch.Tensor
	for i, p := range parameters {
		switch {
		case p == nil:
			refuse(op, "parameter %d is nil", i)
		case total == nil:
			total = of(p)
		default:
			total = total.Add(of(p).To(total.Device()))
		}
	}
	return total
}

func refuse(op, format string, args ...any) {
	panic(&torch.Error{Op: "regularize." + op, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}
