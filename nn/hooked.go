package nn

import (
	"slices"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// Hooked is a module with hooks around its Forward. Go has no way to step into a
// method call, so hooks run where a Hooked stands in the module's place: in a
// [Sequential], or in a field of type Forwarder or *Hooked. For names, parameters
// and printing it is the module itself. Hooks may be added and removed while
// other goroutines run Forward, and run in the order in which they were added.
type Hooked struct {
	Forwarder

	mu       sync.Mutex
	pre      []*preHook
	post     []*forwardHook
	backward []*backwardHook
	before   []*backwardPreHook
}

type (
	preHook         struct{ call PreHook }
	forwardHook     struct{ call ForwardHook }
	backwardHook    struct{ call BackwardHook }
	backwardPreHook struct{ call BackwardPreHook }
)

// PreHook is called with a module and its input, and returns the input to use
// instead, or nil.
type PreHook func(m Forwarder, input *torch.Tensor) *torch.Tensor

// ForwardHook is called with a module, its input and its output, and returns the
// output to use instead, or nil.
type ForwardHook func(m Forwarder, input, output *torch.Tensor) *torch.Tensor

// BackwardHook is called with a module, the gradient of its input (nil where the
// input requires none) and that of its output, and returns the gradient to use for
// the input instead, or nil. The gradients must not be changed in place.
type BackwardHook func(m Forwarder, gradInput, gradOutput *torch.Tensor) *torch.Tensor

// BackwardPreHook is called with a module and the gradient of its output, and returns
// the gradient to use instead, or nil. The gradient must not be changed in place.
type BackwardPreHook func(m Forwarder, gradOutput *torch.Tensor) *torch.Tensor

// Hook returns m with room for hooks.
func Hook(m Forwarder) *Hooked { return &Hooked{Forwarder: m} }

// HookHandle removes a hook of a module.
type HookHandle struct{ remove func() }

// Remove ends the hook. Removing twice does nothing.
func (h *HookHandle) Remove() { h.remove() }

func register[H any](h *Hooked, list *[]*H, hook *H) *HookHandle {
	h.mu.Lock()
	defer h.mu.Unlock()
	*list = append(*list, hook)
	return &HookHandle{func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		// A new slice: Forward may be in the old one.
		*list = slices.DeleteFunc(slices.Clone(*list), func(other *H) bool { return other == hook })
	}}
}

// RegisterForwardPreHook has hook called before Forward.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_pre_hook
func (h *Hooked) RegisterForwardPreHook(hook PreHook) *HookHandle {
	return register(h, &h.pre, &preHook{hook})
}

// RegisterForwardHook has hook called after Forward.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_hook
func (h *Hooked) RegisterForwardHook(hook ForwardHook) *HookHandle {
	return register(h, &h.post, &forwardHook{hook})
}

// RegisterFullBackwardHook has hook called when a backward pass has the gradient of
// the module's input.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook
func (h *Hooked) RegisterFullBackwardHook(hook BackwardHook) *HookHandle {
	return register(h, &h.backward, &backwardHook{hook})
}

// RegisterFullBackwardPreHook has hook called when a backward pass has the gradient
// of the module's output.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_pre_hook
func (h *Hooked) RegisterFullBackwardPreHook(hook BackwardPreHook) *HookHandle {
	return register(h, &h.before, &backwardPreHook{hook})
}

// Forward runs the module with its hooks.
func (h *Hooked) Forward(x *torch.Tensor) *torch.Tensor {
	h.mu.Lock()
	pre, post, backward, before := h.pre, h.post, h.backward, h.before
	h.mu.Unlock()
	for _, hook := range pre {
		if other := hook.call(h.Forwarder, x); other != nil {
			x = other
		}
	}
	run := &hookedRun{module: h.Forwarder, hooks: backward, before: before}
	input := x
	if len(backward) > 0 && x.RequiresGrad() {
		run.hasInput = true
		input = torch.Apply(hookedInput{run}, x)[0]
	}
	y := h.Forwarder.Forward(input)
	for _, hook := range post {
		if other := hook.call(h.Forwarder, x, y); other != nil {
			y = other
		}
	}
	if len(backward)+len(before) > 0 {
		y = torch.Apply(hookedOutput{run}, y)[0]
	}
	return y
}

// hookedRun connects the gradients of one Forward's output and input.
type hookedRun struct {
	module   Forwarder
	hooks    []*backwardHook
	before   []*backwardPreHook
	hasInput bool

	mu         sync.Mutex
	gradOutput *torch.Tensor
}

func (r *hookedRun) call(gradInput, gradOutput *torch.Tensor) *torch.Tensor {
	for _, hook := range r.hooks {
		if other := hook.call(r.module, gradInput, gradOutput); other != nil {
			gradInput = other
		}
	}
	return gradInput
}

// hookedInput and hookedOutput are the identity, to meet the gradients that pass.
type (
	hookedInput  struct{ run *hookedRun }
	hookedOutput struct{ run *hookedRun }
)

func (hookedInput) Forward(_ *torch.FunctionContext, x ...*torch.Tensor) []*torch.Tensor  { return x }
func (hookedOutput) Forward(_ *torch.FunctionContext, y ...*torch.Tensor) []*torch.Tensor { return y }

func (f hookedInput) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	f.run.mu.Lock()
	gradOutput := f.run.gradOutput
	f.run.gradOutput = nil
	f.run.mu.Unlock()
	return []*torch.Tensor{f.run.call(grads[0].Keep(), gradOutput)}
}

func (f hookedOutput) Backward(_ *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	grad := grads[0].Keep()
	for _, hook := range f.run.before {
		if other := hook.call(f.run.module, grad); other != nil {
			grad = other
		}
	}
	if !f.run.hasInput {
		if f.run.call(nil, grad) != nil {
			panic(&torch.Error{Op: "register_full_backward_hook", Kind: "RuntimeError", Msg: "Backward hook for Modules where no input " +
				"requires gradient should always return None or None for all gradients."})
		}
		return []*torch.Tensor{grad}
	}
	f.run.mu.Lock()
	f.run.gradOutput = grad
	f.run.mu.Unlock()
	return []*torch.Tensor{grad}
}
