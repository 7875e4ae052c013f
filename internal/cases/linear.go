package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var linears = []Case{
	layer("nn.Linear(20, 30)", "float32 8 20", func() any { return nn.NewLinear(20, 30) }),
	layer("nn.Linear(5, 3)", "float32 5", func() any { return nn.NewLinear(5, 3) }),
	layer("nn.Linear(20, 7)", "float32 4 3 20", func() any { return nn.NewLinear(20, 7) }),
	layer("nn.Linear(20, 30, bias=False)", "float32 8 20", func() any { return nn.NewLinear(20, 30, nn.Bias(false)) }),
	layer("nn.Linear(3, 5, dtype=torch.float64)", "float64 2 3", func() any { return nn.NewLinear(3, 5, nn.DType(torch.Float64)) }),
	layer("nn.Linear(0, 2)", "float32 3 0", func() any { return nn.NewLinear(0, 2) }),
	layer("nn.Linear(784, 512)", "float32 64 784", func() any { return nn.NewLinear(784, 512) }),

	function("F.linear(a[0], a[1], a[2])", "float32 8 5; float32 3 5; float32 3", func(a []*torch.Tensor) any { return F.Linear(a[0], a[1], a[2]) }),
	function("F.linear(a[0], a[1])", "float32 8 5; float32 3 5", func(a []*torch.Tensor) any { return F.Linear(a[0], a[1], nil) }),
}
