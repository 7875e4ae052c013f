package torch

import "github.com/e0112027/gotorch/torch/internal/option"

var (
	opScatter           = newOp("scatter.src")
	opScatterValue      = newOp("scatter.value")
	opScatterInPl       = newOp("scatter_.src")
	opScatterValueInPl  = newOp("scatter_.value")
	opScatterBy         = newOp("scatter.reduce")
	opScatterValueBy    = newOp("scatter.value_reduce")
	opScatterByInPl     = newOp("scatter_.reduce")
	opScatterValueByIP  = newOp("scatter_.value_reduce")
	opScatterAdd        = newOp("scatter_add")
	opScatterAddInPl    = newOp("scatter_add_")
	opScatterReduce     = newOp("scatter_reduce.two")
	opScatterReduceInPl = newOp("scatter_reduce_.two")

	opIndexAdd            = newOp("index_add")
	opIndexAddInPl        = newOp("index_add_")
	opIndexCopy           = newOp("index_copy")
	opIndexCopyInPl       = newOp("index_copy_")
	opIndexFill           = newOp("index_fill.int_Tensor")
	opIndexFillValue      = newOp("index_fill.int_Scalar")
	opIndexFillInPl       = newOp("index_fill_.int_Tensor")
	opIndexFillValueInPl  = newOp("index_fill_.int_Scalar")
	opMaskedFill          = newOp("masked_fill.Tensor")
	opMaskedFillValue     = newOp("masked_fill.Scalar")
	opMaskedFillInPl      = newOp("masked_fill_.Tensor")
	opMaskedFillValueInPl = newOp("masked_fill_.Scalar")
	opMaskedScatter       = newOp("masked_scatter")
	opMaskedScatterInPl   = newOp("masked_scatter_")
)

// written fills a call of t, a dimension, an index and what is written there,
// choosing the overload for a tensor or for a number.
func (t *Tensor) written(tensor, number *Op, dim int, index *Tensor, value any) (c call) {
	c.op = number
	if _, ok := value.(*Tensor); ok {
		c.op = tensor
	}
	c.tensor(t)
	c.Int(int64(dim))
	c.tensor(index)
	c.operand(value)
	return c
}

// Scatter returns a copy of t with src's elements, or a Go number, written where
// index, int64, says: the inverse of [Tensor.Gather]. Of several elements for
// one place any may stay. With reduce, "add" or "multiply", they are added to t's
// elements, or multiplied with them; of tensors [Tensor.ScatterReduce] does more.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.scatter.html
func (t *Tensor) Scatter(dim int, index *Tensor, src any, reduce ...string) *Tensor {
	if len(reduce) > 0 {
		c := t.written(opScatterBy, opScatterValueBy, dim, index, src)
		c.by(reduce)
		return c.one()
	}
	c := t.written(opScatter, opScatterValue, dim, index, src)
	return c.one()
}

// Scatter_ is [Tensor.Scatter] in place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_.html
func (t *Tensor) Scatter_(dim int, index *Tensor, src any, reduce ...string) *Tensor {
	if len(reduce) > 0 {
		c := t.written(opScatterByInPl, opScatterValueByIP, dim, index, src)
		c.by(reduce)
		return c.inPlace(t)
	}
	c := t.written(opScatterInPl, opScatterValueInPl, dim, index, src)
	return c.inPlace(t)
}

// by appends the one way to reduce.
func (c *call) by(reduce []string) {
	c.atMostOne("way to reduce", len(reduce))
	c.String(reduce[0])
}

// ScatterAdd returns a copy of t with src's elements added where index says.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html
func (t *Tensor) ScatterAdd(dim int, index, src *Tensor) *Tensor {
	c := t.written(opScatterAdd, nil, dim, index, src)
	return c.one()
}

// ScatterAdd_ is [Tensor.ScatterAdd] in place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_add_.html
func (t *Tensor) ScatterAdd_(dim int, index, src *Tensor) *Tensor {
	c := t.written(opScatterAddInPl, nil, dim, index, src)
	return c.inPlace(t)
}

// ScatterReduceOption is [IncludeSelf], of [Tensor.ScatterReduce] and
// [Tensor.IndexReduce].
type ScatterReduceOption bool

// IncludeSelf tells whether t's own elements take part where the operator writes;
// they do unless it says otherwise.
func IncludeSelf(on bool) ScatterReduceOption { return ScatterReduceOption(on) }

// ScatterReduce returns a copy of t with src's elements reduced into the places
// that index names, by "sum", "prod", "mean", "amax" or "amin".
//
// See https://docs.pytorch.org/docs/stable/generated/torch.scatter_reduce.html
func (t *Tensor) ScatterReduce(dim int, index, src *Tensor, reduce string, options ...ScatterReduceOption) *Tensor {
	c := t.reducing(opScatterReduce, dim, index, src, reduce, options)
	return c.one()
}

// ScatterReduce_ is [Tensor.ScatterReduce] in place.
func (t *Tensor) ScatterReduce_(dim int, index, src *Tensor, reduce string, options ...ScatterReduceOption) *Tensor {
	c := t.reducing(opScatterReduceInPl, dim, index, src, reduce, options)
	return c.inPlace(t)
}

func (t *Tensor) reducing(op *Op, dim int, index, src *Tensor, reduce string, options []ScatterReduceOption) call {
	includeSelf := true
	option.Once(options)
	for _, option := range options {
		includeSelf = bool(option)
	}
	c := t.written(op, nil, dim, index, src)
	c.String(reduce)
	c.Bool(includeSelf)
	return c
}

// IndexAdd returns a copy of t with alpha times the slices of source added to
// those along dim that index, a vector, names.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.index_add.html
func (t *Tensor) IndexAdd(dim int, index, source *Tensor, alpha ...AlphaOption) *Tensor {
	c := t.written(opIndexAdd, nil, dim, index, source)
	c.alpha(alpha)
	return c.one()
}

// IndexAdd_ is [Tensor.IndexAdd] in place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_add_.html
func (t *Tensor) IndexAdd_(dim int, index, source *Tensor, alpha ...AlphaOption) *Tensor {
	c := t.written(opIndexAddInPl, nil, dim, index, source)
	c.alpha(alpha)
	return c.inPlace(t)
}

// alpha appends the option given; the schema's default is 1.
func (c *call) alpha(options []AlphaOption) {
	if only, given := option.Only(options); given {
		c.scalar(only.alpha)
	}
}

// IndexCopy returns a copy of t with the slices along dim that index, a vector,
// names replaced by source's.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.index_copy.html
func (t *Tensor) IndexCopy(dim int, index, source *Tensor) *Tensor {
	c := t.written(opIndexCopy, nil, dim, index, source)
	return c.one()
}

// IndexCopy_ is [Tensor.IndexCopy] in place.
func (t *Tensor) IndexCopy_(dim int, index, source *Tensor) *Tensor {
	c := t.written(opIndexCopyInPl, nil, dim, index, source)
	return c.inPlace(t)
}

// IndexFill returns a copy of t with the slices along dim that index, a vector,
// names filled with value, a Go number or a tensor of no dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_fill.html
func (t *Tensor) IndexFill(dim int, index *Tensor, value any) *Tensor {
	c := t.written(opIndexFill, opIndexFillValue, dim, index, value)
	return c.one()
}

// IndexFill_ is [Tensor.IndexFill] in place.
func (t *Tensor) IndexFill_(dim int, index *Tensor, value any) *Tensor {
	c := t.written(opIndexFillInPl, opIndexFillValueInPl, dim, index, value)
	return c.inPlace(t)
}

// masked fills a call of t, a mask and a value, a tensor or a number.
func (t *Tensor) masked(tensor, number *Op, mask *Tensor, value any) (c call) {
	c.op = number
	if _, ok := value.(*Tensor); ok {
		c.op = tensor
	}
	c.tensor(t)
	c.tensor(mask)
	c.operand(value)
	return c
}

// MaskedFill returns a copy of t with value, a Go number or a tensor of no
// dimension, where mask, a bool tensor broadcast with t, is true.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill.html
func (t *Tensor) MaskedFill(mask *Tensor, value any) *Tensor {
	c := t.masked(opMaskedFill, opMaskedFillValue, mask, value)
	return c.one()
}

// MaskedFill_ is [Tensor.MaskedFill] in place; mask must broadcast to t.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html
func (t *Tensor) MaskedFill_(mask *Tensor, value any) *Tensor {
	c := t.masked(opMaskedFillInPl, opMaskedFillValueInPl, mask, value)
	return c.inPlace(t)
}

// MaskedScatter returns a copy of t with source's elements, in order, where mask
// is true.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter_.html
func (t *Tensor) MaskedScatter(mask, source *Tensor) *Tensor {
	c := t.masked(opMaskedScatter, nil, mask, source)
	return c.one()
}

// MaskedScatter_ is [Tensor.MaskedScatter] in place.
func (t *Tensor) MaskedScatter_(mask, source *Tensor) *Tensor {
	c := t.masked(opMaskedScatterInPl, nil, mask, source)
	return c.inPlace(t)
}
