package torch

import "github.com/e0112027/gotorch/cgotorch"

var (
	opNested   = newOp("_nested_tensor_from_tensor_list")
	opToPadded = newOp("to_padded_tensor")
)

// NestedTensor copies tensors of one number of dimensions, whose sizes may differ,
// into one: a batch without padding, a leaf of the graph. The dtype and the device
// are those of the first tensor unless options give others.
//
// The result's layout is [Strided]. Of its shape [Tensor.Shape] tells -1 for the
// dimensions along which the tensors differ; [Tensor.Unbind] along dimension 0
// takes it apart. libtorch calls nested tensors a prototype, and few operators take
// them. Those that Python makes with layout torch.jagged are a class of Python.
//
// See https://docs.pytorch.org/docs/stable/nested.html
func NestedTensor(tensors []*Tensor, options ...TensorOption) *Tensor {
	var t *Tensor
	o := applyTensorOptions(options)
	NoGrad(func() { t = newNested(tensors, &o, factoryKinds) })
	if o.requiresGrad {
		t.SetRequiresGrad(true)
	}
	return t
}

// AsNestedTensor is [NestedTensor] in the graph of tensors.
func AsNestedTensor(tensors []*Tensor, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	return newNested(tensors, &o, factoryKinds&^(gradKind|pinKind))
}

func newNested(tensors []*Tensor, o *tensorOptions, kinds optionKinds) *Tensor {
	c := call{op: opNested}
	c.tensors(tensors)
	c.takes(o, kinds)
	c.options(o)
	return c.one()
}

// IsNested tells whether t is what [NestedTensor] makes.
func (t *Tensor) IsNested() bool { return t.has("is_nested", cgotorch.Nested) }

// ToPaddedTensor returns the parts of t, nested, as one tensor (N, …) of ordinary
// layout, each filled up with padding to the largest size among them, or to sizes
// where given.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nested.to_padded_tensor.html
func (t *Tensor) ToPaddedTensor(padding float64, sizes ...int) *Tensor {
	c := call{op: opToPadded}
	c.tensor(t)
	c.Double(padding)
	if len(sizes) > 0 {
		c.Ints(sizes)
	}
	return c.one()
}
