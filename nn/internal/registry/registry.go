// Package registry holds what is registered on a module while the program runs, beside
// the fields of its struct: what pruning and parametrizations put in a parameter's place.
package registry

import "github.com/e0112027/gotorch/torch"

// Registry is one module's.
type Registry struct {
	Class    string   // the name that it prints, its type's where empty
	Hidden   []string // fields that are neither parameters nor buffers now
	Tensors  []Tensor
	Children []Child
}

// Tensor is a parameter or a buffer.
type Tensor struct {
	Name   string
	Tensor *torch.Tensor
	Buffer bool
}

// Child is a module inside.
type Child struct {
	Name   string
	Module any
}

// Of returns the registry of a module, made where it has none; nil where the module does
// not embed nn.Module. Package nn sets it, for that is where the registry is kept.
var Of func(m any) *Registry

// Field returns where a module keeps the tensor of a name, nil where it has no such field.
// Package nn sets it.
var Field func(m any, name string) **torch.Tensor
