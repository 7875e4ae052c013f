// Package registry holds what is registered on a module while the program runs, beside
// the fields of its struct: what pruning and parametrizations put in a parameter's place.
// Package nn keeps it, and sets the functions here.
package registry

import (
	"fmt"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Registry is one module's.
type Registry struct {
	Class    string // the name that it prints, its type's where empty
	Folds    bool   // it prints equal modules together, as a ModuleList does
	Tensors  []Tensor
	Children []Child
	Computed []Computed
	Unhook   func() // removes the hook that refreshes; nil where there is none
	Held     int    // how many callers keep what the first Forward computes
	Fresh    bool   // it is computed, where it is held
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

// Computed is a field that is no parameter any more: it is computed before each Forward,
// and, quietly, where a module is made or loaded: that must change nothing else.
type Computed struct {
	Name    string
	Compute func(m any, quiet bool) *torch.Tensor
	Made    *torch.Tensor // what Compute returned last
}

var (
	// Of returns the registry of a module, made where it has none; nil where the module
	// does not embed nn.Module.
	Of func(m any) *Registry
	// Field returns where a module keeps the tensor of a name, nil where it has no such field.
	Field func(m any, name string) **torch.Tensor
	// IsBuffer tells whether the tensor of a name is a buffer.
	IsBuffer func(m any, name string) bool
	// Hook has a module refreshed before each Forward.
	Hook func(m any) (unhook func())
)

// Set adds a tensor, or replaces the one of that name.
func (r *Registry) Set(name string, t *torch.Tensor, buffer bool) {
	if at := r.Get(name); at != nil {
		*at = t
		return
	}
	r.Tensors = append(r.Tensors, Tensor{name, t, buffer})
}

// Get returns where the tensor of a name is, nil where there is none.
func (r *Registry) Get(name string) **torch.Tensor {
	for i := range r.Tensors {
		if r.Tensors[i].Name == name {
			return &r.Tensors[i].Tensor
		}
	}
	return nil
}

// Delete takes the tensor of a name out.
func (r *Registry) Delete(name string) {
	r.Tensors = slices.DeleteFunc(r.Tensors, func(t Tensor) bool { return t.Name == name })
}

// Compute has the field of a name computed from now on, and computes it.
func (r *Registry) Compute(m any, name string, compute func(m any, quiet bool) *torch.Tensor) {
	if r.Unhook == nil {
		r.Unhook = Hook(m)
	}
	made := compute(m, true)
	r.Computed = append(r.Computed, Computed{name, compute, made})
	*Field(m, name) = made
}

// Restore makes the field of a name a parameter or a buffer again.
func (r *Registry) Restore(m any, name string, t *torch.Tensor) {
	r.Computed = slices.DeleteFunc(r.Computed, func(c Computed) bool { return c.Name == name })
	if len(r.Computed) == 0 && r.Unhook != nil {
		r.Unhook()
		r.Unhook = nil
	}
	*Field(m, name) = t
}

// Hold keeps what the next Forward computes until release is called.
func (r *Registry) Hold() (release func()) {
	r.Held++
	return func() {
		if r.Held--; r.Held == 0 {
			r.Fresh = false
		}
	}
}

// Refresh computes a module's computed fields anew, before a Forward only once where they
// are held.
func Refresh(m any, quiet bool) {
	if r := Of(m); r != nil {
		if !quiet {
			if r.Fresh {
				return
			}
			r.Fresh = r.Held > 0
		}
		for i := range r.Computed {
			r.Computed[i].refresh(m, quiet)
		}
	}
}

// refresh computes the field, and before a Forward warns of another tensor in it, which is
// lost.
func (c *Computed) refresh(m any, quiet bool) {
	at := Field(m, c.Name)
	if *at != c.Made && !quiet {
		torch.Warn(torch.Warning{Op: "nn", Message: fmt.Sprintf("%T: what was assigned to %s is lost, as it is computed before each Forward. "+
			"Use parametrize.Assign(m, %q, value), or prune.Remove first", m, c.Name, c.Name)})
	}
	c.Made = c.Compute(m, quiet)
	*at = c.Made
}
