package torch

import "github.com/e0112027/gotorch/cgotorch"

// Hooks, functions and whatever else libtorch calls in Go run in the middle of an
// operator or a backward pass, on its thread: the caller's, or one of the
// engine's own for a GPU. Modes such as [NoGrad] are as the pass has them. A panic
// goes through the engine and on from the call that started it, with its value, and
// so does runtime.Goexit, which testing's FailNow uses. An OS thread that the code
// locks it must unlock.

// HookHandle removes a hook, or several that were registered as one.
type HookHandle struct {
	id   uint64
	more []*HookHandle
}

// Remove ends the hook; it is not called again. Removing twice does nothing.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.utils.hooks.RemovableHandle.html
func (h *HookHandle) Remove() {
	cgotorch.Unregister(h.id)
	for _, other := range h.more {
		other.Remove()
	}
}

// RegisterHook has hook called with each gradient of t, before the gradient goes
// further back or into t's Grad. What hook returns takes the gradient's place;
// nil keeps it. The gradient is nil where a pass leaves it undefined. It must not
// be changed in place.
//
// A hook that refers to t itself, directly or through what it computed, keeps t
// alive until Remove: C++ holds the hook by a count, and Go's collector does not see
// through it that t holds the hook alone. The hook's argument, or a closure over what
// it needs of t, avoids that. A tensor's first hook must not be registered while another
// goroutine runs backward through it; more may be, and removed. RegisterHook panics where t does not require a gradient.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
func (t *Tensor) RegisterHook(hook func(grad *Tensor) *Tensor) *HookHandle {
	s := t.enter("register_hook")
	id, err := cgotorch.AddHook(t.handle, func(grad cgotorch.Handle) cgotorch.Handle {
		return retain(hook(adopt(grad, nil)))[0]
	})
	t.leave(s)
	check("register_hook", err, t)
	return &HookHandle{id: id}
}

// RegisterPostAccumulateGradHook has hook called after each time that a backward
// pass added to the Grad of t, a leaf. Its argument is t, as a tensor of its own. As
// with [Tensor.RegisterHook] a hook that refers to t, through an optimizer of t too,
// keeps both alive until Remove.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html
func (t *Tensor) RegisterPostAccumulateGradHook(hook func(t *Tensor)) *HookHandle {
	s := t.enter("register_post_accumulate_grad_hook")
	id, err := cgotorch.AddPostAccumulateHook(t.handle, func(leaf cgotorch.Handle) {
		hook(adopt(leaf, nil))
	})
	t.leave(s)
	check("register_post_accumulate_grad_hook", err, t)
	return &HookHandle{id: id}
}

// adopt makes a scope, or the collector for nil, the owner of a new handle of
// which nothing is known. The undefined tensor is nil. It may be as large as a leaf,
// or hold a graph, so it must not wait for neighbours.
func adopt(h cgotorch.Handle, scope *Scope) *Tensor {
	if h == 0 {
		return nil
	}
	var m cgotorch.Meta
	if err := cgotorch.ReadMeta(h, &m); err != nil {
		cgotorch.Release(h)
		check("meta", err)
	}
	info := cgotorch.Info(m.DType())
	if scope != nil {
		return scope.add(h, info)
	}
	t := &Tensor{}
	t.collectAlone(h, info)
	return t
}

// retain returns new handles of tensors, for libtorch to own; 0 for nil.
func retain(tensors ...*Tensor) []cgotorch.Handle {
	handles := make([]cgotorch.Handle, len(tensors))
	scopes := make([]*Scope, len(tensors))
	defer func() {
		for i, t := range tensors {
			if t != nil {
				t.leave(scopes[i])
			}
		}
	}()
	for i, t := range tensors {
		if t != nil {
			scopes[i] = t.enter("retain")
			handles[i] = t.handle
		}
	}
	return cgotorch.Retain(handles)
}
