package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// reshapers are further norms and dropouts, distances, and what moves elements.
var reshapers = []Case{
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
	layer("met(nn.LazyBatchNorm1d(), 2, 4)", "float32 2 4", func() any { return met(nn.NewLazyBatchNorm1d(), 2, 4) }),
	layer("met(nn.LazyInstanceNorm1d(eps=1e-3, affine=False, bias=False), 2, 4, 7)", "float32 2 4 7", func() any {
		return met(nn.NewLazyInstanceNorm1d(nn.Eps(1e-3), nn.Affine(false), nn.Bias(false)), 2, 4, 7)
	}),
	layer("nn.InstanceNorm2d(4)", "float32 2 4 5 3", func() any { return nn.NewInstanceNorm2d(4) }),
	layer("nn.InstanceNorm2d(4, eps=1e-3, momentum=0.3, affine=True, track_running_stats=True)", "float32 2 4 5 3", func() any {
		return nn.NewInstanceNorm2d(4, nn.Eps(1e-3), nn.Momentum(0.3), nn.Affine(true), nn.TrackRunningStats(true))
	}),
	layer("nn.InstanceNorm2d(4, affine=True, bias=False)", "float32 4 5 3", func() any { return nn.NewInstanceNorm2d(4, nn.Affine(true), nn.Bias(false)) }),
	layer("met(nn.LazyBatchNorm2d(), 2, 4, 5, 3)", "float32 2 4 5 3", func() any { return met(nn.NewLazyBatchNorm2d(), 2, 4, 5, 3) }),
	layer("met(nn.LazyInstanceNorm2d(), 2, 4, 5, 3)", "float32 2 4 5 3", func() any {
		return met(nn.NewLazyInstanceNorm2d(), 2, 4, 5, 3)
	}),
	layer("nn.InstanceNorm3d(4)", "float32 2 4 3 2 5", func() any { return nn.NewInstanceNorm3d(4) }),
	layer("nn.InstanceNorm3d(4, eps=1e-3, momentum=0.3, affine=True, track_running_stats=True)", "float32 2 4 3 2 5", func() any {
		return nn.NewInstanceNorm3d(4, nn.Eps(1e-3), nn.Momentum(0.3), nn.Affine(true), nn.TrackRunningStats(true))
	}),
	layer("nn.InstanceNorm3d(4, affine=True, bias=False)", "float32 4 3 2 5", func() any { return nn.NewInstanceNorm3d(4, nn.Affine(true), nn.Bias(false)) }),
	layer("met(nn.LazyBatchNorm3d(), 2, 4, 3, 2, 5)", "float32 2 4 3 2 5", func() any { return met(nn.NewLazyBatchNorm3d(), 2, 4, 3, 2, 5) }),
	layer("met(nn.LazyInstanceNorm3d(), 2, 4, 3, 2, 5)", "float32 2 4 3 2 5", func() any {
		return met(nn.NewLazyInstanceNorm3d(), 2, 4, 3, 2, 5)
	}),
	layer("nn.LocalResponseNorm(3)", "float32 2 5 4", func() any { return nn.NewLocalResponseNorm(3) }),
	allocating(layer("nn.LocalResponseNorm(2, alpha=0.1, beta=0.5, k=2.0)", "float32 2 5 4 3", func() any { return nn.NewLocalResponseNorm(2, nn.Alpha(0.1), nn.Beta(0.5), nn.K(2)) }), "the sizes to return to"),
	allocating(layer("nn.LocalResponseNorm(4)", "float64 1 5 2 3 2", func() any { return nn.NewLocalResponseNorm(4) }), "the sizes to return to"),
	layer("nn.SyncBatchNorm(4)", "float32 3 4 5", func() any { return nn.NewSyncBatchNorm(4) }),
	layer("nn.SyncBatchNorm(4, eps=1e-3, momentum=None, affine=False)", "float32 3 4", func() any { return nn.NewSyncBatchNorm(4, nn.Eps(1e-3), nn.CumulativeMomentum(true), nn.Affine(false)) }),
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
	layer("nn.Dropout1d()", "float32 3 4 6", func() any { return nn.NewDropout1d() }),
	layer("nn.Dropout1d(0.3)", "float32 4 6", func() any { return nn.NewDropout1d(nn.P(0.3)) }),
	function("F.dropout1d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 6", func(a []*torch.Tensor) any {
		return F.Dropout1d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout1d(a[0], training=False)", "float64 3 4 6", func(a []*torch.Tensor) any {
		return F.Dropout1d(a[0], F.Training(false))
	}),
	layer("nn.Dropout2d()", "float32 3 4 2 3", func() any { return nn.NewDropout2d() }),
	allocating(layer("nn.Dropout2d(0.3)", "float32 3 4 6", func() any { return nn.NewDropout2d(nn.P(0.3)) }), "its warning"),
	function("F.dropout2d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 2 3", func(a []*torch.Tensor) any {
		return F.Dropout2d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout2d(a[0], training=False)", "float64 3 4 2 3", func(a []*torch.Tensor) any {
		return F.Dropout2d(a[0], F.Training(false))
	}),
	layer("nn.Dropout3d()", "float32 3 4 2 3 2", func() any { return nn.NewDropout3d() }),
	layer("nn.Dropout3d(0.3)", "float32 4 2 3 2", func() any { return nn.NewDropout3d(nn.P(0.3)) }),
	function("F.dropout3d(a[0] * 1, 0.4, inplace=True)", "float32 3 4 2 3 2", func(a []*torch.Tensor) any {
		return F.Dropout3d(a[0].Mul(1), F.P(0.4), F.Inplace(true))
	}),
	function("F.dropout3d(a[0], training=False)", "float64 3 4 2 3 2", func(a []*torch.Tensor) any {
		return F.Dropout3d(a[0], F.Training(false))
	}),
	layer("nn.AlphaDropout()", "float32 4 3 5", func() any { return nn.NewAlphaDropout() }),
	layer("nn.AlphaDropout(0.2, inplace=True)", "float64 4 3 5", func() any { return nn.NewAlphaDropout(nn.P(0.2), nn.Inplace(true)) }),
	function("F.alpha_dropout(a[0])", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.AlphaDropout(a[0])
	}),
	function("F.alpha_dropout(a[0], 0.3, training=True)", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.AlphaDropout(a[0], F.P(0.3), F.Training(true))
	}),
	layer("nn.FeatureAlphaDropout()", "float32 4 3 5", func() any { return nn.NewFeatureAlphaDropout() }),
	layer("nn.FeatureAlphaDropout(0.2, inplace=True)", "float64 4 3 5", func() any { return nn.NewFeatureAlphaDropout(nn.P(0.2), nn.Inplace(true)) }),
	function("F.feature_alpha_dropout(a[0])", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.FeatureAlphaDropout(a[0])
	}),
	function("F.feature_alpha_dropout(a[0], 0.3, training=True)", "float32 4 3 5", func(a []*torch.Tensor) any {
		return F.FeatureAlphaDropout(a[0], F.P(0.3), F.Training(true))
	}),
	layer("nn.CosineSimilarity()", "float32 4 3; float32 4 3", func() any { return nn.NewCosineSimilarity() }),
	layer("nn.CosineSimilarity(dim=0, eps=1e-3)", "float64 4 3; float64 4 3", func() any { return nn.NewCosineSimilarity(nn.Dim(0), nn.Eps(1e-3)) }),
	layer("nn.PairwiseDistance()", "float32 4 3; float32 4 3", func() any { return nn.NewPairwiseDistance() }),
	layer("nn.PairwiseDistance(p=1, eps=1e-3, keepdim=True)", "float64 3; float64 3", func() any { return nn.NewPairwiseDistance(nn.P(1), nn.Eps(1e-3), nn.KeepDim(true)) }),
	function("F.cosine_similarity(a[0], a[1], dim=0)", "float32 4 3; float32 4 1", func(a []*torch.Tensor) any {
		return F.CosineSimilarity(a[0], a[1], F.Dim(0))
	}),
	function("F.pairwise_distance(a[0], a[1], p=3.0, keepdim=True)", "float32 4 3; float32 4 3", func(a []*torch.Tensor) any {
		return F.PairwiseDistance(a[0], a[1], F.P(3), F.KeepDim(true))
	}),
	function("F.pdist(a[0])", "float32 5 3", func(a []*torch.Tensor) any {
		return F.Pdist(a[0])
	}),
	function("F.pdist(a[0], p=1.5)", "float64 5 3", func(a []*torch.Tensor) any {
		return F.Pdist(a[0], F.P(1.5))
	}),
	layer("nn.PixelShuffle(2)", "float32 2 8 3 2", func() any { return nn.NewPixelShuffle(2) }),
	layer("nn.PixelUnshuffle(2)", "float32 3 4 6", func() any { return nn.NewPixelUnshuffle(2) }),
	layer("nn.ChannelShuffle(2)", "float32 2 6 3", func() any { return nn.NewChannelShuffle(2) }),
	function("F.pixel_shuffle(a[0], 3)", "float64 9 2 2", func(a []*torch.Tensor) any {
		return F.PixelShuffle(a[0], 3)
	}),
	function("F.pixel_unshuffle(a[0], 3)", "float32 1 2 3 6", func(a []*torch.Tensor) any {
		return F.PixelUnshuffle(a[0], 3)
	}),
	function("F.channel_shuffle(a[0], 3)", "float32 1 6 2 2", func(a []*torch.Tensor) any {
		return F.ChannelShuffle(a[0], 3)
	}),
	layer("nn.Upsample(scale_factor=2)", "float32 2 3 5", func() any { return nn.NewUpsample(nn.ScaleFactor(2)) }),
	layer("nn.Upsample(size=(3, 8), mode='bilinear')", "float32 2 3 5 4", func() any { return nn.NewUpsample(nn.Size{3, 8}, nn.Mode("bilinear")) }),
	layer("nn.Upsample(scale_factor=(2.5, 1.5), mode='bicubic', align_corners=True)", "float32 2 3 5 4", func() any { return nn.NewUpsample(nn.ScaleFactor(2.5, 1.5), nn.Mode("bicubic"), nn.AlignCorners(true)) }),
	layer("nn.Upsample(scale_factor=1.7, mode='linear', recompute_scale_factor=True)", "float64 2 3 5", func() any {
		return nn.NewUpsample(nn.ScaleFactor(1.7), nn.Mode("linear"), nn.RecomputeScaleFactor(true))
	}),
	layer("nn.UpsamplingNearest2d(size=7)", "float32 2 3 5 4", func() any { return nn.NewUpsamplingNearest2d(nn.Size{7}) }),
	layer("nn.UpsamplingBilinear2d(scale_factor=2)", "float32 2 3 5 4", func() any { return nn.NewUpsamplingBilinear2d(nn.ScaleFactor(2)) }),
	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='nearest-exact')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='nearest-exact')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("nearest-exact"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='area')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("area"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='area')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("area"))
	}),
	function("F.interpolate(a[0], size=4, mode='linear')", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("linear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='linear')", "float64 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("linear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='linear', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("linear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='bilinear')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("bilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bilinear')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bilinear', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bilinear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='bicubic')", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("bicubic"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bicubic')", "float64 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bicubic"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='bicubic', align_corners=True, recompute_scale_factor=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("bicubic"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=4, mode='trilinear')", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{4}, F.Mode("trilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='trilinear')", "float64 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("trilinear"))
	}),
	function("F.interpolate(a[0], scale_factor=1.6, mode='trilinear', align_corners=True, recompute_scale_factor=True)", "float32 1 2 4 3 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.ScaleFactor(1.6), F.Mode("trilinear"), F.AlignCorners(true), F.RecomputeScaleFactor(true))
	}),
	function("F.interpolate(a[0], size=(3, 4), mode='bilinear', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("bilinear"), F.Antialias(true))
	}),
	function("F.interpolate(a[0], size=(3, 4), mode='bicubic', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("bicubic"), F.Antialias(true))
	}),
	needing("_upsample_lanczos2d_aa", function("F.interpolate(a[0], size=(3, 4), mode='lanczos', antialias=True)", "float32 2 2 7 5", func(a []*torch.Tensor) any {
		return F.Interpolate(a[0], F.Size{3, 4}, F.Mode("lanczos"), F.Antialias(true))
	})),
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='bilinear', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bilinear"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='nearest', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("nearest"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='zeros', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("zeros"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='border', align_corners=True)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("border"), F.AlignCorners(true))
	}),
	function("F.grid_sample(a[0], a[1], mode='bicubic', padding_mode='reflection', align_corners=False)", "float32 2 3 4 5; float32 2 3 2 2", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1], F.Mode("bicubic"), F.PaddingMode("reflection"), F.AlignCorners(false))
	}),
	function("F.grid_sample(a[0], a[1])", "float64 1 2 3 4 5; float64 1 2 3 2 3", func(a []*torch.Tensor) any {
		return F.GridSample(a[0], a[1])
	}),
	function("F.affine_grid(a[0], [2, 3, 4, 5], align_corners=True)", "float32 2 2 3", func(a []*torch.Tensor) any {
		return F.AffineGrid(a[0], []int{2, 3, 4, 5}, F.AlignCorners(true))
	}),
	function("F.affine_grid(a[0], [2, 3, 4, 5, 2])", "float64 2 3 4", func(a []*torch.Tensor) any {
		return F.AffineGrid(a[0], []int{2, 3, 4, 5, 2})
	}),
	layer("nn.Unfold((2, 3))", "float32 2 3 4 5", func() any { return nn.NewUnfold(nn.Size{2, 3}) }),
	layer("nn.Unfold(2, dilation=2, padding=1, stride=(2, 1))", "float32 3 5 5", func() any { return nn.NewUnfold(2, nn.Dilation(2), nn.Padding(1), nn.Stride(2, 1)) }),
	layer("nn.Fold((4, 5), 2)", "float32 2 12 12", func() any { return nn.NewFold(nn.Size{4, 5}, 2) }),
	layer("nn.Fold(output_size=4, kernel_size=2, padding=1, stride=2)", "float64 8 9", func() any { return nn.NewFold(4, 2, nn.Padding(1), nn.Stride(2)) }),
	function("F.unfold(a[0], 2, stride=2)", "float32 1 3 4 4", func(a []*torch.Tensor) any {
		return F.Unfold(a[0], 2, F.Stride(2))
	}),
	function("F.fold(a[0], 4, (2, 2), stride=2)", "float32 1 12 4", func(a []*torch.Tensor) any {
		return F.Fold(a[0], 4, F.Size{2, 2}, F.Stride(2))
	}),
	layer("nn.Unflatten(1, (2, 3))", "float32 4 6 2", func() any { return nn.NewUnflatten(1, nn.Size{2, 3}) }),
	layer("nn.Unflatten(-1, (3, -1))", "float32 4 6", func() any { return nn.NewUnflatten(-1, nn.Size{3, -1}) }),
}
