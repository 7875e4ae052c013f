package torch

var (
	opEmpty        = newOp("empty.memory_format")
	opZeros        = newOp("zeros")
	opOnes         = newOp("ones")
	opFull         = newOp("full")
	opEye          = newOp("eye")
	opEyeM         = newOp("eye.m")
	opArange       = newOp("arange.start_step")
	opLinspace     = newBounded("linspace")
	opLogspace     = newBounded("logspace")
	opEmptyLike    = newOp("empty_like")
	opZerosLike    = newOp("zeros_like")
	opOnesLike     = newOp("ones_like")
	opFullLike     = newOp("full_like")
	opScalarTensor = newOp("scalar_tensor")
)

// Empty returns a tensor of uninitialised memory. args are sizes (ints, or one []int)
// and [TensorOption] values; the dtype is [DefaultDType] unless given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.empty.html
func Empty(args ...any) *Tensor {
	sizes, o := sizesAndOptions("empty", args)
	c := call{op: opEmpty}
	c.Ints(sizes)
	return c.makeWithFormat(&o)
}

// Zeros returns a tensor of zeros; see [Empty] for args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.zeros.html
func Zeros(args ...any) *Tensor { return sized(opZeros, args) }

// Ones returns a tensor of ones; see [Empty] for args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.ones.html
func Ones(args ...any) *Tensor { return sized(opOnes, args) }

func sized(op *Op, args []any) *Tensor {
	sizes, o := sizesAndOptions(op.Name(), args)
	c := call{op: op}
	c.Ints(sizes)
	c.options(&o)
	return c.make(&o)
}

// Full returns a tensor of one value, a Go number, whose kind gives the dtype
// (bool, Int64, [DefaultDType], complex) unless an option does.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.full.html
func Full(sizes []int, value any, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opFull}
	c.Ints(sizes)
	c.scalar(value)
	c.options(&o)
	return c.make(&o)
}

// ScalarTensor returns a tensor of no dimension that holds a Go number, of
// [DefaultDType] unless an option gives another: an integer too, as of
// torch.scalar_tensor. For torch.tensor(3), of Int64, see [NewTensor].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.scalar_tensor.html
func ScalarTensor(value any, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opScalarTensor}
	c.scalar(value)
	c.options(&o)
	return c.make(&o)
}

// Eye returns an (n, n) identity matrix.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.eye.html
func Eye(n int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opEye}
	c.Int(int64(n))
	c.options(&o)
	return c.make(&o)
}

// EyeM returns an (n, m) matrix with ones on the diagonal.
func EyeM(n, m int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opEyeM}
	c.Int(int64(n))
	c.Int(int64(m))
	c.options(&o)
	return c.make(&o)
}

// Arange returns the numbers from start, inclusive, to end, exclusive, in steps:
// Arange(end), Arange(start, end) or Arange(start, end, step), numbers first and
// then options. Integers give Int64, floats [DefaultDType].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.arange.html
func Arange(args ...any) *Tensor {
	var numbers []any
	var o tensorOptions
	for _, arg := range args {
		if option, ok := arg.(TensorOption); ok {
			option.applyTensor(&o)
		} else {
			numbers = append(numbers, arg)
		}
	}
	start, end, step := any(0), any(nil), any(1)
	switch len(numbers) {
	case 1:
		end = numbers[0]
	case 2:
		start, end = numbers[0], numbers[1]
	case 3:
		start, end, step = numbers[0], numbers[1], numbers[2]
	default:
		misuse("arange", "TypeError", "expected 1 to 3 numbers, got %d", len(numbers))
	}
	c := call{op: opArange}
	c.scalar(start)
	c.scalar(end)
	c.scalar(step)
	c.options(&o)
	return c.make(&o)
}

// Linspace returns steps numbers from start to end, both inclusive, evenly
// spaced. The bounds are Go numbers or tensors of no dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
func Linspace(start, end any, steps int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opLinspace.of(start, end)}
	c.operand(start)
	c.operand(end)
	c.Int(int64(steps))
	c.options(&o)
	return c.make(&o)
}

// Logspace returns steps numbers from base**start to base**end, evenly spaced on
// a logarithmic scale. The bounds are Go numbers or tensors of no dimension.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.logspace.html
func Logspace(start, end any, steps int, base float64, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opLogspace.of(start, end)}
	c.operand(start)
	c.operand(end)
	c.Int(int64(steps))
	c.Double(base)
	c.options(&o)
	return c.make(&o)
}

// bounded are the overloads of a factory whose bounds are numbers or tensors.
type bounded struct{ numbers, tensors, tensorFirst, numberFirst *Op }

func newBounded(name string) bounded {
	return bounded{newOp(name), newOp(name + ".Tensor_Tensor"), newOp(name + ".Tensor_Scalar"), newOp(name + ".Scalar_Tensor")}
}

func (b bounded) of(start, end any) *Op {
	switch first, second := isTensor(start), isTensor(end); {
	case first && second:
		return b.tensors
	case first:
		return b.tensorFirst
	case second:
		return b.numberFirst
	}
	return b.numbers
}

// EmptyLike returns an uninitialised tensor of t's shape, dtype and device, the
// latter two unless options give others.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.empty_like.html
func EmptyLike(t *Tensor, options ...TensorOption) *Tensor { return like(opEmptyLike, t, nil, options) }

// ZerosLike returns zeros of t's shape, dtype and device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.zeros_like.html
func ZerosLike(t *Tensor, options ...TensorOption) *Tensor { return like(opZerosLike, t, nil, options) }

// OnesLike returns ones of t's shape, dtype and device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.ones_like.html
func OnesLike(t *Tensor, options ...TensorOption) *Tensor { return like(opOnesLike, t, nil, options) }

// FullLike returns a tensor of one value with t's shape, dtype and device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.full_like.html
func FullLike(t *Tensor, value any, options ...TensorOption) *Tensor {
	return like(opFullLike, t, value, options)
}

// like runs a factory that copies t's facts; value is nil where it takes none.
func like(op *Op, t *Tensor, value any, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: op}
	c.tensor(t)
	if value != nil {
		c.scalar(value)
	}
	return c.makeWithFormat(&o)
}

// makeWithFormat runs a factory that takes a memory format after the options.
func (c *call) makeWithFormat(o *tensorOptions) *Tensor {
	c.options(o)
	if o.hasMemoryFormat {
		c.Int(int64(o.memoryFormat))
	}
	return c.makeWith(o, factoryKinds|formatKind)
}
