package checkpoint

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
)

// kind is how a value of a [State] goes to a file and comes back.
type kind interface {
	// pack returns what torch.Save takes.
	pack() (any, error)
	// unpack takes what torch.Load returned.
	unpack(saved any) error
}

func kindOf(value any) kind {
	switch v := value.(type) {
	case optim.Optimizer:
		return optimizer{v}
	case lrscheduler.Scheduler:
		return scheduler{v}
	case *amp.GradScaler:
		return scaler{v}
	case Stateful:
		return stateful{v}
	case *torch.Generator:
		return generator{v}
	case *torch.Tensor:
		return tensor{v}
	}
	if nn.IsModule(value) {
		return module{value}
	}
	return plain{value}
}

type module struct{ module any }

func (m module) pack() (any, error) { return nn.StateDict(m.module), nil }

func (m module) unpack(saved any) error {
	state, err := torch.Lookup[*torch.StateDict](saved)
	if err != nil {
		return err
	}
	return nn.LoadStateDict(m.module, state)
}

type optimizer struct{ optim.Optimizer }

// pack keeps Python's order of names: state, then param_groups.
func (o optimizer) pack() (any, error) {
	state := o.StateDict()
	return torch.NewDict("state", state.State, "param_groups", state.ParamGroups), nil
}

func (o optimizer) unpack(saved any) error {
	state, err := mapOf(saved)
	if err != nil {
		return err
	}
	d := &optim.StateDict{State: map[int]map[string]any{}}
	parameters, ok := state["state"].(map[int]any)
	if empty, isEmpty := state["state"].(map[string]any); !ok && !(isEmpty && len(empty) == 0) {
		return fmt.Errorf(`["state"] is a %T, and the state of an optimizer is a dict by the numbers of its parameters`, state["state"])
	}
	for number, kept := range parameters {
		if d.State[number], ok = kept.(map[string]any); !ok {
			return fmt.Errorf(`["state"][%d] is a %T, not a dict`, number, kept)
		}
	}
	groups, ok := state["param_groups"].([]any)
	if !ok {
		return fmt.Errorf(`["param_groups"] is a %T, not a list`, state["param_groups"])
	}
	for i, g := range groups {
		group, ok := g.(map[string]any)
		if !ok {
			return fmt.Errorf(`["param_groups"][%d] is a %T, not a dict`, i, g)
		}
		d.ParamGroups = append(d.ParamGroups, group)
	}
	return o.LoadStateDict(d)
}

type scheduler struct{ lrscheduler.Scheduler }

func (s scheduler) pack() (any, error) { return map[string]any(s.StateDict()), nil }

func (s scheduler) unpack(saved any) error {
	state, err := mapOf(saved)
	if err != nil {
		return err
	}
	return s.LoadStateDict(state)
}

type stateful struct{ Stateful }

func (s stateful) pack() (any, error) { return s.StateDict(), nil }

func (s stateful) unpack(saved any) error {
	state, err := mapOf(saved)
	if err != nil {
		return err
	}
	return s.LoadStateDict(state)
}

type scaler struct{ *amp.GradScaler }

func (s scaler) pack() (any, error) {
	state, enabled := s.StateDict()
	if !enabled {
		return &torch.Dict{}, nil
	}
	return state, nil
}

func (s scaler) unpack(saved any) error {
	d, err := dict(saved)
	if err != nil || d.Len() == 0 {
		return err
	}
	state, err := torch.Lookup[amp.State](saved)
	if err == nil {
		s.LoadStateDict(state)
	}
	return err
}

type generator struct{ *torch.Generator }

func (g generator) pack() (any, error) { return g.State(), nil }

func (g generator) unpack(saved any) error {
	state, err := torch.Lookup[*torch.Tensor](saved)
	if err == nil {
		g.SetState(state)
	}
	return err
}

type tensor struct{ *torch.Tensor }

func (t tensor) pack() (any, error) { return t.Detach(), nil }

func (t tensor) unpack(saved any) error {
	from, err := torch.Lookup[*torch.Tensor](saved)
	if err != nil {
		return err
	}
	if !slices.Equal(from.Shape(), t.Shape()) {
		return fmt.Errorf("a tensor of shape %v was saved, and one of shape %v is to take it", from.Shape(), t.Shape())
	}
	torch.NoGrad(func() { t.Copy_(from) })
	return nil
}

func dict(saved any) (*torch.Dict, error) {
	d, ok := saved.(*torch.Dict)
	if !ok {
		return nil, fmt.Errorf("it is a %T, and a state is a dict", saved)
	}
	return d, nil
}
