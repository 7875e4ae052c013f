package torch

import (
	"math"

	"github.com/e0112027/gotorch/cgotorch"
)

// IndexMark is an index that stands for no number: [All], [NewAxis] (or [None])
// and [Ellipsis].
type IndexMark uint8

const (
	// All takes a whole dimension, Python's ":".
	All IndexMark = iota + 1
	// NewAxis puts in a dimension of size 1, Python's None.
	NewAxis
	// Ellipsis takes all dimensions that no other index stands for, Python's "...".
	Ellipsis
	// None is Python's name of [NewAxis]; nil is another.
	None = NewAxis
)

// SliceIndex is an index that takes a range of a dimension; see [Slice].
type SliceIndex struct{ start, stop, step int }

// Slice takes the elements from start, inclusive, to stop, exclusive: Python's
// "start:stop". Both count from the end where negative, and may lie outside. A
// step, positive as in PyTorch, makes it "start:stop:step".
func Slice(start, stop int, step ...int) SliceIndex { return slice(start, stop, step) }

// SliceFrom is [Slice] to the end: "start:", or "start::step".
func SliceFrom(start int, step ...int) SliceIndex { return slice(start, math.MaxInt, step) }

// SliceTo is [Slice] from the beginning: ":stop", or ":stop:step".
func SliceTo(stop int, step ...int) SliceIndex { return slice(0, stop, step) }

// SliceStep takes every step-th element: "::step".
func SliceStep(step int) SliceIndex { return SliceIndex{0, math.MaxInt, step} }

func slice(start, stop int, step []int) SliceIndex {
	switch len(step) {
	case 0:
		return SliceIndex{start, stop, 1}
	case 1:
		return SliceIndex{start, stop, step[0]}
	}
	misuse("slice", "TypeError", "expected at most one step, got %d", len(step))
	return SliceIndex{}
}

// Index returns t[indices...] as Python does. An index is
//
//   - an int, which takes away a dimension,
//   - [All], or a [Slice], [SliceFrom], [SliceTo], [SliceStep],
//   - [NewAxis] (or None, or nil), [Ellipsis],
//   - an int64, int32 or uint8 tensor of indices, or []int, [][]int, []int64,
//   - []*Tensor, which stands for its tensors, each an index: what
//     [Tensor.NonzeroTuple] and [Tensor.UnravelIndex] return,
//   - a mask: a bool tensor of the shape of the dimensions that it stands for,
//     or []bool,
//   - a bool, which puts in a dimension of size 1 or 0.
//
// With tensors and lists among them the result is a copy, their dimensions are
// broadcast with each other and come first where other indices stand between
// them; else it is a view of t's memory.
//
//	x.Index(0)                                  // x[0]
//	x.Index(torch.All, torch.SliceFrom(1))      // x[:, 1:]
//	x.Index(torch.Ellipsis, -1)                 // x[..., -1]
//	x.Index(x.Gt(0))                            // x[x > 0]
//	x.Index([]int{0, 2}, torch.NewAxis)         // x[[0, 2], None]
//	x.Index(mask.NonzeroTuple())                // x[mask.nonzero(as_tuple=True)]
//
// It panics where there are too many indices, one is out of range, or of a type
// that is none. See https://docs.pytorch.org/docs/stable/tensor_view.html and
// https://numpy.org/doc/stable/user/basics.indexing.html
func (t *Tensor) Index(indices ...any) *Tensor {
	if len(indices) == 1 {
		switch index := indices[0].(type) {
		case int:
			return t.indexInt(index)
		case SliceIndex:
			return t.indexSlice(index)
		case IndexMark:
			switch index {
			case All:
				return t.indexSlice(SliceStep(1))
			case NewAxis:
				return t.Unsqueeze(0)
			}
		}
	}
	var buffer [partsInline]part
	parts := parseParts(buffer[:0], indices)
	x := indexer{self: t}
	defer x.view.drop()
	x.start("index", parts)
	x.walk(parts)
	result := x.read()
	freeParts(parts)
	return result
}

// indexInt is t[index], the most used index, in one call: what is wrong is
// looked at only once libtorch refused it.
func (t *Tensor) indexInt(index int) *Tensor {
	c := call{op: opSelect}
	c.tensor(t)
	c.Int(0)
	c.Int(int64(index))
	if c.scope == nil {
		pace()
	}
	h, info, err := c.op.Call1(&c.Args)
	if err != nil {
		var m cgotorch.Meta
		c.readMeta(t.handle, &m)
		if problem := boundsProblem(index, 0, 0, &m); problem != "" {
			err = &cgotorch.Error{Op: "index", Kind: "IndexError", Msg: problem}
		}
		c.finish(err)
	}
	view := c.wrap(h, info)
	c.finish(nil)
	return view
}

// indexSlice is t[index].
func (t *Tensor) indexSlice(index SliceIndex) *Tensor {
	c := call{op: opSlice}
	c.tensor(t)
	if problem := index.problem(); problem != "" {
		c.misuse("ValueError", problem)
	}
	c.Int(0)
	c.slice(index)
	return c.one()
}

func (c *call) slice(s SliceIndex) {
	c.Int(int64(s.start))
	c.Int(int64(s.stop))
	c.Int(int64(s.step))
}

// problem tells what is wrong with a step, "" for nothing.
func (s SliceIndex) problem() string {
	switch {
	case s.step == 0:
		return "slice step cannot be zero"
	case s.step < 0:
		return "step must be greater than zero"
	}
	return ""
}

// whole tells whether the slice takes all of a dimension of a size.
func (s SliceIndex) whole(size int) bool { return s.start == 0 && s.step == 1 && size <= s.stop }

// SetIndex writes value, a tensor or a Go number, to t[indices...], as Python's
// t[indices...] = value does, and returns t. A tensor is broadcast to the shape
// that [Tensor.Index] would return, and converted to t's dtype unless indices
// hold tensors or lists; then it must have t's dtype. Where index tensors name a
// place more than once any of the values may stay.
//
//	x.SetIndex(0, x.Lt(0))                      // x[x < 0] = 0
//	x.SetIndex(row, torch.All, 1)               // x[:, 1] = row
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
func (t *Tensor) SetIndex(value any, indices ...any) *Tensor {
	if len(indices) == 1 {
		// A bool alone is not taken for a tensor: false writes nothing, whatever
		// the value's shape.
		if on, ok := indices[0].(bool); ok {
			if !on {
				return t
			}
			return t.SetIndex(value, NewAxis)
		}
	}
	var buffer [partsInline]part
	parts := parseParts(buffer[:0], indices)
	x := indexer{self: t}
	defer x.view.drop()
	x.start("index_put_", parts)
	x.set(value, parts)
	freeParts(parts)
	return t
}
