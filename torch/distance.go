package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opDist  = newOp("dist")
	opCdist = newOp("cdist")
	opPdist = newOp("pdist")
)

// Dist returns the norm of t - other, broadcast, as a scalar: the 2-norm unless [P]
// chooses another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dist.html
func (t *Tensor) Dist(other *Tensor, p ...POption) *Tensor {
	c := call{op: opDist}
	c.tensor(t)
	c.tensor(other)
	c.order(p)
	return c.one()
}

// CdistOption is an argument of [Tensor.Cdist]: [P] or a [CdistMode].
type CdistOption interface{ applyCdist(*cdistOptions) }

type cdistOptions struct {
	p    any
	mode CdistMode
}

// CdistMode tells whether [Tensor.Cdist] computes the 2-norm by a product of
// matrices, which is faster and less exact.
type CdistMode int

// The values are libtorch's.
const (
	MMIfNecessary CdistMode = iota // from 25 rows on: the default
	AlwaysMM
	NeverMM
)

func (p POption) applyCdist(o *cdistOptions)   { o.p = p.p }
func (m CdistMode) applyCdist(o *cdistOptions) { o.mode = m }

// Cdist returns the distances (…, P, R) between the rows of t (…, P, M) and those of
// other (…, R, M): by the 2-norm unless [P] chooses another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.cdist.html
func (t *Tensor) Cdist(other *Tensor, options ...CdistOption) *Tensor {
	o := cdistOptions{p: 2}
	option.Once(options)
	for _, option := range options {
		option.applyCdist(&o)
	}
	c := call{op: opCdist}
	c.tensor(t)
	c.tensor(other)
	c.scalar(o.p)
	c.Int(int64(o.mode))
	return c.one()
}

// Pdist returns the N(N-1)/2 distances between the rows of t (N, M), row by row of
// the upper triangle of [Tensor.Cdist]'s matrix: by the 2-norm unless [P] chooses
// another.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
func (t *Tensor) Pdist(p ...POption) *Tensor {
	c := call{op: opPdist}
	c.tensor(t)
	c.order(p)
	return c.one()
}

// order appends the given order, or the schema's default.
func (c *call) order(p []POption) {
	if only, given := option.Only(p); given {
		c.scalar(only.p)
	}
}
