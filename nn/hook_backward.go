package nn

import (
	"fmt"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// BackwardHook is called with a module, the gradient of its input and that of its output,
// and returns the gradient to use for the input instead, or nil. Of several inputs, one
// that requires no gradient has zeros; all are nil where none does. The gradients must not
// be changed in place. The first form is for modules of one input and one output.
type BackwardHook interface {
	func(m any, gradInput, gradOutput *torch.Tensor) *torch.Tensor |
		func(m any, gradInputs, gradOutputs []*torch.Tensor) []*torch.Tensor
}

// BackwardPreHook is called with a module and the gradient of its output, and returns the
// gradient to use instead, or nil. The gradient must not be changed in place. The first
// form is for modules of one output.
type BackwardPreHook interface {
	func(m any, gradOutput *torch.Tensor) *torch.Tensor |
		func(m any, gradOutputs []*torch.Tensor) []*torch.Tensor
}

// OnBackward has hook called each time a backward pass has the gradients of m's input; see
// [OnForward] for what m may be. Where no input requires a gradient it is called with those
// of the output, and must return nil. It is Python's register_full_backward_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook
func OnBackward[H BackwardHook](m any, f H, options ...Prepend) *HookHandle {
	return register(m, "OnBackward", backwardHook, &hook{module: m, two: many2(f), prepend: prepends(options)})
}

// OnBackwardPre has hook called each time a backward pass has the gradients of m's output;
// see [OnForward] for what m may be. It is Python's register_full_backward_pre_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_pre_hook
func OnBackwardPre[H BackwardPreHook](m any, f H, options ...Prepend) *HookHandle {
	return register(m, "OnBackwardPre", backwardPreHook, &hook{module: m, one: many1(f), prepend: prepends(options)})
}

// backwardRun connects the gradients of one Forward's outputs and inputs, as Python's
// BackwardHook does.
type backwardRun struct {
	before, after []*hook
	inputs        int
	inputIndex    []int // of inputs that are not nil; nil where none requires a gradient
	outputIndex   []int

	mu          sync.Mutex
	gradOutputs []*torch.Tensor // between the outputs' gradients and the inputs'
}

// backwardHookFunction is the identity, at whose node the hooks meet the gradients.
type backwardHookFunction struct{}

func (backwardHookFunction) Forward(ctx *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor {
	var constant []*torch.Tensor
	for _, t := range x {
		if !t.RequiresGrad() {
			constant = append(constant, t)
		}
	}
	ctx.MarkNonDifferentiable(constant...)
	return x
}

func (backwardHookFunction) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	return grads
}

// through returns the tensors behind a node of their own, and which of them are not nil;
// they themselves and nil where nothing is recorded.
func through(tensors []*torch.Tensor, hook func(*torch.Node)) ([]*torch.Tensor, []int) {
	var index []int
	var present []*torch.Tensor
	requiresGrad := false
	for i, t := range tensors {
		if t != nil {
			index, present = append(index, i), append(present, t)
			requiresGrad = requiresGrad || t.RequiresGrad()
		}
	}
	if !requiresGrad || !torch.IsGradEnabled() {
		return tensors, nil
	}
	behind := torch.Apply(backwardHookFunction{}, present...)
	for _, t := range behind {
		if node := t.GradFn(); node != nil {
			hook(node)
			break
		}
	}
	return spread(len(tensors), index, behind), index
}

// spread puts tensors at their indices in a list of n.
func spread(n int, index []int, tensors []*torch.Tensor) []*torch.Tensor {
	all := make([]*torch.Tensor, n)
	for i, at := range index {
		all[at] = tensors[i]
	}
	return all
}

// gather is the reverse of spread.
func gather(index []int, all []*torch.Tensor) []*torch.Tensor {
	tensors := make([]*torch.Tensor, len(index))
	for i, at := range index {
		tensors[i] = all[at]
	}
	return tensors
}

func (r *backwardRun) throughInputs(inputs []*torch.Tensor) []*torch.Tensor {
	r.inputs = len(inputs)
	inputs, r.inputIndex = through(inputs, func(n *torch.Node) { n.RegisterHook(r.atInputs) })
	return inputs
}

func (r *backwardRun) throughOutputs(outputs []*torch.Tensor) []*torch.Tensor {
	n := len(outputs)
	outputs, r.outputIndex = through(outputs, func(node *torch.Node) {
		node.RegisterHook(func(_, grads []*torch.Tensor) []*torch.Tensor { return r.atOutputs(n, grads) })
	})
	return outputs
}

// atOutputs runs when the gradients of the outputs are known; outputIndex is set then.
func (r *backwardRun) atOutputs(n int, grads []*torch.Tensor) []*torch.Tensor {
	all := spread(n, r.outputIndex, grads)
	for _, h := range r.before {
		if other := h.one(h.module, all); other != nil {
			if len(other) != n {
				refuseGradients("Backward pre hook returned an invalid number of grad_output, got %d, but expected %d", len(other), n)
			}
			all = other
		}
	}
	if r.inputIndex == nil {
		r.callWithoutInputs(all)
	} else {
		r.set(all)
	}
	return gather(r.outputIndex, all)
}

func (r *backwardRun) callWithoutInputs(gradOutputs []*torch.Tensor) {
	for _, h := range r.after {
		for _, t := range h.two(h.module, make([]*torch.Tensor, r.inputs), gradOutputs) {
			if t != nil {
				refuseGradients("Backward hook for Modules where no input requires gradient should always return None or None for all gradients.")
			}
		}
	}
}

// atInputs runs when the gradients of the inputs are known.
func (r *backwardRun) atInputs(grads, _ []*torch.Tensor) []*torch.Tensor {
	gradOutputs := r.set(nil)
	if gradOutputs == nil { // a gradient that did not pass the outputs, as in a double backward
		return nil
	}
	all := spread(r.inputs, r.inputIndex, grads)
	for _, h := range r.after {
		if other := h.two(h.module, all, gradOutputs); other != nil {
			if len(other) != len(all) {
				refuseGradients("Backward hook returned an invalid number of grad_input, got %d, but expected %d", len(other), len(all))
			}
			all = other
		}
	}
	return gather(r.inputIndex, all)
}

// set replaces the gradients of the outputs and returns the former ones.
func (r *backwardRun) set(grads []*torch.Tensor) []*torch.Tensor {
	r.mu.Lock()
	defer r.mu.Unlock()
	former := r.gradOutputs
	r.gradOutputs = grads
	return former
}

func refuseGradients(format string, args ...any) {
	panic(&torch.Error{Op: "nn", Kind: "RuntimeError", Msg: fmt.Sprintf(format, args...)})
}
