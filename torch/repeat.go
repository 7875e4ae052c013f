package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opRepeat            = newOp("repeat")
	opTile              = newOp("tile")
	opRepeatInterleave  = newOp("repeat_interleave.self_int")
	opRepeatInterleaveT = newOp("repeat_interleave.self_Tensor")
	opRepeatIndices     = newOp("repeat_interleave.Tensor")
)

// Repeat copies t so many times along each dimension; new dimensions come first.
// It panics where there are fewer repeats than dimensions.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.repeat.html
func (t *Tensor) Repeat(repeats ...int) *Tensor { return t.withList(opRepeat, repeats) }

// Tile is [Tensor.Repeat] with missing repeats taken as 1, from the front.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.tile.html
func (t *Tensor) Tile(repeats ...int) *Tensor { return t.withList(opTile, repeats) }

// RepeatInterleave repeats each element along dim, or each one of the flattened
// tensor where no dim is given. repeats is an int, or an int64 tensor (N) with a
// count for each element. The options are [Dim], of one dimension, and [OutputSize].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html
func (t *Tensor) RepeatInterleave(repeats any, options ...RepeatOption) *Tensor {
	c := call{op: opRepeatInterleave}
	if _, ok := repeats.(*Tensor); ok {
		c.op = opRepeatInterleaveT
	}
	c.tensor(t)
	c.operand(repeats)
	o := gathered(options)
	c.optionalDim(&o)
	var size []OutputSizeOption
	option.Once(options)
	for _, option := range options {
		if n, ok := option.(OutputSizeOption); ok {
			size = append(size, n)
		}
	}
	c.outputSize(size)
	return c.one()
}

// RepeatIndices returns each index of the counts repeats (N), int64, as often as its
// count says: 0, 2, 2 for 1, 0, 2. It is Python's torch.repeat_interleave(repeats);
// the option is [OutputSize].
func RepeatIndices(repeats *Tensor, size ...OutputSizeOption) *Tensor {
	c := call{op: opRepeatIndices}
	c.tensor(repeats)
	c.outputSize(size)
	return c.one()
}

// RepeatOption is an argument of [Tensor.RepeatInterleave]: [Dim] or [OutputSize].
type RepeatOption interface{ repeatOption() }

// OutputSizeOption is what [OutputSize] returns.
type OutputSizeOption int

func (DimOption) repeatOption()        {}
func (OutputSizeOption) repeatOption() {}

// OutputSize is the size of the result along the repeated dimension, which spares
// a device the wait for the sum of the repeats.
func OutputSize(n int) OutputSizeOption { return OutputSizeOption(n) }

// outputSize appends the size given, or None.
func (c *call) outputSize(size []OutputSizeOption) {
	if only, given := option.Only(size); given {
		c.Int(int64(only))
		return
	}
	c.None()
}
