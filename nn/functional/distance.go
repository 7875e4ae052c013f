package functional

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

//kw:options CosineSimilarityOption nn.CosineSimilarity

// CosineSimilarity is [nn.CosineSimilarity] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
func CosineSimilarity(x1, x2 *torch.Tensor, options ...CosineSimilarityOption) *torch.Tensor {
	m := cosineSimilarityOf(options)
	return m.Forward(x1, x2)
}

//kw:options PairwiseDistanceOption nn.PairwiseDistance

// PairwiseDistance is [nn.PairwiseDistance] as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html
func PairwiseDistance(x1, x2 *torch.Tensor, options ...PairwiseDistanceOption) *torch.Tensor {
	m := pairwiseDistanceOf(options)
	return m.Forward(x1, x2)
}

type pdistArgs struct {
	p float64 `kw:"2"`
}

// Pdist returns the distances between each two rows of x (N, D), by a norm of degree [P]:
// (N·(N-1)/2).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
func Pdist(x *torch.Tensor, options ...PdistOption) *torch.Tensor {
	a := pdistOf(options)
	return aten.Pdist(x, &aten.PdistOptions{P: aten.Some(a.p)})
}
