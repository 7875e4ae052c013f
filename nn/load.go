package nn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

// LoadOption is a keyword argument of [LoadStateDict]: [Strict] or [Assign].
type LoadOption interface{ applyLoad(*loadOptions) }

type loadOptions struct{ loose, assign bool }

// Strict makes missing and unexpected names errors; true unless given.
type Strict bool

// Assign puts the state's tensors in the place of the module's, with their dtypes, devices
// and memory, rather than copy them; false unless given. Whether a parameter requires a
// gradient stays as it is in the module. As in Python an optimizer made before holds the
// former tensors, and a parameter in two places becomes two, which share what memory they
// share in the state: tie them anew.
type Assign bool

func (s Strict) applyLoad(o *loadOptions) { o.loose = !bool(s) }
func (a Assign) applyLoad(o *loadOptions) { o.assign = bool(a) }

// LoadStateDict copies a state into the module's parameters and buffers, which keep their
// dtypes and devices, or with [Assign] takes its tensors. Where it does not fit, the error is
// a [*LoadError], and what fits is loaded nevertheless, as in Python; [IncompatibleKeys]
// tells what [Strict](false) passes over. It warns where a tensor is copied to one on
// [torch.Meta], which has no memory, and panics where two tensors of the module have one
// name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict
func LoadStateDict(m any, state *torch.StateDict, options ...LoadOption) error {
	if state == nil {
		return &torch.Error{Op: "nn.LoadStateDict", Kind: "TypeError", Msg: "Expected state_dict to be dict-like, got nil."}
	}
	var o loadOptions
	for _, option := range options {
		option.applyLoad(&o)
	}
	root := rootOf(m)
	l := loading{e: &LoadError{Module: root.name()}, assign: o.assign}
	torch.NoGrad(func() { l.module(root, "", state.Clone()) })
	refresh(m)
	return l.e.orNil(!o.loose)
}

// refresh computes anew what is computed of parameters that have changed.
func refresh(m any) {
	rootOf(m).walk(func(n node) bool {
		if len(n.computed()) > 0 {
			registry.Refresh(n.any(), true)
		}
		return true
	})
}

// IncompatibleKeys returns the names that the state lacks and those that the module lacks:
// what Python's load_state_dict(strict=False) returns. Hooks are not asked.
func IncompatibleKeys(m any, state *torch.StateDict) (missing, unexpected []string) {
	if state == nil {
		state = torch.NewStateDict(nil)
	}
	l := loading{e: &LoadError{}, compare: true}
	l.module(rootOf(m), "", state)
	return l.e.Missing, l.e.Unexpected
}

// loading is a state on its way into a module.
type loading struct {
	e       *LoadError
	assign  bool
	compare bool // nothing is loaded
	outer   nesting
}

// module loads a module, and those inside it, from a state whose names begin with prefix.
// The order of what it finds is Python's.
func (l *loading) module(n node, prefix string, state *torch.StateDict) {
	if !l.outer.enter(n) {
		return
	}
	defer l.outer.leave(n)
	n.checkNames()
	if !l.compare {
		n.callStateHooks(loadPreHook, stateCall{state, prefix, l.e})
		n.loadSizes(prefix, state)
	}
	known := map[string]bool{}
	l.own(n, prefix, state, known)
	var inside []child
	n.children(func(name string, c node) bool {
		inside = append(inside, child{name, c})
		known[name+"."] = true
		return true
	})
	parts := l.divide(prefix, state, known)
	for _, c := range inside {
		part := parts[c.name]
		if part == nil {
			part = torch.NewStateDict(nil)
		}
		l.module(c.node, prefix+c.name+".", part)
	}
	if !l.compare {
		n.callStateHooks(loadHook, stateCall{state, prefix, l.e})
	}
}

// loadSizes gives the placeholders of a lazy layer the sizes that a state has for them.
func (n node) loadSizes(prefix string, state *torch.StateDict) {
	if _, ok := n.any().(lazyLayer); !ok {
		return
	}
	n.stateSlots(func(s slot) bool {
		if loaded := state.Get(prefix + s.name); loaded != nil {
			materialize(s.tensor, loaded.Shape()...)
		}
		return true
	})
}

// child is a module inside another.
type child struct {
	name string
	node node
}

// own loads the node's own tensors, and adds their names to known.
func (l *loading) own(n node, prefix string, state *torch.StateDict, known map[string]bool) {
	made := map[string]*torch.Tensor{}
	n.stateSlots(func(s slot) bool {
		known[s.name] = true
		switch t := state.Get(prefix + s.name); {
		case t == nil && !s.optional:
			l.e.Missing = append(l.e.Missing, prefix+s.name)
		case t != nil && !l.compare:
			if put := l.load(prefix+s.name, s, t); put != nil {
				made[s.name] = put
			}
		}
		return true
	})
	if len(made) > 0 {
		n.replaceOwn(func(s slot) *torch.Tensor {
			if put := made[s.name]; put != nil {
				return put
			}
			return s.tensor
		})
	}
	extra, ok := n.any().(ExtraState)
	if !ok {
		return
	}
	known[extraStateName] = true
	switch t := state.Get(prefix + extraStateName); {
	case t == nil && extra.GetExtraState() != nil:
		l.e.Missing = append(l.e.Missing, prefix+extraStateName)
	case t != nil && !l.compare:
		extra.SetExtraState(t)
	}
}

// divide gives each module inside its part of a state, and notes the names that are neither
// in one nor the node's own.
func (l *loading) divide(prefix string, state *torch.StateDict, known map[string]bool) map[string]*torch.StateDict {
	if name := prefix + extraStateName; !known[extraStateName] && state.Get(name) != nil {
		l.e.Unexpected = append(l.e.Unexpected, name)
		known[extraStateName] = true
	}
	parts := map[string]*torch.StateDict{}
	for name, t := range state.All() {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok {
			continue
		}
		inner, _, deeper := strings.Cut(rest, ".")
		switch {
		case !deeper && !known[rest], deeper && !known[inner+"."]:
			l.e.Unexpected = append(l.e.Unexpected, name)
		case deeper:
			if parts[inner] == nil {
				parts[inner] = torch.NewStateDict(nil)
			}
			parts[inner].Set(name, t)
		}
	}
	return parts
}

// load copies a tensor into the slot's, or returns the one to put in its place.
func (l *loading) load(name string, s slot, t *torch.Tensor) (put *torch.Tensor) {
	have, want := t.Shape(), s.tensor.Shape()
	// Checkpoints of torch 0.3 keep a number as a tensor of one dimension.
	if len(want) == 0 && slices.Equal(have, []int{1}) {
		t, have = t.View(), want
	}
	if !slices.Equal(have, want) {
		l.problem("size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s.",
			name, sizes.String(have), sizes.String(want))
		return nil
	}
	if s.tensor.Device() == torch.Meta && t.Device() != torch.Meta && !l.assign {
		torch.Warn(torch.Warning{Op: "nn.LoadStateDict", Message: fmt.Sprintf("for %s: copying from a non-meta parameter in the checkpoint "+
			"to a meta parameter in the current model, which is a no-op. (Did you mean to pass nn.Assign(true) to assign items in the "+
			"state dictionary to their corresponding key in the module instead of copying them in place?)", name)})
	}
	err := torch.Try(func() error {
		if !l.assign {
			s.tensor.Copy_(t)
			return nil
		}
		made := t.Detach().Keep()
		if !s.buffer && (s.tensor.RequiresGrad() || s.tensor.ToldRequiresGrad()) {
			made.SetRequiresGrad(s.tensor.RequiresGrad())
		}
		put = made
		return nil
	})
	if err != nil {
		l.problem("While copying the parameter named %q, whose dimensions in the model are %s and whose dimensions in the checkpoint are %s, an exception occurred : %v.",
			name, sizes.String(want), sizes.String(have), err)
	}
	return put
}

func (l *loading) problem(format string, args ...any) {
	l.e.Problems = append(l.e.Problems, fmt.Sprintf(format, args...))
}
