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
	case scheduler:
		return schedule{v}
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

func (o optimizer) pack() (any, error) { return o.StateDict(), nil }

func (o optimizer) unpack(saved any) error {
	state, err := torch.Lookup[*optim.StateDict](saved)
	if err != nil {
		return err
	}
	return o.LoadStateDict(state)
}

// scheduler is also one that is told a metric, which is no [lrscheduler.Scheduler].
type scheduler interface {
	StateDict() lrscheduler.StateDict
	LoadStateDict(state lrscheduler.StateDict) error
}

type schedule struct{ scheduler }

func (s schedule) pack() (any, error) { return s.StateDict(), nil }

func (s schedule) unpack(saved any) error {
	state, err := torch.Lookup[lrscheduler.StateDict](saved)
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
