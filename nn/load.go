package nn

import (
	"fmt"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/nn/internal/operator"
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
type LoadOption func(*loadOptions)

type loadOptions struct{ strict bool }

// Strict makes missing and unexpected names errors; it is on unless given.
func Strict(on bool) LoadOption { return func(o *loadOptions) { o.strict = on } }

// LoadStateDict copies a state into the module's parameters and buffers, which
// keep their dtypes and devices. Where it does not fit, the error is a
// [*LoadError], and what fits is copied nevertheless, as in Python.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.load_state_dict
func LoadStateDict(m any, state *State, options ...LoadOption) error {
	if state == nil {
		return &torch.Error{Op: "nn.LoadStateDict", Kind: "TypeError", Msg: "Expected state_dict to be dict-like, got nil."}
	}
	o := loadOptions{strict: true}
	for _, option := range options {
		option(&o)
	}
	e := &LoadError{Module: rootOf(m).name()}
	slots := persistent(m)
	e.Missing, e.Unexpected = difference(slots, state)
	torch.NoGrad(func() {
		for _, s := range slots {
			if t := state.Get(s.name); t != nil {
				e.load(s, t)
			}
		}
	})
	if !o.strict {
		e.Missing, e.Unexpected = nil, nil
	}
	if len(e.Missing)+len(e.Unexpected)+len(e.Problems) > 0 {
		return e
	}
	return nil
}

// IncompatibleKeys returns the names that the state lacks and those that the
// module lacks: what Python's load_state_dict(strict=False) returns.
func IncompatibleKeys(m any, state *State) (missing, unexpected []string) {
	return difference(persistent(m), state)
}

func difference(slots []slot, state *State) (missing, unexpected []string) {
	if state == nil {
		state = NewState(nil)
	}
	known := map[string]bool{}
	for _, s := range slots {
		known[s.name] = true
		if state.Get(s.name) == nil && !s.optional {
			missing = append(missing, s.name)
		}
	}
	for name := range state.All() {
		if !known[name] {
			unexpected = append(unexpected, name)
		}
	}
	return missing, unexpected
}

func (e *LoadError) load(s slot, t *torch.Tensor) {
	have, want := t.Shape(), s.tensor.Shape()
	// Checkpoints of torch 0.3 keep a number as a tensor of one dimension.
	if len(want) == 0 && slices.Equal(have, []int{1}) {
		t, have = t.View(), want
	}
	if !slices.Equal(have, want) {
		e.Problems = append(e.Problems, fmt.Sprintf(
			"size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s.",
			s.name, operator.SizeString(have), operator.SizeString(want)))
		return
	}
	err := torch.Try(func() error { s.tensor.Copy_(t); return nil })
	if err != nil {
		e.Problems = append(e.Problems, fmt.Sprintf(
			"While copying the parameter named %q, whose dimensions in the model are %s and whose dimensions in the checkpoint are %s, an exception occurred : %v.",
			s.name, operator.SizeString(want), operator.SizeString(have), err))
	}
}
