// Package settings connects Go variables with the entries of Python's state
// dictionaries, whose numbers may have been written as integers or floats.
package settings

import (
	"fmt"
	"slices"
)

// Setting is a variable under its name in Python. Value points to a float64, int,
// bool, string, [2]float64 (a tuple), []float64 or *bool (which may be None), or
// is itself a value that can't be changed.
type Setting struct {
	Name  string
	Value any
}

// Pack returns the settings' values by name.
func Pack(settings []Setting) map[string]any {
	packed := make(map[string]any, len(settings))
	for _, s := range settings {
		packed[s.Name] = s.Get()
	}
	return packed
}

// Get returns the value.
func (s Setting) Get() any {
	switch v := s.Value.(type) {
	case *float64:
		return *v
	case *int:
		return *v
	case *bool:
		return *v
	case *string:
		return *v
	case *[2]float64:
		return *v
	case *[]float64:
		return slices.Clone(*v)
	case **bool:
		if *v == nil {
			return nil
		}
		return **v
	}
	return s.Value
}

// Set returns a function that gives the variable a loaded value, or an error that
// names the setting. A constant accepts what is off in Python: None and False.
func (s Setting) Set(loaded any) (set func(), err error) {
	ok := false
	switch v := s.Value.(type) {
	case *float64:
		set, ok = assign(v, loaded, Number)
	case *int:
		set, ok = assign(v, loaded, integer)
	case *bool:
		set, ok = assign(v, loaded, is[bool])
	case *string:
		set, ok = assign(v, loaded, is[string])
	case *[2]float64:
		set, ok = assign(v, loaded, pair)
	case *[]float64:
		set, ok = assign(v, loaded, Numbers)
	case **bool:
		set, ok = assign(v, loaded, optional)
	default:
		set, ok = func() {}, loaded == nil || loaded == false
	}
	if !ok {
		return nil, fmt.Errorf("%s can't be %v (%T)", s.Name, loaded, loaded)
	}
	return set, nil
}

func assign[T any](to *T, loaded any, read func(any) (T, bool)) (func(), bool) {
	x, ok := read(loaded)
	return func() { *to = x }, ok
}

func is[T any](v any) (T, bool) {
	x, ok := v.(T)
	return x, ok
}

func optional(v any) (*bool, bool) {
	if v == nil {
		return nil, true
	}
	on, ok := v.(bool)
	return &on, ok
}

// Number reads a number of Python's.
func Number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	}
	return 0, false
}

func integer(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	}
	return 0, false
}

// Numbers reads a list or tuple of numbers.
func Numbers(v any) ([]float64, bool) {
	switch v := v.(type) {
	case []float64:
		return slices.Clone(v), true
	case [2]float64:
		return v[:], true
	case []any:
		xs := make([]float64, len(v))
		for i := range v {
			x, ok := Number(v[i])
			if !ok {
				return nil, false
			}
			xs[i] = x
		}
		return xs, true
	}
	return nil, false
}

func pair(v any) (p [2]float64, ok bool) {
	xs, ok := Numbers(v)
	if !ok || len(xs) != 2 {
		return p, false
	}
	return [2]float64(xs), true
}
