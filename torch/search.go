package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opSearchSorted  = newOp("searchsorted.Tensor")
	opSearchSortedN = newOp("searchsorted.Scalar")
	opBucketize     = newOp("bucketize.Tensor")
	opBucketizeN    = newOp("bucketize.Scalar")
)

// SearchOption is a keyword argument of [SearchSorted]: [Right], [OutInt32] or
// [Sorter]. [Bucketize] takes the first two.
type SearchOption func(*searchOptions)

type searchOptions struct {
	option.Given

	right, outInt32 bool
	sorter          *Tensor
}

// Right puts a value behind equal ones rather than before them, as Python's
// side="right" does.
func Right(on bool) SearchOption { return func(o *searchOptions) { o.Once("Right"); o.right = on } }

// OutInt32 makes the indices int32 rather than int64.
func OutInt32(on bool) SearchOption {
	return func(o *searchOptions) { o.Once("OutInt32"); o.outInt32 = on }
}

// Sorter says that the sequence is not sorted itself, but in the order of these
// indices, int64, which [Tensor.Argsort] gives.
func Sorter(indices *Tensor) SearchOption {
	return func(o *searchOptions) { o.Once("Sorter"); o.sorter = indices }
}

func (c *call) search(options []SearchOption) searchOptions {
	var o searchOptions
	for _, option := range options {
		option(&o)
	}
	c.Bool(o.outInt32)
	c.Bool(o.right)
	return o
}

// SearchSorted returns where values, a tensor or a Go number, would be put into
// sorted (…, N) to keep it sorted along its last dimension: 0 to N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.searchsorted.html
func SearchSorted(sorted *Tensor, values any, options ...SearchOption) *Tensor {
	c := call{op: opSearchSortedN}
	if _, ok := values.(*Tensor); ok {
		c.op = opSearchSorted
	}
	c.tensor(sorted)
	c.operand(values)
	if o := c.search(options); o.sorter != nil {
		c.None() // side, which Right says
		c.tensor(o.sorter)
	}
	return c.one()
}

// Bucketize returns for each of values, a tensor or a Go number, the bucket that it
// falls in, between the ascending boundaries (N): 0 to N.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.bucketize.html
func Bucketize(values any, boundaries *Tensor, options ...SearchOption) *Tensor {
	c := call{op: pick(opBucketize, opBucketizeN, values)}
	c.operand(values)
	c.tensor(boundaries)
	if o := c.search(options); o.sorter != nil {
		c.misuse("TypeError", "the boundaries must be sorted; Sorter is for SearchSorted")
	}
	return c.one()
}

// Bucketize is [Bucketize] for t's elements.
func (t *Tensor) Bucketize(boundaries *Tensor, options ...SearchOption) *Tensor {
	return Bucketize(t, boundaries, options...)
}
