package torch

var (
	opHSplit   = newOp("hsplit.int")
	opHSplitAt = newOp("hsplit.array")
	opVSplit   = newOp("vsplit.int")
	opVSplitAt = newOp("vsplit.array")
	opDSplit   = newOp("dsplit.int")
	opDSplitAt = newOp("dsplit.array")
)

// HSplit returns n views side by side: of one size along dimension 1, or 0 for
// vectors. It panics where n does not divide that dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hsplit.html
func (t *Tensor) HSplit(n int) []*Tensor { return t.axisParts(opHSplit, n) }

// HSplitAt cuts t as [Tensor.HSplit] does, before each of the given indices.
func (t *Tensor) HSplitAt(indices ...int) []*Tensor { return t.axisPartsAt(opHSplitAt, indices) }

// VSplit returns n views below each other: of one size along dimension 0 of a t
// of at least 2 dimensions. It panics where n does not divide that dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.vsplit.html
func (t *Tensor) VSplit(n int) []*Tensor { return t.axisParts(opVSplit, n) }

// VSplitAt cuts t as [Tensor.VSplit] does, before each of the given indices.
func (t *Tensor) VSplitAt(indices ...int) []*Tensor { return t.axisPartsAt(opVSplitAt, indices) }

// DSplit returns n views behind each other: of one size along dimension 2 of a t
// of at least 3 dimensions. It panics where n does not divide that dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.dsplit.html
func (t *Tensor) DSplit(n int) []*Tensor { return t.axisParts(opDSplit, n) }

// DSplitAt cuts t as [Tensor.DSplit] does, before each of the given indices.
func (t *Tensor) DSplitAt(indices ...int) []*Tensor { return t.axisPartsAt(opDSplitAt, indices) }

// axisParts runs an operator that cuts t along an axis of its own.
func (t *Tensor) axisParts(op *Op, n int) []*Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Int(int64(n))
	return c.list()
}

func (t *Tensor) axisPartsAt(op *Op, indices []int) []*Tensor {
	c := call{op: op}
	c.tensor(t)
	c.Ints(indices)
	return c.list()
}
