package aten

// Opt is an argument that may be left out. Its zero value is: the schema's
// default then stands for it, or None where there is no default.
type Opt[T any] struct {
	value T
	set   bool
}

// Some is an argument that is given: aten.Some(2), aten.Some(torch.Float64).
func Some[T any](value T) Opt[T] { return Opt[T]{value, true} }

// Get returns the value, and whether there is one.
func (o Opt[T]) Get() (value T, ok bool) { return o.value, o.set }
