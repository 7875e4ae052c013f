package torch

import (
	"cmp"
	"slices"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

var (
	opPrintNarrow = newOp("narrow")
	opPrintCat    = newOp("cat")
	opPrintTo     = newOp("to.device")
	opPrintView   = newOp("view.dtype")
)

// sparsePart is one of the tensors inside a sparse tensor: how it is printed and
// the operator that takes it out.
type sparsePart struct {
	name string
	op   *Op
}

var (
	partIndices = sparsePart{"indices", newOp("_indices")}
	partCOO     = sparsePart{"values", newOp("_values")}
	partCRow    = sparsePart{"crow_indices", newOp("crow_indices")}
	partCol     = sparsePart{"col_indices", newOp("col_indices")}
	partCCol    = sparsePart{"ccol_indices", newOp("ccol_indices")}
	partRow     = sparsePart{"row_indices", newOp("row_indices")}
	partValues  = sparsePart{"values", newOp("values")}

	sparseParts = map[Layout][]sparsePart{
		SparseCOO: {partIndices, partCOO},
		SparseCSR: {partCRow, partCol, partValues},
		SparseBSR: {partCRow, partCol, partValues},
		SparseCSC: {partCCol, partRow, partValues},
		SparseBSC: {partCCol, partRow, partValues},
	}
)

// call starts an operator call whose result joins the printer's scope.
func (p printer) call(op *Op, t *Tensor) call {
	c := call{op: op}
	c.in(p.scope)
	c.tensor(t)
	return c
}

func (p printer) one(op *Op, t *Tensor) *Tensor {
	c := p.call(op, t)
	return c.one()
}

func (p printer) sparse(t *Tensor, device Device, parts []sparsePart) *tensorstr.Sparse {
	c := call{op: opNNZ}
	c.tensor(t)
	s := &tensorstr.Sparse{NNZ: int(c.value().Int)}
	if device.Type == DeviceMeta {
		s.NNZ = -1
	}
	for _, part := range parts {
		inner := p.one(part.op, t)
		s.Parts = append(s.Parts, tensorstr.Part{
			Name: part.name, Shape: inner.Shape(), Elements: p.elements(inner, device),
		})
	}
	return s
}

// elements reads what is shown of a tensor; nil where it has no data.
func (p printer) elements(t *Tensor, device Device) tensorstr.Elements {
	if device.Type == DeviceMeta {
		return nil
	}
	if slices.Contains(p.options.ShownShape(t.Shape()), 0) {
		return tensorstr.Ints(nil)
	}
	if t.Layout() != Strided {
		t = p.one(opToDense, t)
	}
	if t.DType() != Float4E2M1FNX2 {
		return p.read(p.shown(t))
	}
	// libtorch casts no float4: Python prints the bytes, as floats.
	c := p.call(opPrintView, t)
	c.Int(int64(UInt8))
	return tensorstr.Floats(Data[float64](p.cast(p.shown(c.one()), Float64)))
}

// shown cuts a tensor that is summarised down to the elements shown. It begins
// with the dimension that loses most, for each cut copies what it leaves.
func (p printer) shown(t *Tensor) *Tensor {
	shape := t.Shape()
	shown := p.options.ShownShape(shape)
	dims := make([]int, 0, len(shape))
	for d := range shape {
		if shown[d] < shape[d] {
			dims = append(dims, d)
		}
	}
	slices.SortStableFunc(dims, func(a, b int) int { return cmp.Compare(shape[b], shape[a]) })
	for _, d := range dims {
		edge := shown[d] / 2
		ends := []*Tensor{p.narrow(t, d, 0, edge), p.narrow(t, d, shape[d]-edge, edge)}
		c := call{op: opPrintCat}
		c.in(p.scope)
		c.tensors(ends)
		c.Int(int64(d))
		t = c.one()
	}
	return t
}

func (p printer) narrow(t *Tensor, dim, start, length int) *Tensor {
	c := p.call(opPrintNarrow, t)
	c.Int(int64(dim))
	c.Int(int64(start))
	c.Int(int64(length))
	return c.one()
}

// read copies the elements out, in the widest type of their kind.
func (p printer) read(t *Tensor) tensorstr.Elements {
	switch dtype := t.DType(); {
	case dtype == Bool:
		return tensorstr.Bools(Data[bool](p.cast(t, Bool)))
	case dtype == UInt64:
		return tensorstr.Uints(Data[uint64](p.cast(t, UInt64)))
	case dtype.IsComplex():
		return tensorstr.Complexes(Data[complex128](p.cast(t, Complex128)))
	case dtype.IsFloatingPoint():
		return tensorstr.Floats(Data[float64](p.cast(t, Float64)))
	default:
		return tensorstr.Ints(Data[int64](p.cast(t, Int64)))
	}
}

// cast returns t on the CPU, cast there: other devices may lack the wide dtypes.
func (p printer) cast(t *Tensor, dtype DType) *Tensor {
	for _, to := range []DType{t.DType(), dtype} {
		c := p.call(opPrintTo, t)
		CPU.encode(&c.Args)
		c.Int(int64(to))
		t = c.one()
	}
	return t
}
