package torch

import "github.com/e0112027/gotorch/cgotorch"

// Op is one operator overload of libtorch, looked up at its first call.
type Op = cgotorch.Op

// Result is one value that an operator returned other than a tensor; its Tag
// tells which field holds it.
type Result = cgotorch.Result

// NewOp names an operator overload as its schema does: "aten::conv2d",
// "aten::add.Tensor". A name that libtorch lacks makes the call panic.
func NewOp(name string) *Op { return cgotorch.NewOp(name) }

// Invocation is one call of an operator while its arguments are gathered, for
// packages that wrap operators which this one has no method for. Arguments are
// appended in the schema's order; those left out at the end take the schema's
// defaults. It is used once, on one goroutine:
//
//	v := torch.Invocation{Op: opLinear}
//	v.Tensor(x)
//	v.Tensor(weight)
//	v.OptionalTensor(bias)
//	return v.One()
//
// The methods panic with [*Error] where an argument can't be passed. The result
// joins the scope of the inputs, as every operator's does.
type Invocation struct {
	Op *Op
	c  call
}

func (v *Invocation) call() *call {
	v.c.op = v.Op
	return &v.c
}

// Tensor appends a tensor, which must not be nil.
func (v *Invocation) Tensor(t *Tensor) { v.call().tensor(t) }

// OptionalTensor appends a tensor, or None for nil.
func (v *Invocation) OptionalTensor(t *Tensor) { v.call().optional(t) }

// Tensors appends a list of tensors, none of them nil.
func (v *Invocation) Tensors(ts []*Tensor) { v.call().tensors(ts) }

// OptionalTensors appends a list of tensors, None for a nil one.
func (v *Invocation) OptionalTensors(ts []*Tensor) { v.call().optionals(ts) }

// Operand appends a tensor or a Go number that promotes as Python's do.
func (v *Invocation) Operand(x any) { v.call().operand(x) }

// Scalar appends a Go number.
func (v *Invocation) Scalar(x any) { v.call().scalar(x) }

// Generator appends a generator, None for nil.
func (v *Invocation) Generator(g *Generator) { v.call().generator(g) }

// DType appends a dtype.
func (v *Invocation) DType(d DType) { v.c.Int(int64(d)) }

// Device appends a device.
func (v *Invocation) Device(d Device) { d.encode(&v.c.Args) }

// None appends Python's None.
func (v *Invocation) None() { v.c.None() }

// Default appends the schema's default for one argument.
func (v *Invocation) Default() { v.c.Default() }

// Int appends an int.
func (v *Invocation) Int(x int) { v.c.Int(int64(x)) }

// Float appends a float.
func (v *Invocation) Float(x float64) { v.c.Double(x) }

// Bool appends a bool.
func (v *Invocation) Bool(x bool) { v.c.Bool(x) }

// Ints appends a list of ints.
func (v *Invocation) Ints(xs []int) { v.c.Ints(xs) }

// Floats appends a list of floats.
func (v *Invocation) Floats(xs []float64) { v.c.Doubles(xs) }

// Scalars appends a list of floats for an argument of type Scalar[].
func (v *Invocation) Scalars(xs []float64) {
	v.c.List(cgotorch.TagScalars, len(xs))
	for _, x := range xs {
		v.c.Double(x)
	}
}

// Numbers appends a list of Go numbers for an argument of type Scalar[].
func (v *Invocation) Numbers(xs []any) { v.call().numbers(xs) }

// Strings appends a list of strings.
func (v *Invocation) Strings(xs []string) { v.c.Strings(xs) }

// Bools appends a list of bools.
func (v *Invocation) Bools(xs []bool) { v.c.Bools(xs) }

// String appends a string.
func (v *Invocation) String(s string) { v.c.String(s) }

// In names the scope of the result; nil leaves it to the inputs.
func (v *Invocation) In(s *Scope) { v.call().in(s) }

// One runs an operator that returns one tensor.
func (v *Invocation) One() *Tensor { return v.call().one() }

// Make appends dtype, layout, device and pin_memory, which every factory takes
// after its other arguments, from options, and runs it.
func (v *Invocation) Make(options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := v.call()
	c.options(&o)
	return c.make(&o)
}

// InPlace runs an operator that writes to t, and returns t.
func (v *Invocation) InPlace(t *Tensor) *Tensor { return v.call().inPlace(t) }

// Two runs an operator that returns two tensors.
func (v *Invocation) Two() (*Tensor, *Tensor) { return v.call().two() }

// Three runs an operator that returns three tensors.
func (v *Invocation) Three() (*Tensor, *Tensor, *Tensor) { return v.call().three() }

// List runs an operator that returns a list of tensors.
func (v *Invocation) List() []*Tensor { return v.call().list() }

// Result runs an operator that returns something other than tensors.
func (v *Invocation) Result() Result { return v.call().value() }
