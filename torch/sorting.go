package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opSort        = newOp("sort")
	opSortStable  = newOp("sort.stable")
	opArgsort     = newOp("argsort")
	opArgsortStab = newOp("argsort.stable")
	opMSort       = newOp("msort")
	opTopK        = newOp("topk")
	opKthValue    = newOp("kthvalue")
)

// SortOption is an argument of [Tensor.Sort] and [Tensor.Argsort]: [Dim] (the last
// dimension unless given), [Descending] or [Stable].
type SortOption interface{ sortOption() }

// TopKOption is an argument of [Tensor.TopK]: [Dim] (the last dimension unless
// given), [Largest] or [Sorted].
type TopKOption interface{ topKOption() }

type sortOptions struct {
	dims       []int
	descending bool
	stable     bool
	largest    bool
	sorted     bool
}

type (
	descendingOption bool
	stableOption     bool
)

// SortedOption is what [Sorted] returns.
type SortedOption bool

func (DimOption) sortOption()        {}
func (descendingOption) sortOption() {}
func (stableOption) sortOption()     {}

func (DimOption) topKOption()     {}
func (LargestOption) topKOption() {}
func (SortedOption) topKOption()  {}

// Descending sorts from the largest to the smallest.
func Descending(on bool) SortOption { return descendingOption(on) }

// Stable keeps equal elements in their order.
func Stable(on bool) SortOption { return stableOption(on) }

// LargestOption is what [Largest] returns.
type LargestOption bool

// Largest has [Tensor.TopK] return the largest elements, as it does unless told, or
// the smallest; so does linalg.LOBPCG with eigenvalues.
func Largest(on bool) LargestOption { return LargestOption(on) }

// LOBPCGOption lets linalg.LOBPCG take Largest.
func (LargestOption) LOBPCGOption(option.Seal) {}

// Sorted has [Tensor.TopK] and [Tensor.Unique] return the elements in order, as they
// do unless told. On the CPU they come in order anyway.
func Sorted(on bool) SortedOption { return SortedOption(on) }

// ordered adds the options of a sort or of TopK to what holds without them. As for
// reductions, options told apart by their types stay on the stack.
func ordered[O any](o sortOptions, options []O) sortOptions {
	option.Once(options)
	for _, option := range options {
		switch option := any(option).(type) {
		case DimOption:
			o.dims = option.dims
		case descendingOption:
			o.descending = bool(option)
		case stableOption:
			o.stable = bool(option)
		case LargestOption:
			o.largest = bool(option)
		case SortedOption:
			o.sorted = bool(option)
		}
	}
	return o
}

// Sort returns t's elements in ascending order along a dimension, and where they
// were, Int64. NaN is the largest of all.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sort.html
func (t *Tensor) Sort(options ...SortOption) (values, indices *Tensor) {
	c := call{op: opSort}
	c.sorted(t, options, opSortStable)
	return c.two()
}

// Argsort returns the indices that [Tensor.Sort] returns.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.argsort.html
func (t *Tensor) Argsort(options ...SortOption) *Tensor {
	c := call{op: opArgsort}
	c.sorted(t, options, opArgsortStab)
	return c.one()
}

func (c *call) sorted(t *Tensor, options []SortOption, stable *Op) {
	o := ordered(sortOptions{dims: []int{-1}}, options)
	c.tensor(t)
	if o.stable {
		c.op = stable
		c.Bool(true)
	}
	c.Int(int64(c.oneDim(o.dims)))
	c.Bool(o.descending)
}

// MSort returns t sorted along its first dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.msort.html
func (t *Tensor) MSort() *Tensor { return unary(opMSort, t) }

// TopK returns the k largest elements along a dimension in descending order, and
// where they were, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.topk.html
func (t *Tensor) TopK(k int, options ...TopKOption) (values, indices *Tensor) {
	o := ordered(sortOptions{dims: []int{-1}, largest: true, sorted: true}, options)
	c := call{op: opTopK}
	c.tensor(t)
	c.Int(int64(k))
	c.Int(int64(c.oneDim(o.dims)))
	c.Bool(o.largest)
	c.Bool(o.sorted)
	return c.two()
}

// KthValue returns the k-th smallest elements along one dimension, [Dim] (the last
// one unless given), k counted from 1, and where they are, Int64.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.kthvalue.html
func (t *Tensor) KthValue(k int, options ...ReduceOption) (values, indices *Tensor) {
	o := gathered(options)
	c := call{op: opKthValue}
	c.tensor(t)
	c.Int(int64(k))
	c.dimOrLast(&o)
	c.Bool(o.keep)
	return c.two()
}
