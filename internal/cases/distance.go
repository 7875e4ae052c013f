package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var distances = []Case{
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
}
