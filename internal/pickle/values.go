package pickle

import (
	"fmt"
	"math/big"
)

// Global is a function or a class of Python's, by name alone.
type Global struct{ Module, Name string }

func (g Global) String() string { return g.Module + "." + g.Name }

// Tuple is a tuple.
type Tuple []any

// List is a list; a pointer, for a pickle may refer to a list that it still fills.
type List struct{ Items []any }

// Host makes what a pickle holds beside numbers, strings, lists and tuples. Values
// that it returns are opaque to the reader.
type Host interface {
	// NewDict returns an empty dict.
	NewDict() any
	// SetItems sets the items of target: keys and values in turn.
	SetItems(target any, items []any) error
	// NewSet returns an empty set.
	NewSet() any
	// Global returns what stands for a function or a class, or refuses it.
	Global(g Global) (any, error)
	// Reduce calls what Global returned.
	Reduce(function any, args Tuple) (any, error)
	// New makes an object of a class that Global returned.
	New(class any, args Tuple) (any, error)
	// Build gives an object its state, and returns the object.
	Build(object, state any) (any, error)
	// Persistent returns what is stored outside of the pickle.
	Persistent(id any) (any, error)
}

// Error tells what is wrong with a pickle, and where.
type Error struct {
	Offset int64 // of the opcode, from the pickle's first byte
	Err    error
}

func (e *Error) Error() string { return fmt.Sprintf("pickle: at byte %d: %v", e.Offset, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Describe names a value in a message. It prints none that holds others: a few bytes of
// a pickle make values whose print has no end.
func Describe(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool, int, int64, float64:
		return fmt.Sprint(v)
	case string:
		return fmt.Sprintf("%.100q", v)
	case []byte:
		return fmt.Sprintf("%d bytes", len(v))
	case *big.Int:
		return fmt.Sprintf("an int of %d bits", v.BitLen())
	case Tuple:
		return fmt.Sprintf("a tuple of %d", len(v))
	case *List:
		return fmt.Sprintf("a list of %d", len(v.Items))
	}
	return fmt.Sprintf("a %T", v)
}
