package torch

import (
	"slices"

	"github.com/e0112027/gotorch/cgotorch"
)

// FunctionContext carries what a [Function] passes from its forward pass to its
// backward passes. It is valid while the method that got it runs.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.autograd.function.FunctionCtx.html
type FunctionContext struct {
	state *functionState

	// Of the forward pass.
	inputs, toSave, toForward, dirty, nonDifferentiable []*Tensor

	inJVP bool

	// Of a backward pass.
	node  cgotorch.Node
	needs []bool
	scope *Scope
}

// functionState is what the node holds.
type functionState struct {
	function    Function
	name        string
	inputs      int
	materialize bool
	value       any
}

// SaveForBackward keeps inputs or outputs for [FunctionContext.SavedTensors];
// nil is kept as nil. Only the last call counts. A saved tensor that is changed
// in place before the backward pass makes that panic.
func (ctx *FunctionContext) SaveForBackward(tensors ...*Tensor) {
	ctx.forwardOnly("save_for_backward")
	ctx.toSave = slices.Clone(tensors)
}

// SaveForForward keeps inputs or outputs for [FunctionContext.SavedTensors] in
// [JVPFunction]'s JVP; nil is kept as nil. Only the last call counts.
func (ctx *FunctionContext) SaveForForward(tensors ...*Tensor) {
	ctx.forwardOnly("save_for_forward")
	ctx.toForward = slices.Clone(tensors)
}

// SavedTensors returns what SaveForBackward kept, and in JVP what SaveForForward
// kept. It panics after a pass that
// freed the graph, and where a tensor was changed in place.
func (ctx *FunctionContext) SavedTensors() []*Tensor {
	if ctx.inJVP {
		return slices.Clone(ctx.toForward)
	}
	if ctx.node == 0 {
		misuse("saved_tensors", "RuntimeError", "saved tensors can be read while Backward runs only")
	}
	handles, err := ctx.node.Saved()
	check("saved_tensors", err)
	tensors := make([]*Tensor, len(handles))
	for i, h := range handles {
		tensors[i] = adopt(h, ctx.scope)
	}
	return tensors
}

// SetState keeps any value of the forward pass for the backward passes. A tensor
// in it holds its graph: use SaveForBackward for inputs and outputs.
func (ctx *FunctionContext) SetState(value any) {
	ctx.forwardOnly("SetState")
	ctx.state.value = value
}

// State returns what SetState kept.
func (ctx *FunctionContext) State() any { return ctx.state.value }

// NeedsInputGrad tells whether input i requires a gradient; in Backward, whether
// the pass that runs asks for it.
func (ctx *FunctionContext) NeedsInputGrad(i int) bool {
	if ctx.needs != nil {
		return ctx.needs[i]
	}
	return ctx.inputs[i] != nil && ctx.inputs[i].RequiresGrad()
}

// MarkDirty tells that Forward changed these inputs in place. Each must be
// returned as an output.
func (ctx *FunctionContext) MarkDirty(inputs ...*Tensor) {
	ctx.forwardOnly("mark_dirty")
	ctx.dirty = slices.Clone(inputs)
}

// MarkNonDifferentiable tells that these outputs have no gradient. Backward gets
// zeros for them.
func (ctx *FunctionContext) MarkNonDifferentiable(outputs ...*Tensor) {
	ctx.forwardOnly("mark_non_differentiable")
	ctx.nonDifferentiable = slices.Clone(outputs)
}

// SetMaterializeGrads tells whether Backward gets zeros, as it does unless this
// is called with false, or nil where an output took no part in the result.
func (ctx *FunctionContext) SetMaterializeGrads(on bool) {
	ctx.forwardOnly("set_materialize_grads")
	ctx.state.materialize = on
}

func (ctx *FunctionContext) forwardOnly(op string) {
	if ctx.scope != nil {
		misuse(op, "RuntimeError", "%s must be called in Forward", op)
	}
}
