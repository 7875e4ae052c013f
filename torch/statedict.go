package torch

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/e0112027/gotorch/internal/pickle"
)

// StateDict is tensors by name, in order: a module's parameters and buffers, as its
// state_dict() in Python.
type StateDict struct {
	// Metadata are what Python keeps at the dict as _metadata: the versions of the
	// modules by their names. Nil for none.
	Metadata *Dict

	names   []string
	tensors map[string]*Tensor
}

// NewStateDict makes one of named tensors, such as a file holds, in the order of
// their names. The map is not kept.
func NewStateDict(tensors map[string]*Tensor) *StateDict {
	return &StateDict{names: slices.Sorted(maps.Keys(tensors)), tensors: maps.Clone(tensors)}
}

// All yields names and tensors in order.
func (s *StateDict) All() iter.Seq2[string, *Tensor] {
	return func(yield func(string, *Tensor) bool) {
		for _, name := range s.names {
			if !yield(name, s.tensors[name]) {
				return
			}
		}
	}
}

// Names returns the names in order.
func (s *StateDict) Names() []string { return slices.Clone(s.names) }

// Len returns how many tensors there are.
func (s *StateDict) Len() int { return len(s.names) }

// Get returns the tensor of a name, nil where there is none.
func (s *StateDict) Get(name string) *Tensor { return s.tensors[name] }

// Set adds a tensor at the end, or replaces the one of that name in its place.
func (s *StateDict) Set(name string, t *Tensor) {
	if s.tensors == nil {
		s.tensors = map[string]*Tensor{}
	}
	if _, ok := s.tensors[name]; !ok {
		s.names = append(s.names, name)
	}
	s.tensors[name] = t
}

// Delete takes a tensor out.
func (s *StateDict) Delete(name string) {
	if _, ok := s.tensors[name]; ok {
		delete(s.tensors, name)
		s.names = slices.DeleteFunc(s.names, func(n string) bool { return n == name })
	}
}

// Map returns the tensors by name, for writers that know no order.
func (s *StateDict) Map() map[string]*Tensor { return maps.Clone(s.tensors) }

// Clone returns a state of the same tensors.
func (s *StateDict) Clone() *StateDict {
	return &StateDict{s.Metadata, slices.Clone(s.names), maps.Clone(s.tensors)}
}

// asStateDict takes a dict of names and tensors as such. The error of another names
// its keys.
func asStateDict(value any) (*StateDict, error) {
	d, ok := value.(*Dict)
	if !ok {
		return nil, fmt.Errorf("%s is no state_dict", kindOf(value))
	}
	s := &StateDict{}
	for key, value := range d.All() {
		name, text := key.(string)
		t := tensorOf(value)
		if !text || t == nil {
			return nil, fmt.Errorf("this is no state_dict: [%s] is %s, not a tensor; torch.At names the part of a file that is one",
				pickle.Describe(key), kindOf(value))
		}
		s.Set(name, t)
	}
	if d.Attributes != nil {
		s.Metadata, _ = d.Attributes.Get("_metadata").(*Dict)
	}
	return s, nil
}
