package optim

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// LoadStateDict implements [Optimizer]. Tensors are copied, to the parameter's
// device and, where the parameter is of a floating type, to its dtype. Numbers may have
// gone through JSON, and tensors may be nested lists of numbers.
func (o *Base[S]) LoadStateDict(d *StateDict) error {
	if d == nil {
		return fmt.Errorf("optim: %s: the state is nil", o.name)
	}
	if len(d.ParamGroups) != len(o.groups) {
		return fmt.Errorf("optim: %s: loaded state dict has a different number of parameter groups: %d, the optimizer has %d",
			o.name, len(d.ParamGroups), len(o.groups))
	}
	l := loader{state: d, kept: o.kept}
	for i, g := range o.groups {
		if err := l.group(g, d.ParamGroups[i]); err != nil {
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
	kept    []stateName
	changes []func()
}

func (l *loader) change(f func()) { l.changes = append(l.changes, f) }

func (l *loader) group(g *Group, saved map[string]any) error {
	numbers, ok := settings.Integers(saved["params"])
	if !ok {
		return fmt.Errorf("params must be the numbers of the parameters, a list of integers, not %v (%T)", saved["params"], saved["params"])
	}
	if len(numbers) != len(g.Params) {
		return fmt.Errorf("loaded state dict contains a parameter group that doesn't match the size of optimizer's group: %d parameters, the optimizer has %d",
			len(numbers), len(g.Params))
	}
	if err := l.settings(g, saved); err != nil {
		return err
	}
	state := map[string]*slot{}
	for i, number := range numbers {
		if err := l.param(g, i, l.state.State[number], state); err != nil {
			return fmt.Errorf("state of parameter %d: %w", number, err)
		}
	}
	l.change(func() { g.state = state })
	return nil
}

// settings sets what saved holds. Older versions of Python lack some flags, which
// then stay as they are, but no number.
func (l *loader) settings(g *Group, saved map[string]any) error {
	extra := maps.Clone(saved)
	delete(extra, "params")
	for _, s := range g.settings {
		delete(extra, s.Name)
		loaded, ok := saved[s.Name]
		if !ok && s.Optional() {
			continue
		}
		if !ok {
			return fmt.Errorf("%s is missing", s.Name)
		}
		set, err := s.Set(loaded)
		if err != nil {
			return err
		}
		l.change(set)
	}
	l.change(func() {
		g.Extra = extra
		if loaded, ok := g.batch.settings.(interface{ Loaded() }); ok {
			loaded.Loaded()
		}
	})
	return nil
}

// param reads the state of the i-th parameter of a group.
func (l *loader) param(g *Group, i int, saved map[string]any, state map[string]*slot) error {
	fresh := Group{Params: g.Params, state: state}
	for name, v := range saved {
		if v == nil {
			continue
		}
		if len(l.kept) > 0 && !slices.ContainsFunc(l.kept, func(s stateName) bool { return s.name == name }) {
			return fmt.Errorf("%s is unknown to %s", name, g.name)
		}
		if isNumber(g, name, v) {
			n, err := readNumber(name, v)
			if err != nil {
				return err
			}
			fresh.numbers(name)[i] = n
			continue
		}
		t, err := readTensor(name, v, g.Params[i])
		if err != nil {
			return err
		}
		fresh.tensors(name)[i] = t
	}
	for _, s := range l.kept {
		if len(saved) > 0 && !s.optional && saved[s.name] == nil {
			return fmt.Errorf("%s is missing", s.name)
		}
	}
	return nil
}

// numberNames are kept as numbers by the optimizers of this package.
var numberNames = []string{"step", "mu_product", "mu", "eta"}

func isNumber(g *Group, name string, v any) bool {
	if s := g.state[name]; s != nil && s.numbers != nil || slices.Contains(numberNames, name) {
		return true
	}
	_, ok := v.(int)
	return ok
}

// readNumber reads a number, which keeps the dtype of a tensor.
func readNumber(name string, v any) (number, error) {
	if t := settings.Tensor(v); t != nil {
		if t.Numel() != 1 {
			return number{}, fmt.Errorf("%s must be one number, it has shape %v", name, t.Shape())
		}
		return number{value: t.Item(), dtype: t.DType(), began: true}, nil
	}
	x, ok := settings.Number(v)
	if !ok {
		return number{}, fmt.Errorf("%s must be a number, it is %v (%T)", name, v, v)
	}
	var n number
	n.begin(x)
	return n, nil
}

// readTensor returns a copy that fits to p.
func readTensor(name string, v any, p *torch.Tensor) (*torch.Tensor, error) {
	t := settings.Tensor(v)
	if t == nil {
		values, shape, ok := flatten(v)
		if !ok {
			return nil, fmt.Errorf("%s must be a tensor, it is a %T", name, v)
		}
		t = torch.FromSlice(values).Reshape(shape...)
	}
	if kept := factored[name]; kept == nil && !slices.Equal(t.Shape(), p.Shape()) || kept != nil && !slices.Equal(t.Shape(), kept(p.Shape())) {
		return nil, fmt.Errorf("%s has shape %v, the parameter %v", name, t.Shape(), p.Shape())
	}
	to := []torch.ToOption{p.Device(), torch.Copy()}
	if p.DType().IsFloatingPoint() {
		to = append(to, p.DType())
	}
	return t.Detach().To(to...).Keep(), nil
}

// flatten reads nested lists of numbers, row by row.
func flatten(v any) (values []float64, shape []int, ok bool) {
	if x, ok := settings.Number(v); ok {
		return []float64{x}, nil, true
	}
	list := reflect.ValueOf(v)
	if !list.IsValid() || list.Kind() != reflect.Slice {
		return nil, nil, false
	}
	for i := range list.Len() {
		part, inner, ok := flatten(list.Index(i).Interface())
		if !ok || i > 0 && !slices.Equal(inner, shape[1:]) {
			return nil, nil, false
		}
		if i == 0 {
			shape = append([]int{list.Len()}, inner...)
		}
		values = append(values, part...)
	}
	if shape == nil {
		shape = []int{0}
	}
	return values, shape, true
}
