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
	layer("nn.Dropout1d()", "float32 3 4 6", func() any { return nn.NewDropout1d() }),
	layer("nn.Dropout1d(0.3)", "float32 4 6", func() any { return nn.NewDropout1d(nn.P(0.3)) }),
	layer("nn.Dropout2d()", "float32 3 4 2 3", func() any { return nn.NewDropout2d() }),
	allocating(layer("nn.Dropout2d(0.3)", "float32 3 4 6", func() any { return nn.NewDropout2d(nn.P(0.3)) }), "its warning"),
	layer("nn.Dropout3d()", "float32 3 4 2 3 2", func() any { return nn.NewDropout3d() }),
	layer("nn.Dropout3d(0.3)", "float32 4 2 3 2", func() any { return nn.NewDropout3d(nn.P(0.3)) }),
	layer("nn.AlphaDropout()", "float32 4 3 5", func() any { return nn.NewAlphaDropout() }),
	layer("nn.AlphaDropout(0.2, inplace=True)", "float64 4 3 5", func() any { return nn.NewAlphaDropout(nn.P(0.2), nn.Inplace(true)) }),
	layer("nn.FeatureAlphaDropout()", "float32 4 3 5", func() any { return nn.NewFeatureAlphaDropout() }),
	layer("nn.FeatureAlphaDropout(0.2, inplace=True)", "float64 4 3 5", func() any { return nn.NewFeatureAlphaDropout(nn.P(0.2), nn.Inplace(true)) }),

	function("F.dropout(a[0], 0.4)", "float32 8 5", func(a []*torch.Tensor) any { return F.Dropout(a[0], F.P(0.4)) }),
	function("F.dropout(a[0], training=False)", "float32 8 5", func(a []*torch.Tensor) any { return F.Dropout(a[0], F.Training(false)) }),
	function("F.dropout(a[0] * 1, 0.4, inplace=True)", "float32 8 5", func(a []*torch.Tensor) any {
		return F.Dropout(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout1d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 6", func(a []*torch.Tensor) any {
		return F.Dropout1d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout1d(a[0], training=False)", "float64 3 4 6", func(a []*torch.Tensor) any {
		return F.Dropout1d(a[0], F.Training(false))
	}),
	function("F.dropout2d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 2 3", func(a []*torch.Tensor) any {
		return F.Dropout2d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout2d(a[0], training=False)", "float64 3 4 2 3", func(a []*torch.Tensor) any {
		return F.Dropout2d(a[0], F.Training(false))
	}),
	function("F.dropout3d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 2 3 2", func(a []*torch.Tensor) any {
		return F.Dropout3d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout3d(a[0], training=False)", "float64 3 4 2 3 2", func(a []*torch.Tensor) any {
		return F.Dropout3d(a[0], F.Training(false))
	}),
	function("F.alpha_dropout(a[0])", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.AlphaDropout(a[0])
	}),
	function("F.alpha_dropout(a[0], 0.3, training=True)", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.AlphaDropout(a[0], F.P(0.3), F.Training(true))
	}),
	function("F.feature_alpha_dropout(a[0])", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.FeatureAlphaDropout(a[0])
	}),
	function("F.feature_alpha_dropout(a[0], 0.3, training=True)", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.FeatureAlphaDropout(a[0], F.P(0.3), F.Training(true))
	}),
}
