package torch

var (
	opPut             = newOp("put")
	opPutInPl         = newOp("put_")
	opIndexPut        = newOp("index_put")
	opIndexReduce     = newOp("index_reduce")
	opIndexReduceInPl = newOp("index_reduce_")
)

// Put returns a copy of t with source's elements at the places, counted over all
// dimensions, that index, int64, names; with accumulate it adds them. Of several
// elements for one place any may stay, unless they are added.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.put_.html
func (t *Tensor) Put(index, source *Tensor, accumulate bool) *Tensor {
	c := t.put(opPut, index, source, accumulate)
	return c.one()
}

// Put_ is [Tensor.Put] in place.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.put_.html
func (t *Tensor) Put_(index, source *Tensor, accumulate bool) *Tensor {
	c := t.put(opPutInPl, index, source, accumulate)
	return c.inPlace(t)
}

func (t *Tensor) put(op *Op, index, source *Tensor, accumulate bool) call {
	c := call{op: op}
	c.tensor(t)
	c.tensor(index)
	c.tensor(source)
	c.Bool(accumulate)
	return c
}

// IndexPut returns a copy of t with values, broadcast, at the places that one
// tensor of indices (int64, or a bool mask) for each dimension names together;
// nil stands for all of a dimension, and so do dimensions that indices leaves
// out at the end. With accumulate values are added, also several to one place.
//
//	t.IndexPut([]*torch.Tensor{rows, columns}, values, true)
//
// See [Tensor.SetIndex] for Python's t[...] = value, and
// https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
func (t *Tensor) IndexPut(indices []*Tensor, values *Tensor, accumulate bool) *Tensor {
	c := t.indexPut(opIndexPut, indices, values, accumulate)
	return c.one()
}

// IndexPut_ is [Tensor.IndexPut] in place.
func (t *Tensor) IndexPut_(indices []*Tensor, values *Tensor, accumulate bool) *Tensor {
	c := t.indexPut(opIndexPutInPl, indices, values, accumulate)
	return c.inPlace(t)
}

func (t *Tensor) indexPut(op *Op, indices []*Tensor, values *Tensor, accumulate bool) call {
	c := call{op: op}
	c.tensor(t)
	c.optionals(indices)
	c.tensor(values)
	c.Bool(accumulate)
	return c
}

// IndexReduce returns a copy of t with the slices of source reduced into those
// along dim that index, a vector, names, by "prod", "mean", "amax" or "amin".
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_reduce_.html
func (t *Tensor) IndexReduce(dim int, index, source *Tensor, reduce string, options ...ScatterReduceOption) *Tensor {
	c := t.reducing(opIndexReduce, dim, index, source, reduce, options)
	return c.one()
}

// IndexReduce_ is [Tensor.IndexReduce] in place.
func (t *Tensor) IndexReduce_(dim int, index, source *Tensor, reduce string, options ...ScatterReduceOption) *Tensor {
	c := t.reducing(opIndexReduceInPl, dim, index, source, reduce, options)
	return c.inPlace(t)
}
