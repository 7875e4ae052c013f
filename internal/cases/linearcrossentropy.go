package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// linearCrossEntropies are of libtorch 2.15's Python, with each reduction, which stands for RD.
var linearCrossEntropies = reduced(func(rd nn.Reduction) []Case {
	out := []Case{
		layer("nn.LinearCrossEntropyLoss(5, 4, reduction=RD)", "float32 6 5; index 6 < 4", func() any { return nn.NewLinearCrossEntropyLoss(5, 4, rd) }),
		layer("nn.LinearCrossEntropyLoss(5, 4, reduction=RD)", "float32 5; index < 4", func() any { return nn.NewLinearCrossEntropyLoss(5, 4, rd) }),
		layer("nn.LinearCrossEntropyLoss(5, 4, out_features=(3, 2), bias=True, reduction=RD)", "float32 6 5; index 6 3 2 < 4", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.OutFeatures(3, 2), nn.Bias(true), rd)
		}),
		layer("nn.LinearCrossEntropyLoss(5, 4, out_features=(3,), dtype=torch.float64, reduction=RD)", "float64 6 5; const float64 6 4 3", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.OutFeatures(3), nn.DType(torch.Float64), rd)
		}),
		layer("nn.LinearCrossEntropyLoss(5, 4, weight=torch.rand(4) + 0.5, ignore_index=2, label_smoothing=0.1, reduction=RD)", "float32 6 5; index 6 < 4", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.Weight(torch.Rand(4).Add(0.5)), nn.IgnoreIndex(2), nn.LabelSmoothing(0.1), rd)
		}),
		function("F.linear_cross_entropy(a[0], a[1], a[2], linear_bias=a[3], reduction=RD)", "float32 6 5; float32 4 5; index 6 < 4; float32 4", func(a []*torch.Tensor) any {
			return F.LinearCrossEntropy(a[0], a[1], a[2], F.LinearBias(a[3]), rd)
		}),
		function("F.linear_cross_entropy(a[0], a[1], a[2], weight=a[3].double(), ignore_index=1, reduction=RD)", "float64 6 5; float64 4 3 5; index 6 3 < 4; const positive 4", func(a []*torch.Tensor) any {
			return F.LinearCrossEntropy(a[0], a[1], a[2], F.Weight(a[3].Double()), F.IgnoreIndex(1), rd)
		}),
		layer("nn.LinearCrossEntropyLoss(5, 4, bias=True, reduction=RD, options=nn.LinearCrossEntropyOptions(batch_chunk_size=4))", "float32 6 5; index 6 < 4", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.Bias(true), rd, nn.Options(&nn.LinearCrossEntropyOptions{BatchChunkSize: 4}))
		}),
		layer("nn.LinearCrossEntropyLoss(5, 4, ignore_index=2, reduction=RD, options=nn.LinearCrossEntropyOptions(acc_policy='accurate', chunking_method='aspect_ratio:2', allow_retain_graph=True))", "float32 6 5; index 6 < 4", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.IgnoreIndex(2), rd, nn.Options(&nn.LinearCrossEntropyOptions{AccPolicy: "accurate", ChunkingMethod: "aspect_ratio:2", AllowRetainGraph: true}))
		}),
		layer("nn.LinearCrossEntropyLoss(5, 4, weight=torch.rand(4) + 0.5, reduction=RD, options=nn.LinearCrossEntropyOptions(acc_policy='accurate', batch_chunk_size=4))", "float32 6 5; const unit 6 4", func() any {
			return nn.NewLinearCrossEntropyLoss(5, 4, nn.Weight(torch.Rand(4).Add(0.5)), rd, nn.Options(&nn.LinearCrossEntropyOptions{AccPolicy: "accurate", BatchChunkSize: 4}))
		}),
		function("F.linear_cross_entropy(a[0], a[1], a[2], reduction=RD, options=nn.LinearCrossEntropyOptions())", "float64 6 5; float64 8 5; index 6 < 8", func(a []*torch.Tensor) any {
			return F.LinearCrossEntropy(a[0], a[1], a[2], F.Options(&F.LinearCrossEntropyOptions{}), rd)
		}),
	}
	return sinceNewest(out...)
})
