package torch

var (
	opNewEmpty        = newOp("new_empty")
	opNewZeros        = newOp("new_zeros")
	opNewOnes         = newOp("new_ones")
	opNewFull         = newOp("new_full")
	opNewEmptyStrided = newOp("new_empty_strided")
	opEmptyStrided    = newOp("empty_strided")
	opEmptyPermuted   = newOp("empty_permuted")
)

// NewEmpty returns a tensor of uninitialised memory with t's dtype and device.
// args are sizes (ints, or one []int) and [TensorOption] values, as for [Empty].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty.html
func (t *Tensor) NewEmpty(args ...any) *Tensor { return t.newSized(opNewEmpty, args) }

// NewZeros returns zeros with t's dtype and device; see [Tensor.NewEmpty] for
// args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_zeros.html
func (t *Tensor) NewZeros(args ...any) *Tensor { return t.newSized(opNewZeros, args) }

// NewOnes returns ones with t's dtype and device; see [Tensor.NewEmpty] for args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_ones.html
func (t *Tensor) NewOnes(args ...any) *Tensor { return t.newSized(opNewOnes, args) }

func (t *Tensor) newSized(op *Op, args []any) *Tensor {
	sizes, o := sizesAndOptions(op.Name(), args)
	c := call{op: op}
	c.tensor(t)
	c.Ints(sizes)
	c.options(&o)
	return c.make(&o)
}

// NewFull returns a tensor of one value, a Go number, with t's dtype and device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_full.html
func (t *Tensor) NewFull(sizes []int, value any, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opNewFull}
	c.tensor(t)
	c.Ints(sizes)
	c.scalar(value)
	c.options(&o)
	return c.make(&o)
}

// NewTensor is [NewTensor] with t's dtype and device, unless options give others.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_tensor.html
func (t *Tensor) NewTensor(data any, options ...TensorOption) *Tensor {
	return NewTensor(data, append([]TensorOption{asOf{t}}, options...)...)
}

// asOf stands for a tensor's dtype, device and scope, which other options override.
type asOf struct{ t *Tensor }

func (as asOf) applyTensor(o *tensorOptions) {
	o.dtype, o.hasDType = as.t.DType(), true
	o.device, o.hasDevice = as.t.Device(), true
	o.scope = as.t.Scope()
}

// NewEmptyStrided is [EmptyStrided] with t's dtype and device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty_strided.html
func (t *Tensor) NewEmptyStrided(sizes, strides []int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opNewEmptyStrided}
	c.tensor(t)
	c.Ints(sizes)
	c.Ints(strides)
	c.options(&o)
	return c.make(&o)
}

// EmptyStrided returns a tensor of uninitialised memory whose neighbours along
// each dimension lie strides, in elements, apart.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.empty_strided.html
func EmptyStrided(sizes, strides []int, options ...TensorOption) *Tensor {
	return arranged(opEmptyStrided, sizes, strides, options)
}

// EmptyPermuted returns a dense tensor of uninitialised memory whose dimensions
// lie in memory in the given order, outermost first; see [Tensor.DimOrder].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.empty_permuted.html
func EmptyPermuted(sizes, order []int, options ...TensorOption) *Tensor {
	return arranged(opEmptyPermuted, sizes, order, options)
}

func arranged(op *Op, sizes, arrangement []int, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: op}
	c.Ints(sizes)
	c.Ints(arrangement)
	c.options(&o)
	return c.make(&o)
}
