package nn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/nn/internal/sizes"
	"github.com/e0112027/gotorch/torch"
)

// LoadError tells how a state differs from the module that was to take it.
type LoadError struct {
	Module     string   // the module's type
	Missing    []string // names that the state lacks
	Unexpected []string // names that the module lacks
	Problems   []string // sizes that differ, copies that failed
}

// Error is Python's message.
func (e *LoadError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Error(s) in loading state_dict for %s:", e.Module)
	list := func(what string, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(&b, "\n\t%s key(s) in state_dict: \"%s\". ", what, strings.Join(names, `", "`))
		}
	}
	list("Missing", e.Missing)
	list("Unexpected", e.Unexpected)
	for _, problem := range e.Problems {
		b.WriteString("\n\t" + problem)
	}
	return b.String()
}

// LoadOption is a keyword argument of [LoadStateDict].
type LoadOption interface{ applyLoad(*loadOptions) }

type loadOptions struct{ loose bool }

// Strict makes missing and unexpected names errors; true unless given.
type Strict bool

func (s Strict) applyLoad(o *loadOptions) { o.loose = !bool(s) }

// LoadStateDict copies a state into the module's parameters and buffers, which keep their
// dtypes and devices. Where it does not fit, the error is a [*LoadError], and what fits is
// copied nevertheless, as in Python; [IncompatibleKeys] tells what [Strict](false) passes
// over. It panics where two tensors of the module have one
// name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict
func LoadStateDict(m any, state *State, options ...LoadOption) error {
	if state == nil {
		return &torch.Error{Op: "nn.LoadStateDict", Kind: "TypeError", Msg: "Expected state_dict to be dict-like, got nil."}
	}
	var o loadOptions
	for _, option := range options {
		option.applyLoad(&o)
	}
	e := &LoadError{Module: rootOf(m).name()}
	loadLazy(m, state)
	parts := statesOf(m)
	e.compare(parts, state)
	torch.NoGrad(func() {
		for _, part := range parts {
			e.loadPart(part, state)
		}
	})
	refresh(m)
	if o.loose {
		e.Missing, e.Unexpected = nil, nil
	}
	if len(e.Missing)+len(e.Unexpected)+len(e.Problems) > 0 {
		return e
	}
	return nil
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
// what Python's load_state_dict(strict=False) returns.
func IncompatibleKeys(m any, state *State) (missing, unexpected []string) {
	var e LoadError
	e.compare(statesOf(m), state)
	return e.Missing, e.Unexpected
}

// compare finds the missing and the unexpected names, in Python's order: module by module.
func (e *LoadError) compare(parts []partState, state *State) {
	if state == nil {
		state = NewState(nil)
	}
	expected, index := map[string]bool{}, map[string]int{}
	for i, part := range parts {
		index[part.name] = i
		for _, s := range part.slots {
			e.expect(join(part.name, s.name), s.optional, state, expected)
		}
		if part.extra != nil {
			e.expect(join(part.name, extraStateName), part.extra.GetExtraState() == nil, state, expected)
		}
	}
	found := make([][]string, len(parts))
	for name := range state.All() {
		if !expected[name] {
			i := innermost(name, index)
			found[i] = append(found[i], name)
		}
	}
	e.Unexpected = slices.Concat(found...)
}

func (e *LoadError) expect(name string, optional bool, state *State, expected map[string]bool) {
	expected[name] = true
	if state.Get(name) == nil && !optional {
		e.Missing = append(e.Missing, name)
	}
}

// innermost returns the index of the innermost module that a name lies in.
func innermost(name string, index map[string]int) int {
	for {
		point := strings.LastIndexByte(name, '.')
		if point < 0 {
			return index[""]
		}
		name = name[:point]
		if i, ok := index[name]; ok {
			return i
		}
	}
}

func (e *LoadError) loadPart(part partState, state *State) {
	for _, s := range part.slots {
		if t := state.Get(join(part.name, s.name)); t != nil {
			e.load(join(part.name, s.name), s.tensor, t)
		}
	}
	if part.extra == nil {
		return
	}
	if t := state.Get(join(part.name, extraStateName)); t != nil {
		part.extra.SetExtraState(t)
	}
}

func (e *LoadError) load(name string, into, t *torch.Tensor) {
	have, want := t.Shape(), into.Shape()
	// Checkpoints of torch 0.3 keep a number as a tensor of one dimension.
	if len(want) == 0 && slices.Equal(have, []int{1}) {
		t, have = t.View(), want
	}
	if !slices.Equal(have, want) {
		e.Problems = append(e.Problems, fmt.Sprintf(
			"size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s.",
			name, sizes.String(have), sizes.String(want)))
		return
	}
	err := torch.Try(func() error { into.Copy_(t); return nil })
	if err != nil {
		e.Problems = append(e.Problems, fmt.Sprintf(
			"While copying the parameter named %q, whose dimensions in the model are %s and whose dimensions in the checkpoint are %s, an exception occurred : %v.",
			name, sizes.String(want), sizes.String(have), err))
	}
}
