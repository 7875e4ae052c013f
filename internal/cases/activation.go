package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var activations = []Case{
	layer("nn.ReLU()", "float32 16 20", func() any { return nn.NewReLU() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.ReLU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewReLU(nn.Inplace(true)))
	}),
	layer("nn.Sigmoid()", "float32 16 20", func() any { return nn.NewSigmoid() }),
	layer("nn.Tanh()", "float32 16 20", func() any { return nn.NewTanh() }),
	layer("nn.Softmax(dim=1)", "float32 16 20", func() any { return nn.NewSoftmax(1) }),
	layer("nn.Softmax(dim=-1)", "float32 3 4 5", func() any { return nn.NewSoftmax(-1) }),
	layer("nn.LogSoftmax(dim=1)", "float32 16 20", func() any { return nn.NewLogSoftmax(1) }),
	layer("nn.LogSoftmax(dim=0)", "float32 3 4 5", func() any { return nn.NewLogSoftmax(0) }),
	layer("nn.LeakyReLU(0.2)", "float32 4 5", func() any { return nn.NewLeakyReLU(nn.NegativeSlope(0.2)) }),

	function("F.relu(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU(a[0]) }),
	function("F.relu(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU(a[0].Mul(1), F.Inplace(true)) }),
	function("F.leaky_relu(a[0], 0.2)", "float32 4 5", func(a []*torch.Tensor) any { return F.LeakyReLU(a[0], F.NegativeSlope(0.2)) }),
	function("F.sigmoid(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Sigmoid(a[0]) }),
	function("F.tanh(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Tanh(a[0]) }),
	function("F.softmax(a[0], dim=1)", "float32 8 5", func(a []*torch.Tensor) any { return F.Softmax(a[0], 1) }),
	function("F.softmax(a[0], dim=1, dtype=torch.float64)", "float32 8 5", func(a []*torch.Tensor) any {
		return F.Softmax(a[0], 1, F.DType(torch.Float64))
	}),
	function("F.log_softmax(a[0], dim=1)", "float32 8 5", func(a []*torch.Tensor) any { return F.LogSoftmax(a[0], 1) }),
	function("F.log_softmax(a[0], dim=-2, dtype=torch.float64)", "float32 8 5", func(a []*torch.Tensor) any {
		return F.LogSoftmax(a[0], -2, F.DType(torch.Float64))
	}),
}
