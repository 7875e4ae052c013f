package nn

import (
	"iter"
	"maps"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// State is a module's parameters and buffers by name, in Python's order.
type State struct {
	names   []string
	tensors map[string]*torch.Tensor
}

// NewState makes a state of named tensors, such as a file holds, in the order of
// their names. The map is not kept.
func NewState(tensors map[string]*torch.Tensor) *State {
	return &State{slices.Sorted(maps.Keys(tensors)), maps.Clone(tensors)}
}

// StateDict returns the module's state: of each module its parameters, its
// buffers, then the modules inside it, in the order of their fields. The tensors
// share the module's memory and are outside of the graph; a parameter in two
// places is there twice. A module that holds itself is left out where it would
// begin anew.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.state_dict
func StateDict(m any) *State {
	s := &State{tensors: map[string]*torch.Tensor{}}
	for _, slot := range persistent(m) {
		s.Set(slot.name, slot.tensor.Detach())
	}
	return s
}

// persistent lists what belongs in the state_dict, under full names.
func persistent(m any) []slot {
	var slots []slot
	outer := map[identity]bool{}
	var visit func(prefix string, n node)
	visit = func(prefix string, n node) {
		if id := n.identity(); id.of != nil {
			if outer[id] {
				return
			}
			outer[id] = true
			defer delete(outer, id)
		}
		for _, s := range n.slots() {
			if !s.transient {
				s.name = join(prefix, s.name)
				slots = append(slots, s)
			}
		}
		for _, c := range n.children() {
			visit(join(prefix, c.name), c.node)
		}
	}
	visit("", rootOf(m))
	return slots
}

// All yields names and tensors in order.
func (s *State) All() iter.Seq2[string, *torch.Tensor] {
	return func(yield func(string, *torch.Tensor) bool) {
		for _, name := range s.names {
			if !yield(name, s.tensors[name]) {
				return
			}
		}
	}
}

// Names returns the names in order.
func (s *State) Names() []string { return slices.Clone(s.names) }

// Len returns how many tensors there are.
func (s *State) Len() int { return len(s.names) }

// Get returns the tensor of a name, nil where there is none.
func (s *State) Get(name string) *torch.Tensor { return s.tensors[name] }

// Set adds a tensor at the end, or replaces the one of that name in its place.
func (s *State) Set(name string, t *torch.Tensor) {
	if _, ok := s.tensors[name]; !ok {
		s.names = append(s.names, name)
	}
	s.tensors[name] = t
}

// Delete takes a tensor out.
func (s *State) Delete(name string) {
	if _, ok := s.tensors[name]; ok {
		delete(s.tensors, name)
		s.names = slices.DeleteFunc(s.names, func(n string) bool { return n == name })
	}
}

// Map returns the tensors by name, for writers that know no order.
func (s *State) Map() map[string]*torch.Tensor { return maps.Clone(s.tensors) }
