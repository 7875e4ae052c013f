package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var activations = []Case{
	layer("nn.ReLU()", "float32 6 7", func() any { return nn.NewReLU() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.ReLU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewReLU(nn.Inplace(true)))
	}),
	layer("nn.ReLU6()", "float32 6 7", func() any { return nn.NewReLU6() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.ReLU6(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewReLU6(nn.Inplace(true)))
	}),
	layer("nn.SELU()", "float32 6 7", func() any { return nn.NewSELU() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.SELU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewSELU(nn.Inplace(true)))
	}),
	layer("nn.SiLU()", "float32 6 7", func() any { return nn.NewSiLU() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.SiLU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewSiLU(nn.Inplace(true)))
	}),
	layer("nn.Mish()", "float32 6 7", func() any { return nn.NewMish() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Mish(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewMish(nn.Inplace(true)))
	}),
	layer("nn.Hardsigmoid()", "float32 6 7", func() any { return nn.NewHardsigmoid() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Hardsigmoid(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewHardsigmoid(nn.Inplace(true)))
	}),
	layer("nn.Hardswish()", "float32 6 7", func() any { return nn.NewHardswish() }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Hardswish(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewHardswish(nn.Inplace(true)))
	}),
	layer("nn.Sigmoid()", "float32 6 7", func() any { return nn.NewSigmoid() }),
	layer("nn.Tanh()", "float32 6 7", func() any { return nn.NewTanh() }),
	layer("nn.LogSigmoid()", "float32 6 7", func() any { return nn.NewLogSigmoid() }),
	layer("nn.Softsign()", "float32 6 7", func() any { return nn.NewSoftsign() }),
	layer("nn.Tanhshrink()", "float32 6 7", func() any { return nn.NewTanhshrink() }),
	layer("nn.Softmax(dim=1)", "float32 16 20", func() any { return nn.NewSoftmax(1) }),
	layer("nn.Softmax(dim=-1)", "float32 3 4 5", func() any { return nn.NewSoftmax(-1) }),
	layer("nn.Softmin(dim=1)", "float32 3 4 5", func() any { return nn.NewSoftmin(1) }),
	layer("nn.LogSoftmax(dim=1)", "float32 16 20", func() any { return nn.NewLogSoftmax(1) }),
	layer("nn.LogSoftmax(dim=0)", "float32 3 4 5", func() any { return nn.NewLogSoftmax(0) }),
	layer("nn.Softmax2d()", "float32 2 3 4 5", func() any { return nn.NewSoftmax2d() }),
	layer("nn.Softmax2d()", "float32 3 4 5", func() any { return nn.NewSoftmax2d() }),
	layer("nn.ELU()", "float32 4 5", func() any { return nn.NewELU() }),
	layer("nn.ELU(alpha=0.7)", "float32 4 5", func() any { return nn.NewELU(nn.Alpha(0.7)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.ELU(0.5, inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewELU(nn.Alpha(0.5), nn.Inplace(true)))
	}),
	layer("nn.CELU()", "float32 4 5", func() any { return nn.NewCELU() }),
	layer("nn.CELU(alpha=0.7)", "float32 4 5", func() any { return nn.NewCELU(nn.Alpha(0.7)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.CELU(0.5, inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewCELU(nn.Alpha(0.5), nn.Inplace(true)))
	}),
	layer("nn.GELU()", "float32 4 5", func() any { return nn.NewGELU() }),
	layer("nn.GELU(approximate='tanh')", "float32 4 5", func() any { return nn.NewGELU(nn.Approximate("tanh")) }),
	layer("nn.GLU()", "float32 4 6", func() any { return nn.NewGLU() }),
	layer("nn.GLU(0)", "float32 4 5", func() any { return nn.NewGLU(nn.Dim(0)) }),
	layer("nn.Hardtanh()", "float32 4 5", func() any { return nn.NewHardtanh() }),
	layer("nn.Hardtanh(-0.5, 2.0)", "float32 4 5", func() any { return nn.NewHardtanh(nn.MinVal(-0.5), nn.MaxVal(2)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Hardtanh(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewHardtanh(nn.Inplace(true)))
	}),
	layer("nn.LeakyReLU()", "float32 4 5", func() any { return nn.NewLeakyReLU() }),
	layer("nn.LeakyReLU(0.2)", "float32 4 5", func() any { return nn.NewLeakyReLU(nn.NegativeSlope(0.2)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.LeakyReLU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewLeakyReLU(nn.Inplace(true)))
	}),
	layer("nn.Threshold(0.1, 20.0)", "float32 4 5", func() any { return nn.NewThreshold(0.1, 20) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Threshold(0.1, 2.5, inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewThreshold(0.1, 2.5, nn.Inplace(true)))
	}),
	layer("nn.Softplus()", "float32 4 5", func() any { return nn.NewSoftplus() }),
	layer("nn.Softplus(2.0, 3.0)", "float32 4 5", func() any { return nn.NewSoftplus(nn.Beta(2), nn.ThresholdAt(3)) }),
	layer("nn.Softshrink()", "float32 4 5", func() any { return nn.NewSoftshrink() }),
	layer("nn.Softshrink(0.3)", "float32 4 5", func() any { return nn.NewSoftshrink(nn.Lambd(0.3)) }),
	layer("nn.Hardshrink()", "float32 4 5", func() any { return nn.NewHardshrink() }),
	layer("nn.Hardshrink(0.3)", "float32 4 5", func() any { return nn.NewHardshrink(nn.Lambd(0.3)) }),
	layer("nn.PReLU()", "float32 4 5", func() any { return nn.NewPReLU() }),
	layer("nn.PReLU(3, init=0.5)", "float32 2 3 4", func() any { return nn.NewPReLU(nn.NumParameters(3), nn.Init(0.5)) }),
	layer("nn.PReLU(dtype=torch.float64)", "float64 4", func() any { return nn.NewPReLU(nn.DType(torch.Float64)) }),
	layer("nn.RReLU()", "float32 4 5", func() any { return nn.NewRReLU() }),
	layer("nn.RReLU(0.1, 0.3)", "float32 4 5", func() any { return nn.NewRReLU(nn.Lower(0.1), nn.Upper(0.3)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.RReLU(inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewRReLU(nn.Inplace(true)))
	}),

	function("F.relu(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU(a[0]) }),
	function("F.relu(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU(a[0].Mul(1), F.Inplace(true)) }),
	function("F.relu6(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU6(a[0]) }),
	function("F.relu6(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.ReLU6(a[0].Mul(1), F.Inplace(true)) }),
	function("F.selu(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.SELU(a[0]) }),
	function("F.selu(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.SELU(a[0].Mul(1), F.Inplace(true)) }),
	function("F.silu(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.SiLU(a[0]) }),
	function("F.silu(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.SiLU(a[0].Mul(1), F.Inplace(true)) }),
	function("F.mish(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Mish(a[0]) }),
	function("F.mish(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.Mish(a[0].Mul(1), F.Inplace(true)) }),
	function("F.hardsigmoid(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Hardsigmoid(a[0]) }),
	function("F.hardsigmoid(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.Hardsigmoid(a[0].Mul(1), F.Inplace(true)) }),
	function("F.hardswish(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Hardswish(a[0]) }),
	function("F.hardswish(a[0] * 1, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any { return F.Hardswish(a[0].Mul(1), F.Inplace(true)) }),
	function("F.sigmoid(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Sigmoid(a[0]) }),
	function("F.tanh(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Tanh(a[0]) }),
	function("F.logsigmoid(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.LogSigmoid(a[0]) }),
	function("F.softsign(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Softsign(a[0]) }),
	function("F.tanhshrink(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Tanhshrink(a[0]) }),
	function("F.leaky_relu(a[0], 0.2)", "float32 4 5", func(a []*torch.Tensor) any { return F.LeakyReLU(a[0], F.NegativeSlope(0.2)) }),
	function("F.elu(a[0], alpha=0.7)", "float32 4 5", func(a []*torch.Tensor) any { return F.ELU(a[0], F.Alpha(0.7)) }),
	function("F.celu(a[0] * 1, 0.7, inplace=True)", "float32 4 5", func(a []*torch.Tensor) any { return F.CELU(a[0].Mul(1), F.Alpha(0.7), F.Inplace(true)) }),
	function("F.gelu(a[0], approximate='tanh')", "float32 4 5", func(a []*torch.Tensor) any { return F.GELU(a[0], F.Approximate("tanh")) }),
	function("F.glu(a[0], 0)", "float32 4 5", func(a []*torch.Tensor) any { return F.GLU(a[0], F.Dim(0)) }),
	function("F.hardtanh(a[0], -0.5, 0.5)", "float32 4 5", func(a []*torch.Tensor) any { return F.Hardtanh(a[0], F.MinVal(-0.5), F.MaxVal(0.5)) }),
	function("F.threshold(a[0], 0.1, 2.0)", "float32 4 5", func(a []*torch.Tensor) any { return F.Threshold(a[0], 0.1, 2) }),
	function("F.softplus(a[0], beta=2)", "float32 4 5", func(a []*torch.Tensor) any { return F.Softplus(a[0], F.Beta(2)) }),
	function("F.softshrink(a[0], 0.3)", "float32 4 5", func(a []*torch.Tensor) any { return F.Softshrink(a[0], F.Lambd(0.3)) }),
	function("F.hardshrink(a[0])", "float32 4 5", func(a []*torch.Tensor) any { return F.Hardshrink(a[0]) }),
	function("F.prelu(a[0], a[1])", "float32 2 3 4; float32 3", func(a []*torch.Tensor) any { return F.PReLU(a[0], a[1]) }),
	function("F.rrelu(a[0])", "float32 4 5", func(a []*torch.Tensor) any { return F.RReLU(a[0]) }),
	function("F.rrelu(a[0], 0.1, 0.3, training=True)", "float32 4 5", func(a []*torch.Tensor) any { return F.RReLU(a[0], F.Lower(0.1), F.Upper(0.3), F.Training(true)) }),
	function("F.softmax(a[0], dim=1)", "float32 8 5", func(a []*torch.Tensor) any { return F.Softmax(a[0], 1) }),
	function("F.softmax(a[0], dim=1, dtype=torch.float64)", "float32 8 5", func(a []*torch.Tensor) any { return F.Softmax(a[0], 1, F.DType(torch.Float64)) }),
	function("F.softmin(a[0], dim=0)", "float32 8 5", func(a []*torch.Tensor) any { return F.Softmin(a[0], 0) }),
	function("F.log_softmax(a[0], dim=1)", "float32 8 5", func(a []*torch.Tensor) any { return F.LogSoftmax(a[0], 1) }),
	function("F.log_softmax(a[0], dim=-2, dtype=torch.float64)", "float32 8 5", func(a []*torch.Tensor) any { return F.LogSoftmax(a[0], -2, F.DType(torch.Float64)) }),
	function("F.gumbel_softmax(a[0], tau=0.5)", "float32 8 5", func(a []*torch.Tensor) any { return F.GumbelSoftmax(a[0], F.Tau(0.5)) }),
	withoutSlope(function("F.gumbel_softmax(a[0], hard=True, dim=0)", "float32 8 5", func(a []*torch.Tensor) any { return F.GumbelSoftmax(a[0], F.Hard(true), F.Dim(0)) }),
		"the gradient of what is drawn softly goes straight through"),
	function("F.normalize(a[0])", "float32 8 5", func(a []*torch.Tensor) any { return F.Normalize(a[0]) }),
	function("F.normalize(a[0], p=1.5, dim=0, eps=0.5)", "float32 8 5", func(a []*torch.Tensor) any { return F.Normalize(a[0], F.P(1.5), F.Dim(0), F.Eps(0.5)) }),
}
