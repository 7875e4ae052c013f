package nn

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// ParameterDict holds parameters by name, in the order in which they came, as
// Python's. Its zero value is ready.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html
type ParameterDict struct {
	names   []string
	tensors []*torch.Tensor
}

// Set adds a parameter, or replaces the one of that name; a new nil one is left out.
func (d *ParameterDict) Set(name string, t *torch.Tensor) {
	for i, known := range d.names {
		if known == name {
			d.tensors[i] = t
			return
		}
	}
	if t != nil {
		d.names, d.tensors = append(d.names, name), append(d.tensors, t)
	}
}

// Get returns the parameter of a name, nil where there is none.
func (d *ParameterDict) Get(name string) *torch.Tensor {
	for i, known := range d.names {
		if known == name {
			return d.tensors[i]
		}
	}
	return nil
}

// All yields names and parameters.
func (d *ParameterDict) All() iter.Seq2[string, *torch.Tensor] {
	return func(yield func(string, *torch.Tensor) bool) {
		for i, name := range d.names {
			if !yield(name, d.tensors[i]) {
				return
			}
		}
	}
}
