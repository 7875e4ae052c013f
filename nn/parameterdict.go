package nn

import (
	"iter"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// ParameterDict holds parameters by name, in the order in which they came, as Python's; a
// map[string]*torch.Tensor is one too, in the order of its keys. With the tag nn:",inline"
// its parameters are the struct's own, for names that are made while the program runs. Its
// zero value is ready.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html
type ParameterDict struct {
	names   []string
	tensors []*torch.Tensor
}

// Set adds a parameter at the end, or replaces the one of that name in its place; a new nil
// one is left out. It panics for a name that is empty or has a point.
func (d *ParameterDict) Set(name string, t *torch.Tensor) {
	checkName("nn.ParameterDict", name)
	if i := slices.Index(d.names, name); i >= 0 {
		d.tensors[i] = t
	} else if t != nil {
		d.names, d.tensors = append(d.names, name), append(d.tensors, t)
	}
}

// Get returns the parameter of a name, nil where there is none.
func (d *ParameterDict) Get(name string) *torch.Tensor {
	if i := slices.Index(d.names, name); i >= 0 {
		return d.tensors[i]
	}
	return nil
}

// Delete takes a parameter out, where there is one of that name.
func (d *ParameterDict) Delete(name string) {
	if i := slices.Index(d.names, name); i >= 0 {
		d.names, d.tensors = slices.Delete(d.names, i, i+1), slices.Delete(d.tensors, i, i+1)
	}
}

// Len returns how many parameters there are.
func (d *ParameterDict) Len() int { return len(d.names) }

// Names returns the names in order.
func (d *ParameterDict) Names() []string { return slices.Clone(d.names) }

// All yields names and parameters in order.
func (d *ParameterDict) All() iter.Seq2[string, *torch.Tensor] {
	return func(yield func(string, *torch.Tensor) bool) {
		if d == nil {
			return
		}
		for i, name := range d.names {
			if !yield(name, d.tensors[i]) {
				return
			}
		}
	}
}
