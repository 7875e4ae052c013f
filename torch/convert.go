package torch

import "slices"

var (
	opTo         = newOp("to.dtype_layout")
	opContiguous = newOp("contiguous")
	opCopyInPl   = newOp("copy_")
)

// To returns t with another dtype, on another device, or both: t itself where
// nothing changes. Arguments are a [DType], a [Device], a [MemoryFormat],
// [NonBlocking] or [Copy].
//
//	x.To(torch.CUDA(0), torch.Float16)
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html
func (t *Tensor) To(options ...ToOption) *Tensor {
	o := applyToOptions(options)
	if t != nil && !o.copy && !o.hasMemoryFormat && (!o.hasDType || o.dtype == t.DType()) && (!o.hasDevice || t.isOn(o.device)) {
		t.leave(t.enter("to"))
		return t
	}
	c := call{op: opTo}
	c.tensor(t)
	if o.hasDType {
		c.Int(int64(o.dtype))
	} else {
		c.None()
	}
	c.None() // layout
	if o.hasDevice {
		o.device.encode(&c.Args)
	} else {
		c.None()
	}
	c.None() // pin_memory
	c.Bool(o.nonBlocking)
	c.Bool(o.copy)
	if o.hasMemoryFormat {
		c.Int(int64(o.memoryFormat))
	}
	return c.one()
}

// isOn tells whether t lies on d; the current device of d's type counts as d
// only for the CPU, which has one.
func (t *Tensor) isOn(d Device) bool {
	on := t.Device()
	return on.Type == d.Type && (on.Index == d.Index || d.Type == DeviceCPU)
}

// Clone returns a copy of t, in the graph. The options are a [MemoryFormat] and [In].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.clone.html
func (t *Tensor) Clone(options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opClone}
	c.tensor(t)
	c.takes(&o, formatKind)
	if o.hasMemoryFormat {
		c.Int(int64(o.memoryFormat))
	}
	c.in(o.scope)
	return c.one()
}

// Contiguous returns t with its elements in order in memory, or in the order of a
// memory format: t itself where they are.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.contiguous.html
func (t *Tensor) Contiguous(format ...MemoryFormat) *Tensor {
	if t.IsContiguous(format...) {
		return t
	}
	c := call{op: opContiguous}
	c.tensor(t)
	if len(format) > 0 {
		c.Int(int64(format[0]))
	}
	return c.one()
}

// Copy_ copies src's elements into t, converting dtype and device and
// broadcasting, and returns t, with [NonBlocking] perhaps before it is done.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copy_.html
func (t *Tensor) Copy_(src *Tensor, options ...TransferOption) *Tensor {
	c := call{op: opCopyInPl}
	c.tensor(t)
	c.tensor(src)
	c.Bool(slices.Contains(options, nonBlocking))
	return c.inPlace(t)
}

// Float returns t as float32.
func (t *Tensor) Float() *Tensor { return t.To(Float32) }

// Double returns t as float64.
func (t *Tensor) Double() *Tensor { return t.To(Float64) }

// Half returns t as float16.
func (t *Tensor) Half() *Tensor { return t.To(Float16) }

// BFloat16 returns t as bfloat16.
func (t *Tensor) BFloat16() *Tensor { return t.To(BFloat16) }

// Long returns t as int64.
func (t *Tensor) Long() *Tensor { return t.To(Int64) }

// Int returns t as int32.
func (t *Tensor) Int() *Tensor { return t.To(Int32) }

// Bool returns t as bool: what is not zero is true.
func (t *Tensor) Bool() *Tensor { return t.To(Bool) }

// CPU returns t on the CPU.
func (t *Tensor) CPU() *Tensor { return t.To(CPU) }

// CUDA returns t on the current CUDA device.
func (t *Tensor) CUDA() *Tensor { return t.To(Device{DeviceCUDA, -1}) }
