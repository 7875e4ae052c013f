package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

// The layers have less than 16 weights, whose draws depend on no processor.
var embeddings = []Case{
	layer("nn.Embedding(5, 3)", "index 4 2 < 5", func() any { return nn.NewEmbedding(5, 3) }),
	scaled(layer("nn.Embedding(5, 3, padding_idx=2, scale_grad_by_freq=True)", "index 9 < 5", func() any {
		return nn.NewEmbedding(5, 3, nn.PaddingIdx(2), nn.ScaleGradByFreq(true))
	})),
	renorming(layer("nn.Embedding(5, 3, padding_idx=-1, max_norm=1.0, norm_type=1.0)", "index 4 2 < 5 t", func() any {
		return nn.NewEmbedding(5, 3, nn.PaddingIdx(-1), nn.MaxNorm(1), nn.NormType(1))
	})),
	layer("nn.Embedding(5, 3, sparse=True)", "index 4 2 < 5", func() any { return nn.NewEmbedding(5, 3, nn.Sparse(true)) }),
	layer("nn.Embedding(5, 3, dtype=torch.float64)", "index 4 < 5", func() any { return nn.NewEmbedding(5, 3, nn.DType(torch.Float64)) }),
	layer("nn.Embedding.from_pretrained(torch.rand(5, 3))", "index 4 < 5", func() any { return nn.NewEmbeddingFromPretrained(torch.Rand(5, 3)) }),
	scaled(layer("nn.Embedding.from_pretrained(torch.rand(5, 3), freeze=False, padding_idx=1)", "index 4 < 5", func() any {
		return nn.NewEmbeddingFromPretrained(torch.Rand(5, 3), nn.Freeze(false), nn.PaddingIdx(1))
	})),

	layer("nn.EmbeddingBag(5, 3)", "index 4 2 < 5", func() any { return nn.NewEmbeddingBag(5, 3) }),
	layer("nn.EmbeddingBag(5, 3, mode='max', padding_idx=-2)", "index 4 5 < 5", func() any {
		return nn.NewEmbeddingBag(5, 3, nn.Mode("max"), nn.PaddingIdx(-2))
	}),
	renorming(layer("nn.EmbeddingBag(5, 3, max_norm=1.0, norm_type=1.0, scale_grad_by_freq=True)", "index 4 2 < 5", func() any {
		return nn.NewEmbeddingBag(5, 3, nn.MaxNorm(1), nn.NormType(1), nn.ScaleGradByFreq(true))
	})),
	called(layer("nn.EmbeddingBag(5, 3, mode='sum', sparse=True)", "index 6 < 5", func() any { return nn.NewEmbeddingBag(5, 3, nn.Mode("sum"), nn.Sparse(true)) }),
		"m(a[0], torch.tensor([0, 2, 2]))", func(m any, a []*torch.Tensor) any {
			return m.(*nn.EmbeddingBag).Forward(a[0], torch.FromSlice([]int{0, 2, 2}), nil)
		}),
	called(layer("nn.EmbeddingBag(5, 3, include_last_offset=True, dtype=torch.float64)", "index 6 < 5", func() any {
		return nn.NewEmbeddingBag(5, 3, nn.IncludeLastOffset(true), nn.DType(torch.Float64))
	}), "m(a[0], torch.tensor([0, 2, 6]))", func(m any, a []*torch.Tensor) any {
		return m.(*nn.EmbeddingBag).Forward(a[0], torch.FromSlice([]int{0, 2, 6}), nil)
	}),
	called(layer("nn.EmbeddingBag(5, 3, mode='sum')", "index 4 2 < 5; float32 4 2", func() any { return nn.NewEmbeddingBag(5, 3, nn.Mode("sum")) }),
		"m(a[0], per_sample_weights=a[1])", func(m any, a []*torch.Tensor) any { return m.(*nn.EmbeddingBag).Forward(a[0], nil, a[1]) }),
	layer("nn.EmbeddingBag.from_pretrained(torch.rand(5, 3), mode='sum')", "index 4 2 < 5", func() any {
		return nn.NewEmbeddingBagFromPretrained(torch.Rand(5, 3), nn.Mode("sum"))
	}),

	scaled(function("F.embedding(a[0], a[1], padding_idx=-1, scale_grad_by_freq=True)", "index 4 2 < 5; float32 5 3", func(a []*torch.Tensor) any {
		return F.Embedding(a[0], a[1], F.PaddingIdx(-1), F.ScaleGradByFreq(true))
	})),
	function("F.embedding(a[0], a[1] * 1, max_norm=0.5, norm_type=1.0)", "index 4 2 < 5; const float32 5 3", func(a []*torch.Tensor) any {
		return F.Embedding(a[0], a[1].Mul(1), F.MaxNorm(0.5), F.NormType(1))
	}),
	function("F.embedding_bag(a[0], a[1], a[2] * 0 + torch.arange(3), mode='sum', per_sample_weights=a[3], padding_idx=2)",
		"index 6 < 5; float32 5 3; index 3 < 2; float32 6", func(a []*torch.Tensor) any {
			return F.EmbeddingBag(a[0], a[1], a[2].Mul(0).Add(torch.Arange(3)), F.Mode("sum"), F.PerSampleWeights(a[3]), F.PaddingIdx(2))
		}),
	function("F.one_hot(a[0])", "index 4 2 < 5", func(a []*torch.Tensor) any { return F.OneHot(a[0]) }),
	function("F.one_hot(a[0], 9)", "index 4 2 < 5", func(a []*torch.Tensor) any { return F.OneHot(a[0], F.NumClasses(9)) }),

	layer("nn.Bilinear(3, 4, 5)", "float32 2 3; float32 2 4", func() any { return nn.NewBilinear(3, 4, 5) }),
	layer("nn.Bilinear(3, 4, 5, bias=False, dtype=torch.float64)", "float64 2 6 3; float64 2 6 4", func() any {
		return nn.NewBilinear(3, 4, 5, nn.Bias(false), nn.DType(torch.Float64))
	}),
	layer("nn.Identity()", "float32 2 3", func() any { return nn.NewIdentity() }),
	function("F.bilinear(a[0], a[1], a[2], a[3])", "float32 2 3; float32 2 4; float32 5 3 4; float32 5", func(a []*torch.Tensor) any {
		return F.Bilinear(a[0], a[1], a[2], a[3])
	}),
}
