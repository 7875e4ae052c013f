package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opUnique      = newOp("_unique2")
	opUniqueDim   = newOp("unique_dim")
	opUniqueConsc = newOp("unique_consecutive")
)

// UniqueOption is an argument of [Tensor.Unique]: [Dim] (the flattened tensor unless
// given), [Sorted], [ReturnInverse] or [ReturnCounts].
type UniqueOption interface{ uniqueOption() }

// UniqueConsecutiveOption is an argument of [Tensor.UniqueConsecutive], and of
// [Tensor.Unique] too: [Dim], [ReturnInverse] or [ReturnCounts].
type UniqueConsecutiveOption interface {
	UniqueOption
	uniqueConsecutiveOption()
}

type uniqueOptions struct {
	dims            []int
	inverse, counts bool
	sorted          bool
}

type (
	returnInverseOption struct{}
	returnCountsOption  struct{}
)

func (DimOption) uniqueOption()           {}
func (SortedOption) uniqueOption()        {}
func (returnInverseOption) uniqueOption() {}
func (returnCountsOption) uniqueOption()  {}

func (DimOption) uniqueConsecutiveOption()           {}
func (returnInverseOption) uniqueConsecutiveOption() {}
func (returnCountsOption) uniqueConsecutiveOption()  {}

// ReturnInverse has Unique also return, for each element of t, its place among the
// unique ones.
func ReturnInverse() UniqueConsecutiveOption { return returnInverseOption{} }

// ReturnCounts has Unique also return how often each of the unique elements occurs.
func ReturnCounts() UniqueConsecutiveOption { return returnCountsOption{} }

// asked gathers what is asked of Unique or UniqueConsecutive.
func asked[O any](options []O) uniqueOptions {
	o := uniqueOptions{sorted: true}
	option.Once(options)
	for _, option := range options {
		switch option := any(option).(type) {
		case DimOption:
			o.dims = option.dims
		case SortedOption:
			o.sorted = bool(option)
		case returnInverseOption:
			o.inverse = true
		case returnCountsOption:
			o.counts = true
		}
	}
	return o
}

// Unique returns t's different elements in ascending order, or its different
// slices along one dimension; inverse and counts, Int64, are nil unless
// [ReturnInverse] and [ReturnCounts] ask for them.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unique.html
func (t *Tensor) Unique(options ...UniqueOption) (values, inverse, counts *Tensor) {
	o := asked(options)
	c := call{op: opUnique}
	c.tensor(t)
	if o.dims != nil {
		c.op = opUniqueDim
		c.Int(int64(c.oneDim(o.dims)))
	}
	c.Bool(o.sorted)
	c.Bool(o.inverse)
	c.Bool(o.counts)
	return o.results(&c)
}

// UniqueConsecutive is [Tensor.Unique] for runs of equal elements: a value that
// comes back later is returned again.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.unique_consecutive.html
func (t *Tensor) UniqueConsecutive(options ...UniqueConsecutiveOption) (values, inverse, counts *Tensor) {
	o := asked(options)
	c := call{op: opUniqueConsc}
	c.tensor(t)
	c.Bool(o.inverse)
	c.Bool(o.counts)
	if o.dims != nil {
		c.Int(int64(c.oneDim(o.dims)))
	}
	return o.results(&c)
}

// results drops what was not asked for, which libtorch returns empty.
func (o *uniqueOptions) results(c *call) (values, inverse, counts *Tensor) {
	values, inverse, counts = c.three()
	if !o.inverse {
		inverse = nil
	}
	if !o.counts {
		counts = nil
	}
	return values, inverse, counts
}
