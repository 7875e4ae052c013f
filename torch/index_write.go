package torch

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

var opIndexPutInPl = newOp("index_put_")

// assigned is what an index writes: a number, or a tensor made to fit.
type assigned struct {
	number  any
	tensor  *Tensor // nil: a number
	derived         // the tensor; or a mask or list of indices while a number is written
	sizes   []int   // of tensor
}

// set writes value to what the parts name, by the operators that Python's own
// indexing chooses, so that errors and graphs are the same too.
func (x *indexer) set(value any, parts []part) {
	v := assigned{number: value}
	defer v.drop()
	if t, ok := value.(*Tensor); ok {
		x.assign(&v, t)
	}
	x.walk(parts)
	switch {
	case len(x.tensors) == 0:
		x.copy(&v)
	case v.tensor == nil && (x.maskedFill(&v) || x.indexFill(&v)):
	default:
		x.put(&v)
	}
	x.finish(x.op.Call0(&x.Args))
}

func (x *indexer) assign(v *assigned, t *Tensor) {
	if t == nil {
		x.misuse("TypeError", "the value is a nil tensor")
	}
	v.tensor, v.handle = t, x.hold(t)
	var m cgotorch.Meta
	x.readMeta(v.handle, &m)
	v.sizes = m.Sizes()
}

// copy makes a plain copy ready.
func (x *indexer) copy(v *assigned) {
	if v.tensor == nil {
		x.on(opFillScalar, x.view.handle)
		x.scalar(v.number)
		return
	}
	var m cgotorch.Meta
	x.readMeta(x.view.handle, &m)
	op := opCopyInPl
	if sizes := m.Sizes(); !slices.Equal(sizes, v.sizes) {
		if len(v.sizes) == 0 && v.tensor.isOn(CPU) {
			op = opFillTensor
		} else {
			x.stripOnes(v)
			x.on(opExpand, v.handle)
			x.Ints(sizes)
			v.become(&x.call)
		}
	}
	x.on(op, x.view.handle)
	x.Args.Tensor(v.handle)
}

// stripOnes drops the value's leading dimensions of size 1: a row (1, N) fits
// where (N) does, as in NumPy.
func (x *indexer) stripOnes(v *assigned) {
	n := 0
	for n < len(v.sizes) && v.sizes[n] == 1 {
		n++
	}
	if n == 0 {
		return
	}
	x.on(opView, v.handle)
	x.Ints(v.sizes[n:])
	v.become(&x.call)
}

// maskedFill makes a fill ready where a mask is the only tensor.
func (x *indexer) maskedFill(v *assigned) bool {
	mask, at := x.only()
	if mask == nil || mask.DType() != Bool && mask.DType() != UInt8 || !x.near(mask) {
		return false
	}
	var m cgotorch.Meta
	x.readMeta(x.view.handle, &m)
	sizes, of := mask.Shape(), m.Sizes()
	for i, size := range sizes {
		if size != of[at+i] {
			x.misuse("IndexError", fmt.Sprintf("The shape of the mask %v at index %d does not match the shape of the indexed tensor %v at index %d", sizes, i, of, at+i))
		}
	}
	// The mask's dimensions must meet those it stands for, not the last ones.
	for range len(of) - at - len(sizes) {
		sizes = append(sizes, 1)
	}
	v.handle = x.hold(mask)
	x.on(opView, v.handle)
	x.Ints(sizes)
	v.become(&x.call)
	x.on(opMaskedFillValueInPl, x.view.handle)
	x.Args.Tensor(v.handle)
	x.scalar(v.number)
	return true
}

// indexFill makes a fill ready where one list of indices is the only tensor.
func (x *indexer) indexFill(v *assigned) bool {
	index, dim := x.only()
	if index == nil || index.DType() != Int64 || !x.near(index) || !fillable(x.self.DType()) {
		return false
	}
	var m cgotorch.Meta
	index.meta("index_fill", &m)
	if m.NDim() > 1 && !m.Has(cgotorch.Contiguous) {
		return false
	}
	v.handle = x.hold(index)
	if m.NDim() > 1 {
		x.on(opView, v.handle)
		x.Ints([]int{-1})
		v.become(&x.call)
	}
	x.on(opIndexFillValueInPl, x.view.handle, dim)
	x.Args.Tensor(v.handle)
	x.scalar(v.number)
	return true
}

// fillable tells whether index_fill_ has a kernel for a dtype.
func fillable(d DType) bool {
	switch d {
	case QInt8, QUInt8, QInt32, QUInt4x2, QUInt2x4,
		Float8E5M2, Float8E4M3FN, Float8E5M2FNUZ, Float8E4M3FNUZ, Float8E8M0FNU:
		return false
	}
	return true
}

// only returns the index tensor where there is one, and its dimension.
func (x *indexer) only() (t *Tensor, dim int) {
	for i, tensor := range x.tensors {
		switch {
		case tensor == nil:
		case t != nil:
			return nil, 0
		default:
			t, dim = tensor, i
		}
	}
	return t, dim
}

// near tells whether t lies on self's device.
func (x *indexer) near(t *Tensor) bool {
	deviceType, index := x.meta.Device()
	return t.Device() == Device{DeviceType(deviceType), index}
}

// put makes a write of several places ready.
func (x *indexer) put(v *assigned) {
	if v.tensor == nil {
		deviceType, index := x.meta.Device()
		x.op, x.Args = opScalarTensor, cgotorch.Args{}
		x.scalar(v.number)
		x.Int(int64(x.self.DType()))
		x.None()
		x.Device(deviceType, index)
		v.become(&x.call)
	} else {
		x.stripOnes(v)
	}
	x.on(opIndexPutInPl, x.view.handle)
	x.optionals(x.tensors)
	x.Args.Tensor(v.handle)
}
