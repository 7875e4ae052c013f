package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var norms = []Case{
	layer("nn.BatchNorm1d(6)", "float32 8 6", func() any { return nn.NewBatchNorm1d(6) }),
	layer("nn.BatchNorm1d(6)", "float32 8 6 5", func() any { return nn.NewBatchNorm1d(6) }),
	layer("nn.BatchNorm1d(6, eps=1e-3, momentum=0.3)", "float32 8 6", func() any { return nn.NewBatchNorm1d(6, nn.Eps(1e-3), nn.Momentum(0.3)) }),
	layer("nn.BatchNorm1d(6, momentum=None)", "float32 8 6", func() any { return nn.NewBatchNorm1d(6, nn.CumulativeMomentum(true)) }),
	layer("nn.BatchNorm1d(6, affine=False)", "float32 8 6", func() any { return nn.NewBatchNorm1d(6, nn.Affine(false)) }),
	layer("nn.BatchNorm1d(6, track_running_stats=False)", "float32 8 6", func() any { return nn.NewBatchNorm1d(6, nn.TrackRunningStats(false)) }),
	layer("nn.BatchNorm1d(2, eps=1e-12, momentum=1.0, dtype=torch.float64)", "float64 3 2", func() any {
		return nn.NewBatchNorm1d(2, nn.Eps(1e-12), nn.Momentum(1), nn.DType(torch.Float64))
	}),
	layer("nn.BatchNorm2d(6)", "float32 4 6 5 7", func() any { return nn.NewBatchNorm2d(6) }),
	layer("nn.BatchNorm2d(6, eps=1e-3, momentum=0.3)", "float32 4 6 5 7", func() any { return nn.NewBatchNorm2d(6, nn.Eps(1e-3), nn.Momentum(0.3)) }),
	layer("nn.BatchNorm2d(6, momentum=None, affine=False)", "float32 4 6 5 7", func() any {
		return nn.NewBatchNorm2d(6, nn.CumulativeMomentum(true), nn.Affine(false))
	}),
	layer("nn.BatchNorm2d(6, track_running_stats=False)", "float32 4 6 5 7", func() any { return nn.NewBatchNorm2d(6, nn.TrackRunningStats(false)) }),
	layer("nn.BatchNorm2d(6, momentum=0.01, bias=False)", "float32 2 6 2 2", func() any { return nn.NewBatchNorm2d(6, nn.Momentum(0.01), nn.Bias(false)) }),
	layer("nn.BatchNorm3d(2, affine=False)", "float32 2 2 3 3 2", func() any { return nn.NewBatchNorm3d(2, nn.Affine(false)) }),
	layer("nn.LayerNorm(5)", "float32 4 3 5", func() any { return nn.NewLayerNorm(5) }),
	layer("nn.LayerNorm((3, 4), eps=1e-3)", "float32 2 3 4", func() any { return nn.NewLayerNorm(nn.Size{3, 4}, nn.Eps(1e-3)) }),
	layer("nn.LayerNorm((3, 4), bias=False)", "float32 2 3 4", func() any { return nn.NewLayerNorm(nn.Size{3, 4}, nn.Bias(false)) }),
	layer("nn.LayerNorm(4, elementwise_affine=False)", "float32 2 3 4", func() any { return nn.NewLayerNorm(4, nn.ElementwiseAffine(false)) }),
	layer("nn.GroupNorm(2, 6)", "float32 4 6 5", func() any { return nn.NewGroupNorm(2, 6) }),
	layer("nn.GroupNorm(3, 6, eps=1e-3, bias=False)", "float32 2 6 5 3", func() any { return nn.NewGroupNorm(3, 6, nn.Eps(1e-3), nn.Bias(false)) }),
	layer("nn.GroupNorm(1, 4, affine=False, dtype=torch.float64)", "float64 2 4", func() any { return nn.NewGroupNorm(1, 4, nn.Affine(false), nn.DType(torch.Float64)) }),
	layer("nn.RMSNorm(5)", "float32 4 3 5", func() any { return nn.NewRMSNorm(5) }),
	layer("nn.RMSNorm((3, 4), eps=1e-3)", "float32 2 3 4", func() any { return nn.NewRMSNorm(nn.Size{3, 4}, nn.Eps(1e-3)) }),
	layer("nn.RMSNorm(4, elementwise_affine=False)", "float64 2 3 4", func() any { return nn.NewRMSNorm(4, nn.ElementwiseAffine(false)) }),
	layer("nn.InstanceNorm1d(4)", "float32 2 4 7", func() any { return nn.NewInstanceNorm1d(4) }),
	layer("nn.InstanceNorm1d(4, eps=1e-3, momentum=0.3, affine=True, track_running_stats=True)", "float32 2 4 7", func() any {
		return nn.NewInstanceNorm1d(4, nn.Eps(1e-3), nn.Momentum(0.3), nn.Affine(true), nn.TrackRunningStats(true))
	}),
	layer("nn.InstanceNorm1d(4, affine=True, bias=False)", "float32 4 7", func() any { return nn.NewInstanceNorm1d(4, nn.Affine(true), nn.Bias(false)) }),
	layer("nn.InstanceNorm2d(4)", "float32 2 4 5 3", func() any { return nn.NewInstanceNorm2d(4) }),
	layer("nn.InstanceNorm2d(4, eps=1e-3, momentum=0.3, affine=True, track_running_stats=True)", "float32 2 4 5 3", func() any {
		return nn.NewInstanceNorm2d(4, nn.Eps(1e-3), nn.Momentum(0.3), nn.Affine(true), nn.TrackRunningStats(true))
	}),
	layer("nn.InstanceNorm2d(4, affine=True, bias=False)", "float32 4 5 3", func() any { return nn.NewInstanceNorm2d(4, nn.Affine(true), nn.Bias(false)) }),
	layer("nn.InstanceNorm3d(4)", "float32 2 4 3 2 5", func() any { return nn.NewInstanceNorm3d(4) }),
	layer("nn.InstanceNorm3d(4, eps=1e-3, momentum=0.3, affine=True, track_running_stats=True)", "float32 2 4 3 2 5", func() any {
		return nn.NewInstanceNorm3d(4, nn.Eps(1e-3), nn.Momentum(0.3), nn.Affine(true), nn.TrackRunningStats(true))
	}),
	layer("nn.InstanceNorm3d(4, affine=True, bias=False)", "float32 4 3 2 5", func() any { return nn.NewInstanceNorm3d(4, nn.Affine(true), nn.Bias(false)) }),
	layer("nn.InstanceNorm2d(4, momentum=None, track_running_stats=True)", "float32 2 4 5 3", func() any {
		return nn.NewInstanceNorm2d(4, nn.NoMomentum(true), nn.TrackRunningStats(true))
	}),
	crossMapped(layer("nn.CrossMapLRN2d(3)", "float32 2 5 4 3", func() any { return nn.NewCrossMapLRN2d(3) })),
	crossMapped(layer("nn.CrossMapLRN2d(4, alpha=0.1, beta=0.5, k=2.0)", "float64 1 3 2 3", func() any {
		return nn.NewCrossMapLRN2d(4, nn.Alpha(0.1), nn.Beta(0.5), nn.K(2))
	})),
	layer("nn.LocalResponseNorm(3)", "float32 2 5 4", func() any { return nn.NewLocalResponseNorm(3) }),
	allocating(layer("nn.LocalResponseNorm(2, alpha=0.1, beta=0.5, k=2.0)", "float32 2 5 4 3", func() any { return nn.NewLocalResponseNorm(2, nn.Alpha(0.1), nn.Beta(0.5), nn.K(2)) }), "the sizes to return to"),
	allocating(layer("nn.LocalResponseNorm(4)", "float64 1 5 2 3 2", func() any { return nn.NewLocalResponseNorm(4) }), "the sizes to return to"),
	layer("nn.SyncBatchNorm(4)", "float32 3 4 5", func() any { return nn.NewSyncBatchNorm(4) }),
	layer("nn.SyncBatchNorm(4, eps=1e-3, momentum=None, affine=False)", "float32 3 4", func() any { return nn.NewSyncBatchNorm(4, nn.Eps(1e-3), nn.CumulativeMomentum(true), nn.Affine(false)) }),

	function("F.batch_norm(a[0], a[1], a[2], a[3], a[4], training=False, eps=1e-3)",
		"float32 8 5; const float32 5; const positive 5; float32 5; float32 5", func(a []*torch.Tensor) any {
			return F.BatchNorm(a[0], a[1], a[2], a[3], a[4], F.Eps(1e-3))
		}),
	function("F.batch_norm(a[0], a[1], a[2], training=True, momentum=0.4)", "float32 8 5; const float32 5; const positive 5", func(a []*torch.Tensor) any {
		return []*torch.Tensor{F.BatchNorm(a[0], a[1], a[2], nil, nil, F.Training(true), F.Momentum(0.4))}
	}),
	function("F.layer_norm(a[0], (3, 4), a[1], a[2], eps=1e-3)", "float32 2 3 4; float32 3 4; float32 3 4", func(a []*torch.Tensor) any {
		return F.LayerNorm(a[0], F.Size{3, 4}, a[1], a[2], F.Eps(1e-3))
	}),
	function("F.layer_norm(a[0], (4,))", "float32 2 3 4", func(a []*torch.Tensor) any { return F.LayerNorm(a[0], F.Size{4}, nil, nil) }),
	function("F.group_norm(a[0], 2, a[1], a[2], eps=1e-3)", "float32 2 4 3; float32 4; float32 4", func(a []*torch.Tensor) any {
		return F.GroupNorm(a[0], 2, a[1], a[2], F.Eps(1e-3))
	}),
	function("F.rms_norm(a[0], (3,), a[1], eps=1e-3)", "float32 2 4 3; float32 3", func(a []*torch.Tensor) any {
		return F.RMSNorm(a[0], F.Size{3}, a[1], F.Eps(1e-3))
	}),
	function("F.instance_norm(a[0], weight=a[1], bias=a[2], eps=1e-3)", "float32 2 4 3; float32 4; float32 4", func(a []*torch.Tensor) any {
		return F.InstanceNorm(a[0], nil, nil, a[1], a[2], F.Eps(1e-3))
	}),
	function("F.instance_norm(a[0], a[1], a[2], use_input_stats=False)", "float32 2 4 3; const float32 4; const positive 4", func(a []*torch.Tensor) any {
		return F.InstanceNorm(a[0], a[1], a[2], nil, nil, F.UseInputStats(false))
	}),
	function("F.local_response_norm(a[0], 2, alpha=0.1, beta=0.5, k=0.5)", "float32 2 4 3", func(a []*torch.Tensor) any {
		return F.LocalResponseNorm(a[0], 2, F.Alpha(0.1), F.Beta(0.5), F.K(0.5))
	}),
}

// crossMapped is a case of CrossMapLRN2d, whose windows Python slides otherwise forward than
// backward: its own gradcheck refuses it.
func crossMapped(c Case) Case {
	return withoutSlope(allocating(c, "its derivative is Go's"), "Python's gradient is of other windows than its output")
}
