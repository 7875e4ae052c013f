package nn

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/torch"
)

// ForwardHook is called with a module, its input and its output, and returns the output
// to use instead, or nil. The first form is for modules of one input and one output, and
// panics where it meets one of several. The second form is for any: it gets the tensors
// that Forward takes and returns in order, nil for what is not given, and returns as many
// outputs, or nil. Of an [LSTM] they are x, H and C, then the output, H and C; of a
// [MultiheadAttention] query, key and value, then the output and the weights: what a call
// has besides, masks say, no hook sees.
type ForwardHook interface {
	func(m any, input, output *torch.Tensor) *torch.Tensor |
		func(m any, inputs, outputs []*torch.Tensor) []*torch.Tensor
}

// ForwardPreHook is called with a module and its input, and returns the input to use
// instead, or nil. The first form is for modules of one input; see [ForwardHook].
type ForwardPreHook interface {
	func(m any, input *torch.Tensor) *torch.Tensor |
		func(m any, inputs []*torch.Tensor) []*torch.Tensor
}

// HookHandle removes a hook of a module.
type HookHandle struct{ remove func() }

// Remove ends the hook. Removing twice does nothing.
func (h *HookHandle) Remove() { h.remove() }

// ForwardHookOption is a keyword argument of [OnForward]: [Prepend] or [AlwaysCall].
type ForwardHookOption interface{ applyForwardHook(*hook) }

// Prepend puts a hook before those that the module has; false unless given.
type Prepend bool

// AlwaysCall has a forward hook called, with a nil output, where Forward panics too; its
// result is then of no use. False unless given.
type AlwaysCall bool

func (p Prepend) applyForwardHook(h *hook)    { h.prepend = bool(p) }
func (a AlwaysCall) applyForwardHook(h *hook) { h.always = bool(a) }

// OnForward has hook called after m's Forward, wherever that is called: m is a module that
// embeds [Module] and whose Forward goes through [Module.Call], as all of this package do.
// It is Python's register_forward_hook.
//
//	nn.OnForward(net.Conv1, func(m any, x, y *torch.Tensor) *torch.Tensor {
//		fmt.Println(y.Shape())
//		return nil
//	})
//
// Hooks run in the order in which they came, and may come and go while other goroutines
// run Forward. It panics for a module that does not embed [Module]. A struct of one's own whose
// Forward does not go through Call never calls the hook, and nothing tells of it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_hook
func OnForward[H ForwardHook](m any, f H, options ...ForwardHookOption) *HookHandle {
	h := &hook{module: m, two: many2(f)}
	for _, option := range options {
		option.applyForwardHook(h)
	}
	return register(m, "OnForward", forwardHook, h)
}

// Hookable tells whether a module may have hooks: whether it embeds [Module]. With it a hook
// goes on all modules of a network, as Python's register_module_forward_hook does:
//
//	for _, m := range nn.NamedModules(net) {
//		if nn.Hookable(m) {
//			nn.OnForward(m, hook)
//		}
//	}
func Hookable(m any) bool {
	_, ok := m.(embedder)
	return ok
}

// OnForwardPre has hook called before m's Forward; see [OnForward]. It is Python's
// register_forward_pre_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_pre_hook
func OnForwardPre[H ForwardPreHook](m any, f H, options ...Prepend) *HookHandle {
	return register(m, "OnForwardPre", forwardPreHook, &hook{module: m, one: many1(f), prepend: prepends(options)})
}

func prepends(options []Prepend) bool { return len(options) > 0 && bool(options[len(options)-1]) }

// hook is one hook of a module; which of the functions it has depends on its kind.
type hook struct {
	module          any
	one             func(m any, tensors []*torch.Tensor) []*torch.Tensor
	two             func(m any, inputs, outputs []*torch.Tensor) []*torch.Tensor
	state           func(m any, c stateCall)
	prepend, always bool
}

type hookKind int

const (
	forwardPreHook hookKind = iota
	forwardHook
	backwardPreHook
	backwardHook
	stateDictPreHook
	stateDictHook
	loadPreHook
	loadHook
	hookKinds
)

// hooks are a module's. A Forward reads lists once, and a change makes new ones.
type hooks struct {
	mu    sync.Mutex
	lists atomic.Pointer[hookLists]
}

type hookLists [hookKinds][]*hook

// empty tells whether Forward need not look at them.
func (l *hookLists) empty() bool {
	return len(l[forwardPreHook])+len(l[forwardHook])+len(l[backwardPreHook])+len(l[backwardHook]) == 0
}

// hooked returns the module's hooks, nil where there are none.
func (m *Module) hooked() *hookLists {
	e := m.loadExtras()
	if e == nil || e.hooks.lists.Load().empty() {
		return nil
	}
	return e.hooks.lists.Load()
}

func register(m any, op string, kind hookKind, one *hook) *HookHandle {
	inner, ok := m.(embedder)
	if !ok {
		remedy := "embed nn.Module in its struct"
		if kind < stateDictPreHook {
			remedy += ", and let Forward return m.Call(x, m.forward)"
		}
		panic(&torch.Error{Op: "nn." + op, Kind: "TypeError", Msg: fmt.Sprintf("%T has no hooks; %s", m, remedy)})
	}
	h := &inner.makeExtras().hooks
	h.change(kind, func(list []*hook) []*hook {
		if one.prepend {
			return append([]*hook{one}, list...)
		}
		return append(slices.Clone(list), one)
	})
	return &HookHandle{func() {
		h.change(kind, func(list []*hook) []*hook {
			return slices.DeleteFunc(slices.Clone(list), func(other *hook) bool { return other == one })
		})
	}}
}

func (h *hooks) change(kind hookKind, change func([]*hook) []*hook) {
	h.mu.Lock()
	defer h.mu.Unlock()
	lists := *h.lists.Load()
	lists[kind] = change(lists[kind])
	h.lists.Store(&lists)
}

func (m *Module) callHooked(x *torch.Tensor, forward func(*torch.Tensor) *torch.Tensor) *torch.Tensor {
	h := m.hooked()
	if h == nil {
		return forward(x)
	}
	return h.run([]*torch.Tensor{x}, func(in []*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{forward(in[0])} })[0]
}

// run calls forward between the hooks.
func (l *hookLists) run(inputs []*torch.Tensor, forward func([]*torch.Tensor) []*torch.Tensor) (outputs []*torch.Tensor) {
	called := 0 // of the forward hooks
	defer func() {
		if called < len(l[forwardHook]) {
			l.callAlways(called, inputs, outputs)
		}
	}()
	for _, h := range l[forwardPreHook] {
		if other := h.one(h.module, inputs); other != nil {
			inputs = h.same(len(inputs), other, "input")
		}
	}
	var backward *backwardRun
	if len(l[backwardHook])+len(l[backwardPreHook]) > 0 {
		backward = &backwardRun{before: l[backwardPreHook], after: l[backwardHook]}
		inputs = backward.throughInputs(inputs)
	}
	outputs = forward(inputs)
	for _, h := range l[forwardHook] {
		called++
		if other := h.two(h.module, inputs, outputs); other != nil {
			outputs = h.same(len(outputs), other, "output")
		}
	}
	if backward != nil {
		outputs = backward.throughOutputs(outputs)
	}
	return outputs
}

// callAlways calls, while a panic goes on, the hooks with [AlwaysCall] from the i-th on.
func (l *hookLists) callAlways(i int, inputs, outputs []*torch.Tensor) {
	for _, h := range l[forwardHook][i:] {
		if h.always {
			h.two(h.module, inputs, outputs)
		}
	}
}

// same refuses a hook's tensors where they are not as many as Forward has.
func (h *hook) same(n int, tensors []*torch.Tensor, what string) []*torch.Tensor {
	if len(tensors) != n {
		panic(&torch.Error{Op: "nn", Kind: "RuntimeError", Msg: fmt.Sprintf(
			"a hook of %T returned %d %ss, expected %d", h.module, len(tensors), what, n)})
	}
	return tensors
}

// many1 is a hook of one tensor as a hook of a list.
func many1(f any) func(any, []*torch.Tensor) []*torch.Tensor {
	single, ok := f.(func(any, *torch.Tensor) *torch.Tensor)
	if !ok {
		return f.(func(any, []*torch.Tensor) []*torch.Tensor)
	}
	return func(m any, tensors []*torch.Tensor) []*torch.Tensor {
		return list(single(m, only(m, tensors)))
	}
}

// many2 is a hook of two tensors as a hook of two lists.
func many2(f any) func(any, []*torch.Tensor, []*torch.Tensor) []*torch.Tensor {
	single, ok := f.(func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor)
	if !ok {
		return f.(func(any, []*torch.Tensor, []*torch.Tensor) []*torch.Tensor)
	}
	return func(m any, a, b []*torch.Tensor) []*torch.Tensor {
		return list(single(m, only(m, a), only(m, b)))
	}
}

func list(t *torch.Tensor) []*torch.Tensor {
	if t == nil {
		return nil
	}
	return []*torch.Tensor{t}
}

func only(m any, tensors []*torch.Tensor) *torch.Tensor {
	switch len(tensors) {
	case 0: // Forward panicked before it had one
		return nil
	case 1:
		return tensors[0]
	}
	panic(&torch.Error{Op: "nn", Kind: "TypeError", Msg: fmt.Sprintf(
		"%T takes or returns %d tensors: give its hook slices, func(m any, …, … []*torch.Tensor) []*torch.Tensor", m, len(tensors))})
}
