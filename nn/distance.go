package nn

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// CosineSimilarity is the cosine of the angle between vectors along a dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html
type CosineSimilarity struct {
	Module
	Dim int     `kw:"1"`
	Eps float64 `kw:"1e-8"`
}

// NewCosineSimilarity makes the layer.
func NewCosineSimilarity(options ...CosineSimilarityOption) *CosineSimilarity {
	c := cosineSimilarityOf(options)
	return &c
}

// Forward takes two tensors that broadcast, and loses their dimension Dim.
func (c *CosineSimilarity) Forward(x1, x2 *torch.Tensor) *torch.Tensor {
	return c.call2(x1, x2, c.forward)
}

func (c *CosineSimilarity) forward(x1, x2 *torch.Tensor) *torch.Tensor {
	return aten.CosineSimilarity(x1, x2, &aten.CosineSimilarityOptions{Dim: aten.Some(c.Dim), Eps: aten.Some(c.Eps)})
}

// PairwiseDistance is the norm of x1-x2+Eps along the last dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html
type PairwiseDistance struct {
	Module
	P       float64 `kw:"2"` // the norm's degree
	Eps     float64 `kw:"1e-6"`
	KeepDim bool    `py:"keepdim" kw:"false"`
}

// NewPairwiseDistance makes the layer.
func NewPairwiseDistance(options ...PairwiseDistanceOption) *PairwiseDistance {
	p := pairwiseDistanceOf(options)
	return &p
}

// Forward takes two tensors (N, D) or (D) that broadcast: (N), or a scalar.
func (p *PairwiseDistance) Forward(x1, x2 *torch.Tensor) *torch.Tensor {
	return p.call2(x1, x2, p.forward)
}

func (p *PairwiseDistance) forward(x1, x2 *torch.Tensor) *torch.Tensor {
	return aten.PairwiseDistance(x1, x2, &aten.PairwiseDistanceOptions{P: aten.Some(p.P), Eps: aten.Some(p.Eps), KeepDim: p.KeepDim})
}
