package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var dropouts = []Case{
	layer("nn.Dropout()", "float32 16 20", func() any { return nn.NewDropout() }),
	layer("nn.Dropout(0.2)", "float32 16 20", func() any { return nn.NewDropout(nn.P(0.2)) }),
	layer("nn.Dropout(1.0)", "float32 16 20", func() any { return nn.NewDropout(nn.P(1)) }),
	layer("nn.Sequential(nn.Linear(4, 5), nn.Dropout(0.3, inplace=True))", "float32 3 4", func() any {
		return nn.NewSequential(nn.NewLinear(4, 5), nn.NewDropout(nn.P(0.3), nn.Inplace(true)))
	}),

	function("F.dropout(a[0], 0.4)", "float32 8 5", func(a []*torch.Tensor) any { return F.Dropout(a[0], F.P(0.4)) }),
	function("F.dropout(a[0], training=False)", "float32 8 5", func(a []*torch.Tensor) any { return F.Dropout(a[0], F.Training(false)) }),
	function("F.dropout(a[0] * 1, 0.4, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any {
		return F.Dropout(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
}
