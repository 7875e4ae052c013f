package optim

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// LoadStateDict implements [Optimizer]. Tensors are copied, to the parameter's
// device and, where the parameter is of a floating type, to its dtype.
func (o *base) LoadStateDict(d *StateDict) error {
	if d == nil {
		return fmt.Errorf("optim: %s: the state is nil", o.name)
	}
	if len(d.ParamGroups) != len(o.rules) {
		return fmt.Errorf("optim: %s has %d parameter groups, the state has %d", o.name, len(o.rules), len(d.ParamGroups))
	}
	l := loader{state: d}
	for i, r := range o.rules {
		if err := l.group(r, d.ParamGroups[i]); err != nil {
			return fmt.Errorf("optim: %s: parameter group %d: %w", o.name, i, err)
		}
	}
	for _, change := range l.changes {
		change()
	}
	return nil
}

// loader gathers the changes that a state asks for, so that none is made where one
// is impossible.
type loader struct {
	state   *StateDict
	changes []func()
}

func (l *loader) group(r rule, saved map[string]any) error {
	g := r.common()
	numbers, ok := saved["params"].([]int)
	if !ok || len(numbers) != len(g.Params) {
		return fmt.Errorf("params must be %d numbers, they are %v", len(g.Params), saved["params"])
	}
	if err := l.settings(r, saved); err != nil {
		return err
	}
	for i, number := range numbers {
		if err := l.param(r, i, l.state.State[number]); err != nil {
			return fmt.Errorf("state of parameter %d: %w", number, err)
		}
	}
	l.changes = append(l.changes, r.loaded)
	return nil
}

// settings sets what saved holds. Older versions of Python lack some flags, which
// then stay off, but no number.
func (l *loader) settings(r rule, saved map[string]any) error {
	for _, s := range r.settings() {
		loaded, ok := saved[s.Name]
		if !ok && !isNumber(s.Value) {
			continue
		}
		if !ok {
			return fmt.Errorf("%s is missing", s.Name)
		}
		set, err := s.Set(loaded)
		if err != nil {
			return err
		}
		l.changes = append(l.changes, set)
	}
	if initial, ok := settings.Number(saved["initial_lr"]); ok {
		l.changes = append(l.changes, func() { r.common().InitialLR = &initial })
	}
	return nil
}

func isNumber(value any) bool {
	switch value.(type) {
	case *float64, *[2]float64:
		return true
	}
	return false
}

// param sets the state of the i-th parameter of a group.
func (l *loader) param(r rule, i int, saved map[string]*torch.Tensor) error {
	slots := r.slots()
	for name := range saved {
		if !slices.ContainsFunc(slots, func(s slot) bool { return s.name == name }) {
			return fmt.Errorf("%s is unknown", name)
		}
	}
	for _, s := range slots {
		loaded, err := s.read(r.common().Params[i], saved)
		if err != nil {
			return err
		}
		l.changes = append(l.changes, func() { s.set(i, loaded) })
	}
	return nil
}

// read returns a copy of the slot's tensor that fits to p; nil where there is none.
func (s *slot) read(p *torch.Tensor, saved map[string]*torch.Tensor) (*torch.Tensor, error) {
	t := saved[s.name]
	switch {
	case t == nil && (len(saved) == 0 || s.optional):
		return nil, nil
	case t == nil:
		return nil, fmt.Errorf("%s is missing", s.name)
	case s.counts != nil:
		if t.Numel() != 1 {
			return nil, fmt.Errorf("%s must be one number, it has shape %v", s.name, t.Shape())
		}
		return t, nil
	case !slices.Equal(t.Shape(), p.Shape()):
		return nil, fmt.Errorf("%s has shape %v, the parameter %v", s.name, t.Shape(), p.Shape())
	}
	to := []torch.ToOption{p.Device(), torch.Copy()}
	if p.DType().IsFloatingPoint() {
		to = append(to, p.DType())
	}
	return t.Detach().To(to...).Keep(), nil
}
